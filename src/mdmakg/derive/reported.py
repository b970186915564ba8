"""How what was reported of the studies behind a claim stands to what is claimed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mdmakg.derive.behind import AUTHORS
from mdmakg.derive.claimed import claimed_outcome, claimed_population
from mdmakg.derive.nearness import Nearness, labels
from mdmakg.derive.reports import by_authors, reports_of
from mdmakg.encode.derived import derived
from mdmakg.model.study import Completeness
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.derive.behind import Behind
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["Reported", "derive_reported", "listed", "reported"]

_RANKED = tuple(Completeness)


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported of the studies behind each claim and of others of their cohorts.

    Shape: ``outcomes`` and ``populations`` are claim to outcomes and to concepts;
           claims that rest on no study are left out.
    """

    outcomes: Mapping[str, frozenset[str]]
    populations: Mapping[str, frozenset[str]]


def reported(behind: Behind) -> Reported:
    """Collect what was reported; a voice does not bear itself out, unless it is an author's."""
    facts, told = behind.facts, _told(behind.facts)
    resting = [claim for claim, studies in behind.studies.items() if studies]
    return Reported(
        outcomes={claim: frozenset(_outcomes(behind, told, claim)) for claim in resting},
        populations={
            claim: frozenset(
                population
                for report in behind.reports[claim]
                for population in facts.all(report, m.enrolledPopulation)
            )
            for claim in resting
        },
    )


def derive_reported(behind: Behind, near: Nearness, found: Reported) -> Iterator[Quad]:
    """State what each claim is on, what was reported, and how the two stand to one another."""
    facts, reports = behind.facts, reports_of(behind.facts)
    # The claims of one document mostly rest on the same studies.
    how_complete = cache(lambda studies, predicate: listed(facts, reports, studies, predicate))
    words = cache(lambda things: literal_term(labels(facts, near.widest(things))))
    for claim, outcomes in found.outcomes.items():
        if outcome := claimed_outcome(facts, claim):
            best = how_complete(behind.studies[claim], m.outcomesListed)
            yield derived(claim, m.claimedOutcome, outcome)
            yield derived(claim, m.outcomesListedFor, concept_iri("completeness", best))
            if outcomes:
                match = near.nearest(outcome, outcomes)
                yield derived(claim, m.outcomeMatch, concept_iri("match", match))
                yield derived(claim, m.outcomesReported, words(outcomes))
        if population := claimed_population(facts, claim):
            enrolled = found.populations[claim]
            best = how_complete(behind.studies[claim], m.populationsListed)
            yield derived(claim, m.claimedPopulation, population)
            yield derived(claim, m.populationsListedFor, concept_iri("completeness", best))
            if enrolled:
                match = near.nearest(population, enrolled)
                yield derived(claim, m.populationMatch, concept_iri("match", match))
                yield derived(claim, m.populationsReported, words(enrolled))


def listed(
    facts: Facts, reports: Mapping[str, tuple[str, ...]], studies: Iterable[str], predicate: str
) -> Completeness:
    """Say how complete the authors' lists are: the best of each study, the worst of these."""

    def best(study: str) -> Completeness:
        own = (report for report in reports.get(study, ()) if by_authors(facts, report))
        said = {facts.name(report, predicate) for report in own}
        return next((one for one in _RANKED if one in said), Completeness.UNKNOWN)

    return max(map(best, studies), key=_RANKED.index, default=Completeness.UNKNOWN)


def _told(facts: Facts) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give, for each study, each outcome that a source says it measured, with the source."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for class_ in (m.OutcomeReport, m.Result):
        for thing in facts.instances(class_):
            source = facts.one(thing, m.reportedIn)
            found[facts.one(thing, m.ofStudy)] += [
                (source, outcome) for outcome in facts.all(thing, m.ofOutcome)
            ]
    return {study: tuple(pairs) for study, pairs in found.items()}


def _outcomes(
    behind: Behind, told: Mapping[str, tuple[tuple[str, str], ...]], claim: str
) -> Iterator[str]:
    facts, voice = behind.facts, behind.facts.one(claim, m.voice)
    author = facts.name(voice, m.sourceKind) in AUTHORS
    for study in behind.studies[claim]:
        for member in behind.cohorts.get(study, (study,)):
            for source, outcome in told.get(member, ()):
                if author or source != voice:
                    yield outcome
