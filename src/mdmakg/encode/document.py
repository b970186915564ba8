"""A whole document as statements: each noun in turn, each under the voice that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.acceptance import encode_acceptance
from mdmakg.encode.claim import encode_claim, encode_concept, encode_joined_line
from mdmakg.encode.intervention import encode_intervention
from mdmakg.encode.outcome import encode_instrument, encode_outcome, encode_result
from mdmakg.encode.scope import Scope
from mdmakg.encode.source import encode_skip, encode_source, encode_text
from mdmakg.encode.study import encode_study

if TYPE_CHECKING:
    from mdmakg.encode.scope import Statements
    from mdmakg.model.corpus import DocumentFile, Index
    from mdmakg.model.document import Document

__all__ = ["encode_document"]


def encode_document(file: DocumentFile, index: Index) -> Statements:
    """State everything that one document file says.

    Shape: quads without blank nodes; equal statements may come more than once.
    """
    document = file.document
    scope = Scope.of(file, index)
    yield from _voices(scope, document)
    yield from _things(scope, document)
    yield from _said(scope, document)


def _voices(scope: Scope, document: Document) -> Statements:
    if document.text is not None:
        yield from encode_text(scope.at("text"), document.text)
        for number, skip in enumerate(document.skipped):
            yield from encode_skip(scope.at("skipped", number), document.text, skip)
    for id_, source in document.sources.items():
        yield from encode_source(scope.at("sources", id_).by(id_), id_, source)


def _things(scope: Scope, document: Document) -> Statements:
    for id_, concept in document.concepts.items():
        yield from encode_concept(scope.at("concepts", id_), id_, concept)
    for id_, instrument in document.instruments.items():
        yield from encode_instrument(scope.at("instruments", id_), id_, instrument)
    for id_, study in document.studies.items():
        yield from encode_study(scope.at("studies", id_), id_, study)
    for id_, intervention in document.interventions.items():
        yield from encode_intervention(scope.at("interventions", id_), id_, intervention)
    for id_, outcome in document.outcomes.items():
        yield from encode_outcome(scope.at("outcomes", id_), id_, outcome)


def _said(scope: Scope, document: Document) -> Statements:
    for id_, result in document.results.items():
        place = scope.at("results", id_).by(result.source.id)
        yield from encode_result(place, id_, result)
    for id_, claim in document.claims.items():
        voice = scope.source if claim.voice is None else claim.voice.id
        place = scope.at("claims", id_).by(voice)
        yield from encode_claim(place, id_, claim, document.curation)
    for number, line in enumerate(document.evidence):
        yield from encode_joined_line(scope.at("evidence", number), line, document.curation)
    for number, acceptance in enumerate(document.accepted):
        yield from encode_acceptance(scope.at("accepted", number), acceptance)
