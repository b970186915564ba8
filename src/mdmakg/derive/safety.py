"""On how many participants a claim of safety rests, and what their counts leave open.

A count of participants with a harm bounds how often it may really occur; a mean
that did not rise bounds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.harm import counts_of, is_counted_by_arm
from mdmakg.derive.independence import groups_of, sizes_of
from mdmakg.derive.reports import by_authors
from mdmakg.encode.derived import derived
from mdmakg.encode.scope import whole
from mdmakg.graph.reach import closure
from mdmakg.model.claim import ClaimKind
from mdmakg.model.outcome import Direction, Level, OutcomeRole
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.derive.behind import Behind
    from mdmakg.vocab.term import Quad

__all__ = ["derive_safety"]

_NO_COUNT: Final = "counts participants with a harm, so that no bound can be given"
_OF_NO_ARM: Final = (
    "participants with a harm are counted by arm, and no arm is known to have had what the claim"
    " speaks of, so that no bound can be given"
)
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
class _Told:
    """What authors tell: their results by study, and by study what they call outcomes of safety."""

    behind: Behind
    results: Mapping[str, list[str]]
    safety: Mapping[str, set[str]]

    def bound(self, claim: str) -> str:
        """Say what the counts of harm behind a claim leave open; or that there is none."""
        results = [result for study in self._near(claim) for result in self.results.get(study, ())]
        harms = self._harms(claim, results)
        facts, subject = self.behind.facts, self._meant(claim, m.subject)
        counts = [count for result in harms for count in counts_of(facts, result, subject)]
        if counts:
            return f"{'; '.join(map(str, counts[:_NAMED_AT_MOST]))} (Clopper-Pearson, 95%)"
        if any(is_counted_by_arm(facts, result) for result in harms):
            return _OF_NO_ARM
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

    def _meant(self, claim: str, slot: str) -> str:
        facts = self.behind.facts
        return facts.one(facts.one(claim, m.proposition), slot)

    def _harms(self, claim: str, results: Iterable[str]) -> list[str]:
        """Give the results that may count harm, those of what the claim means first.

        Where a result says which way things went, and that was not for the better, it
        may be one that the claim rests on; where it does not, its outcome decides.
        """
        facts, meant, first, others = self.behind.facts, self._meant(claim, m.object_), [], []
        for result in results:
            outcomes = facts.all(result, m.ofOutcome)
            direction = facts.name(result, m.direction)
            if direction == Direction.IMPROVED:
                continue
            if any(meant in closure(facts, [o], m.broaderOutcome) for o in outcomes):
                first.append(result)
            elif self._is_safety(result) or (direction and result in self.behind.results[claim]):
                others.append(result)
        return first + others

    def _is_safety(self, result: str) -> bool:
        """Whether what a result is on is called a harm, or by a report an outcome of safety."""
        facts = self.behind.facts
        called = self.safety.get(facts.one(result, m.ofStudy), set())
        return any(
            outcome in called or facts.one(outcome, m.isHarm) == "true"
            for outcome in facts.all(result, m.ofOutcome)
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
