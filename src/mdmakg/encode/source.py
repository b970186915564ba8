"""Texts and sources as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.ground import (
    encode_fact,
    encode_facts,
    encode_ground,
    encode_grounding,
    encode_passage,
    encode_section,
)
from mdmakg.encode.identity import encode_identity
from mdmakg.encode.iri import global_iri, passage_iri, text_iri
from mdmakg.encode.scope import Scope, day, in_scheme, member, whole
from mdmakg.model.scalar import Kind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from mdmakg.encode.scope import Statements
    from mdmakg.model.scalar import Moment
    from mdmakg.model.source import RiskOfBias, Source
    from mdmakg.model.text import Skip, TextFile
    from mdmakg.vocab.term import Term

__all__ = ["encode_skip", "encode_source", "encode_text"]

_PRECISION = {4: f.xsd_gYear, 7: f.xsd_gYearMonth, 10: f.xsd_date, 16: f.xsd_dateTime}


def encode_text(scope: Scope, text: TextFile) -> Statements:
    """State a text by digest and length, and its sentences as ranges without words."""
    subject = text_iri(text.sha256)
    yield scope.say(subject, f.rdf_type, m.Text)
    yield scope.say(subject, m.sha256, literal_term(text.sha256), "sha256")
    yield scope.say(subject, m.length, whole(text.length), "length")
    yield scope.say(subject, m.fileName, literal_term(text.file), "file")
    for number, anchor in enumerate(text.sentences):
        place = scope.at("sentences", number)
        sentence = passage_iri(subject, anchor.span)
        yield place.say(subject, m.hasSentence, sentence)
        yield place.say(sentence, f.rdf_type, m.Sentence)
        yield from encode_passage(place, text, anchor)


def encode_skip(scope: Scope, text: TextFile, skip: Skip) -> Statements:
    """State that passages assert nothing, and why."""
    reason = member("skip-reason", skip.reason)
    for number, anchor in enumerate(skip.at):
        place = scope.at("at", number)
        passage = passage_iri(text_iri(text.sha256), anchor.span)
        yield from encode_passage(place, text, anchor)
        yield from encode_section(place, text, anchor)
        yield scope.say(passage, m.skippedAs, reason, "reason")


def encode_source(scope: Scope, id_: str, source: Source) -> Statements:
    """State a voice: what it is, who speaks, when, and what it passes on."""
    subject = global_iri(Kind.SOURCE, id_)
    yield from encode_identity(scope, subject, m.Source, id_, source.label)
    yield from encode_ground(scope, subject, source)
    if scope.text is not None:
        yield scope.say(subject, m.expressedIn, text_iri(scope.text.sha256))
    yield from _described(scope, subject, source)
    yield from _related(scope, subject, source)
    yield from _disclosed(scope, subject, source)
    for number, judged in enumerate(source.risk_of_bias):
        yield from _judged(scope.at("risk-of-bias", number), subject, number, judged)


def _described(scope: Scope, subject: str, source: Source) -> Statements:
    for key, predicate, fact in (
        ("title", f.dcterms_title, source.title),
        ("publisher", f.dcterms_publisher, source.publisher),
        ("venue", m.venue, source.venue),
        ("licence", m.licence, source.licence),
        ("attribution", m.attributionNotice, source.attribution),
    ):
        yield from encode_fact(scope.at(key), subject, predicate, fact, literal_term)
    yield from encode_fact(
        scope.at("kind"), subject, m.sourceKind, source.kind, in_scheme("source-kind")
    )
    yield from encode_fact(scope.at("issued"), subject, f.dcterms_issued, source.issued, _moment)
    if source.issued is not None:
        yield scope.say(subject, m.issuedYear, whole(source.issued.value.year), "issued")
    yield from _creators(scope.at("creators"), subject, source)


def _moment(moment: Moment) -> Term:
    seconds = ":00" if "T" in moment.text else ""
    return literal_term(moment.text + seconds, _PRECISION[len(moment.text)])


def _creators(scope: Scope, subject: str, source: Source) -> Statements:
    for number, fact in enumerate(source.creators):
        place, creator = scope.at(number), f"{subject}/creator/{number + 1:02}"
        yield place.say(subject, m.hasCreator, creator)
        yield place.say(creator, f.rdf_type, m.Creator)
        yield place.say(creator, m.position, whole(number + 1))
        yield from encode_fact(place, creator, m.name, fact, literal_term)


def _related(scope: Scope, subject: str, source: Source) -> Statements:
    for key, predicate, refs in (
        ("relays", m.relays, source.relays),
        ("cites", m.cites, source.cites),
    ):
        yield from encode_facts(scope.at(key), subject, predicate, refs, scope.iri)
    yield from encode_fact(scope.at("part-of"), subject, m.partOf, source.part_of, scope.iri)
    yield from encode_facts(
        scope.at("identifiers"),
        subject,
        m.identifier,
        source.identifiers,
        lambda i: literal_term(str(i)),
    )


def _judged(scope: Scope, judge: str, number: int, judged: RiskOfBias) -> Statements:
    subject = f"{judge}/risk-of-bias/{number + 1:03}"
    yield scope.say(judge, m.judgesRiskOfBias, subject)
    yield scope.say(subject, f.rdf_type, m.RiskOfBias)
    yield scope.say(subject, m.judgedSource, scope.iri(judged.of), "of")
    if judged.study is not None:
        yield scope.say(subject, m.judgedStudy, scope.iri(judged.study), "study")
    if judged.tool is not None:
        yield scope.say(subject, m.biasTool, literal_term(judged.tool), "tool")
    yield scope.say(subject, m.biasDomain, literal_term(judged.domain), "domain")
    yield from encode_fact(
        scope.at("judgement"), subject, m.biasLevel, judged.judgement, in_scheme("bias-level")
    )
    yield from encode_ground(scope, subject, judged)


def _disclosed(scope: Scope, subject: str, source: Source) -> Statements:
    yield from encode_fact(scope.at("funding"), subject, m.funding, source.funding, literal_term)
    yield from encode_fact(
        scope.at("interests"), subject, m.interests, source.interests, literal_term
    )
    yield from encode_fact(
        scope.at("extent"), subject, m.extent, source.extent, in_scheme("extent")
    )
    if (status := source.status) is not None:
        place = scope.at("status")
        state = member("publication-state", status.state)
        yield place.say(subject, m.publicationState, state, "state")
        yield place.say(subject, m.stateSeen, day(status.seen), "seen")
        if status.since is not None:
            yield place.say(subject, m.stateSince, day(status.since), "since")
        if status.at or status.from_:
            yield from encode_grounding(place, subject, m.publicationState, status)
