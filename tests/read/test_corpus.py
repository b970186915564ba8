"""A corpus is linked, held to its rules, and every fault of all files is found in one run."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from expected_faults import Expected, assert_faults, expected_in

from mdmakg.errors import InputError
from mdmakg.model.scalar import Kind, Ref
from mdmakg.read.corpus import read_corpus

RULES = Path(__file__).parent / "rules"
BROKEN = sorted(path for path in RULES.glob("*.yaml") if path.stem != "good")
GOOD = (RULES / "good.yaml").read_text("utf-8")
HEAD = "curation: {curator: Ann, coded: 2025-01-02}\n"


def _corpus(folder: Path, path: Path) -> Path:
    """Lay out a fixture as a corpus, with the file that its comment adds."""
    text = path.read_text("utf-8")
    (folder / path.name.replace("_", "-")).write_text(text, "utf-8")
    for name, more in re.findall(r"# also (\S+): (.+)", text):
        body = more.removeprefix("{").removesuffix("}") if more.startswith("{") else more
        lines = re.sub(r"\}, (?=(?:studies|interventions|outcomes):)", "}\n", body)
        (folder / name).write_text(f"{HEAD}{lines}\n", "utf-8")
    return folder


def _faults(folder: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_corpus(folder, shown_as=Path())
    return caught.value


def _codes(folder: Path) -> list[tuple[str, str]]:
    return [(fault.place.file, fault.code) for fault in _faults(folder).faults]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_rule_fires_at_its_place(path: Path, tmp_path: Path) -> None:
    """Every broken rule is found, at the line and column counted by hand, and nothing else is."""
    error = _faults(_corpus(tmp_path, path))
    expected = expected_in(path)
    assert expected
    assert_faults(error.faults, expected, path.name.replace("_", "-"))


def test_a_good_corpus_is_read(tmp_path: Path) -> None:
    """What breaks no rule has no fault, and its ids are found."""
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    corpus = read_corpus(tmp_path)
    assert [file.id for file in corpus.files] == ["good"]
    assert set(corpus.index.everywhere) == {"report", "light"}
    assert set(corpus.index.within) == {("good", "c1")}
    assert corpus["good"].document.claims["c1"].gloss == "A"
    with pytest.raises(KeyError):
        corpus["absent"]


def test_a_local_id_does_not_hide_a_global_one_of_the_kind_that_is_wanted(tmp_path: Path) -> None:
    """A reference finds the thing of the right kind, whichever of the two it is."""
    (tmp_path / "good.yaml").write_text(GOOD.replace("  light:", "  c1:", 1), "utf-8")
    text = (tmp_path / "good.yaml").read_text("utf-8").replace("subject: light", "subject: c1")
    (tmp_path / "good.yaml").write_text(text.replace("object: light", "object: c1"), "utf-8")
    index = read_corpus(tmp_path).index
    concept = index.find(Ref("c1", (Kind.CONCEPT,)), "good")
    claim = index.find(Ref("c1", (Kind.CLAIM,)), "good")
    assert (concept and concept.kind, claim and claim.kind) == (Kind.CONCEPT, Kind.CLAIM)
    assert index.find(Ref("good:c1", (Kind.CONCEPT,)), "good") is None


def test_all_files_are_read_before_any_is_refused(tmp_path: Path) -> None:
    """A binary, a half-written and a broken file are reported together, the good one not at all."""
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "binary.yaml").write_bytes(b"\x00\x01\x02")
    (tmp_path / "half.yaml").write_text(GOOD[: GOOD.index("interests")], "utf-8")
    (tmp_path / "latin.yaml").write_bytes(HEAD.encode() + b"# na\xefve\n")
    (tmp_path / "typed.yaml").write_text("curation: {curator: Ann}\n", "utf-8")
    (tmp_path / "empty.yaml").write_text("", "utf-8")
    (tmp_path / "folder.yaml").mkdir()
    assert _codes(tmp_path) == [
        ("binary.yaml", "binary"),
        ("empty.yaml", "empty"),
        ("folder.yaml", "not-a-file"),
        ("half.yaml", "syntax"),
        ("latin.yaml", "not-utf8"),
        ("typed.yaml", "missing-key"),
    ]


@pytest.mark.parametrize(
    "name", ["a.yml", "A.yaml", "a.YAML", "a_b.yaml", "1a.yaml", "a..b.yaml", f"{'a' * 65}.yaml"]
)
def test_file_names_are_ids(name: str, tmp_path: Path) -> None:
    """A file that would have no id, or one that no reference could write, is refused."""
    (tmp_path / name).write_text(HEAD, "utf-8")
    assert _codes(tmp_path) == [(name, "file-name")]


def test_hidden_and_other_files_are_no_documents(tmp_path: Path) -> None:
    """What editors leave behind does not break a corpus, nor does a README."""
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / ".#good.yaml").symlink_to("nobody@nowhere")
    (tmp_path / "._good.yaml").write_bytes(b"\x00")
    (tmp_path / "README.md").write_text("words", "utf-8")
    assert [file.id for file in read_corpus(tmp_path).files] == ["good"]


def test_a_link_out_of_the_corpus_is_not_followed(tmp_path: Path) -> None:
    """A link to a file outside is refused unread; one to a file inside is read."""
    inside, outside = tmp_path / "in", tmp_path / "secret.yaml"
    inside.mkdir()
    outside.write_text("password: x", "utf-8")
    (inside / "good.yaml").write_text(GOOD, "utf-8")
    (inside / "kept.txt").write_text(HEAD, "utf-8")
    (inside / "same.yaml").symlink_to("kept.txt")
    assert [file.id for file in read_corpus(inside).files] == ["good", "same"]
    (inside / "away.yaml").symlink_to("../secret.yaml")
    error = _faults(inside)
    assert [(f.place.file, f.code) for f in error.faults] == [("away.yaml", "outside")]
    assert "password" not in str(error)


def test_a_linked_corpus_folder_is_followed(tmp_path: Path) -> None:
    """The folder itself may be a link: its files lie inside where it leads."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "link").symlink_to("real")
    assert len(read_corpus(tmp_path / "link").files) == 1


