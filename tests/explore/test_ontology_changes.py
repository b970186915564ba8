"""What a release says of the one before, and how its page is written."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.errors import InputError
from mdmakg.explore.ontology.__main__ import main, write_page
from mdmakg.explore.ontology.page import ontology_page
from mdmakg.explore.ontology.release import earlier_release, read_release
from mdmakg.explore.ontology.tables import FILES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give a copy of the ontology in which something reads otherwise."""

    def change(old: str, new: str) -> Path:
        copy = tmp_path / "ontology"
        shutil.copytree(folder("ontology"), copy)
        file = copy / "claim.ttl"
        text = file.read_text("utf-8")
        assert text.count(old) >= 1
        file.write_text(text.replace(old, new), "utf-8")
        return copy

    return change


def changes(earlier: Path) -> str:
    """Give the words of the part on changes."""
    made = read_release(folder("ontology"), folder("shapes"), earlier_release(earlier))
    part = ontology_page(made).decode().partition('id="part-changes"')[2]
    return re.sub(r"<[^>]+>", "", part.partition("</section>")[0])


def test_nothing_changed(changed: Callable[[str, str], Path]) -> None:
    """Held against itself, a release has no changes."""
    assert "nothing has changed" in changes(changed("# Claims", "# Claims"))


def test_what_is_new_and_what_is_gone(changed: Callable[[str, str], Path]) -> None:
    """A term that the earlier release calls otherwise is new here, and its old name is gone."""
    told = changes(changed("mdmakg:concedes a ", "mdmakg:admits a "))
    assert "Newconcedes" in told
    assert "Goneadmits" in told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Which way the claim says", "How the claim says", "Worded otherwiseclaimedDirection"),
        ("mdmakg:gloss a owl:DatatypeProperty", "mdmakg:gloss a rdf:Property", "Other valuesgloss"),
    ],
)
def test_what_is_said_otherwise(
    changed: Callable[[str, str], Path], old: str, new: str, says: str
) -> None:
    """Another definition, and another kind of term, are told apart."""
    assert says in changes(changed(old, new))


# --- writing -----------------------------------------------------------------


def test_the_page_is_written_with_its_files(tmp_path: Path) -> None:
    """Beside the page stands each file to which it leads, unchanged, and nothing else."""
    out = tmp_path / "new" / "folder"
    assert main([str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {*FILES, "index.html"}
    for name in FILES:
        assert (out / name).read_bytes() == (folder("ontology") / name).read_bytes()
    again = write_page(tmp_path / "again")
    assert again.read_bytes() == (out / "index.html").read_bytes()


def test_an_earlier_release_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without an ontology is named, and no page is written."""
    assert main([str(tmp_path / "out"), str(tmp_path)]) == 3
    assert "mdmakg.ttl" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [[], ["--help"], ["a", "b", "c"]])
def test_how_it_is_called(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Called in another way it says how it is called."""
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_faulty_mappings_are_refused(tmp_path: Path) -> None:
    """A row that cannot be read is a fault, not a row less on the page."""
    copy = tmp_path / "ontology"
    shutil.copytree(folder("ontology"), copy)
    with (copy / "mappings.sssom.tsv").open("a", encoding="utf-8") as file:
        file.write("nobody:knows\n")
    with pytest.raises(InputError):
        read_release(copy, folder("shapes"))
