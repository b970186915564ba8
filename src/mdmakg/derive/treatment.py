"""Under which Biolink predicate a claim about a treatment goes to others, and what bears on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.derive.behind import AUTHORS
from mdmakg.derive.design import designs
from mdmakg.encode.derived import derived
from mdmakg.graph.reach import closure, reachable
from mdmakg.model.claim import (
    ClaimKind,
    EvidenceDirection,
    Hedge,
    Polarity,
    Relation,
    TreatmentPredicate,
)
from mdmakg.model.concept import ConceptKind
from mdmakg.model.outcome import Direction, Significance
from mdmakg.model.source import SourceKind
from mdmakg.model.study import DesignFeature
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from mdmakg.derive.behind import Behind
    from mdmakg.derive.design import Design
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_treatments", "unproven"]

_TREATS: Final = frozenset({Relation.CHANGES, Relation.CAUSES, Relation.IS_SUITED_TO})
_BETTER: Final = frozenset({"", Direction.IMPROVED, Direction.STILL_BETTER_THAN_START})
"""Which way a claim may say that things went, if it says so; any other says of no treatment
that it works."""

_OF_STUDIES: Final = AUTHORS | {SourceKind.REVIEW}
"""Kinds of source that say that something was tried, because somebody tried it."""


def derive_treatments(behind: Behind) -> Iterator[Quad]:
    """State the predicate and the condition of each claim that a treatment works.

    ``treats`` is said by rule only of what a phase 3 study has shown and nobody disputes;
    a curator may ask for another predicate, and ``treats-unproven`` looks at either.
    Source: Biolink 4.4.4, treats, in clinical trials for, studied to treat.
    """
    facts = behind.facts
    about = {claim: _condition(facts, claim) for claim in facts.instances(m.Claim)}
    found = designs(facts) if any(about.values()) else {}
    for claim, condition in about.items():
        if condition:
            yield from _edge(behind, found, claim, condition)


def _edge(
    behind: Behind, found: Mapping[str, Design], claim: str, condition: str
) -> Iterator[Quad]:
    facts = behind.facts
    proof, disputes = _proof(behind, found, claim), _disputes(facts, claim)
    proven = bool(proof) and not disputes
    predicate = facts.name(claim, m.exportedAs) or _by_rule(behind, found, claim, proven=proven)
    yield derived(claim, m.exportedObject, condition)
    yield derived(claim, m.exportedPredicate, concept_iri("treatment-predicate", predicate))
    for study in proof:
        yield derived(claim, m.provenBy, study)
    for against in disputes:
        yield derived(claim, m.treatmentDisputedBy, against)


def _condition(facts: Facts, claim: str) -> str:
    """Give the condition that a claim of efficacy says is treated; empty where it names none.

    A hedged denial says nothing that an edge could. What causes a condition treats none; what
    it causes in people of one may.
    """
    meaning = facts.one(claim, m.proposition)
    denied = facts.name(claim, m.polarity) == Polarity.DENIED
    says_so = (
        facts.name(claim, m.claimKind) == ClaimKind.EFFICACY
        and facts.name(meaning, m.relation) in _TREATS
        and facts.name(claim, m.claimedDirection) in _BETTER
        and m.Intervention in facts.all(facts.one(meaning, m.subject), f.rdf_type)
        and not (denied and facts.name(claim, m.hedge) != Hedge.NONE)
    )
    object_, people = (_if_condition(facts, meaning, slot) for slot in (m.object_, m.population))
    caused = object_ and facts.name(meaning, m.relation) == Relation.CAUSES
    return (object_ or people) if says_so and not caused else ""


def _if_condition(facts: Facts, meaning: str, slot: str) -> str:
    thing = facts.one(meaning, slot)
    return thing if facts.name(thing, m.conceptKind) == ConceptKind.CONDITION else ""


def _by_rule(
    behind: Behind, found: Mapping[str, Design], claim: str, *, proven: bool
) -> TreatmentPredicate:
    facts = behind.facts
    if facts.name(claim, m.polarity) == Polarity.DENIED:
        return TreatmentPredicate.TREATS  # and the edge is negated
    if proven and facts.name(claim, m.hedge) == Hedge.NONE:
        return TreatmentPredicate.TREATS
    return unproven(facts, claim, [found[study].features for study in behind.carried[claim]])


def unproven(facts: Facts, claim: str, carrying: Sequence[Container[str]]) -> TreatmentPredicate:
    """Give what may be said of an affirmed claim that no phase 3 study has shown.

    ``carrying`` are the features of design of each study that carries it. That something was
    tried is said by those who tried it, and by who reviews them; of anybody else it is not known.
    """
    kind = facts.name(facts.one(claim, m.voice), m.sourceKind)
    if not carrying or kind not in _OF_STUDIES:
        return TreatmentPredicate.ANY
    if all(DesignFeature.OBSERVATIONAL in features for features in carrying):
        return TreatmentPredicate.STUDIED_TO_TREAT
    return TreatmentPredicate.IN_CLINICAL_TRIALS_FOR


def _proof(behind: Behind, found: Mapping[str, Design], claim: str) -> tuple[str, ...]:
    """Give the phase 3 studies that carry a claim by a result in which its treatment did better."""
    facts = behind.facts
    treatment = facts.one(facts.one(claim, m.proposition), m.subject)
    better = (
        study
        for result in behind.carried_results[claim]
        if _did_better(facts, result, treatment)
        for study in facts.all(result, m.ofStudy)
    )
    return tuple(
        sorted({s for s in better if s in found and DesignFeature.PHASE_3 in found[s].features})
    )


def _did_better(facts: Facts, result: str, treatment: str) -> bool:
    """Whether an arm with a treatment did significantly better than one without it.

    It must be the arm named first, which the direction is of; where the source does not tell
    which that is, or both arms had the treatment, nothing is shown. Nor is it by one arm alone.
    """
    first = facts.one(result, m.firstArm)
    others = [arm for arm in facts.all(result, m.betweenArm) if arm != first]
    return (
        facts.name(result, m.direction) == Direction.IMPROVED
        and facts.name(result, m.significance) == Significance.SIGNIFICANT
        and treatment in _received(facts, first)
        and not any(treatment in _received(facts, arm) for arm in others)
    )


def _received(facts: Facts, arm: str) -> frozenset[str]:
    """Give what an arm received: its intervention, and the parts of it."""
    return closure(facts, facts.all(arm, m.armIntervention), m.hasPart)


def _disputes(facts: Facts, claim: str) -> tuple[str, ...]:
    """Give the ends of the lines that dispute a claim, or one that it passes on."""
    told = reachable([claim], lambda at: facts.all(at, m.relaysClaim))
    return tuple(
        sorted(
            {
                end
                for one in told
                for line in facts.all(one, m.hasEvidenceLine)
                if facts.name(line, m.evidenceDirection) == EvidenceDirection.DISPUTES
                for end in facts.all(line, m.evidence)
            }
        )
    )
