"""Chance that falls the same way every time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

__all__ = ["Dice"]


class Dice:
    """Throws that depend on the seed, what they are for, and the document, and on nothing else.

    Only ``random()`` is used: Python promises that it gives the same numbers in every version.
    """

    def __init__(self, seed: int, what: str, number: int) -> None:
        self._random = Random(f"{seed}/{what}/{number}").random  # noqa: S311 - no secret hangs on it

    def below(self, end: int) -> int:
        """Throw a whole number from 0 to one less than ``end``."""
        return int(self._random() * end)

    def between(self, low: int, high: int) -> int:
        """Throw a whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        """Throw yes in this share of cases."""
        return self._random() < share

    def one_of(self, things: Sequence[T]) -> T:
        """Pick one."""
        return things[self.below(len(things))]

    def some(self, things: Sequence[T], count: int) -> tuple[T, ...]:
        """Pick ``count`` different ones, in the order of their picking."""
        left = list(things)
        return tuple(left.pop(self.below(len(left))) for _ in range(count))
