"""Each study as a row: what sources report of it, how it was judged, and its results."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mdmakg.explore.page.claim import short_id
from mdmakg.explore.page.glossary import member_label
from mdmakg.explore.page.result import (
    is_harm,
    label_of_thing,
    member_words,
    quantity_words,
    result_row,
)
from mdmakg.export.text import shown
from mdmakg.model.outcome import OutcomeRole
from mdmakg.model.study import ArmRole
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mdmakg.explore.page.glossary import Row
    from mdmakg.graph.facts import Facts

__all__ = ["study_rows"]

_SIZES: Final = (
    ("planned", m.planned),
    ("enrolled", m.enrolled),
    ("analysed", m.analysed),
    ("followed up", m.followedUp),
)
_REGISTERED: Final = (
    ("sponsor", m.sponsor),
    ("status", m.recruitmentStatus),
    ("started", m.studyStart),
    ("completed", m.studyCompletion),
    ("stopped because", m.whyStopped),
)
_SAMPLE: Final = (("mean age", m.meanAge), ("women", m.womenShare))
_ROLES: Final = tuple(ArmRole)


@dataclass(frozen=True, slots=True)
class _Studies:
    """What rows are made from: what is said, and by study its reports, results and judgements.

    ``roles`` are those of outcomes, by source, study and outcome.
    """

    facts: Facts
    ontology: Facts
    rank: Mapping[str, int]
    numbers: Mapping[str, int]
    reports: Mapping[str, Sequence[str]]
    results: Mapping[str, Sequence[str]]
    judged: Mapping[str, Sequence[tuple[str, str]]]
    roles: Mapping[tuple[str, str, str], str]


def study_rows(
    facts: Facts, ontology: Facts, sources: Sequence[str], numbers: Mapping[str, int]
) -> list[Row]:
    """Describe every study, those with results first, then as ``sources`` tell of them.

    Shape: ``sources`` are as ``in_relay_order`` gives them, ``numbers`` those of the nodes'
           rows; a study of which only results are known has a row too. What is not stated
           is left out.
    """
    told = _Studies(
        facts,
        ontology,
        rank={source: place for place, source in enumerate(sources)},
        numbers=numbers,
        reports=_by_study(facts, facts.instances(m.StudyReport)),
        results=_by_study(facts, facts.instances(m.Result)),
        judged=_judged(facts),
        roles=_roles(facts),
    )
    studies = {*facts.instances(m.Study), *told.reports, *told.results}
    return [_row(told, study) for study in sorted(studies, key=lambda one: _key(told, one))]


def _by_study(facts: Facts, things: Iterable[str]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for thing in things:
        found[facts.one(thing, m.ofStudy)].append(thing)
    return dict(found)


def _key(told: _Studies, study: str) -> tuple[object, ...]:
    things = (*told.reports.get(study, ()), *told.results.get(study, ()))
    first = min((_place(told, thing) for thing in things), default=len(told.rank))
    return study not in told.results, first, told.facts.one(study, f.rdfs_label), study


def _place(told: _Studies, thing: str) -> int:
    """Give where the source that reports a thing stands among all."""
    return told.rank.get(told.facts.one(thing, m.reportedIn), len(told.rank))


def _row(told: _Studies, study: str) -> Row:
    facts = told.facts
    results = told.results.get(study, ())
    row: Row = {
        "id": short_id(facts, study),
        "label": shown(facts.one(study, f.rdfs_label)),
        "registrations": [_registration(one) for one in facts.all(study, m.registration)],
        "followsUp": [short_id(facts, one) for one in facts.all(study, m.followsUp)],
        "cohort": short_id(facts, facts.one(study, m.hasCohort)),
        "sample": _sample(facts, results),
        "reports": [
            _report(told, report)
            for report in sorted(told.reports.get(study, ()), key=lambda one: _place(told, one))
        ],
        "bias": _bias(told, told.judged.get(study, ())),
        "results": [
            result_row(facts, told.ontology, result, told.numbers[result], role=_role(told, result))
            for result in sorted(results, key=lambda one: _result_key(told, one))
        ],
    }
    return _stated(row)


def _stated(row: Row) -> Row:
    return {key: value for key, value in row.items() if value}


def _registration(text: str) -> str:
    """Name a registration: the number alone where it says of which register it is."""
    scheme, _, number = shown(text).partition(":")
    plain = number.casefold().startswith(scheme.casefold()) or scheme == "number"
    return number if plain else f"{scheme} {number}".strip()


def _sample(facts: Facts, results: Iterable[str]) -> Row:
    """Give what results say of who took part, each value once."""
    values = {
        words: sorted({quantity_words(facts, result, term) for result in results} - {""})
        for words, term in _SAMPLE
    }
    return _stated(dict(values))


def _report(told: _Studies, report: str) -> Row:
    """Describe what one source says of a study."""
    facts, ontology = told.facts, told.ontology
    elsewhere = (facts.one(one, m.reportedIn) for one in facts.all(report, m.inheritsDesignFrom))
    row: Row = {
        "source": short_id(facts, facts.one(report, m.reportedIn)),
        "read": member_words(facts, ontology, report, m.readDepth, "read-depth"),
        "drawnFrom": [short_id(facts, one) for one in facts.all(report, m.drawnFrom)],
        "design": [
            member_label(ontology, "design-feature", one.rpartition("/")[2])
            for one in facts.all(report, m.designFeature)
        ],
        "designAlsoIn": [short_id(facts, one) for one in elsewhere],
        "sizes": _stated({w: quantity_words(facts, report, term) for w, term in _SIZES}),
        "populations": [label_of_thing(facts, o) for o in facts.all(report, m.enrolledPopulation)],
        "arms": [_arm(told, arm) for arm in _arms(facts, report)],
        "armsListed": member_words(facts, ontology, report, m.armsListed, "completeness"),
        "registered": _stated({w: shown(facts.one(report, term)) for w, term in _REGISTERED}),
    }
    return _stated(row)


def _arms(facts: Facts, report: str) -> list[str]:
    """Order the arms of a report: what is tried before what it is compared with."""

    def key(arm: str) -> tuple[int, str]:
        role = facts.name(arm, m.armRole)
        return (_ROLES.index(ArmRole(role)) if role in _ROLES else len(_ROLES)), arm

    return sorted(facts.all(report, m.hasArm), key=key)


def _arm(told: _Studies, arm: str) -> Row:
    facts = told.facts
    given = (label_of_thing(facts, one) for one in facts.all(arm, m.armIntervention))
    row: Row = {
        "label": label_of_thing(facts, arm),
        "role": member_words(facts, told.ontology, arm, m.armRole, "arm-role"),
        "given": ", ".join(given),
        "dose": quantity_words(facts, arm, m.armDose),
        "size": quantity_words(facts, arm, m.armSize),
        "completed": quantity_words(facts, arm, m.armCompleted),
    }
    return _stated(row)


def _result_key(told: _Studies, result: str) -> tuple[object, ...]:
    """Order results: harms last, primary outcomes first, then by outcome, measure and time."""
    facts = told.facts
    labels = [facts.one(one, f.rdfs_label) for one in facts.all(result, m.ofOutcome)]
    instrument = facts.one(result, m.usedInstrument)
    primary = facts.one(result, m.primaryInstrument) != "true"
    first = _role(told, result) != OutcomeRole.PRIMARY
    measure = facts.name(result, m.measure)
    return (
        is_harm(facts, result),
        first,
        labels,
        primary,
        instrument,
        measure,
        *_when(facts, result),
    )


def _when(facts: Facts, result: str) -> tuple[object, ...]:
    """Give the key by which results of one outcome follow each other in time."""
    by = [facts.one(offset, m.offsetBy) for offset in facts.all(result, m.measuredAt)]
    times = [(facts.one(one, m.unit), Decimal(facts.one(one, m.low) or 0)) for one in by if one]
    return times, facts.all(result, m.timeFrame), result


def _role(told: _Studies, result: str) -> str:
    """Give the role of a result's outcomes in its study, as its source states it of them all."""
    facts = told.facts
    source, study = facts.one(result, m.reportedIn), facts.one(result, m.ofStudy)
    outcomes = facts.all(result, m.ofOutcome)
    roles = {told.roles.get((source, study, outcome), "") for outcome in outcomes}
    return roles.pop() if len(roles) == 1 else ""


