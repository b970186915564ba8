"""Cytoscape JSON (``.cyjs``), as Cytoscape, Cytoscape.js and networkx read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.export.json_text import json_row
from mdmakg.jsonlist import json_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from networkx import MultiDiGraph

    from mdmakg.export.plain import Plain

__all__ = ["cytoscape_pieces"]


def cytoscape_pieces(graph: MultiDiGraph[str]) -> Iterator[str]:
    """Write Cytoscape JSON: each node's ``id`` is its IRI, its ``name`` the label.

    Edges are numbered, for Cytoscape.js makes random ids for those without.
    """
    yield f'{{\n "data": {json_row(graph.graph, 1)},\n "directed": true,\n "elements": {{'
    yield '\n  "edges": '
    yield from json_list(map(_element, _edges(graph)), 2, 1)
    yield ',\n  "nodes": '
    yield from json_list(map(_element, _nodes(graph)), 2, 1)
    yield '\n },\n "multigraph": true\n}\n'


def _element(row: Mapping[str, Plain]) -> str:
    return f'{{\n    "data": {json_row(row, 4)}\n   }}'


def _edges(graph: MultiDiGraph[str]) -> Iterator[dict[str, Plain]]:
    edges = graph.edges(keys=True, data=True)
    for number, (tail, head, key, row) in enumerate(edges, start=1):
        yield {**row, "id": f"edge:{number}", "source": tail, "target": head, "key": key}


def _nodes(graph: MultiDiGraph[str]) -> Iterator[dict[str, Plain]]:
    for node, row in graph.nodes(data=True):
        yield {**row, "id": node, "value": node, "name": row["label"] or node}
