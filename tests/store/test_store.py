"""A store is whole or not there, readable beside a writer, and fails in our own words."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from mdmakg.errors import StoreError, UsageError
from mdmakg.store.ask import Answer, answer, ask, select
from mdmakg.store.failure import failing_as
from mdmakg.store.store import fill_memory, make_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

XSD = "http://www.w3.org/2001/XMLSchema#"
DATA = (
    f'<u:a> <p:n> "-12.00"^^<{XSD}decimal> <u:g1> .\n'
    f'<u:a> <p:l> "one" <u:g1> .\n'
    f'<u:b> <p:n> "0.0010"^^<{XSD}decimal> <u:g2> .\n'
).encode()
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
MANY = "".join(f'<u:a{n}> <p:n> "{n}" <u:g> .\n' for n in range(2000)).encode()
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _count(answered: Answer) -> str:
    assert isinstance(answered, QuerySolutions)
    return str(next(iter(answered))["n"])


def _rows(folder: Path) -> str:
    return answer(open_store(folder), COUNT, _count, 10)


def test_rows_are_variables_and_terms() -> None:
    """A row has its bound variables, in the query's order, as N-Triples terms."""
    store = fill_memory([DATA])
    query = "SELECT ?s ?l { ?s <p:n> ?n OPTIONAL { ?s <p:l> ?l } } ORDER BY ?s"
    assert [dict(row) for row in select(store, query)] == [
        {"s": "<u:a>", "l": '"one"'},
        {"s": "<u:b>"},
    ]


def test_graphs_are_one_unless_asked_apart() -> None:
    """Without GRAPH the union answers; with it, the graph that said something."""
    store = fill_memory([DATA])
    assert len(list(select(store, "SELECT * { ?s ?p ?o }"))) == 3
    asked = "SELECT ?g { GRAPH ?g { <u:b> ?p ?o } }"
    assert list(select(store, asked)) == [{"g": "<u:g2>"}]
    joined = "SELECT ?x { <u:a> <p:n> ?x . <u:b> <p:n> ?y }"
    assert len(list(select(store, joined))) == 1


def test_numbers_compare_by_value() -> None:
    """Trailing zeros make no other number, in memory and on disk."""
    store = fill_memory([DATA])
    for digits in ("-12", "-12.0", "-12.000"):
        assert len(list(select(store, f"SELECT * {{ ?s ?p ?n FILTER(?n = {digits}) }}"))) == 1


def test_every_form_of_answer() -> None:
    """SELECT, ASK and CONSTRUCT answer in their own kinds; select takes the first alone."""
    store = fill_memory([DATA])
    assert isinstance(ask(store, "ASK { ?s ?p ?o }"), QueryBoolean)
    assert isinstance(ask(store, "CONSTRUCT WHERE { ?s ?p ?o }"), QueryTriples)
    with pytest.raises(UsageError, match="a SELECT query is wanted"):
        select(store, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * { ?s ?p }", "DROP ALL", "x\0y", "🕯"])
def test_what_does_not_parse_is_a_usage_error(query: str) -> None:
    """A mistyped query, and any update, is refused with the engine's reason, at once."""
    with pytest.raises(UsageError, match="the query does not parse"):
        select(fill_memory([]), query)


def test_guarded_everywhere() -> None:
    """The guard stands before every way of asking."""
    store, query = fill_memory([]), "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"
    for way in (ask, select, lambda s, q: answer(s, q, _count, 5)):
        with pytest.raises(UsageError, match="asks no network"):
            way(store, query)


def test_errors_of_reading_are_ours() -> None:
    """What goes wrong while an answer is read, in its thread, comes out as a store's failure."""

    def broken(_: Answer) -> str:
        raise OSError("the disk is gone")

    with pytest.raises(StoreError, match="the query failed: the disk is gone"):
        answer(fill_memory([]), COUNT, broken, 5)


class PanicException(BaseException):
    """What pyo3 raises when the engine panics."""


def test_panics_are_ours_and_interrupts_are_not() -> None:
    """A panic becomes a store's failure; Ctrl-C and our own errors stay what they are."""
    with pytest.raises(StoreError, match="read: the engine gave up: stack"), failing_as("read"):
        raise PanicException("stack")
    with pytest.raises(KeyboardInterrupt), failing_as("read"):
        raise KeyboardInterrupt
    with pytest.raises(UsageError, match="mine"), failing_as("read"):
        raise UsageError("mine")


def test_what_is_no_data_is_refused() -> None:
    """Half a line of N-Quads is a store's failure, never a traceback."""
    with pytest.raises(StoreError, match="the data cannot be loaded"):
        fill_memory([b"<u:a> <p:n"])


def _python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter on texts of this file
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


_ENDLESS = """
import sys, time
from mdmakg.errors import StoreError
from mdmakg.store.ask import answer
from mdmakg.store.store import fill_memory
data = "".join(f'<u:a{n}> <p:n> "{n}" <u:g> .\\n' for n in range(2000)).encode()
store, begun = fill_memory([data]), time.monotonic()
try:
    answer(store, sys.argv[1], list, 0.3)
except StoreError as error:
    print(error, time.monotonic() - begun < 5)
"""


def test_the_time_limit_is_kept_and_the_process_ends() -> None:
    """A query that would run for years is given up, and does not keep its process alive."""
    process = _python(_ENDLESS, ENDLESS)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert said == "the query took longer than 0.3 s and was given up True\n"


def test_a_store_is_made_once_and_left_alone(tmp_path: Path) -> None:
    """One that stands is not touched, nothing is left beside it, and others may read it."""
    folder = tmp_path / "deep" / "store"
    make_store(folder, [DATA, MANY])
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    make_store(folder, [b"not even data"])
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["store"]
    usual = tmp_path / "usual"
    usual.mkdir()
    assert folder.stat().st_mode == usual.stat().st_mode
    assert _rows(folder) == f'"2003"^^<{XSD}integer>'


def test_an_empty_store_is_one(tmp_path: Path) -> None:
    """No data at all makes a store that answers nought."""
    make_store(tmp_path / "store", [])
    assert _rows(tmp_path / "store") == f'"0"^^<{XSD}integer>'


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A file in the way, a name too long, broken data: a store's failure, and no trace of it."""
    (tmp_path / "file").write_text("x", "utf-8")
    for folder, parts in (
        (tmp_path / "file" / "store", [DATA]),
        (tmp_path / "file", [DATA]),
        (tmp_path / ("x" * 300), [DATA]),
        (tmp_path / "nul\0", [DATA]),
        (tmp_path / "broken", [DATA, b"<u:a> <p:n"]),
    ):
        with pytest.raises(StoreError, match="the store cannot be written"):
            make_store(folder, parts)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    """A parent that may not be written is a store's failure."""
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="the store cannot be written"):
        make_store(tmp_path / "store", [DATA])
    tmp_path.chmod(0o700)


