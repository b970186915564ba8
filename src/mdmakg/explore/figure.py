"""One claim's chain as a picture: claim, evidence, study, source.

Colour, shape and line style say the same, so that none is needed alone. The
picture is one SVG element with its own ground: no script, no font, no style
sheet and no reference to anything outside it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mdmakg.explore.boxes import Box, Finding, Line
from mdmakg.explore.legend import draw_legend
from mdmakg.explore.marks import EDGE_STYLES, GLYPHS, SEVERITY_GLYPHS
from mdmakg.explore.sheet import COLUMNS, HEADINGS, WIDTH, Sheet, lay_out
from mdmakg.explore.svg import (
    QUIET,
    RULE,
    described,
    element,
    glyph,
    group,
    number,
    picture,
    text,
    title,
)
from mdmakg.explore.wires import draw_wire
from mdmakg.export.palette import NODE_COLOURS, PAPER
from mdmakg.export.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from networkx import MultiDiGraph

    from mdmakg.explore.routes import Placed

__all__ = ["draw_claim", "draw_sheet"]

_TOP, _BEFORE_LEGEND, _BOTTOM = 64.0, 30.0, 20.0


def draw_claim(graph: MultiDiGraph[str]) -> str:
    """Draw the chain of one claim as SVG.

    Errors: UsageError where the graph has no claim, or not the one it names.
    """
    return draw_sheet(lay_out(graph))


def draw_sheet(sheet: Sheet) -> str:
    """Draw what was laid out as SVG."""
    legend, height = draw_legend(sheet, _TOP + sheet.height + _BEFORE_LEGEND, WIDTH)
    head = [title(next(iter(sheet.placed.values())).box.title), described(_counts(sheet))]
    body = [
        group("headings", _headings()),
        group("edges", _edges(sheet), transform=f"translate(0 {number(_TOP)})"),
        group("nodes", _nodes(sheet), transform=f"translate(0 {number(_TOP)})"),
        legend,
    ]
    return picture(head, body, WIDTH, height + _BOTTOM)


def _counts(sheet: Sheet) -> str:
    """Say in words how much of what is drawn."""
    kinds = Counter(at.box.kind for at in sheet.placed.values())
    told = [f"{count} {(kind or 'no evidence line')}" for kind, count in kinds.items()]
    told += [f"{count} {edge}" for edge, count in Counter(e.kind for e, _ in sheet.wires).items()]
    return "Drawn from left to right: " + ", ".join(told).replace("-", " ") + "."


def _headings() -> Iterator[str]:
    for words, first, last in HEADINGS:
        left = COLUMNS[first].x
        right = COLUMNS[last].x + COLUMNS[last].width
        yield text(Line(words, left, 32, 10.5, QUIET, 700), 0, 0, letter_spacing=1.2)
        yield element("path", d=f"M{number(left)} 41H{number(right)}", stroke=RULE)


def _edges(sheet: Sheet) -> Iterator[str]:
    for edge, wire in sheet.wires:
        ends = " to ".join(sheet.placed[node].box.name for node in (edge.tail, edge.head))
        told = title(f"{shown(edge.label)}: {ends}")
        yield group(f"edge {edge.kind}", [told, *draw_wire(wire, EDGE_STYLES[edge.kind])])


def _nodes(sheet: Sheet) -> Iterator[str]:
    for at in sheet.placed.values():
        yield group(f"node {at.box.kind or 'missing'}", _node(at))


def _node(at: Placed) -> Iterator[str]:
    yield title(at.box.title)
    yield _frame(at)
    if at.box.kind is not None:
        colour = NODE_COLOURS[at.box.kind].ink
        yield glyph(GLYPHS[at.box.kind], at.box.kind, at.x + 9, at.y + 8, colour, PAPER)
    for line in at.box.lines:
        yield text(line, at.x, at.y)
    for finding in at.box.findings:
        yield group(f"finding {finding.severity}".strip(), _finding(finding, at))


def _frame(at: Placed) -> str:
    size = {"x": at.x, "y": at.y, "width": at.box.width, "height": at.box.height, "rx": 6}
    return element("rect", class_="box", **size, **_paint(at.box))


def _paint(box: Box) -> dict[str, str | float]:
    if box.kind is None:
        return {"fill": PAPER, "stroke": "#8c8c8c", "stroke_dasharray": "4 3"}
    colours = NODE_COLOURS[box.kind]
    return {"fill": colours.ground, "stroke": colours.line, "stroke_width": 1.2}


def _finding(finding: Finding, at: Placed) -> Iterator[str]:
    yield title(f"{finding.severity}: {finding.text}")
    mark = SEVERITY_GLYPHS.get(finding.severity)
    if mark is not None:
        yield glyph(mark, finding.severity, at.x, at.y + finding.y, QUIET, PAPER)
    for line in finding.lines:
        yield text(line, at.x, at.y)
