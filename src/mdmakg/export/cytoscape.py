"""Cytoscape JSON (``.cyjs``), as Cytoscape, Cytoscape.js and networkx read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.export.json_text import json_text

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["write_cytoscape"]


def write_cytoscape(graph: MultiDiGraph[str]) -> str:
    """Write Cytoscape JSON: each node's ``id`` is its IRI, its ``name`` the label.

    Edges are numbered, for Cytoscape.js makes random ids for those without.
    """
    from networkx import cytoscape_data

    data = cytoscape_data(graph, name="label")
    data["data"] = dict(graph.graph)
    for count, edge in enumerate(data["elements"]["edges"], start=1):
        edge["data"]["id"] = f"edge:{count}"
    return json_text(data)
