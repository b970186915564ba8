"""What stands behind each claim: studies, results, and the reports that were read of them.

A claim rests on what its lines of evidence lead to, through other claims if
need be, and on what the claims rest on that it passes on. A finding that names
no evidence rests on the studies of which the source it is attributed to tells.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.derive.participants import named_by
from mdmakg.encode.derived import derived
from mdmakg.graph.reach import reachable
from mdmakg.model.claim import CARRYING, ClaimKind, EvidenceDirection
from mdmakg.model.source import SourceKind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["AUTHORS", "Behind", "derive_behind", "stand_behind"]

AUTHORS: Final = frozenset(
    {SourceKind.PRIMARY_REPORT, SourceKind.PROTOCOL, SourceKind.REGISTRY_RECORD}
)
"""Kinds of source in which a study's own authors speak."""

_OFFERED: Final = CARRYING | {EvidenceDirection.INCONCLUSIVE}

Many = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind claims.

    Shape: ``studies``, ``results`` and ``reports`` are claim to what it rests on,
           whatever the lines say but for those that dispute it; ``carried`` and
           ``carried_results`` only what a line says supports or reports it;
           ``disputing`` the studies on the other side; ``cohorts`` study to the
           studies of the same participants, itself among them. All sorted.
    """

    facts: Facts
    studies: Many
    results: Many
    carried: Many
    carried_results: Many
    disputing: Many
    reports: Many
    cohorts: Many


def stand_behind(facts: Facts) -> Behind:
    """Collect what stands behind every claim."""
    cohorts = _cohorts(facts)
    offered, carried = _Walk(facts, _OFFERED), _Walk(facts, CARRYING)
    claims = facts.instances(m.Claim)
    told = _told(facts)
    parts = _parts(facts)
    studies = {c: offered.studies(c) or _attributed(facts, told, parts, c) for c in claims}
    return Behind(
        facts=facts,
        studies=studies,
        results={c: offered.results(c) for c in claims},
        carried={c: carried.studies(c) for c in claims},
        carried_results={c: carried.results(c) for c in claims},
        disputing={c: _disputing(facts, carried, c) for c in claims},
        reports=_reports(facts, studies, cohorts),
        cohorts=cohorts,
    )


def derive_behind(behind: Behind) -> Iterator[Quad]:
    """State what stands behind each claim, and who shares a cohort."""
    for predicate, many in (
        (m.restsOnStudy, behind.studies),
        (m.restsOnResult, behind.results),
        (m.carriedByStudy, behind.carried),
        (m.carriedByResult, behind.carried_results),
        (m.disputedByStudy, behind.disputing),
        (m.consultsReport, behind.reports),
        (m.sharesCohortWith, behind.cohorts),
    ):
        for subject, values in many.items():
            for value in values:
                yield derived(subject, predicate, value)


@dataclass(frozen=True, slots=True)
class _Walk:
    """The things that lines of some directions lead to, through claims and what they pass on."""

    facts: Facts
    directions: frozenset[EvidenceDirection]
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def results(self, claim: str) -> tuple[str, ...]:
        return tuple(t for t in self.targets(claim) if self._is(t, m.Result))

    def studies(self, claim: str) -> tuple[str, ...]:
        """Give the studies reached, and those of the results reached."""
        found = {study for target in self.targets(claim) for study in self.studies_of(target)}
        return tuple(sorted(found))

    def studies_of(self, target: str) -> tuple[str, ...]:
        """Give the study that a target is, or is of; of a claim, those that carry it."""
        if self._is(target, m.Claim):
            return self.studies(target)
        return (target,) if self._is(target, m.Study) else self.facts.all(target, m.ofStudy)

    def targets(self, claim: str) -> tuple[str, ...]:
        """Walk from a claim; a circle of claims is walked once."""
        if claim not in self.known:
            self.known[claim] = self._walked(claim)
        return self.known[claim]

    def _walked(self, claim: str) -> tuple[str, ...]:
        found: set[str] = set()
        seen, waiting = {claim}, [claim]
        while waiting:
            for target in self._next(waiting.pop()):
                if not self._is(target, m.Claim):
                    found.add(target)
                elif target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return tuple(sorted(found))

    def _next(self, claim: str) -> Iterator[str]:
        for line in self.facts.all(claim, m.hasEvidenceLine):
            if self.facts.name(line, m.evidenceDirection) in self.directions:
                yield from self.facts.all(line, m.evidence)
        yield from self.facts.all(claim, m.relaysClaim)

    def _is(self, thing: str, class_: str) -> bool:
        return class_ in self.facts.all(thing, f.rdf_type)


def _disputing(facts: Facts, carried: _Walk, claim: str) -> tuple[str, ...]:
    """Give the studies on the other side: those disputing, and what carries a claim that does."""
    found: set[str] = set()
    for line in facts.all(claim, m.hasEvidenceLine):
        if facts.name(line, m.evidenceDirection) == EvidenceDirection.DISPUTES:
            for target in facts.all(line, m.evidence):
                found.update(carried.studies_of(target))
    return tuple(sorted(found))


def _attributed(
    facts: Facts,
    told: Mapping[str, frozenset[str]],
    parts: Mapping[str, Sequence[str]],
    claim: str,
) -> tuple[str, ...]:
    """Give the studies that a finding without evidence must mean: those its source tells of."""
    finding = facts.name(claim, m.claimKind) == ClaimKind.FINDING
    sources = facts.all(claim, m.attributedTo) if finding else ()
    reached = reachable(sources, lambda at: (*parts.get(at, ()), *facts.all(at, m.relays)))
    return tuple(sorted({study for source in reached for study in told.get(source, ())}))


def _parts(facts: Facts) -> Mapping[str, Sequence[str]]:
    """Give, for each source, those that are a part of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in facts.instances(m.Source):
        for whole in facts.all(source, m.partOf):
            found[whole].append(source)
    return found


