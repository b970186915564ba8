"""A worker process, from both of its ends: asked by its parent, answering in a loop.

It talks through a pipe that nobody else holds, so that whichever end dies, the other
one sees the pipe end: a child is never waited for in vain, and never outlives its parent.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from multiprocessing import context, parent_process
from typing import TYPE_CHECKING, Final, Protocol

from mdmakg.build.executor.answer import answer
from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Child", "serve", "warm"]

# A server that has imported the program once forks a worker in 7 ms; a worker that imports
# it anew takes 330. The server has one thread, as forking demands; macOS does not promise that.
_FORKS: Final = sys.platform == "linux"
_CONTEXT: Final = context.ForkServerContext() if _FORKS else context.SpawnContext()
_LAST: Final = 1.0


class Pipe(Protocol):
    """An end of a pipe, as ``multiprocessing.Pipe`` makes them."""

    def send_bytes(self, buf: bytes, /) -> None:
        """Write one message."""

    def recv_bytes(self) -> bytes:
        """Read one message, or raise ``EOFError`` where the other end is gone."""


def warm(module: str) -> None:
    """Have workers find a module imported, if none has been started yet."""
    if _FORKS:
        _CONTEXT.set_forkserver_preload([module])
        _start_server()


def _start_server() -> None:
    from multiprocessing import forkserver, resource_tracker

    # The tracker lets signals through again when it has started: so it goes first.
    resource_tracker.ensure_running()
    with _deaf():
        forkserver.ensure_running()


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it is for their parent, which ends them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Child:
    """A worker process, as its parent has it; ``room`` is where it puts temporary files.

    Errors: ``StoreError`` if the system starts no more processes.
    """

    def __init__(self, room: str) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=serve, args=(theirs, room), daemon=True)
        try:
            with _deaf():
                self._process.start()
        except OSError as error:
            raise StoreError(f"a worker cannot be started: {error}") from error
        finally:
            theirs.close()

    @property
    def pid(self) -> int | None:
        """The number of its process."""
        return self._process.pid

    def ask(self, message: bytes) -> bytes:
        """Have it answer a message.

        Errors: ``EOFError`` or ``OSError`` if it died.
        """
        self._pipe.send_bytes(message)
        return self._pipe.recv_bytes()

    def kill(self) -> None:
        """End it now, whatever it is doing."""
        self._process.kill()

    def bury(self) -> str:
        """Wait for its end, make it come if it does not, and say how it came."""
        self._process.join(_LAST)
        if self._process.is_alive():
            self.kill()
            self._process.join()
        code = self._process.exitcode
        self._pipe.close()
        if code is None or code >= 0:
            return f"exit code {code}"
        named = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        often = ", as where memory runs out" if named == "SIGKILL" else ""
        return f"killed by {named}{often}"


def serve(pipe: Pipe, room: str | None = None) -> None:
    """Answer messages until there are no more, or the parent is no more.

    What is put into ``room`` is for the parent to take away: a worker that is killed cannot.
    """
    tempfile.tempdir = room or tempfile.tempdir
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(answer(pipe.recv_bytes()))


def _follow_parent() -> None:
    """End in the middle of work, too, where the parent has died."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
