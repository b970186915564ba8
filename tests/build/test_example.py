"""The corpus that ``mdmakg init`` makes: it builds at once, and replaces nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.build.build import build, check_corpus
from mdmakg.build.example import make_example
from mdmakg.errors import StoreError, UsageError
from mdmakg.model.check import Severity
from mdmakg.passage.sentences import sentences

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example in a new folder."""
    folder = tmp_path_factory.mktemp("corpus") / "demo"
    make_example(folder)
    return folder


def test_names_what_it_wrote(tmp_path: Path) -> None:
    """Each file written is named, and there are three: document, text, schema."""
    written = make_example(tmp_path / "new" / "demo")
    names = [path.relative_to(tmp_path / "new" / "demo").as_posix() for path in written]
    assert names == ["example.yaml", "texts/example.txt", "document.schema.json"]
    assert all(path.is_file() for path in written)


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """A folder that is there and empty is used."""
    assert make_example(tmp_path)


def test_builds_at_once_without_a_violation(example: Path, tmp_path: Path) -> None:
    """With its text, nothing is wrong in how the example is encoded."""
    checked = check_corpus(example, texts=example / "texts")
    assert checked.texts.notes == ()
    assert checked.report.by_severity()[Severity.VIOLATION] == 0
    assert {"manifest.json", "mdmakg.trig", "figures/example-c1.svg"} <= set(
        build(checked, tmp_path / "out").files
    )


def test_its_passages_were_verified(example: Path) -> None:
    """The check of passages looked at all of them, and found each where it should be."""
    counts = {
        one.check: one for one in check_corpus(example, texts=example / "texts").report.counts
    }
    assert (counts["anchor-broken"].failed, counts["anchor-broken"].cannot_tell) == (0, 0)
    assert counts["anchor-broken"].passed > 13
    assert (counts["uncovered-text"].passed, counts["uncovered-text"].failed) == (13, 0)


def test_a_changed_text_is_noticed(tmp_path: Path) -> None:
    """One digit changed in the text breaks passages: the example is really checked."""
    make_example(tmp_path / "demo")
    text = tmp_path / "demo" / "texts" / "example.txt"
    text.write_text(text.read_text("utf-8").replace("p = 0.02", "p = 0.03"), "utf-8")
    report = check_corpus(tmp_path / "demo", texts=text.parent).report
    failed = {one.check for one in report.failed if one.severity is Severity.VIOLATION}
    assert failed == {"anchor-broken"}


def test_sentences_are_those_of_the_text(example: Path) -> None:
    """The example lists thirteen sentences, those that ``quote --sentences`` finds."""
    (file,) = check_corpus(example).corpus.files
    assert file.document.text is not None
    listed = [(one.span.start, one.span.end) for one in file.document.text.sentences]
    text = (example / "texts" / "example.txt").read_text("utf-8")
    assert listed == [(one.start, one.end) for one in sentences(text)]
    assert len(listed) == 13


def test_tells_carried_from_not_carried(example: Path) -> None:
    """Of six claims, three are backed by a result, one is gone against, two have nothing."""
    (file,) = check_corpus(example).corpus.files
    lines = {
        id_: [line.direction.value for line in claim.evidence]
        for id_, claim in file.document.claims.items()
    }
    assert lines == {
        "c1": ["reports"],
        "c2": ["reports"],
        "c3": [],
        "c4": ["supports"],
        "c5": ["disputes"],
        "c6": [],
    }


def test_editors_find_the_schema(example: Path, checkout: Path) -> None:
    """The first line names the schema beside it, which is the committed one."""
    first, *_ = (example / "example.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=document.schema.json"
    committed = (checkout / "ontology" / "document.schema.json").read_bytes()
    assert (example / "document.schema.json").read_bytes() == committed


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing is written where something stands, and what stands there stays."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="something stands there already"):
        make_example(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A file of that name is no folder to write into."""
    (tmp_path / "demo").write_text("mine")
    with pytest.raises(UsageError, match="something stands there already"):
        make_example(tmp_path / "demo")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Where a folder above is a file, the reason is said."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="cannot be written"):
        make_example(tmp_path / "file" / "demo")
