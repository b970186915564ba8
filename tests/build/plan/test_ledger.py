"""The ledger: what it knows it gives back, and what it does not trust it begins anew."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from made_outlines import entry, listing, telling

from mdmakg.build.plan.joinrow import JoinRow
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
        ledger.keep_part("00", TOLD, ())
        ledger.keep_part("11", TOLD, ())
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


ROWS = (
    JoinRow(
        "by", "<p/1>", "<c/1>", ("page.yaml", 3, 5), "<c/1> <says> <p/1> <g> .\n", always=False
    ),
    JoinRow(
        "by", "<p/2>", "<c/2>", ("page.yaml", 4, 5), "<c/2> <says> <p/2> <g> .\n", always=False
    ),
    JoinRow("by", "<p/3>", "<c/3>", ("page.yaml", 5, 5), "<c/3> <says> <p/3> <g> .\n", always=True),
)
OTHER = JoinRow(
    "by", "<p/1>", "<c/4>", ("works.yaml", 9, 1), "<c/4> <says> <p/1> <h> .\n", always=False
)


def test_rows_are_looked_at_where_a_value_is_shared(path: Path) -> None:
    """Or where something is accepted; and all go with their part."""
    with opened(path) as ledger:
        ledger.keep_part("00", TOLD, ROWS)
        ledger.keep_part("11", TOLD, [OTHER])
        shared = [(value, focus) for _, value, focus, _ in ledger.shared()]
        assert shared == [("<p/1>", "<c/1>"), ("<p/1>", "<c/4>"), ("<p/3>", "<c/3>")]
        assert list(ledger.rows_of([("by", "<p/1>"), ("by", "<p/1>")])) == [ROWS[0], OTHER]
        ledger.keep_part("11", TOLD, [OTHER])
        assert len(list(ledger.shared())) == 3
        ledger.forget_others(FILES, ["00"])
        assert [(value, focus) for _, value, focus, _ in ledger.shared()] == [("<p/3>", "<c/3>")]


def test_what_is_shared_is_so_by_one_property(path: Path) -> None:
    """The same value of another property is no other's."""
    rows = [ROWS[0], ROWS[1], ROWS[0]._replace(by="other")]
    with opened(path) as ledger:
        ledger.keep_part("00", TOLD, rows)
        assert list(ledger.shared()) == []
        ledger.keep_part("11", TOLD, [OTHER])
        assert [row[:3] for row in ledger.shared()] == [
            ("by", "<p/1>", "<c/1>"),
            ("by", "<p/1>", "<c/4>"),
        ]
        assert list(ledger.rows_of([("other", "<p/1>")])) == rows[2:]


def test_a_row_is_known_by_what_it_says_and_where(path: Path) -> None:
    """What was found with it is kept only while both are the same."""
    digests = set()
    moved = ROWS[2]._replace(place=("page.yaml", 6, 5))
    with opened(path) as ledger:
        for row in (ROWS[2], moved, ROWS[2]._replace(lines=OTHER.lines)):
            ledger.keep_part("00", TOLD, [row])
            digests |= {digest for *_, digest in ledger.shared()}
    assert len(digests) == 3


def test_what_was_found_in_a_bucket_is_kept_while_it_is_there(path: Path) -> None:
    """As is what was found in a part."""
    with opened(path) as ledger:
        ledger.keep_bucket("aa", TOLD)
        ledger.keep_bucket("bb", TOLD)
        ledger.forget_buckets(["bb", "cc"])
    with opened(path) as ledger:
        assert ledger.bucket("aa") is None
        assert ledger.bucket("bb") == TOLD


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
        ledger.keep_part("22", TOLD, ())
    with opened(path) as ledger:
        assert ledger.part("22") == TOLD


def test_a_ledger_that_was_cut_is_begun_anew(path: Path) -> None:
    """A disk that was full leaves half a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with opened(path) as ledger:
        assert ledger.part("00") is None


def test_a_ledger_that_proves_to_be_damaged_is_told(path: Path) -> None:
    """What nobody sees until it is read ends with a message that says what to do."""
    with opened(path) as ledger:
        ledger.keep_documents([(PAGE, random.Random(0).randbytes(100_000))])  # noqa: S311
    content = path.read_bytes()
    path.write_bytes(content[:60_000] + bytes(len(content) - 60_000))
    with (
        pytest.raises(StoreError, match="without that file all is judged anew"),
        opened(path) as ledger,
    ):
        ledger.packed("page")


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
        ledger.keep_part("33", TOLD, ())
        for ending in ("", "-wal"):
            content = path.with_name(path.name + ending).read_bytes()
            killed.with_name(killed.name + ending).write_bytes(content)
    killed.write_bytes(b"no ledger at all")
    with opened(killed) as ledger:
        assert ledger.part("33") is None
    with opened(killed) as ledger:
        assert ledger.part("33") is None


@pytest.mark.parametrize("altered", ["{", "[]", ""])
def test_what_cannot_be_read_is_not_known(altered: str, path: Path) -> None:
    """It is found out again, be it of a part or of a bucket."""
    with opened(path) as ledger:
        ledger.keep_part("00", TOLD, ())
        ledger.keep_bucket("aa", TOLD)
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("part", "bucket"):
            connection.execute(f"UPDATE {table} SET told = ?", (altered,))  # noqa: S608 - ours
    with opened(path) as ledger:
        assert (ledger.part("00"), ledger.bucket("aa")) == (None, None)


def test_what_a_killed_build_kept_is_there(path: Path) -> None:
    """A row is kept at once, not at the end."""
    copied = path.with_name("copied.sqlite")
    with opened(path) as ledger:
        ledger.keep_part("33", TOLD, ())
        for ending in ("", "-wal"):
            content = path.with_name(path.name + ending).read_bytes()
            copied.with_name(copied.name + ending).write_bytes(content)
    with opened(copied) as ledger:
        assert ledger.part("33") == TOLD


def test_a_ledger_without_a_path_is_gone_afterwards() -> None:
    """A check writes nothing where people see it."""
    with opened(None) as ledger:
        ledger.keep_part("00", TOLD, ())
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
