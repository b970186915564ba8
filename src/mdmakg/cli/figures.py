"""What the line of progress looks like: the step, a bar, how much of how much, how long still."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import Task

__all__ = ["figures", "line"]

_WIDTH: Final = 16
_SLOW: Final = 10.0


def line() -> Progress:
    """Make a line that goes away when it is over."""
    columns = (TextColumn("{task.description}"), BarColumn(_WIDTH), _Figures())
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


class _Figures(ProgressColumn):
    """How much of how much, how fast, how long still."""

    def render(self, task: Task) -> Text:
        if task.total is None:
            return Text(_clock(task.elapsed or 0))
        done = figures(int(task.completed), int(task.total), task.speed)
        return Text(done)


def figures(done: int, whole: int, speed: float | None) -> str:
    """Say how far a job is; ``speed`` is in things a second, ``None`` if not yet known."""
    far = f"{done:,} of {whole:,}"
    if not speed:
        return far
    rate = f"{speed:.1f}" if speed < _SLOW else f"{speed:,.0f}"
    return f"{far}  {rate}/s  {_clock((whole - done) / speed)} left"


def _clock(seconds: float) -> str:
    """Write a time as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
