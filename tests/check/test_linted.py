"""Files that passed the lint are not linted again; one byte more, and they are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.check import linted
from mdmakg.check.checkfile import read_check
from mdmakg.check.lint import lint_folder
from mdmakg.check.linted import LIST, is_linted
from mdmakg.check.rules import Rules, read_rules
from mdmakg.check.shapes import NOUNS, read_shapes
from mdmakg.check.turtle import read_turtle
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A clause that no query may have, and that runs all the same; and a misspelt term.
GRAPH_CLAUSE = (b"$this mdmakg:alteration ?value .", b"GRAPH ?g { $this mdmakg:alteration ?value }")
MISSPELT = (b"sh:minCount 1", b"sh:minCuont 1")


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """Copy the bundled shapes."""
    return shutil.copytree(folder("shapes"), tmp_path / "shapes")


@pytest.fixture
def believing(shapes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the copy's list be the one that is believed."""
    monkeypatch.setattr(linted, "folder", lambda _name: shapes)
    linted._rows.cache_clear()
    yield shapes
    linted._rows.cache_clear()


def change(path: Path, old: bytes, new: bytes) -> None:
    """Change a file in one place."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def nouns(shapes: Path) -> list[Path]:
    """Name the files of the five nouns."""
    return [shapes / f"{noun}.ttl" for noun in NOUNS]


def test_the_list_is_up_to_date() -> None:
    """Every bundled file passes the lint in full, as it is; mend the list with: make linted."""
    listed, faults = lint_folder(folder("shapes"))
    assert faults == ()
    assert (folder("shapes") / LIST).read_text("utf-8") == listed


def test_the_list_has_each_file_once_in_order() -> None:
    """One line for each file, sorted by name, whoever writes it."""
    names = [line.split("\t")[0] for line in lint_folder(folder("shapes"))[0].splitlines()]
    assert names == sorted(path.name for path in folder("shapes").glob("*.ttl"))


def test_one_byte_more_and_a_file_is_off_the_list(believing: Path) -> None:
    """A file is known by all its bytes and its name, not by what it says."""
    (believing / LIST).write_text(lint_folder(believing)[0], "utf-8")
    check = believing / "quote-altered.ttl"
    assert is_linted(read_turtle(check))
    renamed = believing / "altered-quote.ttl"
    shutil.copy(check, renamed)
    assert not is_linted(read_turtle(renamed))
    check.write_bytes(check.read_bytes() + b"\n")
    assert not is_linted(read_turtle(check))


def test_a_changed_check_is_linted(shapes: Path) -> None:
    """What the lint refuses is refused, though the file of that name once passed."""
    change(shapes / "quote-altered.ttl", *GRAPH_CLAUSE)
    with pytest.raises(InputError, match="query-graph"):
        read_check(shapes / "quote-altered.ttl")


def test_a_listed_check_is_not_linted(believing: Path) -> None:
    """The list is believed: with the digest of a bad file on it, the file is read."""
    check = believing / "quote-altered.ttl"
    change(check, *GRAPH_CLAUSE)
    (believing / LIST).write_text(f"{check.name}\t{read_turtle(check).digest}\n", "utf-8")
    assert "GRAPH ?g" in read_check(check).select


def test_a_changed_noun_is_linted(shapes: Path) -> None:
    """One changed file of the five, and all of them are read strictly."""
    change(shapes / "claim.ttl", *MISSPELT)
    with pytest.raises(InputError, match=r"claim\.ttl.*unknown-term"):
        read_shapes(nouns(shapes))


def test_nouns_pass_together_or_not_at_all(shapes: Path) -> None:
    """Each of four files is on the list; without the fifth their shapes lead nowhere."""
    with pytest.raises(InputError, match="empty-shape"):
        read_shapes([path for path in nouns(shapes) if path.stem != "source"])


def test_a_list_of_another_folder_is_not_believed(shapes: Path) -> None:
    """Shapes from elsewhere bring no leave of their own."""
    check = shapes / "quote-altered.ttl"
    change(check, *GRAPH_CLAUSE)
    (shapes / LIST).write_text(f"{check.name}\t{read_turtle(check).digest}\n", "utf-8")
    with pytest.raises(InputError, match="query-graph"):
        read_rules(Rules(shapes=shapes))


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"claim.ttl\n", b"claim.ttl\tcafe\n"])
def test_a_list_that_is_not_there_or_lags_costs_time_only(
    believing: Path, content: bytes | None
) -> None:
    """Without a list, with a broken one or one of other bytes, the same is read."""
    (believing / LIST).unlink()
    if content is not None:
        (believing / LIST).write_bytes(content)
    assert len(read_shapes(nouns(believing)).rules) == len(
        read_shapes(nouns(folder("shapes"))).rules
    )
    assert read_check(believing / "quote-altered.ttl").code == "quote-altered"


def test_what_is_wrong_with_a_folder_is_said_and_the_rest_is_listed(shapes: Path) -> None:
    """A bad check, a bad noun and a file that is not Turtle are left out, each with its faults."""
    change(shapes / "quote-altered.ttl", *GRAPH_CLAUSE)
    change(shapes / "claim.ttl", *MISSPELT)
    (shapes / "broken.ttl").write_text("!")
    listed, faults = lint_folder(shapes)
    names = {line.split("\t")[0] for line in listed.splitlines()}
    left_out = {f"{noun}.ttl" for noun in NOUNS} | {"quote-altered.ttl", "broken.ttl"}
    assert names == {path.name for path in shapes.glob("*.ttl")} - left_out
    assert {fault.code for fault in faults} >= {"query-graph", "unknown-term", "turtle-syntax"}
