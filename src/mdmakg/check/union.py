"""Statements as one rdflib graph, whatever graphs they stand in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mdmakg.check.turtle import quiet_rdflib
from mdmakg.encode.dataset import parse_nquads
from mdmakg.errors import Fault, InputError, Place
from mdmakg.vocab.foreign import XSD

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["union_graph"]

xsd_string = XSD + "string"


def union_graph(nquads: bytes, name: str = "data") -> Graph:
    """Read N-Quads of our own writing as one graph; rdflib's reader takes twice as long.

    Errors: ``InputError`` for statements about statements, which no shape can look at.
    """
    from rdflib import Graph

    union = Graph(bind_namespaces="none")
    try:
        with quiet_rdflib():
            for quad in parse_nquads(nquads):
                union.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    except TypeError as error:
        raise InputError([Fault(Place(name), "statement-as-term", str(error))]) from error
    return union


@cache
def _term(term: object) -> Node:
    import pyoxigraph as ox
    from rdflib import BNode, Literal, URIRef

    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=None):
            # The same term in RDF 1.1, but not in rdflib, whose readers leave the type out.
            plain = term.datatype.value == xsd_string
            return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
        case ox.Literal():
            return Literal(term.value, lang=term.language)
    raise TypeError("a statement about a statement; only IRIs, blank nodes and literals are read")
