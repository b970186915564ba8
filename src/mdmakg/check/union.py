"""Statements of a dataset as one graph, whatever graphs they stand in: for pySHACL."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mdmakg.check.literal import language
from mdmakg.check.statements import Statements, Term, term_text
from mdmakg.check.turtle import quiet_rdflib
from mdmakg.errors import Fault, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from mdmakg.vocab.term import Quad

__all__ = ["graph_of", "union_graph", "union_statements"]


def union_graph(nquads: bytes, name: str = "data") -> Graph:
    """Read N-Quads as one graph of rdflib; its own reader takes twice as long.

    Errors: as ``union_statements``.
    """
    return graph_of(union_statements(nquads, name))


def union_statements(nquads: bytes, name: str = "data") -> Statements:
    """Read N-Quads that anybody wrote.

    Errors: ``InputError`` for what is not N-Quads, and for statements about statements,
            which no shape can look at.
    """
    return Statements.of(_quads(nquads, name))


def _quads(nquads: bytes, name: str) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, Triple, parse

    try:
        for quad in parse(nquads, RdfFormat.N_QUADS):
            if isinstance(quad.object, Triple):
                says = "a statement about a statement; only IRIs, blank nodes and literals are read"
                raise InputError([Fault(Place(name), "statement-as-term", says)])
            yield str(quad.subject), str(quad.predicate), str(quad.object), ""
    except SyntaxError as error:
        says = f"not N-Quads: {error.msg}"[:200]
        raise InputError([Fault(Place(name), "nquads-syntax", says)]) from error


def graph_of(data: Statements) -> Graph:
    """Give statements as a graph of rdflib."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    with quiet_rdflib():
        for subject, predicate, value in data.triples():
            graph.add((_node(subject), _node(predicate), _node(value)))
    return graph


@lru_cache(maxsize=65_536)
def _node(term: Term) -> Node:
    from rdflib import BNode, Literal, URIRef

    text = term_text(term)
    if term.startswith("<"):
        return URIRef(text)
    if term.startswith("_:"):
        return BNode(text[2:])
    if tag := language(term):
        return Literal(text, lang=tag)
    # Without a type it is a string: the same term in RDF 1.1, but not in rdflib, whose readers
    # leave the type out. And 01 is another term than 1, which rdflib would write in its place.
    kind = None if term.endswith('"') else URIRef(term[term.rindex("<") + 1 : -1])
    return Literal(text, datatype=kind, normalize=False)
