"""DOT, the language of Graphviz."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.export.palette import EDGE_COLOURS, INK, NODE_COLOURS, edge_kind, node_kind
from mdmakg.export.text import cut, shown
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from networkx import MultiDiGraph

    from mdmakg.export.plain import Plain

__all__ = ["dot_pieces"]

# Graphviz before version 3 stops at strings of 16,384 bytes, so the tip is cut too.
_LABEL, _TIP, _LINE = 160, 1000, 28

_SHAPES = MappingProxyType(
    {
        NodeKind.CLAIM: "box",
        NodeKind.EVIDENCE_LINE: "diamond",
        NodeKind.RESULT: "component",
        NodeKind.STUDY: "hexagon",
        NodeKind.SOURCE: "note",
        NodeKind.OUTCOME: "ellipse",
    }
)

_STYLES = MappingProxyType(
    {
        EdgeKind.SUPPORTS: {"style": "solid", "penwidth": "2"},
        EdgeKind.DISPUTES: {"style": "dashed", "penwidth": "2", "arrowhead": "tee"},
        EdgeKind.INCONCLUSIVE: {"style": "dotted", "penwidth": "2", "arrowhead": "odot"},
        EdgeKind.REPORTS: {"style": "solid", "arrowhead": "vee"},
    }
)


def dot_pieces(graph: MultiDiGraph[str]) -> Iterator[str]:
    """Write DOT, line by line: nodes are ``n1``, ``n2``, … with the IRI as attribute ``iri``."""
    return (f"{line}\n" for line in _lines(graph))


def _lines(graph: MultiDiGraph[str]) -> Iterator[str]:
    ids = {node: f"n{count}" for count, node in enumerate(graph, start=1)}
    yield f"digraph {_quoted(shown(str(graph.graph['name'])))} {{"
    yield '  graph [rankdir="LR", ranksep="0.8", nodesep="0.3"];'
    yield f'  node [fontname="Helvetica", fontsize="11", style="filled", fontcolor="{INK}"];'
    yield '  edge [fontname="Helvetica", fontsize="9"];'
    for node, row in graph.nodes(data=True):
        yield f"  {ids[node]} {_attributes(_node(node, row))};"
    for tail, head, row in graph.edges(data=True):
        yield f"  {ids[tail]} -> {ids[head]} {_attributes(_edge(row))};"
    yield "}"


def _node(node: str, row: Mapping[str, Plain]) -> dict[str, str]:
    kind = node_kind(row)
    label = shown(str(row["label"]))
    drawn = {"iri": shown(node), "label": _wrapped(label), "tooltip": cut(label, _TIP)}
    if kind is None:
        return drawn
    colours = NODE_COLOURS[kind]
    return drawn | {"shape": _SHAPES[kind], "color": colours.line, "fillcolor": colours.ground}


def _edge(row: Mapping[str, Plain]) -> dict[str, str]:
    kind = edge_kind(row)
    label = shown(str(row.get("label") or row.get("kind", "")))
    drawn = {"label": _wrapped(label), "tooltip": cut(label, _TIP)}
    if kind is None:
        return drawn
    return drawn | {"color": EDGE_COLOURS[kind]} | dict(_STYLES.get(kind, {}))


@lru_cache(maxsize=1024)  # edges are labelled with few words
def _wrapped(label: str) -> str:
    return "\n".join(textwrap.wrap(cut(label, _LABEL), _LINE))


def _attributes(values: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in values.items())}]"


def _quoted(text: str) -> str:
    r"""Return a DOT string. Backslashes are doubled, or ``\N`` and ``\l`` would be carried out.

    Ampersands are written as entities: Graphviz decodes those wherever it meets them.
    """
    safe = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + safe.replace("\n", "\\n") + '"'
