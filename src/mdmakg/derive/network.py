"""Constraints between points in time, and whether they can all hold.

A simple temporal network: ``head - tail <= most`` for each edge. It has a solution
if and only if no cycle of edges sums up to less than nothing.

Source: Dechter, Meiri and Pearl 1991, Temporal constraint networks.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Edge", "Point", "contradiction"]

Point: TypeAlias = tuple[str, str]
"""A study or a cohort, and an event or a role in it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The head lies at most so much later than the tail; ``why`` is who says so.

    Units: ``most`` in days.
    """

    tail: Point
    head: Point
    most: Fraction
    why: str


def contradiction(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Give the edges of a cycle that cannot hold together; empty where all can."""
    edges = tuple(edges)
    points = sorted({point for edge in edges for point in (edge.tail, edge.head)})
    latest = dict.fromkeys(points, Fraction(0))
    through: dict[Point, Edge] = {}
    tightened: Point | None = None
    for _ in points:
        tightened = _tighten(edges, latest, through)
        if tightened is None:
            return ()
    return _cycle(through, tightened, len(points)) if tightened else ()


def _tighten(
    edges: Sequence[Edge], latest: dict[Point, Fraction], through: dict[Point, Edge]
) -> Point | None:
    """Carry every bound one edge on; give a point that this moved."""
    moved: Point | None = None
    for edge in edges:
        bound = latest[edge.tail] + edge.most
        if bound < latest[edge.head]:
            latest[edge.head] = bound
            through[edge.head] = edge
            moved = edge.head
    return moved


def _cycle(through: dict[Point, Edge], start: Point, steps: int) -> tuple[Edge, ...]:
    at = start
    for _ in range(steps):  # back from what still moves, one is on a cycle before long
        at = through[at].tail
    found = [through[at]]
    while found[-1].tail != at:
        found.append(through[found[-1].tail])
    return tuple(reversed(found))
