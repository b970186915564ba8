"""Every format of the claim-to-evidence graph: its token, extension, media type and writer."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.errors import UsageError
from mdmakg.export.cytoscape import write_cytoscape
from mdmakg.export.dot import write_dot
from mdmakg.export.gexf import write_gexf
from mdmakg.export.graphml import write_graphml
from mdmakg.export.mermaid import write_mermaid
from mdmakg.export.node_link import write_node_link
from mdmakg.export.plain import plain_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from networkx import MultiDiGraph

__all__ = ["FORMATS", "Format", "write_graph"]

Writer: TypeAlias = "Callable[[MultiDiGraph[str]], str]"
"""Writes a graph of plain values as text, and leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called on the command line, on disk and on the web."""

    token: str
    extension: str
    media_type: str
    write_plain: Writer

    def write(self, graph: MultiDiGraph[str]) -> str:
        """Write any graph."""
        return self.write_plain(plain_graph(graph))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        made.token: made
        for made in (
            Format("graphml", ".graphml", "application/graphml+xml", write_graphml),
            Format("gexf", ".gexf", "application/gexf+xml", write_gexf),
            Format("json", ".json", "application/json", write_node_link),
            Format("cyjs", ".cyjs", "application/json", write_cytoscape),
            Format("dot", ".dot", "text/vnd.graphviz", write_dot),
            Format("mermaid", ".mmd", "text/vnd.mermaid", write_mermaid),
        )
    }
)


def write_graph(graph: MultiDiGraph[str], token: str) -> str:
    """Write the graph in the format of that token; UsageError for a token that is none."""
    if token not in FORMATS:
        raise UsageError(f"unknown format {token!r}: choose from {', '.join(FORMATS)}")
    return FORMATS[token].write(graph)
