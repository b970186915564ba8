"""A legend of what occurs in a figure, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdmakg.explore.boxes import SEVERITIES, Line
from mdmakg.explore.marks import EDGE_STYLES, GLYPHS, SEVERITY_GLYPHS, EdgeStyle, Glyph
from mdmakg.explore.measure import text_width, wrap
from mdmakg.explore.svg import QUIET, RULE, element, glyph, group, number, text
from mdmakg.explore.wires import Point, curve, draw_wire
from mdmakg.export.palette import INK, NODE_COLOURS, PAPER
from mdmakg.model.check import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.explore.sheet import Sheet

__all__ = ["draw_legend"]

_LEFT, _ROW, _SIZE, _LEADING = 30.0, 22.0, 10.5, 14.0
_MOST_LINES = 6
_GLYPH_ROOM, _WIRE_ROOM, _APART = 18.0, 52.0, 22.0


class Entry(NamedTuple):
    """One entry: its words, the class it explains, and a glyph or a line style."""

    words: str
    kind: str
    mark: Glyph | EdgeStyle
    colour: str

    @property
    def room(self) -> float:
        """How much width its glyph or line takes before the words."""
        return _GLYPH_ROOM if isinstance(self.mark, Glyph) else _WIRE_ROOM


def draw_legend(sheet: Sheet, top: float, width: float) -> tuple[str, float]:
    """Draw the legend under a rule at that height; return it with the height of its end."""
    rule = element("path", d=f"M{number(_LEFT)} {number(top)}H{number(width - _LEFT)}", stroke=RULE)
    parts = [rule]
    y = top + 4.0
    for entries in (_node_entries(sheet), _edge_entries(sheet), _severity_entries(sheet)):
        x, y = _LEFT, y + _ROW
        for entry in entries:
            lines = wrap(entry.words, width - 2 * _LEFT - entry.room, _SIZE, _MOST_LINES)
            long = entry.room + max(text_width(line, _SIZE) for line in lines)
            if x + long > width - _LEFT:
                x, y = _LEFT, y + _ROW
            parts.append(group(f"entry {entry.kind}", _entry(entry, lines, x, y)))
            y += _LEADING * (len(lines) - 1)
            x += long + _APART
        y -= 0.0 if entries else _ROW
    return group("legend", parts), y


def _entry(entry: Entry, lines: Sequence[str], x: float, y: float) -> Iterator[str]:
    if isinstance(entry.mark, Glyph):
        yield glyph(entry.mark, entry.kind, x, y - 9.5, entry.colour, PAPER)
    else:
        wire = curve([Point(x, y - 3.5), Point(x + _WIRE_ROOM - 8, y - 3.5)])
        yield from draw_wire(wire, entry.mark)
    for at, words in enumerate(lines):
        yield text(Line(words, x + entry.room, y + _LEADING * at, _SIZE, INK), 0, 0)


def _node_entries(sheet: Sheet) -> list[Entry]:
    found = {at.box.kind for at in sheet.placed.values()}
    return [
        Entry(kind.replace("-", " "), kind, mark, NODE_COLOURS[kind].ink)
        for kind, mark in GLYPHS.items()
        if kind in found
    ]


def _edge_entries(sheet: Sheet) -> list[Entry]:
    found = {edge.kind for edge, _ in sheet.wires}
    return [
        Entry(kind.replace("-", " "), kind, style, style.colour)
        for kind, style in EDGE_STYLES.items()
        if kind in found
    ]


def _severity_entries(sheet: Sheet) -> list[Entry]:
    found = {finding.severity for at in sheet.placed.values() for finding in at.box.findings}
    explained = [
        Entry(_SAID.get(severity, severity), severity, SEVERITY_GLYPHS[severity], QUIET)
        for severity in SEVERITIES
        if severity in found
    ]
    untold = SEVERITY_GLYPHS[State.CANNOT_TELL]
    return explained + [Entry(says, State.CANNOT_TELL, untold, QUIET) for says in sheet.untold]


_SAID = {State.CANNOT_TELL: "could not be told"}
