"""How many participants a claim says that a study had, against the sizes that were read.

A claim says it where its proposition joins a study with those who took part or with
what they received, and has a whole number without a unit. That something befell
so many of a study's participants is no size; it only cannot be more than any.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.derive.quantity import bounds_of
from mdmakg.encode.derived import derived
from mdmakg.encode.scope import boolean
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.claim import Polarity, Relation
from mdmakg.model.concept import ConceptKind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.derive.behind import Behind
    from mdmakg.derive.quantity import Bounds
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_sizes"]

_STAGES: Final = (
    (m.enrolled, "enrolled"),
    (m.analysed, "analysed"),
    (m.followedUp, "followed up"),
)
_PEOPLE: Final = frozenset({ConceptKind.POPULATION, ConceptKind.GROUP, ConceptKind.CONDITION})


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of participants that a claim tells of a study; ``whole`` if it is the study's."""

    study: str
    number: Bounds
    words: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Size:
    """A number of participants that a report gives, of the study or of an arm of it."""

    number: Bounds
    words: str
    source: str


def derive_sizes(behind: Behind) -> Iterator[Quad]:
    """State, of each claim that counts a study's participants, what was read and if it agrees."""
    facts = behind.facts
    for claim in facts.instances(m.Claim):
        told = _told(facts, claim)
        if told is not None:
            yield derived(claim, m.participantsTold, literal_term(told.words))
            sizes = tuple(_sizes(behind, claim, told.study))
            if sizes:
                yield derived(claim, m.sizesRead, literal_term(_listed(sizes)))
                yield derived(claim, m.sizeAgrees, boolean(_agrees(told, sizes)))


def _told(facts: Facts, claim: str) -> _Told | None:
    """Give the number of participants that an affirmed claim tells, if it tells one."""
    proposition = facts.one(claim, m.proposition)
    number = bounds_of(facts, proposition, m.quantity)
    if (
        number is None
        or number.unit
        or facts.name(claim, m.polarity) != Polarity.AFFIRMED
        or not _is_whole(number)
    ):
        return None
    subject, object_ = facts.one(proposition, m.subject), facts.one(proposition, m.object_)
    relation = facts.name(proposition, m.relation)
    words = quantity_text(facts, proposition, m.quantity)
    if relation == Relation.CONSISTS_OF and _is(facts, subject, m.Study) and _took(facts, object_):
        return _Told(subject, number, words, whole=True)
    if relation == Relation.HAS_FREQUENCY and _is(facts, object_, m.Study):
        return _Told(object_, number, words, whole=False)
    return None


def _is_whole(number: Bounds) -> bool:
    return all(end is None or end.denominator == 1 for end in (number.least, number.most))


def _is(facts: Facts, thing: str, class_: str) -> bool:
    return class_ in facts.all(thing, f.rdf_type)


def _took(facts: Facts, thing: str) -> bool:
    """Whether a thing is what participants received, or who they were."""
    return _is(facts, thing, m.Intervention) or facts.name(thing, m.conceptKind) in _PEOPLE


def _sizes(behind: Behind, claim: str, study: str) -> Iterator[_Size]:
    """Give the sizes of a study and of others of its cohort, in the reports the claim consults."""
    facts, near = behind.facts, behind.cohorts.get(study, (study,))
    for report in behind.reports.get(claim, ()):
        if facts.one(report, m.ofStudy) in near:
            source = facts.one(facts.one(report, m.reportedIn), f.rdfs_label)
            yield from _sizes_of(facts, report, source)


def _sizes_of(facts: Facts, report: str, source: str) -> Iterator[_Size]:
    for predicate, stage in _STAGES:
        if number := bounds_of(facts, report, predicate):
            yield _Size(number, f"{stage} {quantity_text(facts, report, predicate)}", source)
    for arm in facts.all(report, m.hasArm):
        if number := bounds_of(facts, arm, m.armSize):
            label = facts.one(arm, f.rdfs_label)
            yield _Size(number, f"arm {label} {quantity_text(facts, arm, m.armSize)}", source)


def _agrees(told: _Told, sizes: tuple[_Size, ...]) -> bool:
    if told.whole:
        return any(told.number.overlaps(size.number) for size in sizes)
    return not all(size.number.below(told.number) for size in sizes)


def _listed(sizes: tuple[_Size, ...]) -> str:
    """List the sizes by source: ``enrolled 24, followed up 20 (Abstract)``."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for size in sizes:
        by_source[size.source].append(size.words)
    return "; ".join(f"{', '.join(words)} ({source})" for source, words in by_source.items())
