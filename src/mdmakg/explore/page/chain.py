"""The boxes of nodes and the chains of claims, as rows of what was laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.explore.boxes import facts, label_of, row_of, verdicts
from mdmakg.explore.sheet import COLUMNS, HEADINGS, WIDTH, awaiting
from mdmakg.export.palette import node_kind
from mdmakg.export.text import shown
from mdmakg.model.chain import NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from networkx import MultiDiGraph

    from mdmakg.explore.boxes import Box
    from mdmakg.explore.page.glossary import Row
    from mdmakg.explore.routes import Edge, Placed
    from mdmakg.explore.sheet import Sheet
    from mdmakg.explore.wires import Point, Wire

__all__ = ["box_row", "chain_row", "heading_rows", "node_row", "short", "wire_rows"]


def node_row(graph: MultiDiGraph[str], node: str, box: Box, checks: Sequence[int]) -> Row:
    """Describe a node and its box, which is the same in every chain."""
    told = row_of(graph, node)
    kind = node_kind(told) or NodeKind.SOURCE
    row: Row = {
        "kind": str(kind),
        "id": shown(str(told.get("id") or node)),
        "label": label_of(node, told),
        "facts": facts(kind, told),
        "verdicts": verdicts(told),
        "iri": node,
        "checks": checks,
        "box": box_row(box),
    }
    return {key: value for key, value in row.items() if value}


def box_row(box: Box) -> Row:
    """Give a box: texts and findings stand off its upper left corner."""
    row: Row = {
        "w": short(box.width),
        "h": short(box.height),
        "lines": [
            [line.text, short(line.x), short(line.y), line.size, line.weight] for line in box.lines
        ],
    }
    if box.findings:
        row["tail"] = short(box.tail)
        row["findings"] = [
            [found.severity, short(found.y), [line.text for line in found.lines]]
            for found in box.findings
        ]
    return row


def chain_row(sheet: Sheet, numbers: Mapping[str, int]) -> Row:
    """Give a claim's chain; ``numbers`` are those of all nodes' rows."""
    drawn = [name for name in sheet.placed if awaiting(name) is None]
    positions = {name: position for position, name in enumerate(drawn)}
    return {
        "height": short(sheet.height),
        "nodes": [[numbers[name], *_corner(sheet.placed[name])] for name in drawn],
        "edges": wire_rows(sheet.wires, positions),
        "missing": [
            [*_corner(at), short(at.box.width), short(at.box.height), positions[claim]]
            for name, at in sheet.placed.items()
            if (claim := awaiting(name)) is not None
        ],
    }


def heading_rows() -> Row:
    """Give the columns' headings, each with its left border and width, and the sheet's width."""
    return {
        "width": short(WIDTH),
        "headings": [
            [
                words,
                short(COLUMNS[first].x),
                short(COLUMNS[last].x + COLUMNS[last].width - COLUMNS[first].x),
            ]
            for words, first, last in HEADINGS
        ],
    }


def wire_rows(wires: Iterable[tuple[Edge, Wire]], positions: Mapping[str, int]) -> list[object]:
    """Give each edge: kind, ends by position, and the points by which it goes."""
    return [
        [str(edge.kind), positions[edge.tail], positions[edge.head], _points(wire.points)]
        for edge, wire in wires
    ]


def _points(points: Iterable[Point]) -> list[object]:
    # Whole units: a curve through them is off by half a pixel at most.
    return [[round(point.x), round(point.y)] for point in points]


def _corner(at: Placed) -> tuple[float, float]:
    return short(at.x), short(at.y)


def short(value: float) -> float:
    """Round as figures do, and write no point where there is nothing behind it."""
    rounded = round(value, 1) + 0.0
    return int(rounded) if rounded.is_integer() else rounded
