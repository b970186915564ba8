"""Claims, their propositions and their lines of evidence, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.ground import encode_ground, encode_quantity
from mdmakg.encode.identity import encode_identity, encode_local_identity
from mdmakg.encode.iri import (
    entry_iri,
    evidence_line_iri,
    global_iri,
    local_iri,
    proposition_iri,
)
from mdmakg.encode.mapping import encode_mappings
from mdmakg.encode.scope import Scope, boolean, day, member
from mdmakg.model.claim import Basis
from mdmakg.model.scalar import Kind, Ref
from mdmakg.model.slots import closed_slots
from mdmakg.model.study import TimeRole
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.encode.scope import Statements
    from mdmakg.model.claim import Claim, EvidenceLine, JoinedLine, Proposition, Quotation
    from mdmakg.model.concept import Concept
    from mdmakg.model.corpus import Entry
    from mdmakg.model.document import Curation
    from mdmakg.model.scalar import Unsaid

__all__ = ["encode_claim", "encode_concept", "encode_joined_line"]

_SLOT_TERMS: Mapping[str, str] = {
    "population": m.population,
    "comparator": m.comparator,
    "from": m.from_,
    "to": m.to,
    "setting": m.setting,
}


def encode_concept(scope: Scope, id_: str, concept: Concept) -> Statements:
    """State a concept: its label, its kind and what is broader."""
    subject = global_iri(Kind.CONCEPT, id_)
    kind = member("concept-kind", concept.kind)
    yield from encode_identity(scope, subject, m.Concept, id_, concept.label)
    yield from encode_mappings(scope, subject, concept.label)
    yield scope.say(subject, m.conceptKind, kind, "kind")
    for number, broader in enumerate(concept.broader):
        yield scope.say(subject, m.broaderConcept, scope.iri(broader), "broader", number)
    if concept.note is not None:
        yield scope.say(subject, m.note, literal_term(concept.note), "note")


def encode_claim(scope: Scope, id_: str, claim: Claim, curation: Curation) -> Statements:
    """State a claim: who says it, where, what it means and how it is hedged.

    Source: SEPIO:0000001 assertion; SEPIO:0000000 proposition.
    """
    subject = local_iri(Kind.CLAIM, scope.document, id_)
    yield from encode_local_identity(scope, subject, m.Claim, id_)
    yield scope.say(subject, m.voice, global_iri(Kind.SOURCE, scope.source), "voice")
    yield scope.say(subject, m.gloss, literal_term(claim.gloss), "gloss")
    yield from encode_ground(scope, subject, claim)
    yield from _proposition(scope.at("proposition"), subject, claim.proposition)
    yield from _judged(scope, subject, claim)
    yield from _worded(scope, subject, claim)
    yield from _passed_on(scope, subject, claim)
    yield from _coded(scope, subject, claim, curation)
    for number, quotation in enumerate(claim.quotations):
        yield from _quotation(scope.at("quotations", number), subject, number, quotation)
    for number, line in enumerate(claim.evidence):
        place = scope.at("evidence", number)
        yield from _evidence_line(place, scope.known.within[scope.document, id_], line, line.basis)


def _judged(scope: Scope, subject: str, claim: Claim) -> Statements:
    for key, predicate, scheme, value in (
        ("kind", m.claimKind, "claim-kind", claim.kind),
        ("polarity", m.polarity, "polarity", claim.polarity),
        ("quantifier", m.quantifier, "quantifier", claim.quantifier),
        ("hedge", m.hedge, "hedge", claim.hedge),
    ):
        yield scope.say(subject, predicate, member(scheme, value), key)
    if claim.direction is not None:
        direction = member("direction", claim.direction)
        yield scope.say(subject, m.claimedDirection, direction, "direction")
    if claim.exported_as is not None:
        predicate = member("treatment-predicate", claim.exported_as)
        yield scope.say(subject, m.exportedAs, predicate, "exported-as")


def _worded(scope: Scope, subject: str, claim: Claim) -> Statements:
    for number, words in enumerate(claim.intensifiers):
        yield scope.say(subject, m.intensifier, literal_term(words), "intensifiers", number)
    if claim.written is not None:
        yield scope.say(subject, m.asWritten, literal_term(claim.written), "written")
    if claim.note is not None:
        yield scope.say(subject, m.note, literal_term(claim.note), "note")


def _passed_on(scope: Scope, subject: str, claim: Claim) -> Statements:
    if claim.attribution is not None:
        place = scope.at("attribution")
        stance = member("stance", claim.attribution.stance)
        yield place.say(subject, m.attributedTo, scope.iri(claim.attribution.to), "to")
        yield place.say(subject, m.stance, stance, "stance")
    for number, limit in enumerate(claim.concedes):
        yield scope.say(subject, m.concedes, scope.iri(limit), "concedes", number)
    for number, earlier in enumerate(claim.relays):
        yield scope.say(subject, m.relaysClaim, scope.iri(earlier), "relays", number)


def _coded(scope: Scope, subject: str, claim: Claim, curation: Curation) -> Statements:
    curator = literal_term(claim.curator or curation.curator)
    yield scope.say(subject, m.codedBy, curator, "curator")
    yield scope.say(subject, m.codedOn, day(claim.coded or curation.coded), "coded")


def _quotation(scope: Scope, claim: str, number: int, quotation: Quotation) -> Statements:
    subject = f"{claim}/quotation/{number + 1}"
    yield scope.say(claim, m.hasQuotation, subject)
    yield scope.say(subject, f.rdf_type, m.Quotation)
    yield scope.say(subject, m.words, literal_term(quotation.words), "words")
    if quotation.of is not None:
        yield scope.say(subject, m.quotedFrom, scope.iri(quotation.of), "of")
    yield from encode_ground(scope, subject, quotation)


def encode_joined_line(scope: Scope, line: JoinedLine, curation: Curation) -> Statements:
    """State a line that a curator adds to a claim of any document, and who that is."""
    claim = scope.find(line.for_)
    yield from _evidence_line(scope, claim, line, Basis.CURATOR)
    subject = evidence_line_iri(claim, scope.find(line.to), scope.document)
    yield scope.say(subject, m.codedBy, literal_term(curation.curator), "curator")
    yield scope.say(subject, m.codedOn, day(curation.coded), "coded")


def _evidence_line(
    scope: Scope, entry: Entry, line: EvidenceLine | JoinedLine, basis: Basis
) -> Statements:
    target = scope.find(line.to)
    subject = evidence_line_iri(entry, target, scope.document)
    direction = member("evidence-direction", line.direction)
    yield scope.say(entry_iri(entry), m.hasEvidenceLine, subject)
    yield scope.say(subject, f.rdf_type, m.EvidenceLine)
    yield scope.say(subject, m.evidence, entry_iri(target), "to")
    yield scope.say(subject, m.evidenceDirection, direction, "direction")
    yield scope.say(subject, m.basis, member("basis", basis), "basis")
    yield scope.say(subject, m.inferred, boolean(line.inferred), "inferred")
    if line.note is not None:
        yield scope.say(subject, m.note, literal_term(line.note), "note")


def _proposition(scope: Scope, claim: str, proposition: Proposition) -> Statements:
    filled = _filled(scope, proposition)
    quantity = proposition.quantity
    written = () if quantity is None else (("quantity", quantity.written),)
    subject = proposition_iri((*filled.items(), *written))
    yield scope.say(claim, m.proposition, subject)
    yield scope.say(subject, f.rdf_type, m.Proposition)
    for name, term in (("subject", m.subject), ("relation", m.relation), ("object", m.object_)):
        yield scope.say(subject, term, filled[name], name)
    for name, term in _SLOT_TERMS.items():
        yield scope.say(subject, term, filled[name], name)
    if quantity is not None:
        place = scope.at("quantity")
        yield from encode_quantity(place, subject, m.quantity, quantity, quantity.written)


def _filled(scope: Scope, proposition: Proposition) -> dict[str, str]:
    return {
        "subject": scope.iri(proposition.subject),
        "relation": member("relation", proposition.relation),
        "object": scope.iri(proposition.object),
        **{name: _filler(scope, value) for name, value in closed_slots(proposition).items()},
    }


def _filler(scope: Scope, value: Ref | TimeRole | Unsaid) -> str:
    if isinstance(value, Ref):
        return scope.iri(value)
    return member("time-role" if isinstance(value, TimeRole) else "unsaid", value)
