"""A line on the terminal that says how far a long job is, how fast it goes, how long it will take.

What draws it is imported when there is something to draw.
"""

from __future__ import annotations

import time
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["Bar"]

_QUIET: Final = 0.5  # what is over sooner needs no word
_OFTEN: Final = 0.05


class Bar:
    """Hears of progress; draws it once the job has taken a while, and until it is closed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._step, self._done, self._whole = "starting", 0, 1
        self._drawn: Progress | None = None
        self._latest = 0.0
        self._closed = False
        self._timer = Timer(_QUIET, self._draw)
        self._timer.daemon = True
        self._timer.start()

    def tell(self, step: str, done: int, whole: int) -> None:
        """Hear the step, how much of it is done, how much there is."""
        now = time.monotonic()
        with self._lock:
            new, self._step = step != self._step, step
            self._done, self._whole = done, whole
            if self._drawn is None or (not new and now - self._latest < _OFTEN):
                return
            self._latest = now
            if new:
                self._begin(self._drawn)
            else:
                self._drawn.update(self._drawn.task_ids[0], completed=done, total=self._total())

    def close(self) -> None:
        """Take the line away, if there is one; none will come."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._drawn is not None:
                self._drawn.stop()

    def _draw(self) -> None:
        from mdmakg.cli.figures import line

        drawn = line()
        with self._lock:
            if self._closed:
                return
            self._begin(drawn)
            drawn.start()
            self._drawn = drawn

    def _begin(self, drawn: Progress) -> None:
        """Show a step anew: the speed of the last one says nothing about it."""
        for earlier in drawn.task_ids:
            drawn.remove_task(earlier)
        drawn.add_task(self._step, total=self._total(), completed=self._done)

    def _total(self) -> int | None:
        """Say how much there is; of a step that is one thing nobody knows how far it is."""
        return self._whole if self._whole > 1 else None
