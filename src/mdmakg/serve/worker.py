"""A worker: a process that answers questions from a store, and may be killed at any time.

It is started as ``python -m mdmakg.serve.worker FOLDER MEMORY SECONDS ANSWER``, takes
questions as frames on its standard input, gives answers on its standard output, and
ends where its input ends, even in the middle of a query: no worker outlives its server.
Its imports are few, so that it stands in a tenth of a second.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError
from mdmakg.serve.engine import answer_question
from mdmakg.serve.frame import Frame, pack, read_frame
from mdmakg.serve.question import Question, QuestionRefused, Refused, Reply
from mdmakg.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

__all__ = ["STACK", "header_of", "main", "question_of", "respond"]

STACK: Final = 64 * 1024 * 1024
"""Oxigraph parses and plans by recursion: what the guard lets through needs less than 8 MiB."""

# What a process maps beside its memory: its program, and arenas set aside and not used.
_MAPPED: Final = 1024 * 1024 * 1024


def header_of(question: Question) -> dict[str, object]:
    """Write a question as the header of a frame, but for its query."""
    return {
        "default": question.default_graphs,
        "named": question.named_graphs,
        "results": question.results,
        "triples": question.triples,
        "trusted": question.trusted,
    }


def question_of(frame: Frame) -> Question:
    """Read a question from its frame."""
    header = frame.header
    return Question(
        query=frame.body.decode("utf-8", "surrogatepass"),
        default_graphs=_texts(header["default"]),
        named_graphs=_texts(header["named"]),
        results=str(header["results"]),
        triples=str(header["triples"]),
        trusted=header["trusted"] is True,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def respond(frame: Frame, answer: Callable[[Question], Reply]) -> Frame:
    """Answer the question of a frame, or say why not."""
    try:
        reply = answer(question_of(frame))
    except QuestionRefused as error:
        return Frame(frame.number, {"refused": error.refused}, error.message.encode())
    except MemoryError:
        return Frame(frame.number, {"refused": Refused.TOO_MUCH_MEMORY})
    return Frame(frame.number, {"type": reply.media_type}, reply.body)


def main(arguments: Iterable[str]) -> None:
    """Open the store, say so, and answer until the input ends."""
    folder, memory, seconds, most = arguments
    # A Ctrl-C or a SIGTERM for all of them is the server's to answer.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    questions, answers = _pipes()
    bounded = _bound(int(memory))
    asked: SimpleQueue[Frame] = SimpleQueue()
    threading.stack_size(STACK)
    threading.Thread(
        target=_work,
        args=(Path(folder), float(seconds), int(most), bounded, asked, answers),
        daemon=True,
    ).start()
    # The engine lets go of the interpreter while it works, so that this thread sees the end.
    _listen(questions, asked)
    os._exit(0)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the two pipes for the frames alone: whatever else is printed goes elsewhere."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return questions, answers


def _listen(questions: BinaryIO, asked: SimpleQueue[Frame]) -> None:
    try:
        while (frame := read_frame(questions)) is not None:
            asked.put(frame)
    except (OSError, StoreError):
        return


def _work(
    folder: Path,
    seconds: float,
    most: int,
    bounded: bool,  # noqa: FBT001 - as above
    asked: SimpleQueue[Frame],
    answers: BinaryIO,
) -> None:
    try:
        store = open_store(folder)
        _send(answers, Frame(0, {"ready": True, "bounded": bounded}))
        while True:
            frame = asked.get()
            _allow(seconds)
            _send(answers, respond(frame, lambda question: answer_question(store, question, most)))
    except StoreError as error:
        _send(answers, Frame(0, {"ready": False}, str(error).encode()))
    finally:
        os._exit(1)


def _send(answers: BinaryIO, frame: Frame) -> None:
    """Send a frame, with the processor time that was spent until now."""
    header = {**frame.header, "spent": time.process_time()}
    answers.write(pack(replace(frame, header=header)))
    answers.flush()


def _bound(memory: int) -> bool:
    """Bound what this process may take, as far as the platform can; say whether it can.

    An allocation that fails ends the process, which is what is wanted of it.
    Units: ``memory`` in bytes.
    """
    try:
        import resource
    except ImportError:  # Windows has none of this
        return False
    _lower(resource.RLIMIT_CORE, 0)
    data = _lower(resource.RLIMIT_DATA, memory + STACK)
    mapped = _lower(resource.RLIMIT_AS, memory + STACK + _MAPPED)
    # Elsewhere the limits may be taken and not held.
    return data and mapped and sys.platform == "linux"


def _lower(which: int, most: int) -> bool:
    import resource

    _, hard = resource.getrlimit(which)
    if hard not in {resource.RLIM_INFINITY, -1}:
        most = min(most, hard)
    try:
        resource.setrlimit(which, (most, most))
    except (ValueError, OSError):  # macOS takes no limit below what is mapped already
        return False
    return True


def _allow(seconds: float) -> None:
    """Allow so much processor time for a question: a second fence, should the server fail.

    Units: ``seconds``; at least one is added, since the engine may use several threads.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime + 2 * seconds) + 1
    if hard != resource.RLIM_INFINITY:
        until = min(until, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


if __name__ == "__main__":
    main(sys.argv[1:])
