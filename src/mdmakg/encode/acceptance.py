"""Acceptances as statements: what a curator lets stand, who, why and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.iri import acceptance_iri, check_iri
from mdmakg.encode.scope import day
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from mdmakg.encode.scope import Scope, Statements
    from mdmakg.model.acceptance import Acceptance

__all__ = ["encode_acceptance"]


def encode_acceptance(scope: Scope, acceptance: Acceptance) -> Statements:
    """State that what a check finds on a thing is accepted."""
    focus = scope.iri(acceptance.of)
    subject = acceptance_iri(scope.document, acceptance.check, focus)
    yield scope.say(subject, f.rdf_type, m.Acceptance)
    yield scope.say(subject, m.acceptedCheck, check_iri(acceptance.check), "check")
    yield scope.say(subject, m.acceptedFocus, focus, "of")
    yield scope.say(subject, m.acceptedBy, literal_term(acceptance.by), "by")
    yield scope.say(subject, m.acceptanceReason, literal_term(acceptance.why), "why")
    yield scope.say(subject, m.acceptedOn, day(acceptance.on), "on")
