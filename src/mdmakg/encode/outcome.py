"""Outcomes, instruments, what was measured and what came out, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.ground import encode_fact, encode_ground, encode_quantity_fact
from mdmakg.encode.identity import encode_identity, encode_local_identity
from mdmakg.encode.iri import global_iri, local_iri
from mdmakg.encode.scope import Scope, boolean, in_scheme, member
from mdmakg.model.scalar import Kind, Ref, Unsaid
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from mdmakg.encode.scope import Statements
    from mdmakg.model.outcome import Instrument, Outcome, OutcomeReport, Result

__all__ = ["encode_instrument", "encode_outcome", "encode_result"]


def encode_instrument(scope: Scope, id_: str, instrument: Instrument) -> Statements:
    """State a scale: its name, its abbreviation and the outcomes it measures."""
    subject = global_iri(Kind.INSTRUMENT, id_)
    yield from encode_identity(scope, subject, m.Instrument, id_, instrument.label)
    if instrument.abbreviation is not None:
        short = literal_term(instrument.abbreviation)
        yield scope.say(subject, m.abbreviation, short, "abbreviation")
    for number, outcome in enumerate(instrument.measures):
        yield scope.say(subject, m.measures, scope.iri(outcome), "measures", number)
    yield from encode_quantity_fact(scope.at("step"), subject, m.scaleStep, instrument.step)


def encode_outcome(scope: Scope, id_: str, outcome: Outcome) -> Statements:
    """State an outcome's identity, where this file gives it, and reports of measuring it."""
    subject = global_iri(Kind.OUTCOME, id_)
    if outcome.label is not None:
        yield from encode_identity(scope, subject, m.Outcome, id_, outcome.label)
        yield from encode_ground(scope, subject, outcome)
        if outcome.construct_ is not None:
            yield scope.say(subject, m.construct, scope.iri(outcome.construct_), "construct")
        for number, broader in enumerate(outcome.broader):
            yield scope.say(subject, m.broaderOutcome, scope.iri(broader), "broader", number)
        if outcome.general:
            yield scope.say(subject, m.generalTerm, boolean(outcome.general), "general")
    for local, report in outcome.reports.items():
        place = scope.at("reports", local).by(report.source.id)
        yield from _report(place, subject, local, report)


def _report(scope: Scope, outcome: str, local: str, report: OutcomeReport) -> Statements:
    subject = local_iri(Kind.OUTCOME_REPORT, scope.document, local)
    yield from encode_local_identity(scope, subject, m.OutcomeReport, local)
    yield scope.say(subject, m.ofOutcome, outcome)
    yield scope.say(subject, m.reportedIn, scope.iri(report.source), "source")
    yield scope.say(subject, m.ofStudy, scope.iri(report.study), "study")
    yield from encode_ground(scope, subject, report)

    def instrument(value: Ref | Unsaid) -> str:
        return scope.iri(value) if isinstance(value, Ref) else member("unsaid", value)

    yield from encode_fact(
        scope.at("instrument"), subject, m.usedInstrument, report.instrument, instrument
    )
    yield from encode_fact(
        scope.at("role"), subject, m.outcomeRole, report.role, in_scheme("outcome-role")
    )
    yield from encode_fact(
        scope.at("rated-by"), subject, m.ratedBy, report.rated_by, in_scheme("rater")
    )


def encode_result(scope: Scope, id_: str, result: Result) -> Statements:
    """State one reported change of outcomes between time points, or difference between arms.

    Units:  an estimate is in points of the instrument; never converted.
    Sign:   later minus earlier, as the source reports it.
    Source: SEPIO:0000173 study finding; OBI:0000175 p-value.
    """
    subject = local_iri(Kind.RESULT, scope.document, id_)
    yield from encode_local_identity(scope, subject, m.Result, id_)
    yield scope.say(subject, m.gloss, literal_term(result.gloss), "gloss")
    yield scope.say(subject, m.reportedIn, scope.iri(result.source), "source")
    yield scope.say(subject, m.ofStudy, scope.iri(result.study), "study")
    yield from encode_ground(scope, subject, result)
    yield from _measured(scope, subject, result)
    yield from _found(scope, subject, result)
    yield from _numbers(scope, subject, result)


def _measured(scope: Scope, subject: str, result: Result) -> Statements:
    for number, outcome in enumerate(result.outcomes):
        yield scope.say(subject, m.ofOutcome, scope.iri(outcome), "outcomes", number)
    if result.instrument is not None:
        yield scope.say(subject, m.usedInstrument, scope.iri(result.instrument), "instrument")
    if result.change is not None:
        place = scope.at("change")
        yield place.say(subject, m.changeFrom, member("time-role", result.change.from_), "from")
        yield place.say(subject, m.changeTo, member("time-role", result.change.to), "to")
    for number, arm in enumerate(result.between):
        yield scope.say(subject, m.betweenArm, scope.iri(arm), "between", number)


def _found(scope: Scope, subject: str, result: Result) -> Statements:
    for key, predicate, value in (
        ("direction", m.direction, result.direction),
        ("measure", m.measure, result.measure),
        ("level", m.level, result.level),
        ("significance", m.significance, result.significance),
    ):
        yield scope.say(subject, predicate, member(key, value), key)
    if result.test is not None:
        yield scope.say(subject, m.test, scope.iri(result.test), "test")


def _numbers(scope: Scope, subject: str, result: Result) -> Statements:
    for key, predicate, fact in (
        ("estimate", m.estimate, result.estimate),
        ("standard-error", m.standardError, result.standard_error),
        ("standard-deviation", m.standardDeviation, result.standard_deviation),
        ("interval", m.interval, result.interval),
        ("interval-level", m.intervalLevel, result.interval_level),
        ("events", m.events, result.events),
        ("of", m.outOf, result.of),
        ("statistic", m.statistic, result.statistic),
        ("df", m.degreesOfFreedom, result.df),
        ("p", m.pValue, result.p),
    ):
        if fact is not None:
            yield from encode_quantity_fact(scope.at(key), subject, predicate, fact)
    yield from encode_fact(
        scope.at("interval-method"), subject, m.intervalMethod, result.interval_method, literal_term
    )
