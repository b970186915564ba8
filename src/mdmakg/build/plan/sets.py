"""Sets that grow together: what hangs together by any chain ends up in one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Sets"]


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=_Ordered)


class Sets(Generic[T]):
    """Sets of things that can be ordered."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def add(self, thing: T) -> None:
        """Begin a set of one, unless it is in one."""
        self._above.setdefault(thing, thing)

    def join(self, things: Iterable[T]) -> None:
        """Make one set of the sets of some things; it is called after the least of all."""
        tops = sorted({self.top(thing) for thing in things})
        for top in tops[1:]:
            self._above[top] = tops[0]

    def top(self, thing: T) -> T:
        """Give the least of the set that a thing is in."""
        top = thing
        while self._above[top] != top:
            top = self._above[top]
        while self._above[thing] != top:  # so that the way is short next time
            self._above[thing], thing = top, self._above[thing]
        return top

    def all(self) -> Iterator[tuple[T, ...]]:
        """Give each set, and what is in it, in order."""
        found: dict[T, list[T]] = defaultdict(list)
        for thing in sorted(self._above):
            found[self.top(thing)].append(thing)
        for top in sorted(found):
            yield tuple(found[top])
