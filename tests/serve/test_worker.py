"""A worker answers frames with frames, within its bounds, and never outlives its server."""

from __future__ import annotations

import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_store import ENDLESS, HUGE, asking, one, write_store

from mdmakg.serve.frame import Frame, pack, read_frame
from mdmakg.serve.question import Question, QuestionRefused, Refused, Reply
from mdmakg.serve.worker import STACK, header_of, question_of, respond
from mdmakg.store.guard import MAX_DEPTH, MAX_TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 256 * 2**20
TEXTS = st.lists(st.text(), max_size=3).map(tuple)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a store to be read only."""
    return write_store(tmp_path_factory.mktemp("worker"))


@contextmanager
def _worker(store: Path, *, seconds: float = 20) -> Iterator[subprocess.Popen[bytes]]:
    bounds = map(str, (MEMORY, seconds, 100_000))
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "mdmakg.serve.worker", store, *bounds],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _ask(process: subprocess.Popen[bytes], number: int, question: Question) -> None:
    assert process.stdin is not None
    body = question.query.encode()
    process.stdin.write(pack(Frame(number, header_of(question), body)))
    process.stdin.flush()


def _said(process: subprocess.Popen[bytes]) -> Frame:
    assert process.stdout is not None
    frame = read_frame(cast("BinaryIO", process.stdout))
    assert frame is not None
    return frame


@given(
    st.builds(
        Question,
        query=st.text(),
        default_graphs=TEXTS,
        named_graphs=TEXTS,
        trusted=st.booleans(),
    )
)
def test_a_question_arrives_as_it_was_asked(question: Question) -> None:
    """Query, graphs and trust pass through a frame unchanged."""
    body = question.query.encode("utf-8", "surrogatepass")
    assert question_of(Frame(1, header_of(question), body)) == question


def test_what_comes_of_a_question_is_a_frame_of_its_number() -> None:
    """A reply, a refusal and a want of memory each come back under the question's number."""
    frame = Frame(7, header_of(one(1)), b"ASK {}")

    def refuse(_: Question) -> Reply:
        raise QuestionRefused(Refused.MALFORMED, "no")

    def exhaust(_: Question) -> Reply:
        raise MemoryError

    reply = Reply(media_type="text/csv", body=b"s\r\n")
    assert respond(frame, lambda _: reply) == Frame(7, {"type": "text/csv"}, b"s\r\n")
    assert respond(frame, refuse) == Frame(7, {"refused": "malformed"}, b"no")
    assert respond(frame, exhaust).header == {"refused": "too-much-memory"}


def test_it_says_that_it_is_ready_and_answers(store: Path) -> None:
    """Statement 4 of the store has the object "4"; one bad question leaves the next alone."""
    with _worker(store) as process:
        ready = _said(process)
        assert (ready.number, ready.header["ready"]) == (0, True)
        assert ready.header["bounded"] == (sys.platform == "linux")
        for number, question in ((1, one(4)), (2, asking("SELECT")), (3, one(5))):
            _ask(process, number, question)
        said = [_said(process) for _ in range(3)]
    assert [frame.number for frame in said] == [1, 2, 3]
    assert ready.header["spent"] <= said[0].header["spent"] <= said[2].header["spent"]  # type: ignore[operator] # JSON numbers
    assert b'"value":"4"' in said[0].body
    assert said[1].header["refused"] == "malformed"
    assert b'"value":"5"' in said[2].body


def test_a_store_that_is_none_is_said(tmp_path: Path) -> None:
    """A worker without a store says why it cannot serve, and ends."""
    with _worker(tmp_path / "none") as process:
        frame = _said(process)
        assert process.wait(30) == 1
    assert frame.header["ready"] is False
    assert b"the store cannot be read" in frame.body


@pytest.mark.parametrize("asked", [None, ENDLESS])
def test_it_ends_with_its_server(store: Path, asked: str | None) -> None:
    """Once its input is closed a worker is gone, idle or in the middle of a query."""
    with _worker(store) as process:
        _said(process)
        if asked:
            _ask(process, 1, asking(asked))
            time.sleep(0.3)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(15) == 0