def _told(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Give, for each source, the studies of which it has a report."""
    found: dict[str, set[str]] = defaultdict(set)
    for report in facts.instances(m.StudyReport):
        for source in facts.all(report, m.reportedIn):
            found[source].update(facts.all(report, m.ofStudy))
    return {source: frozenset(studies) for source, studies in found.items()}


def _reports(facts: Facts, studies: Mapping[str, tuple[str, ...]], cohorts: Many) -> Many:
    """Give, for each claim, the reports read of its studies and of others of their cohorts.

    A voice does not bear itself out: its own report counts only where the study's
    authors speak.
    """
    of: dict[str, list[str]] = defaultdict(list)
    for report in facts.instances(m.StudyReport):
        of[facts.one(report, m.ofStudy)].append(report)

    def consulted(claim: str) -> Iterator[str]:
        for study in sorted({s for one in studies[claim] for s in cohorts.get(one, (one,))}):
            for report in of[study]:
                source = facts.one(report, m.reportedIn)
                if (
                    source != facts.one(claim, m.voice)
                    or facts.name(source, m.sourceKind) in AUTHORS
                ):
                    yield report

    return {claim: tuple(sorted(consulted(claim))) for claim in studies}


def _cohorts(facts: Facts) -> Many:
    """Join studies of the same participants: by cohort, registration and follow-up."""
    near: dict[str, set[str]] = defaultdict(set)
    for study in facts.instances(m.Study):
        near[study].update(facts.all(study, m.followsUp))
        for key in named_by(facts, study):
            near[study].add(key)
            near[key].add(study)
        for parent in facts.all(study, m.followsUp):
            near[parent].add(study)
    studies = frozenset(facts.instances(m.Study))
    return {
        study: tuple(sorted(studies & reachable([study], lambda at: near[at])))
        for study in sorted(studies)
    }
