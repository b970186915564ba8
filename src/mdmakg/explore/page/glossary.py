"""The closed lists that the page speaks of, in the words of the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.explore.marks import (
    EDGE_STYLES,
    FIDELITY_MARKS,
    GLYPHS,
    SEVERITY_GLYPHS,
    SUPPORT_MARKS,
    EdgeStyle,
    Mark,
)
from mdmakg.export.palette import (
    DARK_EDGE_COLOURS,
    DARK_NODE_COLOURS,
    NODE_COLOURS,
    NodeColours,
)
from mdmakg.model.check import Severity, State
from mdmakg.model.claim import ClaimKind, Hedge
from mdmakg.vocab import foreign as f
from mdmakg.vocab.scheme import concept_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.model.assessment import Fidelity, Support
    from mdmakg.model.chain import EdgeKind, NodeKind

__all__ = ["Row", "glossary", "glyph_id", "member_label"]

_DEFINITION: Final = f.SKOS + "definition"
"""A term of the ontology, not of data."""

Row: TypeAlias = "dict[str, object]"


def glossary(ontology: Facts) -> Mapping[str, list[Row]]:
    """List the members of each closed list in its order, with labels, definitions and marks."""
    return {
        "fidelity": _verdicts(ontology, "fidelity", FIDELITY_MARKS),
        "support": _verdicts(ontology, "support", SUPPORT_MARKS),
        "state": _members(ontology, "state", State),
        "severity": _members(ontology, "severity", Severity),
        "kind": _members(ontology, "claim-kind", ClaimKind),
        "hedge": _members(ontology, "hedge", Hedge),
        "node": [_node(kind) for kind in GLYPHS],
        "edge": [_edge(kind, style) for kind, style in EDGE_STYLES.items()],
    }


def member_label(ontology: Facts, scheme: str, member: str) -> str:
    """Give the label of a member of a closed list; its name where the ontology has none."""
    return ontology.one(concept_iri(scheme, member), f.rdfs_label) or member.replace("-", " ")


def glyph_id(group: str, value: str) -> str:
    """Name the symbol of a value."""
    return f"g-{group}-{value}"


def _members(ontology: Facts, scheme: str, values: Iterable[str]) -> list[Row]:
    return [_member(ontology, scheme, str(value)) for value in values]


def _member(ontology: Facts, scheme: str, value: str) -> Row:
    row: Row = {
        "value": value,
        "label": member_label(ontology, scheme, value),
        "says": ontology.one(concept_iri(scheme, value), _DEFINITION),
    }
    return row | ({"glyph": glyph_id(scheme, value)} if value in SEVERITY_GLYPHS else {})


def _verdicts(
    ontology: Facts, scheme: str, marks: Mapping[Fidelity, Mark] | Mapping[Support, Mark]
) -> list[Row]:
    return [
        _member(ontology, scheme, value)
        | {"glyph": glyph_id(scheme, value), "tone": str(mark.tone)}
        for value, mark in marks.items()
    ]


def _node(kind: NodeKind) -> Row:
    return {
        "value": str(kind),
        "label": kind.replace("-", " "),
        "glyph": glyph_id("node", kind),
        **_colours(NODE_COLOURS[kind], ("line", "ground", "ink")),
        **_colours(DARK_NODE_COLOURS[kind], ("darkLine", "darkGround", "darkInk")),
    }


def _colours(colours: NodeColours, names: tuple[str, str, str]) -> Row:
    return dict(zip(names, (colours.line, colours.ground, colours.ink), strict=True))


def _edge(kind: EdgeKind, style: EdgeStyle) -> Row:
    return {
        "value": str(kind),
        "label": kind.replace("-", " "),
        "colour": style.colour,
        "darkColour": DARK_EDGE_COLOURS[kind],
        "width": style.width,
        "dash": style.dash,
        "head": str(style.head),
        "inner": style.inner,
    }
