"""Colours of the kinds of node and edge and of verdicts, after Okabe and Ito.

Source: M. Okabe and K. Ito, "Color Universal Design", 2008: hues that people
with any common kind of colour vision tell apart. A colour never stands alone:
shape and line style say the same. On a dark ground the hues are the same, and lighter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DARK_EDGE_COLOURS",
    "DARK_INK",
    "DARK_NODE_COLOURS",
    "DARK_PAPER",
    "EDGE_COLOURS",
    "INK",
    "NODE_COLOURS",
    "PAPER",
    "NodeColours",
    "Tone",
    "edge_kind",
    "node_kind",
]

INK, PAPER = "#1f2328", "#ffffff"
DARK_INK, DARK_PAPER = "#e6edf3", "#14181d"

BLACK = "#000000"
ORANGE = "#e69f00"
SKY_BLUE = "#56b4e9"
BLUISH_GREEN = "#009e73"
BLUE = "#0072b2"
VERMILLION = "#d55e00"
REDDISH_PURPLE = "#cc79a7"
GREY = "#767676"


@dataclass(frozen=True, slots=True)
class NodeColours:
    """Outline, tinted ground, and the ink of small text on that ground."""

    line: str
    ground: str
    ink: str


NODE_COLOURS: Mapping[NodeKind, NodeColours] = MappingProxyType(
    {
        NodeKind.CLAIM: NodeColours(BLUE, "#eaf3f9", "#00517f"),
        NodeKind.EVIDENCE_LINE: NodeColours(ORANGE, "#fdf5e1", "#7a5200"),
        NodeKind.RESULT: NodeColours(BLUISH_GREEN, "#e6f5f0", "#00614a"),
        NodeKind.STUDY: NodeColours(REDDISH_PURPLE, "#faeef4", "#8a3a66"),
        NodeKind.SOURCE: NodeColours(GREY, "#f4f4f4", "#4a4a4a"),
        NodeKind.OUTCOME: NodeColours(SKY_BLUE, "#ebf6fd", "#1b5f8a"),
    }
)

EDGE_COLOURS: Mapping[EdgeKind, str] = MappingProxyType(
    {
        EdgeKind.HAS_EVIDENCE_LINE: GREY,
        EdgeKind.SUPPORTS: BLUISH_GREEN,
        EdgeKind.DISPUTES: VERMILLION,
        EdgeKind.INCONCLUSIVE: "#9a6b00",
        EdgeKind.REPORTS: BLUE,
        EdgeKind.OF_STUDY: GREY,
        EdgeKind.REPORTED_IN: GREY,
        EdgeKind.SAID_BY: "#8c8c8c",
        EdgeKind.RELAYS: BLUE,
        EdgeKind.CITES: GREY,
        EdgeKind.FOLLOWS_UP: "#b0558a",
        EdgeKind.MEASURES: SKY_BLUE,
    }
)

DARK_NODE_COLOURS: Mapping[NodeKind, NodeColours] = MappingProxyType(
    {
        NodeKind.CLAIM: NodeColours("#56a9dd", "#11293a", "#a3d2f0"),
        NodeKind.EVIDENCE_LINE: NodeColours(ORANGE, "#33270b", "#f3c766"),
        NodeKind.RESULT: NodeColours("#2bbf95", "#0d2f26", "#8fe0c6"),
        NodeKind.STUDY: NodeColours("#d99bc0", "#37202d", "#edc3da"),
        NodeKind.SOURCE: NodeColours("#9aa0a6", "#262a2f", "#c9ced4"),
        NodeKind.OUTCOME: NodeColours(SKY_BLUE, "#12303f", "#a9d9f5"),
    }
)

DARK_EDGE_COLOURS: Mapping[EdgeKind, str] = MappingProxyType(
    {
        EdgeKind.HAS_EVIDENCE_LINE: "#9aa0a6",
        EdgeKind.SUPPORTS: "#2bbf95",
        EdgeKind.DISPUTES: "#f0803c",
        EdgeKind.INCONCLUSIVE: ORANGE,
        EdgeKind.REPORTS: "#56a9dd",
        EdgeKind.OF_STUDY: "#9aa0a6",
        EdgeKind.REPORTED_IN: "#9aa0a6",
        EdgeKind.SAID_BY: "#9aa0a6",
        EdgeKind.RELAYS: "#56a9dd",
        EdgeKind.CITES: "#9aa0a6",
        EdgeKind.FOLLOWS_UP: "#d99bc0",
        EdgeKind.MEASURES: SKY_BLUE,
    }
)


class Tone(StrEnum):
    """What a verdict says of a claim, roughly: a hue for it; the verdict's shape says which."""

    GOOD = "good"
    WEAK = "weak"
    BAD = "bad"
    NONE = "none"
    UNKNOWN = "unknown"


_NODE_KINDS = {str(kind): kind for kind in NodeKind}
_EDGE_KINDS = {str(kind): kind for kind in EdgeKind}


def node_kind(row: Mapping[str, object]) -> NodeKind | None:
    """Return the kind that a node's attributes name, None where they name none."""
    return _NODE_KINDS.get(str(row.get("kind")))


def edge_kind(row: Mapping[str, object]) -> EdgeKind | None:
    """Return the kind that an edge's attributes name, None where they name none."""
    return _EDGE_KINDS.get(str(row.get("kind")))
