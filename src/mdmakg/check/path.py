"""SHACL property paths: as text for people, and over a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mdmakg.check.core.path import path_words
from mdmakg.vocab.foreign import SH
from mdmakg.vocab.path import Either, Inverse, Repeat, Sequence, Step
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.paths import Path
    from rdflib.term import Node, URIRef

    from mdmakg.vocab.path import Path as Stated

__all__ = ["path_text", "read_path"]

_REPEATS: dict[str, Literal["*", "+", "?"]] = {
    "zeroOrMorePath": "*",
    "oneOrMorePath": "+",
    "zeroOrOnePath": "?",
}


def read_path(graph: Graph, node: Node) -> Path | URIRef:
    """Read a path from where SHACL states it.

    Errors: ValueError for what is no path.
    Source: SHACL 2.3.1, property paths.
    """
    from rdflib import RDF, URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(node, URIRef):
        return node
    if (node, RDF.first, None) in graph:
        return SequencePath(*(read_path(graph, step) for step in graph.items(node)))
    for predicate, value in graph.predicate_objects(node):
        name = str(predicate).removeprefix(SH)
        if name == "inversePath":
            return InvPath(read_path(graph, value))
        if name == "alternativePath":
            return AlternativePath(*(read_path(graph, way) for way in graph.items(value)))
        if name in _REPEATS:
            return MulPath(read_path(graph, value), _REPEATS[name])
    raise ValueError(f"{node} is no SHACL path")


def path_text(path: Path | URIRef) -> str:
    """Write a path as text: a single property as its IRI, a longer one as SPARQL does."""
    return path_words(_stated(path))


def _stated(path: Path | URIRef) -> Stated:
    """Give a path of rdflib's as one of ours: its own text is not always SPARQL."""
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    match path:
        case InvPath():
            return Inverse(_stated(path.arg))
        case SequencePath():
            return Sequence(tuple(map(_stated, path.args)))
        case AlternativePath():
            return Either(tuple(map(_stated, path.args)))
        case MulPath():
            return Repeat(_stated(path.path), path.mod)
    return Step(iri_term(str(path)))
