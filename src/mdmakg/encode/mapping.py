"""Mappings as statements: what others call a thing, each with who says so and what is recorded."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from mdmakg.encode.scope import decimal, member
from mdmakg.model.mapping import CROSS_REFERENCE, PinState
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.encode.scope import Scope, Statements
    from mdmakg.model.mapping import Links, TermMapping

__all__ = ["encode_mappings", "mapping_iri"]


def encode_mappings(scope: Scope, subject: str, label: str) -> Statements:
    """State every mapping of a thing that has this label.

    Shape:  a node for each; beside it the match itself, where SKOS has a word for it.
            Where a term is recorded, what is recorded stands on the mapping: two things
            that lead to one term share no node, so that each can be looked at by itself.
    Source: SSSOM.
    """
    links = scope.known.links
    for mapping in links.of(subject, label):
        node = mapping_iri(mapping)
        for predicate, value in _told(mapping, links):
            yield scope.say(node, predicate, value)
        if mapping.predicate_iri != CROSS_REFERENCE:
            yield scope.say(subject, mapping.predicate_iri, mapping.object_iri)


def mapping_iri(mapping: TermMapping) -> str:
    """Name a mapping by its ends, and by who says how near they are."""
    thing = mapping.subject_iri.removeprefix(BASE)
    told = f"{mapping.predicate_iri}\n{mapping.source}\n{mapping.set_id}"
    return f"{BASE}mapping/{thing}/{mapping.object}/{sha256(told.encode()).hexdigest()[:8]}"


def _told(mapping: TermMapping, links: Links) -> Iterator[tuple[str, str]]:
    yield f.rdf_type, m.Mapping
    yield m.mapsFrom, mapping.subject_iri
    yield m.mapsTo, mapping.object_iri
    yield m.mapsAs, mapping.predicate_iri
    yield m.mappedTerm, literal_term(mapping.object)
    yield m.mappedVocabulary, literal_term(mapping.vocabulary)
    if mapping.object_label:
        yield m.mappedLabel, literal_term(mapping.object_label)
    yield m.mappingJustification, mapping.justification_iri
    yield m.mappingSource, literal_term(mapping.said_by)
    if mapping.confidence is not None:
        yield m.mappingConfidence, decimal(mapping.confidence)
    yield from _recorded(mapping, links)


def _recorded(mapping: TermMapping, links: Links) -> Iterator[tuple[str, str]]:
    term = links.pinned(mapping)
    state = PinState.NOT_RECORDED if term is None else term.state
    yield m.recordedState, member("pin-state", state)
    if term is not None and term.label:
        yield m.recordedLabel, literal_term(term.label)
    if term is not None and term.replaced_by:
        yield m.replacedBy, literal_term(term.replaced_by)
