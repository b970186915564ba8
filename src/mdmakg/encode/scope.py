"""Saying something: a quad in the right graph, with the place where a person wrote it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.encode.graphs import GraphKind, graph_kinds, graph_name, graph_of
from mdmakg.encode.iri import entry_iri
from mdmakg.vocab import foreign as f
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import iri_term, literal_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal
    from enum import StrEnum

    from mdmakg.model.corpus import DocumentFile, Entry, Index, Path
    from mdmakg.model.scalar import Ref
    from mdmakg.model.text import TextFile
    from mdmakg.vocab.term import Quad, Term

__all__ = [
    "Object",
    "Scope",
    "Statement",
    "Statements",
    "boolean",
    "day",
    "decimal",
    "in_scheme",
    "member",
    "node",
    "object_term",
    "property_and_graph",
    "whole",
]

Object = str
"""The object of a statement: an IRI, bare, or a literal as a term, which its quote mark tells."""


if TYPE_CHECKING:
    Statement = tuple[Quad, Path]
    """A quad, and the path in the document file to the value that says it."""

    Statements = Iterator[Statement]
    """What every encoding function yields."""


_TYPE: Final = f.rdf_type
_TYPE_TERM: Final = iri_term(_TYPE)
_TRUE: Final = literal_term("true", f.xsd_boolean)
_FALSE: Final = literal_term("false", f.xsd_boolean)


@lru_cache(maxsize=65536)
def node(iri: str) -> Term:
    """Write an IRI as a term.

    Whether it is all that an IRI must be, the store's own parser says.
    Errors: ``ValueError`` for what has no scheme, or would break out of its term.
    """
    if ":" not in iri or " " in iri or ">" in iri or "\n" in iri:
        raise ValueError(f"no absolute IRI: {iri!r}")
    return iri_term(iri)


def object_term(object_: Object) -> Term:
    """Write the object of a statement as a term."""
    return object_ if object_.startswith('"') else node(object_)


@lru_cache(maxsize=8192)
def property_and_graph(
    predicate: str, class_: str, source: str, document: str
) -> tuple[Term, Term]:
    """Write a predicate and the graph for its statements; for ``rdf:type`` its class decides."""
    return node(predicate), node(graph_of(predicate, class_, source, document))


@cache
def _terms() -> Mapping[str, tuple[Term, int]]:
    """Give every predicate and class as a term, with the number of its kind of graph."""
    kinds = list(GraphKind)
    return {iri: (iri_term(iri), kinds.index(kind)) for iri, kind in graph_kinds().items()}


@lru_cache(maxsize=1024)
def _graphs(source: str, document: str) -> tuple[Term, ...]:
    """Name a speaker's graph of each kind, in the order of the kinds."""
    return tuple(iri_term(graph_name(kind, source, document)) for kind in GraphKind)


class Scope(NamedTuple):
    """Who speaks, in which document, at which value: what decides a statement's graph and place.

    There is one for every mapping of a file: a tuple is made in a third of the time.
    Those of one document share ``stated``: whose voice has a passage been stated in.
    """

    document: str
    source: str
    known: Index
    stated: set[tuple[str, str, str]]
    text: TextFile | None
    path: Path
    graphs: tuple[Term, ...]

    @classmethod
    def of(cls, file: DocumentFile, known: Index) -> Scope:
        """Begin at the root of a document, in its first voice."""
        graphs = _graphs(file.first, file.id)
        return cls(file.id, file.first, known, set(), file.document.text, (), graphs)

    def at(self, *keys: str | int) -> Scope:
        """The same speaker, further down in the file."""
        document, source, known, stated, text, path, graphs = self
        here = path + keys
        # What the constructor does, without its detour.
        return tuple.__new__(Scope, (document, source, known, stated, text, here, graphs))

    def by(self, source: str) -> Scope:
        """Another speaker at the same place."""
        document, _, known, stated, text, path, _ = self
        return Scope(document, source, known, stated, text, path, _graphs(source, document))

    def say(self, subject: str, predicate: str, object_: Object, *keys: str | int) -> Statement:
        """State one thing, written at ``keys`` below this scope's place."""
        if predicate == _TYPE:
            _, number = _terms()[object_]
            property_ = _TYPE_TERM
        else:
            property_, number = _terms()[predicate]
        value = object_ if object_[:1] == '"' else node(object_)
        return (node(subject), property_, value, self.graphs[number]), self.path + keys

    def is_first(self, what: str, passage: str) -> bool:
        """Whether nobody asked this before of a passage in this voice."""
        asked = (what, self.source, passage)
        if asked in self.stated:
            return False
        self.stated.add(asked)
        return True

    def find(self, ref: Ref) -> Entry:
        """What a reference names; linking has made sure that there is something."""
        entry = self.known.find(ref, self.document)
        if entry is None:
            raise KeyError(ref.id)
        return entry

    def iri(self, ref: Ref) -> str:
        """The IRI of what a reference names."""
        return entry_iri(self.find(ref))


def member(scheme: str, value: StrEnum) -> str:
    """The IRI of a member of a closed list."""
    return concept_iri(scheme, value)


def in_scheme(scheme: str) -> Callable[[StrEnum], str]:
    """Make the function that names the members of a closed list."""
    return lambda value: concept_iri(scheme, value)


def boolean(value: bool) -> Term:  # noqa: FBT001 - the value itself, no switch
    """A truth value."""
    return _TRUE if value else _FALSE


def whole(value: int) -> Term:
    """A whole number."""
    return f'"{value}"^^<{f.xsd_integer}>'


def decimal(value: Decimal) -> Term:
    """A decimal with just the digits that were given."""
    return f'"{value:f}"^^<{f.xsd_decimal}>'


def day(value: date) -> Term:
    """A calendar day."""
    return f'"{value.isoformat()}"^^<{f.xsd_date}>'
