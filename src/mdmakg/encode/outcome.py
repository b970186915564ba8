"""Outcomes, instruments, what was measured and what came out, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.ground import encode_fact, encode_facts, encode_ground, encode_quantity_fact
from mdmakg.encode.identity import encode_identity, encode_local_identity
from mdmakg.encode.iri import global_iri, local_iri
from mdmakg.encode.mapping import encode_mappings
from mdmakg.encode.scope import Scope, boolean, in_scheme, member
from mdmakg.encode.study import encode_offset
from mdmakg.model.scalar import Kind, Ref, Unsaid
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from mdmakg.encode.scope import Statements
    from mdmakg.model.outcome import ArmFigures, Instrument, Outcome, OutcomeReport, Result

__all__ = ["encode_instrument", "encode_outcome", "encode_result"]


def encode_instrument(scope: Scope, id_: str, instrument: Instrument) -> Statements:
    """State a scale: its name, its abbreviation and the outcomes it measures."""
    subject = global_iri(Kind.INSTRUMENT, id_)
    yield from encode_identity(scope, subject, m.Instrument, id_, instrument.label)
    yield from encode_mappings(scope, subject, instrument.label)
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
        yield from encode_mappings(scope, subject, outcome.label)
        yield from encode_ground(scope, subject, outcome)
        if outcome.construct_ is not None:
            yield scope.say(subject, m.construct, scope.iri(outcome.construct_), "construct")
        for number, broader in enumerate(outcome.broader):
            yield scope.say(subject, m.broaderOutcome, scope.iri(broader), "broader", number)
        if outcome.general:
            yield scope.say(subject, m.generalTerm, boolean(outcome.general), "general")
        if outcome.harm:
            yield scope.say(subject, m.isHarm, boolean(outcome.harm), "harm")
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
    frames = scope.at("time-frame")
    yield from encode_facts(frames, subject, m.timeFrame, report.time_frame, literal_term)


def encode_result(scope: Scope, id_: str, result: Result) -> Statements:
    """State one reported change of outcomes between time points, or difference between arms.

    Units:  an estimate is in points of the instrument; never converted.
    Sign:   later minus earlier, as the source reports it; between arms, ``firstArm`` less
            the other; where the source does not tell which that is, ``firstArm`` says so.
    Source: SEPIO:0000173 study finding; OBI:0000175 p-value.
    """
    subject = local_iri(Kind.RESULT, scope.document, id_)
    yield from encode_local_identity(scope, subject, m.Result, id_)
    yield scope.say(subject, m.gloss, literal_term(result.gloss), "gloss")
    yield scope.say(subject, m.reportedIn, scope.iri(result.source), "source")
    yield scope.say(subject, m.ofStudy, scope.iri(result.study), "study")
    yield from encode_ground(scope, subject, result)
    yield from _measured(scope, subject, result)
    yield from _when(scope, subject, result)
    yield from _found(scope, subject, result)
    yield from _numbers(scope, subject, result)
    for number, figures in enumerate(result.figures):
        yield from _figures(scope.at("figures", number), subject, figures)


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
    for arm in result.between[:1]:
        if result.first_arm is None:
            yield scope.say(subject, m.firstArm, scope.iri(arm), "between", 0)
        else:
            yield scope.say(subject, m.firstArm, member("unsaid", result.first_arm), "first-arm")


def _when(scope: Scope, subject: str, result: Result) -> Statements:
    for number, offset in enumerate(result.time):
        place, when = scope.at("time", number), f"{subject}/time/{number + 1}"
        yield place.say(subject, m.measuredAt, when)
        yield from encode_offset(place, when, offset)
    frames = scope.at("time-frame")
    yield from encode_facts(frames, subject, m.timeFrame, result.time_frame, literal_term)
    for key, predicate, flag in (
        ("primary-instrument", m.primaryInstrument, result.primary_instrument),
        ("primary-time-point", m.primaryTimePoint, result.primary_time_point),
        ("after-crossover", m.afterCrossover, result.after_crossover),
        ("serious", m.serious, result.serious),
    ):
        if flag is not None:
            yield scope.say(subject, predicate, boolean(flag), key)


def _found(scope: Scope, subject: str, result: Result) -> Statements:
    for key, predicate, value in (
        ("rated-by", m.ratedBy, result.rated_by),
        ("direction", m.direction, result.direction),
        ("measure", m.measure, result.measure),
        ("level", m.level, result.level),
        ("significance", m.significance, result.significance),
    ):
        if value is not None:
            scheme = "rater" if key == "rated-by" else key
            yield scope.say(subject, predicate, member(scheme, value), key)
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
        ("dosing-sessions", m.dosingSessions, result.dosing_sessions),
        ("mean-age", m.meanAge, result.mean_age),
        ("women", m.womenShare, result.women),
    ):
        if fact is not None:
            yield from encode_quantity_fact(scope.at(key), subject, predicate, fact)
    yield from encode_fact(
        scope.at("interval-method"), subject, m.intervalMethod, result.interval_method, literal_term
    )


def _figures(scope: Scope, result: str, figures: ArmFigures) -> Statements:
    arm = scope.find(figures.arm)
    for kind, fact in figures.given():
        subject = f"{result}/figure/{arm.document}/{arm.id}/{kind}"
        yield scope.say(result, m.hasFigure, subject)
        yield scope.say(subject, f.rdf_type, m.Figure)
        yield scope.say(subject, m.ofArm, scope.iri(figures.arm), "arm")
        yield scope.say(subject, m.figureKind, member("figure-kind", kind), kind)
        yield from encode_quantity_fact(scope.at(kind), subject, m.figureValue, fact)
        yield from encode_ground(scope, subject, figures)
