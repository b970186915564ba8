"""Statements of a dataset, whatever graphs they stand in: for our own shapes, and for pySHACL."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mdmakg.check.statements import Statements
from mdmakg.check.turtle import quiet_rdflib
from mdmakg.errors import Fault, InputError, Place
from mdmakg.vocab.foreign import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["union_graph", "union_statements"]

xsd_string = XSD + "string"


def union_statements(nquads: bytes, name: str = "data") -> Statements:
    """Read N-Quads as statements.

    Errors: as ``union_graph``.
    """
    quads = _quads(nquads, name)
    return Statements.of((str(q.subject), str(q.predicate), str(q.object), "") for q in quads)


def union_graph(nquads: bytes, name: str = "data") -> Graph:
    """Read N-Quads as one graph of rdflib; its own reader takes twice as long.

    Errors: ``InputError`` for what is not N-Quads, and for statements about statements,
            which no shape can look at.
    """
    from rdflib import Graph

    union = Graph(bind_namespaces="none")
    with quiet_rdflib():
        for quad in _quads(nquads, name):
            union.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return union


def _quads(nquads: bytes, name: str) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, Triple, parse

    try:
        for quad in parse(nquads, RdfFormat.N_QUADS):
            if isinstance(quad.object, Triple):
                says = "a statement about a statement; only IRIs, blank nodes and literals are read"
                raise InputError([Fault(Place(name), "statement-as-term", says)])
            yield quad
    except SyntaxError as error:
        says = f"not N-Quads: {error.msg}"[:200]
        raise InputError([Fault(Place(name), "nquads-syntax", says)]) from error


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
            # The same term in RDF 1.1, but not in rdflib, whose readers leave the type out;
            # and 01 is another term than 1, which rdflib would write in its place.
            plain = term.datatype.value == xsd_string
            kind = None if plain else URIRef(term.datatype.value)
            return Literal(term.value, datatype=kind, normalize=False)
        case ox.Literal():
            return Literal(term.value, lang=term.language)
    raise TypeError(term)
