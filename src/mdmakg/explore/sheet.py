"""Which box stands where on the sheet, and by which way each edge goes."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mdmakg.errors import UsageError
from mdmakg.explore.boxes import Box, box_of, empty_place, row_of
from mdmakg.explore.layout import Extent, Link, Way, arrange
from mdmakg.explore.marks import EDGE_STYLES
from mdmakg.explore.untold import untold_of
from mdmakg.explore.wires import Point, Wire, curve, side_curve
from mdmakg.export.palette import edge_kind, node_kind
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from networkx import MultiDiGraph

__all__ = ["COLUMNS", "HEADINGS", "Edge", "Placed", "Sheet", "Side", "lay_out"]


class Column(NamedTuple):
    """Left border and width of a column."""

    x: float
    width: float


COLUMNS = (Column(30, 186), Column(258, 92), Column(392, 170), Column(604, 134), Column(780, 134))
"""Claims, evidence lines, results, studies, sources."""

HEADINGS = (("CLAIM", 0, 0), ("EVIDENCE", 1, 2), ("STUDY", 3, 3), ("SOURCE", 4, 4))
"""Each heading with its first and last column."""

_COLUMN_OF = {
    NodeKind.CLAIM: 0,
    NodeKind.EVIDENCE_LINE: 1,
    NodeKind.RESULT: 2,
    NodeKind.STUDY: 3,
    NodeKind.SOURCE: 4,
}
_GAP = 16.0
_MISSING = "\x00 missing: "


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn, and the height of it from the top of the highest box.

    ``untold`` are sentences on what could not be told along the chain.
    """

    placed: Mapping[str, Placed]
    wires: Sequence[tuple[Edge, Wire]]
    height: float
    untold: Sequence[str] = ()


def lay_out(graph: MultiDiGraph[str]) -> Sheet:
    """Place every node but outcomes, and draw every edge between those placed."""
    kinds = _kinds(graph)
    edges = _edges(graph, kinds)
    claim = _claim_of(graph, kinds)
    boxes = {
        node: box_of(node, row_of(graph, node), kinds[node], COLUMNS[_COLUMN_OF[kinds[node]]].width)
        for node in _reached(claim, kinds, edges)
    }
    missing = _missing(boxes, edges)
    boxes |= {_MISSING + node: empty_place(COLUMNS[1].width) for node in missing}
    way = arrange(_extents(boxes), _links(edges, kinds, missing), _GAP)
    placed = _placed(boxes, way)
    return Sheet(placed, _wires(edges, kinds, placed, way), _bottom(placed, way), untold_of(graph))


def _bottom(placed: Mapping[str, Placed], way: Way) -> float:
    """Return the lowest that anything reaches, edges on their way included."""
    boxes = [at.y + at.box.height + at.box.tail for at in placed.values()]
    return max(*boxes, *way.middles.values())


def _kinds(graph: MultiDiGraph[str]) -> dict[str, NodeKind]:
    """Return the kind of each node that is drawn, in order of the nodes' names."""
    found = ((node, node_kind(graph.nodes[node])) for node in sorted(graph))
    return {node: kind for node, kind in found if kind in _COLUMN_OF and kind is not None}


def _edges(graph: MultiDiGraph[str], kinds: Mapping[str, NodeKind]) -> list[Edge]:
    kept = graph.subgraph(kinds).edges(data=True)
    told = ((tail, head, edge_kind(row), row.get("label")) for tail, head, row in kept)
    found = {
        Edge(tail, head, kind, str(label or kind))
        for tail, head, kind, label in told
        if kind is not None and kind in EDGE_STYLES
    }
    return sorted(found)


def _claim_of(graph: MultiDiGraph[str], kinds: Mapping[str, NodeKind]) -> str:
    """Return the claim of which this is the chain: the one named, or the first there is."""
    named = graph.graph.get("claim")
    if named is not None and kinds.get(named) is not NodeKind.CLAIM:
        raise UsageError(f"there is no claim {named!r} in the graph")
    claims = [node for node, kind in kinds.items() if kind is NodeKind.CLAIM]
    if not claims:
        raise UsageError("there is no claim in the graph to draw")
    return claims[0] if named is None else str(named)


def _reached(claim: str, kinds: Mapping[str, NodeKind], edges: Sequence[Edge]) -> list[str]:
    """Return all nodes, those first that fewer edges part from the claim."""
    beside: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        beside[edge.tail].append(edge.head)
        beside[edge.head].append(edge.tail)
    order, waiting = {claim: None}, deque([claim])
    while waiting:
        for node in beside[waiting.popleft()]:
            if node not in order:
                order[node] = None
                waiting.append(node)
    return [*order, *(node for node in kinds if node not in order)]


