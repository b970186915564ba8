"""The boxes of nodes and the chains of claims, as rows of what was laid out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mdmakg.explore.boxes import LEADING, facts, label_of, row_of, verdicts
from mdmakg.explore.sheet import COLUMNS, HEADINGS, WIDTH, awaiting
from mdmakg.export.palette import node_kind
from mdmakg.export.text import shown
from mdmakg.model.chain import NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from networkx import MultiDiGraph

    from mdmakg.explore.boxes import Box, Line
    from mdmakg.explore.page.glossary import Row
    from mdmakg.explore.routes import Edge, Placed
    from mdmakg.explore.sheet import Sheet
    from mdmakg.explore.wires import Point, Wire

__all__ = [
    "Style",
    "box_row",
    "chain_row",
    "node_row",
    "sheet_row",
    "short",
    "styles_of",
    "wire_rows",
]


class Style(NamedTuple):
    """How lines in a box are set: left border from the box's own, size, weight."""

    x: float
    size: float
    weight: int


def styles_of(boxes: Iterable[Box]) -> list[Style]:
    """List the styles that occur, in order."""
    return sorted({_style(line) for box in boxes for line in box.lines})


def _style(line: Line) -> Style:
    return Style(line.x, line.size, line.weight)


def node_row(graph: MultiDiGraph[str], node: str, box: Row, checks: Sequence[int]) -> Row:
    """Describe a node with its box, which is the same in every chain."""
    told = row_of(graph, node)
    kind = node_kind(told) or NodeKind.SOURCE
    row: Row = {
        "kind": str(kind),
        "id": shown(str(told.get("id") or node)),
        "label": label_of(node, told),
        "facts": facts(kind, told),
        "verdicts": verdicts(told),
        "checks": checks,
        "box": box,
    }
    return {key: value for key, value in row.items() if value}


def box_row(box: Box, label: str, styles: Sequence[Style]) -> Row:
    """Give a box: texts and findings stand off its upper left corner.

    Shape: ``text`` is a list per run of lines in one style: the style's number, the first
           baseline, then the lines; a label that is whole has the lengths of its lines in
           their place, in UTF-16 code units, each line ending at a space.
    """
    row: Row = {
        "w": short(box.width),
        "h": short(box.height),
        "text": [
            [styles.index(style), short(first), *_lines(lines, label)]
            for style, first, lines in _runs(box.lines)
        ],
    }
    if box.findings:
        row["tail"] = short(box.tail)
        row["findings"] = [
            [found.severity, short(found.y), [line.text for line in found.lines]]
            for found in box.findings
        ]
    return row


def _runs(lines: Iterable[Line]) -> Iterator[tuple[Style, float, list[str]]]:
    """Join the lines that follow one another in one style."""
    for style, run in groupby(lines, key=_style):
        first, *rest = run
        yield style, first.y, [first.text, *(line.text for line in rest)]


def _lines(lines: list[str], label: str) -> list[str] | list[int]:
    if len(lines) == 1 or " ".join(lines) != label:
        return list(lines)
    return [len(line.encode("utf-16-le")) // 2 for line in lines]


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


def sheet_row(styles: Sequence[Style]) -> Row:
    """Give what all chains share: width, headings with left borders and widths, styles of lines.

    A style is a left border from the box's own, a size, a weight and how far lines are apart.
    """
    return {
        "width": short(WIDTH),
        "styles": [[short(s.x), s.size, s.weight, LEADING[s.size]] for s in styles],
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