_SLOW = """
import sys, time
from pathlib import Path
from mdmakg.store.store import make_store
def parts():
    for part in range(3):
        yield b"".join(b'<u:a%d> <p:n> "%d" <u:g> .\\n' % (part, n) for n in range(1000))
        print("part", flush=True)
        time.sleep(float(sys.argv[2]))
make_store(Path(sys.argv[1]), parts())
"""


def test_a_killed_maker_leaves_no_store(tmp_path: Path) -> None:
    """Killed in the middle, nothing stands under the name; the next maker succeeds."""
    folder = tmp_path / "store"
    process = _python(_SLOW, str(folder), "60")
    assert process.stdout is not None
    assert process.stdout.readline() == "part\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not folder.exists()
    with pytest.raises(StoreError, match="the store cannot be read"):
        open_store(folder)
    make_store(folder, [DATA])
    assert _rows(folder) == f'"3"^^<{XSD}integer>'


def test_makers_at_once_all_succeed(tmp_path: Path) -> None:
    """Three processes make the same store; each ends well, and one whole store stands."""
    makers = [_python(_SLOW, str(tmp_path / "store"), "0.05") for _ in range(3)]
    ended = [(maker.communicate()[0], maker.returncode) for maker in makers]
    assert [code for _, code in ended] == [0, 0, 0], ended
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert _rows(tmp_path / "store") == f'"3000"^^<{XSD}integer>'


def test_a_reader_goes_on_while_another_writes(tmp_path: Path) -> None:
    """An open store answers the same while a new one is made beside it."""
    make_store(tmp_path / "old", [DATA])
    store = open_store(tmp_path / "old")
    writer = _python(_SLOW, str(tmp_path / "new"), "0.1")
    answers = set()
    while writer.poll() is None:
        answers.add(answer(store, COUNT, _count, 5))
        time.sleep(0.02)
    writer.communicate()
    assert answers == {f'"3"^^<{XSD}integer>'}
    assert _rows(tmp_path / "new") == f'"3000"^^<{XSD}integer>'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store to damage copies of."""
    folder = tmp_path_factory.mktemp("whole") / "store"
    make_store(folder, [MANY])
    return folder


def _damages(folder: Path) -> Iterator[tuple[str, Path, bytes | None]]:
    for pattern in ("*.sst", "MANIFEST-*", "CURRENT", "mdmakg-sizes.tsv"):
        for path in folder.glob(pattern):
            content = path.read_bytes()
            yield "gone", path, None
            yield "cut", path, content[: len(content) // 2]
            yield "longer", path, content + b"x"
            yield "empty", path, b""


def test_damaged_stores_are_refused(whole: Path, tmp_path: Path) -> None:
    """A file cut, emptied, lengthened or lost is found on opening: never fewer answers."""
    damages = list(_damages(whole))
    assert len(damages) >= 20
    for number, (how, path, content) in enumerate(damages):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        if content is None:
            (folder / path.name).unlink()
        else:
            (folder / path.name).write_bytes(content)
        with pytest.raises(StoreError, match="the store cannot be read"):
            open_store(folder)
            pytest.fail(f"{path.name} {how}")


def test_bytes_turned_over_are_an_error_of_ours(whole: Path, tmp_path: Path) -> None:
    """Where only bytes inside a file have changed, opening or reading fails in our words."""
    for number, path in enumerate(sorted(whole.glob("*.sst"))):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        turned = bytes(byte ^ 0x5A for byte in path.read_bytes())
        (folder / path.name).write_bytes(turned)
        with pytest.raises(StoreError):
            list(select(open_store(folder), "SELECT * { GRAPH ?g { ?s ?p ?o } ?s ?p ?o }"))


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    """Missing, a file, an empty folder, a folder of something else: each is a store's failure."""
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mdmakg-sizes.tsv").write_text("", "utf-8")
    for name in ("missing", "file", "empty", "other", "nul\0"):
        with pytest.raises(StoreError, match="the store cannot be read"):
            open_store(tmp_path / name)
    assert list((tmp_path / "empty").iterdir()) == []
