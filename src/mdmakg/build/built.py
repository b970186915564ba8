"""What a build gives, and who hears of its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Built", "Tell", "silent"]

Tell = Callable[[str, int, int], None]
"""Hears of progress: the step, how much of it is done, how much there is."""


def silent(_step: str, _done: int, _whole: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, and the counts of its manifest.

    Shape: ``files`` has what was made in one piece, by name; what was made in parts
           stands in the folder. ``notes`` say in words what was not at hand. A build that
           stood already is not ``made``.
    """

    out: Path
    counts: Mapping[str, Any]
    statements: int
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    parts: int = 0
    made: bool = True
