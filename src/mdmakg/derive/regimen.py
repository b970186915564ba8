"""Where accounts of one treatment disagree: reports of a cohort, general statements, claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.derive.behind import AUTHORS
from mdmakg.derive.reports import by_authors
from mdmakg.derive.schedule import compared, of_claim, of_report
from mdmakg.derive.together import together
from mdmakg.encode.derived import derived
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.derive.behind import Behind
    from mdmakg.derive.schedule import Schedule
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_regimens"]


@dataclass(frozen=True, slots=True)
class Account:
    """What one report tells of one intervention; ``cohort`` is empty where it is of no study."""

    report: str
    intervention: str
    cohort: tuple[str, ...]
    authors: bool
    schedule: Schedule

    @property
    def standing(self) -> tuple[bool, str]:
        """The higher of two that disagree is the one to look at: another's before the authors'."""
        return (not self.authors, self.report)


Accounts = Mapping[tuple[str, str], Sequence[Account]]
"""Accounts by their intervention and what they hang together with."""


def derive_regimens(behind: Behind) -> Iterator[Quad]:
    """State with what each account of a treatment was compared, and where they disagree.

    What is said of a treatment in general is held against the studies of documents
    that have to do with the one that says it.
    """
    near = together(behind.facts)
    accounts = _accounts(behind, near)
    for many in accounts.values():
        for number, one in enumerate(many):
            yield from _of_report(behind.facts, one, many[number + 1 :])
        for one in many:
            if not one.cohort:
                yield from _in_general(behind.facts, one.report, one.schedule, many)
    for claim in behind.studies:
        if (found := of_claim(behind.facts, claim)) is not None:
            intervention, schedule = found
            of_it = accounts.get((intervention, near.get(claim, claim)), ())
            yield from _of_claim(behind, claim, schedule, of_it)


def _accounts(behind: Behind, near: Mapping[str, str]) -> Accounts:
    facts = behind.facts
    found: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for report in facts.instances(m.InterventionReport):
        intervention, study = facts.one(report, m.ofIntervention), facts.one(report, m.ofStudy)
        found[intervention, near.get(report, report)].append(
            Account(
                report=report,
                intervention=intervention,
                cohort=behind.cohorts.get(study, (study,)) if study else (),
                authors=by_authors(facts, report),
                schedule=of_report(facts, report),
            )
        )
    return found


def _of_report(facts: Facts, one: Account, others: Sequence[Account]) -> Iterator[Quad]:
    """Compare a report with others of its cohort."""
    for other in others:
        if one.cohort and one.cohort == other.cohort:
            first, then = sorted((one, other), key=lambda account: account.standing)
            yield from _set_beside(
                facts, then.report, then.schedule, (first,), m.scheduleContradiction
            )


def _in_general(
    facts: Facts, focus: str, schedule: Schedule, accounts: Sequence[Account]
) -> Iterator[Quad]:
    """Compare what is said of a treatment in general with each cohort's own authors' reports."""
    for cohort in sorted({account.cohort for account in accounts if account.cohort}):
        own = [account for account in accounts if account.cohort == cohort and account.authors]
        yield from _set_beside(facts, focus, schedule, own, m.scheduleVariation)


def _of_claim(
    behind: Behind, claim: str, schedule: Schedule, of_it: Sequence[Account]
) -> Iterator[Quad]:
    """Compare a claim on sessions with the authors' reports of its studies, or of any."""
    facts = behind.facts
    if not behind.studies[claim]:
        yield from _in_general(facts, claim, schedule, of_it)
    elif not _authors_speak(facts, claim):
        mine = frozenset(behind.studies[claim])
        own = [account for account in of_it if account.authors and mine & set(account.cohort)]
        yield from _set_beside(facts, claim, schedule, own, m.scheduleContradiction)


def _authors_speak(facts: Facts, claim: str) -> bool:
    return facts.name(facts.one(claim, m.voice), m.sourceKind) in AUTHORS


def _set_beside(
    facts: Facts, focus: str, schedule: Schedule, others: Sequence[Account], predicate: str
) -> Iterator[Quad]:
    """State what was compared and, on one line, all in which these disagree with the focus."""
    differing: dict[str, list[str]] = {}
    for other in others:
        found = compared(facts, schedule, other.schedule)
        if found.touched:
            yield derived(focus, m.scheduleComparedWith, other.report)
        for words in found.incomparable:
            yield derived(focus, m.scheduleIncomparable, literal_term(words))
        for words in found.differing:
            differing.setdefault(words, []).append(facts.one(other.report, m.shortId))
    if differing:
        told = (f"{words} ({', '.join(ids)})" for words, ids in differing.items())
        yield derived(focus, predicate, literal_term("; ".join(told)))
