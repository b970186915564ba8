"""Node-link JSON, as networkx and D3 read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.export.json_text import json_row
from mdmakg.jsonlist import json_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from networkx import MultiDiGraph

__all__ = ["node_link_pieces"]


def node_link_pieces(graph: MultiDiGraph[str]) -> Iterator[str]:
    """Write node-link JSON, with the IRI of each node as its ``id``, a piece for each of them."""
    edges = graph.edges(keys=True, data=True)
    yield '{\n "directed": true,\n "edges": '
    yield from json_list(
        (json_row({**row, "source": u, "target": v, "key": k}, 2) for u, v, k, row in edges), 1, 1
    )
    yield f',\n "graph": {json_row(graph.graph, 1)},\n "multigraph": true,\n "nodes": '
    yield from json_list(
        (json_row({**row, "id": node}, 2) for node, row in graph.nodes(data=True)), 1, 1
    )
    yield "\n}\n"
