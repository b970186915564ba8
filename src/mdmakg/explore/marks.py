"""Glyphs and line styles: each kind has a shape of its own besides its colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.export.palette import EDGE_COLOURS, Tone
from mdmakg.model.assessment import Fidelity, Support
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EDGE_STYLES",
    "FIDELITY_MARKS",
    "GLYPHS",
    "SEVERITY_GLYPHS",
    "SUPPORT_MARKS",
    "EdgeStyle",
    "Glyph",
    "Head",
    "Mark",
]


class Head(StrEnum):
    """What stands where an edge arrives."""

    FILLED = "filled"
    OPEN = "open"
    DOUBLE = "double"
    BAR = "bar"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How an edge is drawn; ``inner`` is the width of the light line that makes it double."""

    colour: str
    width: float
    dash: str
    head: Head
    inner: float = 0.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shape on a square of 12 units: what is filled, and what is drawn upon it."""

    filled: str
    drawn: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict's glyph and tone."""

    glyph: Glyph
    tone: Tone


GLYPHS: Mapping[NodeKind, Glyph] = MappingProxyType(
    {
        # a speech bubble, a link, bars, a flask, a page
        NodeKind.CLAIM: Glyph("M1 1H11V8.5H6.2L3 11.5V8.5H1Z"),
        NodeKind.EVIDENCE_LINE: Glyph("M6 .5L11.5 6L6 11.5L.5 6Z"),
        NodeKind.RESULT: Glyph("M1 7H3.6V11.5H1ZM4.7 3.5H7.3V11.5H4.7ZM8.4 .5H11V11.5H8.4Z"),
        NodeKind.STUDY: Glyph("M4.2 .5H7.8V4.3L11.5 10.2L10.7 11.5H1.3L.5 10.2L4.2 4.3Z"),
        NodeKind.SOURCE: Glyph("M2 .5H7.5L10.5 3.5V11.5H2Z", "M4 5.5H8.5M4 7.5H8.5M4 9.5H7"),
    }
)

_DISC, _SQUARE = "M6 .5A5.5 5.5 0 1 1 5.99 .5Z", "M.8 .8H11.2V11.2H.8Z"
_ASK = "M4.2 4.4C4.2 2 8 2.2 7.8 4.4C7.7 5.8 6 5.6 6 7.3M6 8.7V9.5"

SEVERITY_GLYPHS: Mapping[str, Glyph] = MappingProxyType(
    {
        "violation": Glyph(
            "M3.7 .5H8.3L11.5 3.7V8.3L8.3 11.5H3.7L.5 8.3V3.7Z", "M4 4L8 8M8 4L4 8", "#b3261e"
        ),
        "warning": Glyph("M6 .5L11.8 11H.2Z", "M6 4.2V7.2M6 8.6V9.4", "#9a5b00"),
        "info": Glyph(_DISC, "M6 5.2V9M6 2.8V3.6", "#0b5a8a"),
        "cannotTell": Glyph(_SQUARE, _ASK),
    }
)

_RING = f"{_DISC}M6 2.1A3.9 3.9 0 1 0 6.01 2.1Z"
_FRAME = f"{_SQUARE}M2.4 2.4V9.6H9.6V2.4Z"
_DOTS = "M2.9 5.2H4.4V6.8H2.9ZM5.25 5.2H6.75V6.8H5.25ZM7.6 5.2H9.1V6.8H7.6Z"

# What became of a statement is round or points; what carries it is square.
FIDELITY_MARKS: Mapping[Fidelity, Mark] = MappingProxyType(
    {
        # a disc with an equals sign, arrows down and up, an unequal sign, an empty set,
        # a therefore sign, a ring, a disc with a question mark
        Fidelity.AS_REPORTED: Mark(Glyph(_DISC, "M3.4 4.7H8.6M3.4 7.3H8.6"), Tone.GOOD),
        Fidelity.WEAKENED: Mark(Glyph("M4 .5H8V5.5H11.5L6 11.5L.5 5.5H4Z"), Tone.WEAK),
        Fidelity.STRENGTHENED: Mark(Glyph("M4 11.5H8V6.5H11.5L6 .5L.5 6.5H4Z"), Tone.BAD),
        Fidelity.ALTERED: Mark(
            Glyph("M.5 3H11.5V5H.5ZM.5 7H11.5V9H.5ZM7.8 .3L9.6 1.2L4.2 11.7L2.4 10.8Z"), Tone.BAD
        ),
        Fidelity.NOT_IN_SOURCE: Mark(
            Glyph(f"{_RING}M10.2 .4L11.6 1.8L1.8 11.6L.4 10.2Z"), Tone.BAD
        ),
        Fidelity.OWN_CONCLUSION: Mark(
            Glyph(
                "M6 .8A2 2 0 1 1 5.99 .8ZM2.5 7.2A2 2 0 1 1 2.49 7.2ZM9.5 7.2A2 2 0 1 1 9.49 7.2Z"
            ),
            Tone.NONE,
        ),
        Fidelity.NO_SOURCE_NAMED: Mark(Glyph(_RING), Tone.NONE),
        Fidelity.NOT_CHECKED: Mark(Glyph(_DISC, _ASK), Tone.UNKNOWN),
    }
)

