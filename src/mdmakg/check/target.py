"""Which shapes of a graph have targets of their own, in graphs of rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.check.term import CONSTRAINTS, TARGETS
from mdmakg.vocab.foreign import RDFS, SH

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["classes", "implicit_targets", "with_targets"]


def with_targets(shapes: Graph) -> set[Node]:
    """List every shape that runs by itself: said to have a target, or a class itself."""
    said = {s for s in shapes.subjects() if TARGETS & {str(p) for p in shapes.predicates(s)}}
    return said | implicit_targets(shapes)


def implicit_targets(shapes: Graph) -> set[Node]:
    """List every shape that is a class. Source: SHACL 2.1.3.3, implicit class targets."""
    from rdflib import RDF, URIRef

    kinds = {URIRef(f"{SH}NodeShape"), URIRef(f"{SH}PropertyShape")}
    return {
        node
        for kind in classes(shapes, URIRef(f"{RDFS}Class"))
        for node in shapes.subjects(RDF.type, kind)
        if kinds & set(shapes.objects(node, RDF.type))
        or CONSTRAINTS & {str(term) for term in shapes.predicates(node)}
    }


def classes(graph: Graph, kind: Node) -> set[Node]:
    """Give a class and all that are below it."""
    from rdflib import RDFS as R

    narrower = graph.transitive_subjects(R.subClassOf, kind)
    return {kind, *(node for node in narrower if node is not None)}
