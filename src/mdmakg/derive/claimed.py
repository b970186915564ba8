"""Of what, and of whom, a claim speaks that rests on a study: what the study must report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.model.claim import ClaimKind, Relation
from mdmakg.model.concept import ConceptKind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["claimed_outcome", "claimed_population"]

_OF_OBJECT: Final = frozenset(
    {
        Relation.CHANGES,
        Relation.DOES_NOT_CHANGE,
        Relation.CAUSES,
        Relation.ACTS_THROUGH,
        Relation.IS_MANIFESTATION_OF,
        Relation.IS_ASSOCIATED_WITH,
    }
)
_OF_GROUND: Final = frozenset({Relation.CAUSES, Relation.CHANGES})
_MEASURED: Final = frozenset(
    {ConceptKind.CONSTRUCT, ConceptKind.EVENT, ConceptKind.MECHANISM, ConceptKind.PRACTICE}
)
_PEOPLE: Final = frozenset({ConceptKind.CONDITION, ConceptKind.POPULATION, ConceptKind.GROUP})
_TREATED: Final = frozenset({Relation.IS_SUITED_TO, Relation.CHANGES, Relation.DOES_NOT_CHANGE})


def claimed_outcome(facts: Facts, claim: str) -> str:
    """Give the outcome, or the concept in its place, that a study must have measured.

    That is the object; where an illness is laid to something, or the frequency of an
    outcome is told, the subject. Empty for what nobody measures: a treatment, people.
    """
    proposition = facts.one(claim, m.proposition)
    relation = facts.name(proposition, m.relation)
    laid_to = relation in _OF_GROUND and facts.name(claim, m.claimKind) == ClaimKind.AETIOLOGY
    if laid_to or relation == Relation.HAS_FREQUENCY:
        thing = facts.one(proposition, m.subject)
    elif relation in _OF_OBJECT:
        thing = facts.one(proposition, m.object_)
    else:
        return ""
    outcome = m.Outcome in facts.all(thing, f.rdf_type)
    if outcome or (
        relation != Relation.HAS_FREQUENCY and facts.name(thing, m.conceptKind) in _MEASURED
    ):
        return thing
    return ""


def claimed_population(facts: Facts, claim: str) -> str:
    """Give the people of whom a claim speaks; empty where it names none.

    Where the text says that a treatment helps and not with what, the object is the
    condition (coding rules, 24): those who have it are then the population.
    """
    proposition = facts.one(claim, m.proposition)
    population = facts.one(proposition, m.population)
    if m.Concept in facts.all(population, f.rdf_type):
        return population
    thing = facts.one(proposition, m.object_)
    treated = (
        facts.name(proposition, m.relation) in _TREATED
        and facts.name(claim, m.claimKind) != ClaimKind.AETIOLOGY
    )
    return thing if treated and facts.name(thing, m.conceptKind) in _PEOPLE else ""
