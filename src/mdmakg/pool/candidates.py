"""Results of one outcome, read out of a dataset as they may go into a pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.derive.independence import groups_of
from mdmakg.derive.reports import reports_of
from mdmakg.graph.facts import local_name
from mdmakg.graph.reach import closure
from mdmakg.model.outcome import FigureKind, Measure
from mdmakg.model.source import PublicationState
from mdmakg.model.study import DesignFeature
from mdmakg.pool.arms import comparison_of
from mdmakg.pool.effect import Effect, Order, Points, Scale
from mdmakg.pool.number import exact_number
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.derive.independence import Groups
    from mdmakg.graph.facts import Facts

    Reports = Mapping[str, tuple[str, ...]]

__all__ = ["candidates", "notices_of", "pooled_outcomes"]

_EVENTS: Final = frozenset({FigureKind.EVENTS, FigureKind.OF})
_POINTS: Final = frozenset({FigureKind.MEAN, FigureKind.MEDIAN, FigureKind.STANDARD_DEVIATION})
_CHANGES: Final = frozenset({FigureKind.CHANGE_MEAN, FigureKind.CHANGE_STANDARD_DEVIATION})
_OF_EVENTS: Final = frozenset(
    {
        Measure.RISK_DIFFERENCE,
        Measure.RISK_RATIO,
        Measure.LOG_RISK_RATIO,
        Measure.ODDS_RATIO,
        Measure.HAZARD_RATIO,
    }
)


def candidates(facts: Facts, outcome: str) -> tuple[Effect, ...]:
    """Give all results about an outcome, in order of their studies' labels and their ids."""
    groups, reports = groups_of(facts), reports_of(facts)
    found = (
        _effect(facts, groups, reports, result)
        for result in facts.instances(m.Result)
        if outcome in facts.all(result, m.ofOutcome)
    )
    return tuple(sorted(found, key=lambda effect: (effect.label, effect.id)))


def pooled_outcomes(facts: Facts) -> tuple[str, ...]:
    """Give the ids of outcomes about which there are results between arms."""
    found = {
        local_name(outcome)
        for result in facts.instances(m.Result)
        if facts.all(result, m.betweenArm)
        for outcome in facts.all(result, m.ofOutcome)
    }
    return tuple(sorted(found))


def notices_of(facts: Facts, sources: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Give the licence and the notice of each source that has one, by its label."""
    found = {}
    for source in sorted(set(sources)):
        told = facts.one(source, m.licence), facts.one(source, m.attributionNotice)
        if any(told):
            found[_label(facts, source)] = told
    return found


def _effect(facts: Facts, groups: Groups, reports: Reports, result: str) -> Effect:
    study = facts.one(result, m.ofStudy)
    compares, order = comparison_of(facts, result)
    turned = order is Order.TURNED
    estimate, unit = exact_number(facts, result, m.estimate)
    error, error_unit = exact_number(facts, result, m.standardError)
    return Effect(
        result=result,
        id=facts.one(result, m.shortId),
        study=study,
        label=_label(facts, study),
        cohort=tuple(sorted(groups.of.get(study, {study}))),
        measure=facts.name(result, m.measure),
        estimate=-estimate if turned and estimate is not None else estimate,
        standard_error=error,
        unit=unit,
        error_unit=error_unit,
        compares=compares,
        scale=_scale(facts, _kinds(facts, result), result),
        points=_points(_kinds(facts, result)),
        arms=tuple(_label(facts, arm) for arm in facts.all(result, m.betweenArm)),
        level=facts.name(result, m.level),
        instrument=_label(facts, facts.one(result, m.usedInstrument)),
        when=", ".join(facts.all(result, m.timeFrame)),
        populations=_populations(facts, reports.get(study, ())),
        primary_instrument=_flag(facts, result, m.primaryInstrument),
        primary_time_point=_flag(facts, result, m.primaryTimePoint),
        after_crossover=_flag(facts, result, m.afterCrossover),
        crossover=_is_crossover(facts, reports.get(study, ())),
        order=order,
        sources=facts.all(result, m.reportedIn),
        retracted=_retracted(facts, result, reports.get(study, ())),
    )


def _label(facts: Facts, thing: str) -> str:
    return facts.one(thing, f.rdfs_label) or local_name(thing)


def _flag(facts: Facts, result: str, predicate: str) -> bool | None:
    told = facts.one(result, predicate)
    return None if not told else told == "true"


def _kinds(facts: Facts, result: str) -> frozenset[str]:
    return frozenset(facts.name(one, m.figureKind) for one in facts.all(result, m.hasFigure))


def _points(kinds: frozenset[str]) -> Points:
    """Tell a change from an end point by the numbers given of the arms, if only of one of them."""
    if bool(kinds & _POINTS) == bool(kinds & _CHANGES):
        return Points.NOT_STATED
    return Points.END if kinds & _POINTS else Points.CHANGE


def _scale(facts: Facts, kinds: frozenset[str], result: str) -> Scale:
    """Tell points from events by the numbers given of the arms, or else by the measure."""
    if kinds & _EVENTS or facts.name(result, m.measure) in _OF_EVENTS:
        return Scale.DICHOTOMOUS
    points = (
        kinds & (_POINTS | _CHANGES) or facts.name(result, m.measure) == Measure.MEAN_DIFFERENCE
    )
    return Scale.CONTINUOUS if points else Scale.NOT_STATED


def _populations(facts: Facts, reports: Iterable[str]) -> frozenset[str]:
    return frozenset(
        _label(facts, population)
        for report in reports
        for population in facts.all(report, m.enrolledPopulation)
    )


def _is_crossover(facts: Facts, reports: Iterable[str]) -> bool:
    """Whether the participants changed arms, by any report of the study or what it follows."""
    whole = closure(facts, reports, m.inheritsDesignFrom)
    features = {one for report in whole for one in facts.all(report, m.designFeature)}
    return DesignFeature.CROSSOVER in map(local_name, features)


def _retracted(facts: Facts, result: str, reports: Iterable[str]) -> tuple[str, ...]:
    """Name the retracted sources of a result, and those that its source took it from."""
    said_by = facts.all(result, m.reportedIn)
    drawn = {
        paper
        for report in reports
        if set(said_by) & set(facts.all(report, m.reportedIn))
        for paper in facts.all(report, m.drawnFrom)
    }
    behind = closure(facts, (*said_by, *sorted(drawn)), m.partOf)
    return tuple(
        _label(facts, source)
        for source in sorted(behind)
        if facts.name(source, m.publicationState) == PublicationState.RETRACTED
    )