def test_signals_for_all_are_the_server_s(store: Path) -> None:
    """Ctrl-C and SIGTERM reach every process of a terminal or a service; a worker stays."""
    with _worker(store) as process:
        _said(process)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        _ask(process, 1, one(1))
        assert _said(process).header["type"]


def test_what_is_no_frame_ends_it(store: Path) -> None:
    """A worker that cannot know what it is asked does not guess."""
    with _worker(store) as process:
        _said(process)
        assert process.stdin is not None
        process.stdin.write(b"SELECT * { ?s ?p ?o } and more of the like")
        process.stdin.flush()
        assert process.wait(15) == 0


def _peak(process: subprocess.Popen[bytes]) -> int:
    """Give the most bytes that a process held until it ended.

    What is counted for it when it is waited for begins with what its parent held.
    """
    peak, status = 0, Path(f"/proc/{process.pid}/status")
    while found := re.search(rb"VmHWM:\s+(\d+) kB", status.read_bytes()):
        peak = int(found[1]) * 1024
    return peak


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_its_memory_is_bounded(store: Path) -> None:
    """A sort of billions of rows ends the worker before it has more than it is allowed."""
    with _worker(store) as process:
        _said(process)
        _ask(process, 1, asking(HUGE))
        peak = _peak(process)
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(timeout=30)
    assert process.returncode == -signal.SIGABRT
    assert b"memory allocation of" in said
    shared = 64 * 2**20  # the program itself and its libraries
    assert 0 < peak < MEMORY + STACK + shared


_BOUND = """
import resource
from mdmakg.serve import worker
{change}
print(worker._bound(256 * 2**20))
worker._allow(30)
"""
_REFUSE = """
def refuse(which, limits):
    if which {but} resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
resource.setrlimit = refuse
"""


@pytest.mark.parametrize(
    ("change", "bounded"),
    [
        ("", sys.platform == "linux"),
        (_REFUSE.format(but="=="), False),
        (_REFUSE.format(but="!="), False),
    ],
)
def test_a_platform_that_takes_no_limit_is_told(change: str, *, bounded: bool) -> None:
    """A worker that cannot be bounded starts all the same, and says that it is not."""
    done = subprocess.run(  # noqa: S603 - our own interpreter on the text above
        [sys.executable, "-c", _BOUND.format(change=change)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"{bounded}\n", "")


def test_its_time_has_a_fence_of_its_own(store: Path) -> None:
    """A worker that nobody kills ends after about twice the seconds of a query."""
    with _worker(store, seconds=0.5) as process:
        _said(process)
        _ask(process, 1, asking(ENDLESS))
        assert process.wait(60) == -signal.SIGXCPU


def test_it_writes_no_core(store: Path) -> None:
    """A worker that is ended writes no picture of its memory, which may be large."""
    with _worker(store) as process:
        _said(process)
        assert resource.prlimit(process.pid, resource.RLIMIT_CORE) == (0, 0)


def _deep() -> dict[str, str]:
    nested = MAX_DEPTH // 2
    long = MAX_TOKENS // 3 - 4
    return {
        "groups": "SELECT * " + "{" * nested + "}" * nested,
        "brackets": "SELECT * { FILTER" + "(" * nested + "1" + ")" * nested + "}",
        "sums": "SELECT (" + "+".join(["1"] * long) + " AS ?n) {}",
        "negations": "SELECT (" + "!" * (2 * long) + "1 AS ?n) {}",
        # Oxigraph plans a path in the cube of its length: the longest takes a minute.
        "paths": "ASK { <u:none> " + "/".join(["<p:1>"] * 150) + " ?o }",
        "alternatives": "ASK { <u:none> (" + "|".join(["<p:1>"] * long) + ")* <u:x> }",
        "unions": "SELECT * {" + " UNION ".join(["{}"] * long) + "}",
        "optionals": "SELECT * {" + "OPTIONAL {}" * long + "}",
    }


@pytest.mark.parametrize("kind", sorted(_deep()))
def test_nothing_that_is_let_through_overflows_the_stack(store: Path, kind: str) -> None:
    """The longest chains and the deepest nests that the guard allows are answered."""
    with _worker(store) as process:
        _said(process)
        _ask(process, 1, asking(_deep()[kind]))
        assert _said(process).header.get("refused") in {None, "too-large-answer"}
