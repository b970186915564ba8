"""How many sessions of which kind a report or a claim tells of, and where two disagree."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from mdmakg.derive.quantity import Bounds, bounds_of
from mdmakg.graph.quantity import quantity_text
from mdmakg.graph.reach import closure
from mdmakg.model.claim import Polarity, Relation
from mdmakg.model.intervention import ComponentKind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mdmakg.graph.facts import Facts

__all__ = ["Comparison", "Schedule", "compared", "of_claim", "of_report"]

_WHAT: Final[Mapping[str, str]] = {
    m.number: "number",
    m.sessionLength: "length",
    m.spacing: "spacing",
    m.dose: "dose",
}
_PARTS: Final = (ComponentKind.PREPARATORY, ComponentKind.INTEGRATION)
_TOTAL: Final = (str(ComponentKind.PSYCHOTHERAPY), m.number)


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity as it is told."""

    bounds: Bounds
    words: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is told of sessions.

    Shape: ``told`` is kind of session and property to quantity; ``substances`` kind
           to IRIs.
    """

    told: Mapping[tuple[str, str], Told]
    substances: Mapping[str, frozenset[str]]

    @property
    def total(self) -> Told | None:
        """How many sessions without the substance: as told, or preparation and integration."""
        parts = [self.told[kind, m.number] for kind in _PARTS if (kind, m.number) in self.told]
        whole = len(parts) == len(_PARTS)
        return self.told.get(_TOTAL) or (_sum(parts) if whole else None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two schedules side by side.

    Shape: ``differing`` says in words in what they cannot both be right,
           ``incomparable`` what cannot be told since the units differ; ``touched`` is
           whether there was anything to compare.
    """

    differing: tuple[str, ...]
    incomparable: tuple[str, ...]
    touched: bool


def of_report(facts: Facts, report: str) -> Schedule:
    """Give the schedule that an intervention report tells of; components of one kind together."""
    kinds: dict[str, list[str]] = {}
    for component in facts.all(report, m.hasComponent):
        kinds.setdefault(facts.name(component, m.componentKind), []).append(component)
    return Schedule(
        {
            (kind, predicate): told
            for kind, components in kinds.items()
            for predicate in _WHAT
            if (told := _together(facts, components, predicate)) is not None
        },
        {
            kind: frozenset(
                s for component in components for s in facts.all(component, m.substance)
            )
            for kind, components in kinds.items()
        },
    )


def of_claim(facts: Facts, claim: str) -> tuple[str, Schedule] | None:
    """Give the intervention of which a claim says how many sessions it has, and that schedule.

    The kind is named by a concept such as ``integration-sessions``; a length of time
    is that of a session.
    """
    said = facts.one(claim, m.proposition)
    affirmed = facts.name(claim, m.polarity) == Polarity.AFFIRMED
    intervention = facts.one(said, m.subject)
    kind = facts.one(facts.one(said, m.object_), m.shortId).removesuffix("-sessions")
    bounds = bounds_of(facts, said, m.quantity)
    if (
        not affirmed
        or facts.name(said, m.relation) != Relation.CONSISTS_OF
        or m.Intervention not in facts.all(intervention, f.rdf_type)
        or kind not in frozenset(ComponentKind)
        or bounds is None
    ):
        return None
    predicate = m.sessionLength if bounds.unit else m.number
    told = Told(bounds, quantity_text(facts, said, m.quantity))
    return intervention, Schedule({(kind, predicate): told}, {})


def compared(facts: Facts, one: Schedule, other: Schedule) -> Comparison:
    """Compare two schedules, kind by kind; totals where one of them is told as a total."""
    pairs = dict(_pairs(one, other))
    differing = (
        f"{_WHAT[predicate]} of {kind} sessions: {mine.words} against {its.words}"
        for (kind, predicate), (mine, its) in pairs.items()
        if mine.bounds.unit == its.bounds.unit and not mine.bounds.overlaps(its.bounds)
    )
    incomparable = (
        f"{mine.words} and {its.words}"
        for mine, its in pairs.values()
        if mine.bounds.unit != its.bounds.unit
    )
    with_what = tuple(_substances(facts, one, other))
    shared = any(one.substances.get(k) and other.substances.get(k) for k in one.substances)
    return Comparison((*differing, *with_what), tuple(incomparable), bool(pairs) or shared)


def _pairs(one: Schedule, other: Schedule) -> Iterator[tuple[tuple[str, str], tuple[Told, Told]]]:
    for key in one.told:
        if key in other.told:
            yield key, (one.told[key], other.told[key])
    if (_TOTAL in one.told) != (_TOTAL in other.told) and one.total and other.total:
        yield _TOTAL, (one.total, other.total)


def _substances(facts: Facts, one: Schedule, other: Schedule) -> Iterator[str]:
    """Say where two name different substances, of which neither is a sort of the other."""
    for kind, mine in one.substances.items():
        its = other.substances.get(kind, frozenset())
        if (
            mine
            and its
            and not (
                closure(facts, mine, m.broaderConcept) & its
                or closure(facts, its, m.broaderConcept) & mine
            )
        ):
            names = f"{_labels(facts, mine)} against {_labels(facts, its)}"
            yield f"substance of {kind} sessions: {names}"


def _labels(facts: Facts, things: Iterable[str]) -> str:
    return ", ".join(facts.one(thing, f.rdfs_label) for thing in sorted(things))


def _together(facts: Facts, components: list[str], predicate: str) -> Told | None:
    """Join what components of one kind tell: numbers add up, anything else spans."""
    told = [
        Told(bounds, quantity_text(facts, component, predicate))
        for component in components
        if (bounds := bounds_of(facts, component, predicate)) is not None
    ]
    if predicate == m.number:
        return _sum(told) if told and len(told) == len(components) else None
    alike = len({one.bounds.unit for one in told}) == 1
    return _span(told) if alike else None


def _sum(told: list[Told]) -> Told:
    bounds = Bounds(
        _all(_added, [one.bounds.least for one in told]),
        _all(_added, [one.bounds.most for one in told]),
        told[0].bounds.unit,
    )
    return Told(bounds, " + ".join(one.words for one in told))


def _added(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def _span(told: list[Told]) -> Told:
    bounds = Bounds(
        _all(min, [one.bounds.least for one in told]),
        _all(max, [one.bounds.most for one in told]),
        told[0].bounds.unit,
    )
    return Told(bounds, " and ".join(dict.fromkeys(one.words for one in told)))


def _all(
    join: Callable[[list[Fraction]], Fraction], bounds: list[Fraction | None]
) -> Fraction | None:
    """Join bounds; open where one of them is."""
    known = [bound for bound in bounds if bound is not None]
    return join(known) if len(known) == len(bounds) else None