SUPPORT_MARKS: Mapping[Support, Mark] = MappingProxyType(
    {
        # a square with a tick, half a square, a square with a cross, two points that meet,
        # a frame, a frame with dots, an empty diamond
        Support.SUPPORTED: Mark(Glyph(_SQUARE, "M3 6.2L5.2 8.4L9 3.8"), Tone.GOOD),
        Support.LIMITED: Mark(Glyph(f"{_SQUARE}M6 2.4V9.6H9.6V2.4Z"), Tone.WEAK),
        Support.NOT_SUPPORTED: Mark(Glyph(_SQUARE, "M3.6 3.6L8.4 8.4M8.4 3.6L3.6 8.4"), Tone.BAD),
        Support.DISPUTED: Mark(Glyph("M.3 1L5.6 6L.3 11ZM11.7 1L6.4 6L11.7 11Z"), Tone.BAD),
        Support.NO_EVIDENCE_HERE: Mark(Glyph(_FRAME), Tone.NONE),
        Support.NOT_CHECKED: Mark(Glyph(f"{_FRAME}{_DOTS}"), Tone.UNKNOWN),
        Support.NOT_EMPIRICAL: Mark(
            Glyph("M6 .3L11.7 6L6 11.7L.3 6ZM6 2.6L2.6 6L6 9.4L9.4 6Z"), Tone.NONE
        ),
    }
)

EDGE_STYLES: Mapping[EdgeKind, EdgeStyle] = MappingProxyType(
    {
        EdgeKind.HAS_EVIDENCE_LINE: EdgeStyle(
            EDGE_COLOURS[EdgeKind.HAS_EVIDENCE_LINE], 1.3, "", Head.OPEN
        ),
        EdgeKind.SUPPORTS: EdgeStyle(EDGE_COLOURS[EdgeKind.SUPPORTS], 2.0, "", Head.FILLED),
        EdgeKind.DISPUTES: EdgeStyle(EDGE_COLOURS[EdgeKind.DISPUTES], 2.0, "7 4", Head.BAR),
        EdgeKind.INCONCLUSIVE: EdgeStyle(
            EDGE_COLOURS[EdgeKind.INCONCLUSIVE], 2.2, "0.1 4.6", Head.RING
        ),
        EdgeKind.REPORTS: EdgeStyle(EDGE_COLOURS[EdgeKind.REPORTS], 3.4, "", Head.OPEN, 1.4),
        EdgeKind.OF_STUDY: EdgeStyle(EDGE_COLOURS[EdgeKind.OF_STUDY], 1.3, "10 3", Head.OPEN),
        EdgeKind.REPORTED_IN: EdgeStyle(EDGE_COLOURS[EdgeKind.REPORTED_IN], 1.3, "4 3", Head.OPEN),
        EdgeKind.SAID_BY: EdgeStyle(EDGE_COLOURS[EdgeKind.SAID_BY], 1.2, "9 3 1.5 3", Head.OPEN),
        EdgeKind.RELAYS: EdgeStyle(EDGE_COLOURS[EdgeKind.RELAYS], 1.6, "", Head.DOUBLE),
        EdgeKind.CITES: EdgeStyle(EDGE_COLOURS[EdgeKind.CITES], 1.3, "1.5 3", Head.OPEN),
        EdgeKind.FOLLOWS_UP: EdgeStyle(
            EDGE_COLOURS[EdgeKind.FOLLOWS_UP], 1.6, "10 3 3 3", Head.FILLED
        ),
    }
)
