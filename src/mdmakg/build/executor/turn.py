"""A bounded number of items under way: draw one, take a result, draw the next."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

__all__ = ["in_turn"]

T = TypeVar("T")
R = TypeVar("R")

_LOOK: Final = 1.0
_NO_MORE: Final = object()


def in_turn(
    submit: Callable[[T], Future[R]], items: Iterable[T], most: Callable[[], int]
) -> Generator[R, None, None]:
    """Submit items and give their results as they are ready, ``most()`` between the two.

    Units:  ``most`` is asked before an item is drawn, and once a second while nothing
            is ready, so that it can also raise where no result will ever come.
    Errors: the first of the tasks' own; what has not begun is then cancelled.
    """
    source = iter(items)
    pending: set[Future[R]] = set()
    ready: deque[Future[R]] = deque()
    drawn: T | object = None
    try:
        while True:
            while drawn is not _NO_MORE and len(pending) + len(ready) < most():
                drawn = next(source, _NO_MORE)
                if drawn is not _NO_MORE:
                    pending.add(submit(drawn))  # type: ignore[arg-type] # what is left is an item
            if not pending and not ready:
                return
            if not ready:
                ready.extend(_done(pending))
            while not ready:
                most()
                ready.extend(_done(pending))
            # Whoever keeps a future keeps its result, here or on a worker.
            yield ready.popleft().result()
    finally:
        for future in pending:
            future.cancel()


def _done(pending: set[Future[R]]) -> set[Future[R]]:
    """Take out of ``pending`` what is done; wait for a first one, but not for long."""
    done, _ = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
    pending -= done
    return done
