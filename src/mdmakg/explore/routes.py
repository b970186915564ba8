"""By which way each edge goes from box to box, once the boxes stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.explore.wires import Point, Wire, curve, side_curve
from mdmakg.model.chain import EdgeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.explore.boxes import Box
    from mdmakg.explore.layout import Way

__all__ = ["Column", "Edge", "Placed", "Side", "bundle", "wires_of"]


class Column(NamedTuple):
    """Left border and width of a column."""

    x: float
    width: float


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An edge that is drawn, by its ends and kind; ``label`` is what its tip says."""

    tail: str
    head: str
    kind: EdgeKind
    label: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its upper left corner."""

    box: Box
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Side:
    """One end of an edge: a box, and whether it is the box's right side."""

    node: str
    right: bool


class _End(NamedTuple):
    """One end of an edge, by the edge's number, and how high the box at its other end stands."""

    other: float
    edge: int
    arrives: bool


_TOGETHER: Final = frozenset({EdgeKind.REPORTED_IN, EdgeKind.SAID_BY})
"""Edges into a source: where there are many, which is which their beginnings tell."""


def wires_of(
    edges: Sequence[Edge],
    column_of: Mapping[str, int],
    columns: Sequence[Column],
    placed: Mapping[str, Placed],
    way: Way,
) -> list[tuple[Edge, Wire]]:
    """Draw each edge by its way; ``column_of`` has each node's column, ``way`` what edges pass."""
    ends = [_sides(edge, column_of) for edge in edges]
    heights = _ports(edges, ends, placed)
    return [
        (edge, _wire(sides, heights, number, placed, _between(number, way, columns)))
        for number, (edge, sides) in enumerate(zip(edges, ends, strict=True))
    ]


def _sides(edge: Edge, column_of: Mapping[str, int]) -> tuple[Side, Side]:
    """Return the sides at which an edge leaves and arrives.

    Within one column it goes round a side: the left one in the first column,
    whose right side belongs to what stands behind.
    """
    tail, head = column_of[edge.tail], column_of[edge.head]
    if tail == head:
        return Side(edge.tail, tail > 0), Side(edge.head, tail > 0)
    return Side(edge.tail, tail < head), Side(edge.head, head < tail)


def bundle(edge: Edge) -> str:
    """Name what an edge runs together with on its way into a box; empty where it runs alone."""
    return f"{edge.kind} {edge.head}" if edge.kind in _TOGETHER else ""


def _ports(
    edges: Sequence[Edge], ends: Sequence[tuple[Side, Side]], placed: Mapping[str, Placed]
) -> dict[tuple[int, bool], float]:
    """Spread the ends of edges over each side, in the order of where their other ends are.

    Those that run together arrive at one point.
    """
    sides: defaultdict[Side, defaultdict[str | int, list[_End]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for number, (edge, (start, end)) in enumerate(zip(edges, ends, strict=True)):
        sides[start][-1 - number].append(_End(_middle(placed[edge.head]), number, arrives=False))
        arriving = _End(_middle(placed[edge.tail]), number, arrives=True)
        sides[end][bundle(edge) or number].append(arriving)
    heights: dict[tuple[int, bool], float] = {}
    for side, points in sides.items():
        at = placed[side.node]
        step = min(12.0, (at.box.height - 12) / len(points))
        first = _middle(at) - step * (len(points) - 1) / 2
        for place, joined in enumerate(sorted(points.values(), key=_toward)):
            heights |= {(one.edge, one.arrives): first + step * place for one in joined}
    return heights


def _toward(ends: Sequence[_End]) -> tuple[float, int, bool]:
    """Return what points of a side are sorted by: where their edges come from or go, on average."""
    return sum(one.other for one in ends) / len(ends), ends[0].edge, ends[0].arrives


def _wire(
    sides: tuple[Side, Side],
    heights: Mapping[tuple[int, bool], float],
    number: int,
    placed: Mapping[str, Placed],
    between: Iterator[Point],
) -> Wire:
    start, end = (
        Point(_border(placed[side.node], right=side.right), heights[number, arrives])
        for side, arrives in zip(sides, (False, True), strict=True)
    )
    if placed[sides[0].node].x == placed[sides[1].node].x:
        bulge = min(25.0, 14.0 + abs(end.y - start.y) / 12)
        return side_curve(start, end, bulge if sides[0].right else -bulge)
    passed = list(between)
    return curve([start, *(passed if end.x > start.x else reversed(passed)), end])


def _between(number: int, way: Way, columns: Sequence[Column]) -> Iterator[Point]:
    """Yield where an edge enters and leaves its place in each column on its way."""
    for place in way.passes[number]:
        column = columns[int(place[1])]
        height = way.middles[place]
        yield Point(column.x, height)
        yield Point(column.x + column.width, height)


def _border(at: Placed, *, right: bool) -> float:
    return at.x + at.box.width if right else at.x


def _middle(at: Placed) -> float:
    return at.y + at.box.height / 2