def test_folders_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    """Missing, empty, no folder at all, a name of no folder, a circle of links: each is said."""
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "round").symlink_to("round")
    found = {}
    for name in ("missing", "file", "empty", "round", "nul\0"):
        with pytest.raises(InputError) as caught:
            read_corpus(tmp_path / name)
        (fault,) = caught.value.faults
        found[name] = (fault.code, fault.message)
    assert {name: code for name, (code, _) in found.items()} == {
        "missing": "missing-file",
        "file": "not-a-folder",
        "empty": "empty",
        "round": "unreadable",
        "nul\0": "unreadable",
    }
    assert os.strerror(errno.ENOENT) in found["missing"][1]
    assert "mdmakg init" in found["empty"][1]


def test_faults_are_shown_with_the_folder_that_was_named(tmp_path: Path) -> None:
    """Messages name the folder as the person wrote it, not where it was found."""
    (tmp_path / "a.yaml").write_text("x: y\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_corpus(tmp_path, shown_as=Path("data"))
    assert {fault.place.file for fault in caught.value.faults} == {str(Path("data") / "a.yaml")}


def test_long_ways_end_without_recursion(tmp_path: Path) -> None:
    """Three thousand concepts, each broader than the last, lead back only at the end."""
    most = 3000
    body = "".join(
        f"  a{n}: {{label: A, kind: event, broader: a{(n + 1) % most}}}\n" for n in range(most)
    )
    (tmp_path / "a.yaml").write_text(f"{HEAD}concepts:\n{body}", "utf-8")
    (fault,) = _faults(tmp_path).faults
    assert (fault.place.line, fault.code) == (3, "circle")
    assert fault.message.startswith("broader leads back to where it began: a0 → a1 → a2")


def test_expectations_are_read(tmp_path: Path) -> None:
    """The comments that the fixtures carry are understood, with and without a file."""
    (tmp_path / "x").write_text("# expect 1:2 a-b: words\n# expect o.yaml 3:4 c: more\n", "utf-8")
    assert expected_in(tmp_path / "x") == [
        Expected("", 1, 2, "a-b", "words"),
        Expected("o.yaml", 3, 4, "c", "more"),
    ]


def test_a_link_to_itself_is_a_fault(tmp_path: Path) -> None:
    """A circle of links is answered like any file that cannot be read."""
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    with pytest.raises(InputError) as caught:
        read_corpus(tmp_path)
    assert caught.value.faults[0].place.file.endswith("loop.yaml")