def _missing(boxes: Mapping[str, Box], edges: Sequence[Edge]) -> list[str]:
    """Return the claims that no evidence line is drawn for."""
    lined = {edge.tail for edge in edges if edge.kind is EdgeKind.HAS_EVIDENCE_LINE}
    return [node for node, box in boxes.items() if box.kind is NodeKind.CLAIM and node not in lined]


def _extents(boxes: Mapping[str, Box]) -> dict[str, Extent]:
    return {
        node: Extent(
            1 if box.kind is None else _COLUMN_OF[box.kind],
            box.height / 2,
            box.height / 2 + box.tail,
        )
        for node, box in boxes.items()
    }


def _links(
    edges: Sequence[Edge], kinds: Mapping[str, NodeKind], missing: Sequence[str]
) -> list[Link]:
    """Return one link per edge, in their order, and one to each empty place behind them."""
    found = [
        Link(*sorted((edge.tail, edge.head), key=lambda n: _COLUMN_OF[kinds[n]])) for edge in edges
    ]
    return found + [Link(node, _MISSING + node) for node in missing]


def _placed(boxes: Mapping[str, Box], way: Way) -> dict[str, Placed]:
    return {
        node: Placed(
            box,
            COLUMNS[1 if box.kind is None else _COLUMN_OF[box.kind]].x,
            way.middles[node] - box.height / 2,
        )
        for node, box in boxes.items()
    }


def _wires(
    edges: Sequence[Edge],
    kinds: Mapping[str, NodeKind],
    placed: Mapping[str, Placed],
    way: Way,
) -> list[tuple[Edge, Wire]]:
    ends = [_sides(edge, kinds) for edge in edges]
    heights = _ports(edges, ends, placed)
    return [
        (edge, _wire(number, (start, end), heights, placed, way))
        for number, (edge, (start, end)) in enumerate(zip(edges, ends, strict=True))
    ]


def _sides(edge: Edge, kinds: Mapping[str, NodeKind]) -> tuple[Side, Side]:
    """Return the sides at which an edge leaves and arrives.

    Within one column it goes round a side: the left one for claims, whose
    right side belongs to their evidence.
    """
    tail, head = _COLUMN_OF[kinds[edge.tail]], _COLUMN_OF[kinds[edge.head]]
    if tail == head:
        return Side(edge.tail, tail > 0), Side(edge.head, tail > 0)
    return Side(edge.tail, tail < head), Side(edge.head, head < tail)


def _ports(
    edges: Sequence[Edge], ends: Sequence[tuple[Side, Side]], placed: Mapping[str, Placed]
) -> dict[tuple[int, bool], float]:
    """Spread the ends of edges over each side, in the order of where their other ends are."""
    sides: defaultdict[Side, list[tuple[float, int, bool]]] = defaultdict(list)
    for number, (edge, (start, end)) in enumerate(zip(edges, ends, strict=True)):
        sides[start].append((_middle(placed[edge.head]), number, False))
        sides[end].append((_middle(placed[edge.tail]), number, True))
    heights: dict[tuple[int, bool], float] = {}
    for side, there in sides.items():
        at = placed[side.node]
        step = min(12.0, (at.box.height - 12) / len(there))
        first = _middle(at) - step * (len(there) - 1) / 2
        for place, (_, number, arrives) in enumerate(sorted(there)):
            heights[number, arrives] = first + step * place
    return heights


def _wire(
    number: int,
    sides: tuple[Side, Side],
    heights: Mapping[tuple[int, bool], float],
    placed: Mapping[str, Placed],
    way: Way,
) -> Wire:
    start, end = (
        Point(_border(placed[side.node], right=side.right), heights[number, arrives])
        for side, arrives in zip(sides, (False, True), strict=True)
    )
    if placed[sides[0].node].x == placed[sides[1].node].x:
        bulge = min(25.0, 14.0 + abs(end.y - start.y) / 12)
        return side_curve(start, end, bulge if sides[0].right else -bulge)
    between = list(_between(number, way))
    return curve([start, *(between if end.x > start.x else reversed(between)), end])


def _between(number: int, way: Way) -> Iterator[Point]:
    """Yield where an edge enters and leaves its place in each column on its way."""
    for place in way.passes[number]:
        column = COLUMNS[int(place[1])]
        height = way.middles[place]
        yield Point(column.x, height)
        yield Point(column.x + column.width, height)


def _border(at: Placed, *, right: bool) -> float:
    return at.x + at.box.width if right else at.x


def _middle(at: Placed) -> float:
    return at.y + at.box.height / 2
