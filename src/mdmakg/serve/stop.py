"""Being told to stop, by signals."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Stop", "ending"]

# The polite kill, and the end of the terminal, which Windows does not tell.
_ENDS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@dataclass(slots=True)
class Stop:
    """Whether the server is to stop, by which signal, and whether that was said twice."""

    told: asyncio.Event = field(default_factory=asyncio.Event)
    by: signal.Signals | None = None
    again: bool = False

    def tell(self, number: signal.Signals | None = None) -> None:
        """Tell the server to stop; told twice it does not wait for requests."""
        self.again = self.again or self.told.is_set()
        self.by = self.by or number
        self.told.set()

    @classmethod
    def by_signals(cls) -> Self:
        """Be told by Ctrl-C, by the polite kill, and by the end of the terminal."""
        stop, loop = cls(), asyncio.get_running_loop()
        for number in (signal.SIGINT, *_heard()):
            try:
                loop.add_signal_handler(number, stop.tell, number)
            except NotImplementedError:  # the event loop of Windows
                _hear(number, loop, stop)
        return stop


def _heard() -> Iterator[signal.Signals]:
    """List the signals that end the server: not one that nohup has it ignore."""
    return (number for number in _ENDS if signal.getsignal(number) is not signal.SIG_IGN)


def _hear(number: signal.Signals, loop: asyncio.AbstractEventLoop, stop: Stop) -> None:
    signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.tell, number))


@contextmanager
def ending() -> Iterator[None]:
    """End well when told to before the server answers, too: as it does later, with 0."""
    before = {number: signal.signal(number, _end) for number in _heard()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(*_: object) -> NoReturn:
    sys.exit(0)