def _roles(facts: Facts) -> Mapping[tuple[str, str, str], str]:
    return {
        (facts.one(one, m.reportedIn), facts.one(one, m.ofStudy), outcome): facts.name(
            one, m.outcomeRole
        )
        for one in facts.instances(m.OutcomeReport)
        for outcome in facts.all(one, m.ofOutcome)
    }


def _judged(facts: Facts) -> Mapping[str, list[tuple[str, str]]]:
    """Give who judged what, by study; without one, by the studies that the source reports."""
    reported: defaultdict[str, list[str]] = defaultdict(list)
    for report in facts.instances(m.StudyReport):
        for source in (*facts.all(report, m.reportedIn), *facts.all(report, m.drawnFrom)):
            reported[source].append(facts.one(report, m.ofStudy))
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for judge in facts.instances(m.Source):
        for one in facts.all(judge, m.judgesRiskOfBias):
            named = facts.all(one, m.judgedStudy)
            for study in named or dict.fromkeys(reported[facts.one(one, m.judgedSource)]):
                found[study].append((judge, one))
    return dict(found)


def _bias(told: _Studies, judged: Iterable[tuple[str, str]]) -> list[Row]:
    """Put together what one source judged of one report with one tool, in its order."""
    facts = told.facts
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for judge, one in judged:
        key = (judge, facts.one(one, m.judgedSource), facts.one(one, m.biasTool))
        level = member_words(facts, told.ontology, one, m.biasLevel, "bias-level")
        found.setdefault(key, {})[shown(facts.one(one, m.biasDomain))] = level
    return [
        _stated(
            {
                "by": short_id(facts, judge),
                "of": short_id(facts, of),
                "tool": shown(tool),
                "levels": list(map(list, levels.items())),
            }
        )
        for (judge, of, tool), levels in found.items()
    ]
