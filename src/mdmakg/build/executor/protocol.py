"""What every executor does, wherever it works."""

from __future__ import annotations

from reprlib import Repr
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["AHEAD", "TRIES", "Executor", "name_of"]

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 2
"""Items under way for each worker: one worked on, and one ready when it is done."""

TRIES: Final = 3
"""How often an item is given to a worker, where workers die over it."""

_LONGEST: Final = 80


class Executor(Protocol):
    """Runs one pure function over many items."""

    @property
    def workers(self) -> int:
        """How many items are worked on at once."""

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Give the result of each item as it is ready, in any order.

        Shape:  ``task`` is a function of a module; items and results can be pickled.
        Units:  an item is drawn when it is needed: no more than ``AHEAD`` for each
                worker are drawn and not yet given back as results.
        Errors: what ``task`` raises; ``WorkerError`` if workers die over one item;
                ``StoreError`` if there are no workers any more. What else is under
                way is then given up.
        """


def name_of(item: object) -> str:
    """Name an item in messages: by its ``name`` if it has one, else by a short form of itself."""
    named = getattr(item, "name", None)
    if isinstance(named, str):
        return named
    short = Repr()
    short.maxstring = short.maxother = _LONGEST
    return short.repr(item)
