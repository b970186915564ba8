"""A bounded number of items under way: draw one, take a result, draw the next."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

__all__ = ["in_turn"]

T = TypeVar("T")
R = TypeVar("R")

_LOOK: Final = 1.0
_NO_MORE: Final = object()


def in_turn(
    submit: Callable[[T], Future[R]],
    items: Iterable[T],
    most: Callable[[], int],
    again: Callable[[BaseException | None], bool] = lambda _: False,
) -> Generator[R, None, None]:
    """Submit items and give their results as they are ready, ``most()`` between the two.

    Units:  ``most`` is asked before an item is drawn, and once a second while nothing
            is ready, so that it can also raise where no result will ever come.
    An item of which the future's error is one to be asked for ``again`` is submitted anew.
    Errors: the first of the tasks' own; what has not begun is then cancelled.
    """
    source = iter(items)
    pending: dict[Future[R], T] = {}
    ready: deque[tuple[Future[R], T]] = deque()
    drawn: T | object = None
    try:
        while True:
            while drawn is not _NO_MORE and len(pending) + len(ready) < most():
                drawn = next(source, _NO_MORE)
                if drawn is not _NO_MORE:
                    item = cast("T", drawn)
                    pending[submit(item)] = item
            if not pending and not ready:
                return
            _wait_for_one(pending, ready, most)
            if again(ready[0][0].exception()):
                item = ready.popleft()[1]
                pending[submit(item)] = item
                continue
            # Whoever keeps a future keeps its result, here or on a worker.
            yield ready.popleft()[0].result()
    finally:
        for future in pending:
            future.cancel()


def _wait_for_one(
    pending: dict[Future[R], T], ready: deque[tuple[Future[R], T]], most: Callable[[], int]
) -> None:
    if not ready:
        ready.extend(_done(pending))
    while not ready:
        most()
        ready.extend(_done(pending))


def _done(pending: dict[Future[R], T]) -> list[tuple[Future[R], T]]:
    """Take out of ``pending`` what is done; wait for a first one, but not for long."""
    done, _ = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
    return [(future, pending.pop(future)) for future in done]
