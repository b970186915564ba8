"""The map of relays: which sources and studies stand behind which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.explore.layout import Extent, Link, arrange
from mdmakg.explore.page.chain import short, wire_rows
from mdmakg.explore.page.order import levels
from mdmakg.explore.routes import Column, Edge, Placed, wires_of
from mdmakg.explore.sheet import COLUMNS
from mdmakg.export.palette import edge_kind, node_kind
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from networkx import MultiDiGraph

    from mdmakg.explore.boxes import Box
    from mdmakg.explore.layout import Way
    from mdmakg.explore.page.glossary import Row

__all__ = ["relay_map"]

_KINDS: Final = frozenset({NodeKind.SOURCE, NodeKind.STUDY})
_EDGES: Final = frozenset(
    {EdgeKind.RELAYS, EdgeKind.CITES, EdgeKind.REPORTED_IN, EdgeKind.FOLLOWS_UP}
)
_BACK: Final = _EDGES - {EdgeKind.REPORTED_IN}
"""Edges whose head stands behind their tail: the head is to the left."""

_WIDTH = COLUMNS[-1].width
_APART, _GAP, _MARGIN = 64.0, 14.0, 14.0
_ROUND: Final = 25.0
"""How far an edge within one column reaches beside it, at most."""


def relay_map(
    graph: MultiDiGraph[str], numbers: Mapping[str, int], boxes: Mapping[str, Box]
) -> Row:
    """Lay out sources and studies, from left to right as statements were passed on.

    ``numbers`` are those of the nodes' rows, ``boxes`` their boxes. What neither passes
    anything on nor is passed on is left out, as nothing would lead there.
    """
    edges = list(_edges(graph))
    column_of = _columns(edges)
    columns = _placed_columns(edges, column_of)
    way = _way(edges, column_of, boxes)
    placed = {
        node: Placed(
            boxes[node], columns[column_of[node]].x, way.middles[node] - boxes[node].height / 2
        )
        for node in sorted(column_of)
    }
    positions = {node: position for position, node in enumerate(placed)}
    bottoms = (at.y + at.box.height + at.box.tail for at in placed.values())
    wires = wires_of(edges, column_of, columns, placed, way)
    rights = (point.x for _, wire in wires for point in wire.points)
    return {
        # A wire within the last column goes round its right side.
        "width": short(max((columns[-1].x + _WIDTH, *rights)) + _MARGIN),
        "height": short(max((*bottoms, *way.middles.values()), default=0.0)),
        "nodes": [[numbers[node], short(at.x), short(at.y)] for node, at in placed.items()],
        "edges": wire_rows(wires, positions),
    }


def _edges(graph: MultiDiGraph[str]) -> Iterator[Edge]:
    drawn = [node for node, row in graph.nodes(data=True) if node_kind(row) in _KINDS]
    for tail, head, row in sorted(
        graph.subgraph(drawn).edges(data=True), key=lambda e: (e[0], e[1], str(e[2].get("kind")))
    ):
        kind = edge_kind(row)
        if kind in _EDGES and tail != head:
            yield Edge(tail, head, kind, str(kind))


def _columns(edges: Sequence[Edge]) -> dict[str, int]:
    """Give each node its column: as many steps from the left as statements took to reach it."""
    from networkx import DiGraph

    passed: DiGraph[str] = DiGraph()
    for edge in edges:
        ends = (edge.head, edge.tail) if edge.kind in _BACK else (edge.tail, edge.head)
        passed.add_edge(*ends)
    return levels(passed)


def _placed_columns(edges: Sequence[Edge], column_of: Mapping[str, int]) -> list[Column]:
    """Place the columns beside each other, with room at the left for edges within the first."""
    inner = any(column_of[edge.tail] == column_of[edge.head] == 0 for edge in edges)
    left = _MARGIN + (_ROUND if inner else 0.0)
    number_of = 1 + max(column_of.values(), default=0)
    return [Column(left + number * (_WIDTH + _APART), _WIDTH) for number in range(number_of)]


def _way(edges: Sequence[Edge], column_of: Mapping[str, int], boxes: Mapping[str, Box]) -> Way:
    extents = {
        node: Extent(column, boxes[node].height / 2, boxes[node].height / 2 + boxes[node].tail)
        for node, column in sorted(column_of.items())
    }
    links = [Link(*sorted((e.tail, e.head), key=lambda n: column_of[n])) for e in edges]
    return arrange(extents, links, _GAP)
