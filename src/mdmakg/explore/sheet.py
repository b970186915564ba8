"""Which box stands where on the sheet, and by which way each edge goes."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.errors import UsageError
from mdmakg.explore.boxes import Box, box_of, empty_place, row_of
from mdmakg.explore.layout import Extent, Link, Way, arrange
from mdmakg.explore.marks import EDGE_STYLES
from mdmakg.explore.routes import Column, Edge, Placed, bundle, wires_of
from mdmakg.explore.untold import untold_of
from mdmakg.export.palette import edge_kind, node_kind
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from networkx import MultiDiGraph

    from mdmakg.explore.wires import Wire

__all__ = ["COLUMNS", "HEADINGS", "WIDTH", "Sheet", "awaiting", "column_box", "lay_out"]


COLUMNS = (Column(30, 186), Column(258, 92), Column(392, 170), Column(604, 134), Column(780, 134))
"""Claims, evidence lines, results, studies, sources."""

WIDTH = 944.0
"""How wide the sheet is, margins included."""

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn, and the height of it from the top of the highest box.

    ``untold`` are sentences on what could not be told along the chain.
    """

    placed: Mapping[str, Placed]
    wires: Sequence[tuple[Edge, Wire]]
    height: float
    untold: Sequence[str] = ()


def lay_out(graph: MultiDiGraph[str], boxes_set: dict[str, Box] | None = None) -> Sheet:
    """Place every node but outcomes, and draw every edge between those placed.

    ``boxes_set`` has boxes of other chains of the same whole, which are the same in
    each: those that it has are used, those that it lacks are put in.
    """
    kinds = _kinds(graph)
    edges = _edges(graph, kinds)
    claim = _claim_of(graph, kinds)
    known = {} if boxes_set is None else boxes_set
    boxes = {node: _known(graph, node, known) for node in _reached(claim, kinds, edges)}
    missing = _missing(boxes, edges)
    boxes |= {_MISSING + node: empty_place(COLUMNS[1].width) for node in missing}
    way = arrange(_extents(boxes), _links(edges, kinds, missing), _GAP)
    placed = _placed(boxes, way)
    columns = {node: _COLUMN_OF[kind] for node, kind in kinds.items()}
    wires = wires_of(edges, columns, COLUMNS, placed, way)
    return Sheet(placed, wires, _bottom(placed, way), untold_of(graph))


def awaiting(name: str) -> str | None:
    """Name the claim whose line of evidence is missing at a place; None for any other box."""
    return name.removeprefix(_MISSING) if name.startswith(_MISSING) else None


def column_box(graph: MultiDiGraph[str], node: str) -> Box:
    """Set the box of a node, as wide as the column of its kind."""
    row = row_of(graph, node)
    kind = NodeKind(str(row["kind"]))
    return box_of(node, row, kind, COLUMNS[_COLUMN_OF[kind]].width)


def _known(graph: MultiDiGraph[str], node: str, known: dict[str, Box]) -> Box:
    if node not in known:
        known[node] = column_box(graph, node)
    return known[node]


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
    found = [_link(edge, kinds) for edge in edges]
    return found + [Link(node, _MISSING + node) for node in missing]


def _link(edge: Edge, kinds: Mapping[str, NodeKind]) -> Link:
    left, right = sorted((edge.tail, edge.head), key=lambda node: _COLUMN_OF[kinds[node]])
    return Link(left, right, bundle(edge))


def _placed(boxes: Mapping[str, Box], way: Way) -> dict[str, Placed]:
    return {
        node: Placed(
            box,
            COLUMNS[1 if box.kind is None else _COLUMN_OF[box.kind]].x,
            way.middles[node] - box.height / 2,
        )
        for node, box in boxes.items()
    }
