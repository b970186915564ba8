"""On how many participants a claim of safety rests, and what their counts leave open.

A count of participants with a harm bounds how often it may really occur; a mean
that did not rise bounds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.distribution import exact_upper
from mdmakg.derive.independence import groups_of, sizes_of
from mdmakg.derive.quantity import bounds_of
from mdmakg.derive.reports import by_authors
from mdmakg.encode.derived import derived
from mdmakg.encode.scope import whole
from mdmakg.graph.reach import closure
from mdmakg.model.claim import ClaimKind
from mdmakg.model.outcome import Direction, Level, OutcomeRole
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.derive.behind import Behind
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_safety"]

_NO_COUNT: Final = "counts participants with a harm, so that no bound can be given"
_NAMED_AT_MOST: Final = 3


def derive_safety(behind: Behind) -> Iterator[Quad]:
    """State, of each claim about safety that rests on studies, their participants and bounds."""
    facts = behind.facts
    claims = [c for c in facts.instances(m.Claim) if facts.name(c, m.claimKind) == ClaimKind.SAFETY]
    resting = [claim for claim in claims if behind.studies[claim]]
    if not resting:
        return
    groups, told = groups_of(facts), _told(behind)
    sizes = sizes_of(facts, groups)
    for claim in resting:
        reached = groups.reached(behind.studies[claim])
        known = [sizes[group] for group in reached if group in sizes]
        if known:
            yield derived(claim, m.safetyParticipants, whole(sum(known)))
        if len(known) < len(reached):
            yield derived(claim, m.safetyCohortsUnsized, whole(len(reached) - len(known)))
        yield derived(claim, m.safetyBound, literal_term(told.bound(claim)))


@dataclass(frozen=True, slots=True)
class _Count:
    """How many of how many participants had what a result counts."""

    outcome: str
    events: int
    of: int

    def __str__(self) -> str:
        upper = exact_upper(self.events, self.of)
        return (
            f"{self.outcome}: {self.events} of {self.of} leaves up to"
            f" {_percent(upper.one_sided)} one-sided, {_percent(upper.two_sided)} two-sided"
        )


def _percent(share: float) -> str:
    """Write a share as a percentage of two digits at least: 22%, 1.2%, 100%."""
    percent = 100 * share
    return f"{percent:.0f}%" if percent >= 10 else f"{percent:.2g}%"  # noqa: PLR2004 - two digits


@dataclass(frozen=True, slots=True)
class _Told:
    """What authors tell: their results by study, and by study what they call outcomes of safety."""

    behind: Behind
    results: Mapping[str, list[str]]
    safety: Mapping[str, set[str]]

    def bound(self, claim: str) -> str:
        """Say what the counts of harm behind a claim leave open; or that there is none."""
        results = [result for study in self._near(claim) for result in self.results.get(study, ())]
        facts = self.behind.facts
        counts = [count for r in results if self._is_harm(claim, r) and (count := _count(facts, r))]
        if counts:
            return f"{'; '.join(map(str, counts[:_NAMED_AT_MOST]))} (Clopper-Pearson, 95%)"
        if not results:
            return f"no result was read that {_NO_COUNT}"
        groups = all(facts.name(result, m.level) == Level.GROUP for result in results)
        first = (
            "the results read tell of groups, and none" if groups else "none of the results read"
        )
        return f"{first} {_NO_COUNT}"

    def _near(self, claim: str) -> list[str]:
        """Give the studies behind a claim, and others of their cohorts."""
        of = self.behind.cohorts
        return sorted({s for one in self.behind.studies[claim] for s in of.get(one, (one,))})

    def _is_harm(self, claim: str, result: str) -> bool:
        """Whether a result may count harm: by what the claim rests on or means, or by its role."""
        facts = self.behind.facts
        outcomes = facts.all(result, m.ofOutcome)
        meant = facts.one(facts.one(claim, m.proposition), m.object_)
        called = self.safety.get(facts.one(result, m.ofStudy), set())
        return facts.name(result, m.direction) != Direction.IMPROVED and (
            result in self.behind.results[claim]
            or any(o in called or meant in closure(facts, [o], m.broaderOutcome) for o in outcomes)
        )


def _told(behind: Behind) -> _Told:
    facts = behind.facts
    results: dict[str, list[str]] = defaultdict(list)
    safety: dict[str, set[str]] = defaultdict(set)
    for result in facts.instances(m.Result):
        if by_authors(facts, result):
            results[facts.one(result, m.ofStudy)].append(result)
    for report in facts.instances(m.OutcomeReport):
        if facts.name(report, m.outcomeRole) == OutcomeRole.SAFETY:
            safety[facts.one(report, m.ofStudy)].update(facts.all(report, m.ofOutcome))
    return _Told(behind, results, safety)


def _count(facts: Facts, result: str) -> _Count | None:
    """Give a result's count, where both its numbers are exact and go together."""
    events, of = bounds_of(facts, result, m.events), bounds_of(facts, result, m.outOf)
    if events is None or of is None or events.unit or of.unit:
        return None
    if events.least != events.most or of.least != of.most or None in (events.least, of.least):
        return None
    numbers = int(events.least or 0), int(of.least or 0)
    if not 0 <= numbers[0] <= numbers[1]:
        return None
    outcome = facts.one(facts.one(result, m.ofOutcome), f.rdfs_label)
    return _Count(outcome, *numbers)
