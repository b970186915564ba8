"""In this process, one item after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Here"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Here:
    """Works on each item when its result is asked for."""

    workers: int = 1

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Give the result of each item, in their order."""
        return map(task, items)
