"""The server's end of a worker process: start it, ask it one question at a time, kill it."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError
from mdmakg.serve.frame import Frame, pack, receive
from mdmakg.serve.question import QuestionRefused, Refused, Reply
from mdmakg.serve.worker import header_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdmakg.serve.limits import Limits
    from mdmakg.serve.question import Question

__all__ = ["Child"]

_MODULE: Final = "mdmakg.serve.worker"
_START: Final = 30.0
_HEADER: Final = 65_536
_KEPT: Final = 8_192
# Few arenas, since one that is set aside counts as memory; no picture of a stack,
# which a process without memory takes a second to draw.
_ENVIRONMENT: Final = {"MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
_ASIDE: Final = 15
_KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has the second alone
# What a process that got no memory says on its standard error.
_NO_MEMORY: Final = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"allocate memory")


class Child:
    """A worker process: it stands ready, answers one question, or has ended.

    ``ended`` is called once, when it has ended and its question, if any, is refused.
    """

    def __init__(
        self, process: asyncio.subprocess.Process, most: int, ended: Callable[[Child], None]
    ) -> None:
        self._process = process
        self._most = most
        self._ended = ended
        self._number = 0
        self._spent = 0.0
        loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = loop.create_future()
        self._answer: asyncio.Future[Reply] | None = None
        self._hearing = loop.create_task(self._hear())
        self.alive = True
        self.bounded = False
        """Whether its memory is bounded; not every platform can."""

    @classmethod
    async def start(cls, store: Path, limits: Limits, ended: Callable[[Child], None]) -> Child:
        """Start a worker on a store, and wait until it is ready.

        Errors: ``StoreError`` where it does not become so.
        """
        arguments = (store, limits.memory, limits.seconds, limits.answer)
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", _MODULE, *map(str, arguments)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=os.environ | _ENVIRONMENT,
                # So that a Ctrl-C is the server's alone, and one priority counts for all threads.
                process_group=0,
            )
        except OSError as error:
            raise StoreError(f"a worker cannot be started: {error}") from error
        child = cls(process, limits.answer, ended)
        try:
            async with asyncio.timeout(_START):
                await child._ready
        except TimeoutError:
            await child.end()
            raise StoreError("a worker did not become ready") from None
        except BaseException:
            await child.end()
            raise
        return child

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def ask(self, question: Question) -> asyncio.Future[Reply]:
        """Ask it a question, which is the only one until it is answered or refused.

        Errors: ``QuestionRefused``, from what is awaited.
        """
        self._number += 1
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._answer = answer
        body = question.query.encode("utf-8", "surrogatepass")
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        if self.alive:
            self._process.stdin.write(pack(Frame(self._number, header_of(question), body)))
        else:
            self._fail(b"")
        return answer

    def spent(self) -> float:
        """Tell the seconds of processor time since its last answer; infinitely many if unknown."""
        try:
            said = Path(f"/proc/{self.pid}/stat").read_text("ascii", "replace")
            user, system = said.rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") - self._spent
        except (OSError, ValueError):
            return math.inf

    def step_aside(self) -> None:
        """Let others go first from now on; there is no way back."""
        with suppress(AttributeError, OSError):  # Windows cannot
            os.setpriority(os.PRIO_PGRP, self.pid, _ASIDE)

    def kill(self) -> None:
        """End it now."""
        if self.alive:
            self.alive = False
            # Not by its own method, which takes from asyncio the notice of its end.
            with suppress(ProcessLookupError):
                os.kill(self.pid, _KILL)

    async def end(self) -> None:
        """End it now, and wait until nothing of it is left."""
        self.kill()
        await self._hearing

    async def _hear(self) -> None:
        """Take what it says until it ends, and why it did."""
        stdout, stderr = self._process.stdout, self._process.stderr
        assert stdout is not None and stderr is not None  # noqa: S101 - pipes were asked for
        words = asyncio.ensure_future(_beginning(stderr))
        with suppress(EOFError, OSError, StoreError):
            while self._take(await receive(stdout, self._most + _HEADER)):
                pass
        # Whatever ended the talk, a worker that cannot be talked to is no use.
        self.kill()
        self._fail(await words)
        await _beginning(stdout)  # a pipe is closed once it is read to its end
        await self._process.wait()
        self._ended(self)

    def _take(self, frame: Frame) -> bool:
        """Take a frame; say whether it was one that belongs here."""
        if not self._ready.done():
            return self._take_first(frame)
        if self._answer is None or frame.number != self._number:
            return False
        self._spent = _seconds(frame)
        if not self._answer.done():
            _settle(self._answer, frame)
        self._answer = None
        return True

    def _take_first(self, frame: Frame) -> bool:
        if frame.header.get("ready"):
            self.bounded = bool(frame.header.get("bounded"))
            self._spent = _seconds(frame)
            self._ready.set_result(None)
            return True
        self._ready.set_exception(StoreError(frame.body.decode("utf-8", "replace")))
        return False

    def _fail(self, words: bytes) -> None:
        if not self._ready.done():
            last = words.decode("utf-8", "replace").strip().rpartition("\n")[2]
            self._ready.set_exception(StoreError(f"a worker did not become ready: {last}"))
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(_refusal(words))
        self._answer = None


def _seconds(frame: Frame) -> float:
    said = frame.header.get("spent")
    return said if isinstance(said, float) else 0.0


def _settle(answer: asyncio.Future[Reply], frame: Frame) -> None:
    refused, media_type = frame.header.get("refused"), frame.header.get("type")
    if refused in list(Refused):
        message = frame.body.decode("utf-8", "replace")
        answer.set_exception(QuestionRefused(Refused(str(refused)), message))
    elif refused is None and isinstance(media_type, str):
        answer.set_result(Reply(media_type=media_type, body=frame.body))
    else:
        raise StoreError("a frame has neither an answer nor a reason why there is none")


def _refusal(words: bytes) -> QuestionRefused:
    if any(said in words for said in _NO_MEMORY):
        return QuestionRefused(Refused.TOO_MUCH_MEMORY, "the query needs too much memory")
    return QuestionRefused(Refused.ENDED, "the query ended the worker that answered it")


async def _beginning(stream: asyncio.StreamReader) -> bytes:
    """Read a stream to its end, keeping how it begins."""
    first = b""
    while part := await stream.read(_KEPT):
        first = (first + part)[:_KEPT]
    return first
