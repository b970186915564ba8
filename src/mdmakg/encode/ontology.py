"""The ontology as statements of its own graph, for a store to join labels from."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from mdmakg.bundle import folder
from mdmakg.encode.dataset import sorted_nquads
from mdmakg.vocab.mdmakg import BASE

__all__ = ["ontology_nquads"]

_GRAPH = NamedNode(f"{BASE}graph/ontology")


@cache
def ontology_nquads() -> bytes:
    """Give the bundled ontology as sorted N-Quads."""
    files = sorted(folder("ontology").glob("*.ttl"))
    return sorted_nquads(
        Quad(quad.subject, quad.predicate, quad.object, _GRAPH)
        for file in files
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
    )
