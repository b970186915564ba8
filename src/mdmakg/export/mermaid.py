"""Mermaid flowcharts, as code hosts show them in Markdown."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mdmakg.export.palette import EDGE_COLOURS, INK, NODE_COLOURS, edge_kind, node_kind
from mdmakg.export.text import cut, shown
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from networkx import MultiDiGraph

    from mdmakg.export.plain import Plain

__all__ = ["MOST", "mermaid_pieces"]

MOST: Final = 50_000
"""How many characters of a chart Mermaid draws, unless its ``maxTextSize`` is set otherwise."""

_LONGEST = 160

# Everything in ASCII that Mermaid, Markdown, HTML or its icon syntax may take for
# markup becomes a numeric entity; a list mark at the beginning is Markdown too.
_MARKUP = re.compile(r"[^A-Za-z0-9 ,.()=/'\u0080-\U0010ffff-]")
_LIST_MARK = re.compile(r"(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]|^-")

_SHAPES = MappingProxyType(
    {
        NodeKind.CLAIM: ("([", "])"),
        NodeKind.EVIDENCE_LINE: ("{{", "}}"),
        NodeKind.RESULT: ("[", "]"),
        NodeKind.STUDY: ("[[", "]]"),
        NodeKind.SOURCE: ("[(", ")]"),
        NodeKind.OUTCOME: ("(", ")"),
    }
)

_ARROWS = MappingProxyType(
    {EdgeKind.SUPPORTS: "==>", EdgeKind.DISPUTES: "--x", EdgeKind.INCONCLUSIVE: "-.->"}
)


def mermaid_pieces(graph: MultiDiGraph[str]) -> Iterator[str]:
    """Write a flowchart, line by line.

    Mermaid itself refuses charts of more than 500 edges or 50,000 characters:
    this format is for one claim, not for a corpus.
    """
    return (f"{line}\n" for line in _lines(graph))


def _lines(graph: MultiDiGraph[str]) -> Iterator[str]:
    ids = {node: f"n{count}" for count, node in enumerate(graph, start=1)}
    yield "flowchart LR"
    for node, row in graph.nodes(data=True):
        yield f"  {_node(ids[node], row)}"
    styles: list[str] = []
    for count, (tail, head, row) in enumerate(graph.edges(data=True)):
        yield f"  {ids[tail]} {_arrow(row)} {ids[head]}"
        styles.extend(_link_style(count, row))
    yield from _class_definitions(graph)
    yield from styles


def _node(name: str, row: Mapping[str, Plain]) -> str:
    kind = node_kind(row)
    left, right = _SHAPES[kind] if kind else ("[", "]")
    mark = f":::{_class_name(kind)}" if kind else ""
    return f"{name}{left}{_quoted(str(row['label']))}{right}{mark}"


def _arrow(row: Mapping[str, Plain]) -> str:
    kind = edge_kind(row)
    arrow = _ARROWS.get(kind, "-->") if kind else "-->"
    label = shown(str(row.get("label") or row.get("kind", "")))
    return f"{arrow}|{_quoted(label)}|" if label else arrow


def _link_style(count: int, row: Mapping[str, Plain]) -> Iterator[str]:
    kind = edge_kind(row)
    if kind:
        yield f"  linkStyle {count} stroke:{EDGE_COLOURS[kind]}"


def _class_definitions(graph: MultiDiGraph[str]) -> Iterator[str]:
    found = {node_kind(row) for _, row in graph.nodes(data=True)}
    for kind in NodeKind:
        if kind in found:
            colours = NODE_COLOURS[kind]
            paint = f"fill:{colours.ground},stroke:{colours.line},color:{INK}"
            yield f"  classDef {_class_name(kind)} {paint}"


def _class_name(kind: NodeKind) -> str:
    """Return a name without a hyphen, which class names may not have."""
    return kind.replace("-", "")


def _quoted(text: str) -> str:
    """Return a Mermaid string; one that is empty would be a syntax error, so it is a space."""
    safe = _MARKUP.sub(_entity, cut(shown(text), _LONGEST))
    return f'"{_LIST_MARK.sub(_entity, safe) or " "}"'


def _entity(found: re.Match[str]) -> str:
    return f"#{ord(found.group())};"
