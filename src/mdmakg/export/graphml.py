"""GraphML 1.0, valid against its XML schema; networkx, igraph, yEd and Gephi read it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mdmakg.export.plain import XML_TYPES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from networkx import MultiDiGraph
    from networkx.readwrite.graphml import GraphMLWriter

__all__ = ["write_graphml"]


def write_graphml(graph: MultiDiGraph[str]) -> str:
    """Write GraphML.

    The schema wants ids that are name tokens, which IRIs are not: nodes are
    ``n1``, ``n2``, … with the IRI as attribute ``iri``, edges ``e1``, ``e2``, …
    with the edge's key as attribute ``key``.
    """
    writer = _writer()(_numbered(graph))
    _lower_truth_values(writer.xml)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{writer}\n"


@cache
def _writer() -> type[GraphMLWriter]:
    from networkx.readwrite.graphml import GraphMLWriter

    class Writer(GraphMLWriter):
        def construct_types(self) -> None:
            self.xml_type = dict(XML_TYPES)

    return Writer


def _numbered(graph: MultiDiGraph[str]) -> MultiDiGraph[str]:
    from networkx import MultiDiGraph

    ids = {node: f"n{count}" for count, node in enumerate(graph, start=1)}
    made: MultiDiGraph[str] = MultiDiGraph()
    made.graph.update(graph.graph)
    for node, row in graph.nodes(data=True):
        made.add_node(ids[node], iri=node, **row)
    for count, (tail, head, key, row) in enumerate(graph.edges(keys=True, data=True), start=1):
        made.add_edge(ids[tail], ids[head], f"e{count}")
        made.edges[ids[tail], ids[head], f"e{count}"].update(row, key=key)
    return made


def _lower_truth_values(root: Element) -> None:
    """Write ``true`` and ``false``, the only two literals that GraphML's booleans have."""
    keys = {key.get("id") for key in root.iter("key") if key.get("attr.type") == "boolean"}
    for datum in root.iter("data"):
        if datum.get("key") in keys:
            datum.text = (datum.text or "").lower()
