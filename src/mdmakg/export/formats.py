"""Every format of the claim-to-evidence graph: its token, extension, media type and writer."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.errors import UsageError
from mdmakg.export.cytoscape import cytoscape_pieces
from mdmakg.export.dot import dot_pieces
from mdmakg.export.gexf import gexf_pieces
from mdmakg.export.graphml import graphml_pieces
from mdmakg.export.mermaid import MOST, mermaid_pieces
from mdmakg.export.node_link import node_link_pieces
from mdmakg.export.plain import plain_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from networkx import MultiDiGraph

__all__ = ["FORMATS", "Format", "write_graph"]

Pieces: TypeAlias = "Callable[[MultiDiGraph[str]], Iterator[str]]"
"""Writes a graph of plain values as text, piece by piece, and leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called on the command line, on disk and on the web.

    Shape: ``most`` is how many characters those who read it take; 0 if as many as there are.
    """

    token: str
    extension: str
    media_type: str
    pieces: Pieces
    most: int = 0

    def write_plain(self, graph: MultiDiGraph[str]) -> str:
        """Write a graph of plain values at once."""
        return "".join(self.pieces(graph))

    def write(self, graph: MultiDiGraph[str]) -> str:
        """Write any graph."""
        return self.write_plain(plain_graph(graph))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        made.token: made
        for made in (
            Format("graphml", ".graphml", "application/graphml+xml", graphml_pieces),
            Format("gexf", ".gexf", "application/gexf+xml", gexf_pieces),
            Format("json", ".json", "application/json", node_link_pieces),
            Format("cyjs", ".cyjs", "application/json", cytoscape_pieces),
            Format("dot", ".dot", "text/vnd.graphviz", dot_pieces),
            Format("mermaid", ".mmd", "text/vnd.mermaid", mermaid_pieces, MOST),
        )
    }
)


def write_graph(graph: MultiDiGraph[str], token: str) -> str:
    """Write the graph in the format of that token; UsageError for a token that is none."""
    if token not in FORMATS:
        raise UsageError(f"unknown format {token!r}: choose from {', '.join(FORMATS)}")
    return FORMATS[token].write(graph)
