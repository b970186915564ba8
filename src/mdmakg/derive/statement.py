"""What a claim or a result says, slot by slot, so that one can be held against the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.quantity import Bounds, bounds_of
from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.claim import ClaimKind, Hedge, Quantifier, Relation
from mdmakg.model.concept import ConceptKind
from mdmakg.model.outcome import Direction, Level, Measure
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri

if TYPE_CHECKING:
    from mdmakg.derive.nearness import Nearness
    from mdmakg.graph.facts import Facts
    from mdmakg.model.assessment import Aspect, Drift

__all__ = ["Difference", "Statement", "of_claim", "of_result", "spoken"]

_UNSAID: Final = concept_iri("unsaid", "")
_NO_CHANGE: Final = frozenset(
    {Direction.NO_SIGNIFICANT_CHANGE, Direction.UNCHANGED, Direction.NOT_WORSENED}
)
_OF_PEOPLE: Final = frozenset({ConceptKind.CONDITION, ConceptKind.POPULATION, ConceptKind.GROUP})
_OF_TREATMENT: Final = frozenset(
    {Relation.CHANGES, Relation.DOES_NOT_CHANGE, Relation.IS_SUITED_TO, Relation.IS_BETTER_THAN}
)
_OF_CASES: Final = frozenset({Measure.COUNT, Measure.PROPORTION})


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said, by a claim or by a result; a slot is empty where nothing is said.

    Shape: things are IRIs, members of closed lists their local names; ``objects`` are
           outcomes or other things, and none where the word is general; ``people`` is the
           condition or population; ``sized`` whether a result gives an estimate. A
           result has no polarity: its direction says it.
    """

    node: str
    subject: str = ""
    relation: str = ""
    kind: str = ""
    objects: tuple[str, ...] = ()
    people: str = ""
    comparator: str = ""
    start: str = ""
    end: str = ""
    setting: str = ""
    quantity: Bounds | None = None
    amount: str = ""
    direction: str = ""
    polarity: str = ""
    quantifier: str = Quantifier.GENERIC
    hedge: str = Hedge.NONE
    intensifiers: tuple[str, ...] = ()
    sized: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two statements differ: which way, and what either says, in words."""

    aspect: Aspect
    kind: Drift
    was: str
    became: str


def of_claim(near: Nearness, claim: str) -> Statement:
    """Read a claim as a statement."""
    facts = near.facts
    meaning = facts.one(claim, m.proposition)
    objects, people = _objects_and_people(near, meaning)
    return Statement(
        node=claim,
        subject=facts.one(meaning, m.subject),
        relation=facts.name(meaning, m.relation),
        kind=facts.name(claim, m.claimKind),
        objects=objects,
        people=people,
        comparator=_stated(facts, meaning, m.comparator),
        start=local_name(_stated(facts, meaning, m.from_)),
        end=local_name(_stated(facts, meaning, m.to)),
        setting=_stated(facts, meaning, m.setting),
        quantity=bounds_of(facts, meaning, m.quantity),
        amount=quantity_text(facts, meaning, m.quantity),
        direction=facts.name(claim, m.claimedDirection),
        polarity=facts.name(claim, m.polarity),
        quantifier=facts.name(claim, m.quantifier),
        hedge=facts.name(claim, m.hedge),
        intensifiers=facts.all(claim, m.intensifier),
    )


def of_result(near: Nearness, result: str) -> Statement:
    """Read a result as the finding that it is: of the group's mean, unless participants count."""
    facts = near.facts
    direction = facts.name(result, m.direction)
    counted = (
        facts.name(result, m.level) == Level.INDIVIDUAL
        or facts.name(result, m.measure) in _OF_CASES
    )
    return Statement(
        node=result,
        relation=Relation.DOES_NOT_CHANGE if direction in _NO_CHANGE else Relation.CHANGES,
        kind=ClaimKind.FINDING,
        objects=_specific(facts, facts.all(result, m.ofOutcome)),
        start=facts.name(result, m.changeFrom),
        end=facts.name(result, m.changeTo),
        direction=direction,
        quantifier=Quantifier.NUMBER if counted else Quantifier.GENERIC,
        sized=bool(facts.all(result, m.estimate)),
    )


def _stated(facts: Facts, meaning: str, slot: str) -> str:
    value = facts.one(meaning, slot)
    return "" if value.startswith(_UNSAID) else value


def _objects_and_people(near: Nearness, meaning: str) -> tuple[tuple[str, ...], str]:
    """Tell the object from the people concerned.

    Of a treatment that helps against an illness, the illness says for whom and no
    more: it is the population, unless another is named.
    """
    facts = near.facts
    thing, people = facts.one(meaning, m.object_), _stated(facts, meaning, m.population)
    if facts.name(meaning, m.relation) == Relation.HAS_FREQUENCY:
        # What occurs is the subject; the object says among whom.
        subject = facts.one(meaning, m.subject)
        return _specific(facts, (subject,) if subject else ()), people
    of_people = (
        facts.name(meaning, m.relation) in _OF_TREATMENT
        and facts.name(thing, m.conceptKind) in _OF_PEOPLE
    )
    if of_people and (not people or _of_one_line(near, thing, people)):
        return (), people or thing
    return _specific(facts, (thing,) if thing else ()), people


def _of_one_line(near: Nearness, one: str, other: str) -> bool:
    return one == other or near.covers(one, other) or near.covers(other, one)


def _specific(facts: Facts, things: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out words for whatever a text has in view, which no particular outcome contradicts."""
    general = any(facts.one(thing, m.generalTerm) == "true" for thing in things)
    return () if general else things


def spoken(name: str) -> str:
    """Say a member of a closed list as people do."""
    return name.replace("-", " ")
