"""What can be reached step by step; circles are walked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdmakg.graph.facts import Facts

__all__ = ["closure", "reachable"]


def reachable(starts: Iterable[str], onward: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Give the starts and all that leads on from them."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = set(onward(waiting.pop())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def closure(facts: Facts, starts: Iterable[str], *predicates: str) -> frozenset[str]:
    """Give the starts and all that any of the predicates leads to from them."""
    return reachable(starts, lambda at: (to for way in predicates for to in facts.all(at, way)))
