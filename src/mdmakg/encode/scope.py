"""Saying something: a quad in the right graph, with the place where a person wrote it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from mdmakg.encode.graphs import graph_of
from mdmakg.encode.iri import entry_iri
from mdmakg.vocab import foreign as f
from mdmakg.vocab.scheme import concept_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal
    from enum import StrEnum

    from mdmakg.model.corpus import Entry, Index, Path
    from mdmakg.model.scalar import Ref
    from mdmakg.model.text import TextFile

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
    "whole",
]

Object = str | Literal
"""The object of a statement: an IRI as ``str``, or a literal."""


class Statement(NamedTuple):
    """A quad, and the path in the document file to the value that says it."""

    quad: Quad
    path: Path


if TYPE_CHECKING:
    Statements = Iterator[Statement]
"""What every encoding function yields."""


node = lru_cache(maxsize=65536)(NamedNode)


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
        value = node(object_) if isinstance(object_, str) else object_
        kind = object_ if isinstance(object_, str) else ""
        named = graph_of(
            predicate, kind if predicate == f.rdf_type else "", self.source, self.document
        )
        quad = Quad(node(subject), node(predicate), value, node(named))
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


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the value itself, no switch
    """A truth value."""
    return Literal(str(value).lower(), datatype=node(f.xsd_boolean))


def whole(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=node(f.xsd_integer))


def decimal(value: Decimal) -> Literal:
    """A decimal with just the digits that were given."""
    return Literal(format(value, "f"), datatype=node(f.xsd_decimal))


def day(value: date) -> Literal:
    """A calendar day."""
    return Literal(value.isoformat(), datatype=node(f.xsd_date))
