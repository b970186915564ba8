"""Node-link JSON, as networkx and D3 read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.export.json_text import json_text

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["write_node_link"]


def write_node_link(graph: MultiDiGraph[str]) -> str:
    """Write node-link JSON, with the IRI of each node as its ``id``."""
    from networkx import node_link_data

    return json_text(node_link_data(graph, edges="edges"))
