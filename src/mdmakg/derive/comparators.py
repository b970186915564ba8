"""What the studies behind a claim compared with, beside what the claim compares with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mdmakg.derive.design import COMPARING
from mdmakg.derive.nearness import Nearness, labels
from mdmakg.derive.reported import listed
from mdmakg.derive.reports import reports_of
from mdmakg.encode.derived import derived
from mdmakg.graph.facts import local_name
from mdmakg.graph.reach import closure
from mdmakg.model.assessment import Match
from mdmakg.model.claim import ClaimKind, Relation
from mdmakg.model.concept import ConceptKind
from mdmakg.model.scalar import Unsaid
from mdmakg.model.study import ArmRole, DesignFeature
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.derive.behind import Behind
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_comparators"]

_UNSAID: Final = frozenset(concept_iri("unsaid", one) for one in Unsaid) | {""}
_FAR: Final = frozenset({Match.RELATED, Match.NONE})


def derive_comparators(behind: Behind, near: Nearness) -> Iterator[Quad]:
    """State, for each claim that compares and rests on a study, what was compared with.

    How it stands to what is claimed is left out where that cannot be told: no arm and
    no single arm is reported, the comparator of a controlled study is not named, or
    nothing is known of what that arm received.
    """
    facts, reports, differences = behind.facts, reports_of(behind.facts), _differences(behind.facts)
    for claim, studies in behind.studies.items():
        if not (studies and _compares(facts, claim)):
            continue
        best = listed(facts, reports, studies, m.armsListed)
        arms = frozenset(_comparators(behind, differences, claim))
        match = _match(behind, near, claim, arms)
        yield derived(claim, m.armsListedFor, concept_iri("completeness", best))
        if arms:
            yield derived(claim, m.comparatorsReported, literal_term(labels(facts, arms)))
        if match:
            yield derived(claim, m.comparatorMatch, concept_iri("match", match))


def _compares(facts: Facts, claim: str) -> bool:
    proposition = facts.one(claim, m.proposition)
    return (
        facts.name(claim, m.claimKind) == ClaimKind.COMPARISON
        or facts.name(proposition, m.relation) == Relation.IS_BETTER_THAN
        or facts.one(proposition, m.comparator) not in _UNSAID
    )


def _named(facts: Facts, claim: str) -> frozenset[str]:
    """Give what a claim compares with by name; empty where it says *others* and no more."""
    proposition = facts.one(claim, m.proposition)
    better = facts.name(proposition, m.relation) == Relation.IS_BETTER_THAN
    other = facts.one(proposition, m.object_) if better else ""
    return frozenset({facts.one(proposition, m.comparator), other}) - _UNSAID


def _differences(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Give, for each study, the arms between which its results tell a difference."""
    found: dict[str, list[str]] = defaultdict(list)
    for result in facts.instances(m.Result):
        found[facts.one(result, m.ofStudy)] += facts.all(result, m.betweenArm)
    return {study: tuple(arms) for study, arms in found.items()}


def _comparators(
    behind: Behind, differences: Mapping[str, tuple[str, ...]], claim: str
) -> Iterator[str]:
    """Give the arms to compare with, and those set against the claim's subject in a result."""
    facts = behind.facts
    for report in behind.reports[claim]:
        arms = facts.all(report, m.hasArm)
        yield from (arm for arm in arms if facts.name(arm, m.armRole) == ArmRole.COMPARATOR)
    subject = facts.one(facts.one(claim, m.proposition), m.subject)
    for study in behind.studies[claim]:
        for member in behind.cohorts.get(study, (study,)):
            arms = differences.get(member, ())
            yield from (arm for arm in arms if subject not in facts.all(arm, m.armIntervention))


def _match(behind: Behind, near: Nearness, claim: str, arms: frozenset[str]) -> Match | None:
    facts = behind.facts
    if not arms:
        return Match.NONE if _has_none(facts, behind.reports[claim]) else None
    named = _named(facts, claim)
    if not named:
        return Match.SAME
    received = {_received(facts, arm) for arm in arms}
    found = min(
        (near.nearest(one, things) for one in named for things in received),
        key=tuple(Match).index,
    )
    return None if found in _FAR and _is_open(facts, named, received) else found


def _has_none(facts: Facts, reports: Iterable[str]) -> bool:
    """Whether the reports tell of arms, or of a single one, and of none that may compare.

    Of several arms, one whose role is not stated may.
    """
    read = tuple(reports)
    roles = [[facts.name(arm, m.armRole) for arm in facts.all(r, m.hasArm)] for r in read]
    design = {local_name(d) for report in read for d in facts.all(report, m.designFeature)}
    told = DesignFeature.SINGLE_ARM in design or any(roles)
    may = any(len(of) > 1 and ArmRole.NOT_STATED in of for of in roles)
    return told and not may and design.isdisjoint(COMPARING)


def _received(facts: Facts, arm: str) -> frozenset[str]:
    """Give what an arm received: its intervention, and the parts of it."""
    return closure(facts, facts.all(arm, m.armIntervention), m.hasPart)


def _is_open(facts: Facts, named: Iterable[str], received: Iterable[frozenset[str]]) -> bool:
    """Whether nothing says if an arm had what is named.

    That is so of a setting, and of a concept where an arm's intervention has no parts.
    """
    concepts = [one for one in named if not _is_intervention(facts, one)]
    return any(facts.name(one, m.conceptKind) == ConceptKind.SETTING for one in concepts) or (
        bool(concepts)
        and any(all(_is_intervention(facts, one) for one in things) for things in received)
    )


def _is_intervention(facts: Facts, thing: str) -> bool:
    return m.Intervention in facts.all(thing, f.rdf_type)
