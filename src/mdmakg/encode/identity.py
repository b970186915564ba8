"""What every named thing says of itself: its class, its short id, its label if it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from mdmakg.encode.scope import Scope, Statements

__all__ = ["encode_identity", "encode_local_identity"]


def encode_identity(scope: Scope, subject: str, class_: str, id_: str, label: str) -> Statements:
    """State a thing known by a global id."""
    yield scope.say(subject, f.rdf_type, class_)
    yield scope.say(subject, f.rdfs_label, literal_term(label), "label")
    yield scope.say(subject, m.shortId, literal_term(id_))


def encode_local_identity(scope: Scope, subject: str, class_: str, local: str) -> Statements:
    """State a thing known by an id within its document."""
    yield scope.say(subject, f.rdf_type, class_)
    yield scope.say(subject, m.shortId, literal_term(f"{scope.document}:{local}"))
