"""The ledger: what it knows it gives back, and what it does not trust it begins anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from made_outlines import entry, listing, telling

from mdmakg.build.plan.ledger import opened
from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

WORKS = listing(
    "works",
    entry("studies/trial", "one", reports=["two"], locals_=["sr1"], links=["cohort people"]),
    entry("results/r1"),
    speaking=["one"],
)
PAGE = telling("page", entry("sources/author"), of=["author", "works:r1"], text="00")
FILES = {f"{one.document}.yaml": (one.digest, 1) for one in (WORKS, PAGE)}
TOLD = {"files": {"parts/00.nq.gz": ["ab", 3]}, "counts": {"claims": 2}, "counted": {}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Keep two documents and two parts in a ledger."""
    place = tmp_path / "ledger.sqlite"
    with opened(place) as ledger:
        ledger.keep_documents([(WORKS, b"the works"), (PAGE, b"the page")])
        ledger.keep_part("00", TOLD)
        ledger.keep_part("11", TOLD)
    return place


def test_what_is_kept_is_given_back(path: Path) -> None:
    """Outlines come back equal, with tuples for tuples; packed documents byte by byte."""
    with opened(path) as ledger:
        assert ledger.outlines(FILES) == {"works.yaml": WORKS, "page.yaml": PAGE}
        assert ledger.packed("works") == b"the works"
        assert ledger.part("00") == TOLD
        assert ledger.part("22") is None


def test_a_document_is_known_by_its_digest(path: Path) -> None:
    """Of a file that changed, and one that is not asked for, nothing is known."""
    with opened(path) as ledger:
        assert ledger.outlines({"works.yaml": ("another", 1)}) == {}
        assert set(ledger.outlines({"page.yaml": (PAGE.digest, 1)})) == {"page.yaml"}


def test_a_document_that_is_read_again_replaces_what_was_known(path: Path) -> None:
    """One row for each file."""
    edited = WORKS._replace(digest="new")
    with opened(path) as ledger:
        ledger.keep_documents([(edited, b"edited")])
        assert ledger.outlines({"works.yaml": ("new", 1)}) == {"works.yaml": edited}
        assert ledger.packed("works") == b"edited"


def test_what_is_gone_is_forgotten(path: Path) -> None:
    """A corpus that loses documents does not keep them in its ledger."""
    with opened(path) as ledger:
        ledger.forget_others(["page.yaml"], ["11"])
    with opened(path) as ledger:
        assert set(ledger.outlines(FILES)) == {"page.yaml"}
        assert ledger.part("00") is None
        assert ledger.part("11") == TOLD


@pytest.mark.parametrize("content", [b"no ledger at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_ledger_is_begun_anew(path: Path, content: bytes) -> None:
    """It is a convenience: nothing is lost but time."""
    path.write_bytes(content)
    with opened(path) as ledger:
        assert ledger.outlines(FILES) == {}
        ledger.keep_part("22", TOLD)
    with opened(path) as ledger:
        assert ledger.part("22") == TOLD


def test_a_ledger_that_was_cut_is_begun_anew(path: Path) -> None:
    """A disk that was full leaves half a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with opened(path) as ledger:
        assert ledger.part("00") is None


def test_a_ledger_of_another_version_is_begun_anew(path: Path) -> None:
    """What another program kept is not taken for ours."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE made SET by = 'mdmakg 0.0.1, form 0'")
    with opened(path) as ledger:
        assert ledger.outlines(FILES) == {}
        assert ledger.part("00") is None


def test_nothing_of_a_damaged_ledger_comes_back(path: Path) -> None:
    """What SQLite writes beside its file, and a killed build leaves there, goes with it."""
    killed = path.with_name("killed.sqlite")
    with opened(path) as ledger:
        ledger.keep_part("33", TOLD)
        for ending in ("", "-wal"):
            content = path.with_name(path.name + ending).read_bytes()
            killed.with_name(killed.name + ending).write_bytes(content)
    killed.write_bytes(b"no ledger at all")
    with opened(killed) as ledger:
        assert ledger.part("33") is None
    with opened(killed) as ledger:
        assert ledger.part("33") is None


def test_what_a_killed_build_kept_is_there(path: Path) -> None:
    """A row is kept at once, not at the end."""
    copied = path.with_name("copied.sqlite")
    with opened(path) as ledger:
        ledger.keep_part("33", TOLD)
        for ending in ("", "-wal"):
            content = path.with_name(path.name + ending).read_bytes()
            copied.with_name(copied.name + ending).write_bytes(content)
    with opened(copied) as ledger:
        assert ledger.part("33") == TOLD


def test_a_ledger_without_a_path_is_gone_afterwards() -> None:
    """A check writes nothing where people see it."""
    with opened(None) as ledger:
        ledger.keep_part("00", TOLD)
        assert ledger.part("00") == TOLD
    with opened(None) as ledger:
        assert ledger.part("00") is None


def test_a_ledger_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there, or one in the ledger's place, ends with a message."""
    with (
        pytest.raises(StoreError, match="the ledger of the build cannot be written"),
        opened(tmp_path / "nowhere" / "ledger.sqlite"),
    ):
        pass
    with pytest.raises(StoreError, match="cannot be written"), opened(tmp_path):
        pass
