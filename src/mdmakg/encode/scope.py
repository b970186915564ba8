"""Saying something: a quad in the right graph, with the place where a person wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mdmakg.encode.graphs import graph_of
from mdmakg.encode.iri import entry_iri
from mdmakg.vocab import foreign as f
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import iri_term, literal_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal
    from enum import StrEnum

    from mdmakg.model.corpus import Entry, Index, Path
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
    "whole",
]

Object = str
"""The object of a statement: an IRI, bare, or a literal as a term, which its quote mark tells."""


class Statement(NamedTuple):
    """A quad, and the path in the document file to the value that says it."""

    quad: Quad
    path: Path


if TYPE_CHECKING:
    Statements = Iterator[Statement]
"""What every encoding function yields."""


_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


@lru_cache(maxsize=65536)
def node(iri: str) -> Term:
    """Write an IRI as a term.

    Errors: ``ValueError`` for what is no absolute IRI.
    Source: N-Triples 2.3, IRIREF; RFC 3987, scheme.
    """
    if not _IRI.fullmatch(iri):
        raise ValueError(f"no absolute IRI: {iri!r}")
    return iri_term(iri)


def object_term(object_: Object) -> Term:
    """Write the object of a statement as a term."""
    return object_ if object_.startswith('"') else node(object_)


@dataclass(frozen=True, slots=True)
class Scope:
    """Who speaks, in which document, at which value: what decides a statement's graph and place."""

    document: str
    source: str
    index: Index
    text: TextFile | None = None
    path: Path = ()

    def at(self, *keys: str | int) -> Scope:
        """The same speaker, further down in the file."""
        return replace(self, path=self.path + keys)

    def by(self, source: str) -> Scope:
        """Another speaker at the same place."""
        return replace(self, source=source)

    def say(self, subject: str, predicate: str, object_: Object, *keys: str | int) -> Statement:
        """State one thing, written at ``keys`` below this scope's place."""
        kind = object_ if predicate == f.rdf_type else ""
        graph = graph_of(predicate, kind, self.source, self.document)
        quad = (node(subject), node(predicate), object_term(object_), node(graph))
        return Statement(quad, self.path + keys)

    def find(self, ref: Ref) -> Entry:
        """What a reference names; linking has made sure that there is something."""
        entry = self.index.find(ref, self.document)
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
    return literal_term(str(value).lower(), f.xsd_boolean)


def whole(value: int) -> Term:
    """A whole number."""
    return literal_term(str(value), f.xsd_integer)


def decimal(value: Decimal) -> Term:
    """A decimal with just the digits that were given."""
    return literal_term(format(value, "f"), f.xsd_decimal)


def day(value: date) -> Term:
    """A calendar day."""
    return literal_term(value.isoformat(), f.xsd_date)
