"""When studies measured: whether reports of one cohort agree, and claims with their results."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from mdmakg.derive.network import Edge, contradiction
from mdmakg.derive.quantity import bounds_of
from mdmakg.derive.reports import by_authors, reports_of
from mdmakg.encode.derived import derived
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.scalar import Unsaid
from mdmakg.model.study import Event, Order, TimeRole
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.derive.behind import Behind
    from mdmakg.derive.network import Point
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["Placed", "Timeline", "derive_times", "timelines"]

_MOMENT: Final = Fraction(1, 1_000_000_000)
"""How far apart, in days, are what is before and what is after, if nothing more is said."""

_TREATMENT: Final = (
    Event.START_OF_TREATMENT,
    Event.LAST_DOSE,
    Event.LAST_SESSION,
    Event.END_OF_TREATMENT,
)
"""Events of treatment, which studies of one cohort share, in their order."""

_MAY_COINCIDE: Final = frozenset({TimeRole.POST_TREATMENT, TimeRole.PRIMARY_END_POINT})


@dataclass(frozen=True, slots=True)
class Placed:
    """One offset of one report: where it puts a time point."""

    offset: str
    report: str
    study: str
    role: str
    edges: tuple[Edge, ...]
    authors: bool
    words: str

    @property
    def standing(self) -> tuple[bool, str]:
        """The higher of two that disagree is the one to look at: another's before the authors'."""
        return (not self.authors, self.offset)


@dataclass(frozen=True, slots=True)
class Clash:
    """An offset that cannot hold beside others, and by how much.

    Units: ``gap`` in days.
    """

    placed: Placed
    others: tuple[Placed, ...]
    order: tuple[str, ...]
    gap: Fraction

    @property
    def words(self) -> str:
        """The arithmetic on one line."""
        told = f"{self.placed.words}, but {' and '.join(other.words for other in self.others)}"
        given = f", given that {' and '.join(self.order)}" if self.order else ""
        return f"{told}{given}: {_days(self.gap)}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the reports of one cohort say of times; ``edges`` are those that hold together."""

    clashes: tuple[Clash, ...]
    edges: tuple[Edge, ...]

    def may_coincide(self, one: Point, other: Point) -> bool:
        """Whether two points in time can be the same, by all that is said of them."""
        same = (Edge(one, other, Fraction(0), ""), Edge(other, one, Fraction(0), ""))
        return not contradiction((*self.edges, *same))


def derive_times(behind: Behind) -> Iterator[Quad]:
    """State which offsets cannot hold together, and which results measure a claim's change."""
    lines = timelines(behind)
    for line in dict.fromkeys(lines.values()):
        for clash in line.clashes:
            for other in clash.others:
                yield derived(clash.placed.offset, m.contradictsOffset, other.offset)
            yield derived(clash.placed.offset, m.offsetContradiction, literal_term(clash.words))
    for claim, results in behind.results.items():
        yield from _changes(behind, lines, claim, results)


def timelines(behind: Behind) -> Mapping[str, Timeline]:
    """Give the timeline of each study's cohort."""
    reports = reports_of(behind.facts)
    found: dict[tuple[str, ...], Timeline] = {}
    for cohort in behind.cohorts.values():
        if cohort not in found:
            told = [r for study in cohort for r in reports.get(study, ())]
            found[cohort] = _timeline(cohort, list(_placed(behind.facts, cohort[0], told)))
    return {study: found[cohort] for study, cohort in behind.cohorts.items()}


# --- Reports of one cohort ----------------------------------------------------


def _placed(facts: Facts, cohort: str, reports: Iterable[str]) -> Iterator[Placed]:
    for report in reports:
        study = facts.one(report, m.ofStudy)
        for point in facts.all(report, m.hasTimePoint):
            role = facts.name(point, m.timeRole)
            for offset in facts.all(point, m.hasOffset):
                yield Placed(
                    offset=offset,
                    report=report,
                    study=study,
                    role=role,
                    edges=tuple(_edges(facts, cohort, (study, role), offset)),
                    authors=by_authors(facts, report),
                    words=_words(facts, report, role, offset),
                )


def _edges(facts: Facts, cohort: str, point: Point, offset: str) -> Iterator[Edge]:
    """Give what an offset says of its point and its event; nothing if its unit is no time."""
    event = _event(facts.name(offset, m.offsetEvent), point[0], cohort)
    before = facts.name(offset, m.offsetOrder) == Order.BEFORE
    first, then = (point, event) if before else (event, point)
    if event == point:
        return
    bounds = bounds_of(facts, offset, m.offsetBy)
    least, most = (bounds.least, bounds.most) if bounds and bounds.unit == "d" else (None, None)
    yield Edge(then, first, -max(least or _MOMENT, _MOMENT), offset)
    if most is not None:
        yield Edge(first, then, most, offset)


def _event(event: str, study: str, cohort: str) -> Point:
    """Name an event: treatment is the cohort's, a baseline the study's own."""
    return (study, TimeRole.BASELINE) if event == Event.BASELINE else (cohort, event)


def _words(facts: Facts, report: str, role: str, offset: str) -> str:
    event = _named(facts.name(offset, m.offsetEvent))
    by = quantity_text(facts, offset, m.offsetBy)
    where = " ".join(filter(None, (by, facts.name(offset, m.offsetOrder), event)))
    return f"{role} is {where} ({facts.one(report, m.shortId)})"


def _timeline(cohort: Sequence[str], told: list[Placed]) -> Timeline:
    """Take out, one by one, what cannot hold beside the rest."""
    order = tuple(_order(cohort, told))
    clashes: list[Clash] = []
    while (found := _least(order, told)) and (cycle := _cycle(order, found)):
        worst, *rest = sorted(found, key=lambda placed: placed.standing, reverse=True)
        gap = -sum((edge.most for edge in cycle), Fraction(0))
        clashes.append(Clash(worst, tuple(rest), tuple(_assumed(cycle)), gap))
        told = [placed for placed in told if placed != worst]
    return Timeline(tuple(clashes), (*order, *(edge for placed in told for edge in placed.edges)))


def _cycle(order: Iterable[Edge], told: Iterable[Placed]) -> tuple[Edge, ...]:
    return contradiction((*order, *(edge for placed in told for edge in placed.edges)))


def _least(order: tuple[Edge, ...], told: list[Placed]) -> list[Placed]:
    """Give offsets that cannot hold together while all but one of them could; none if all can."""
    edges = frozenset(_cycle(order, told))
    found = [placed for placed in told if edges & frozenset(placed.edges)]
    for placed in tuple(found):
        fewer = [other for other in found if other != placed]
        if _cycle(order, fewer):
            found = fewer
    return found


def _order(cohort: Sequence[str], told: Iterable[Placed]) -> Iterator[Edge]:
    """Give what goes without saying: the order of events.

    A baseline comes before treatment, unless a report of the study puts it later.
    """
    points = [(cohort[0], str(event)) for event in _TREATMENT]
    for first, then in pairwise(points):
        yield _not_before(first, then)
    late = {
        placed.study
        for placed in told
        for edge in placed.edges
        if edge.head[0] == cohort[0] and edge.tail == (placed.study, TimeRole.BASELINE)
        if edge.most < 0
    }
    for study in cohort:
        if study not in late:
            yield _not_before((study, str(TimeRole.BASELINE)), points[0])


def _not_before(first: Point, then: Point) -> Edge:
    return Edge(then, first, Fraction(0), "")


def _assumed(cycle: Sequence[Edge]) -> Iterator[str]:
    """Say what a cycle owes to the order of events, each run of it as one."""
    start = next(number for number, edge in enumerate(cycle) if edge.why)
    for given, edges in groupby((*cycle[start:], *cycle[:start]), key=lambda edge: not edge.why):
        if given:
            run = list(edges)
            yield f"{_named(run[0].tail[1])} does not come before {_named(run[-1].head[1])}"


def _named(event: str) -> str:
    return event if event == Event.BASELINE else f"the {event.replace('-', ' ')}"


def _days(gap: Fraction) -> str:
    return f"{round(gap)} d too far apart" if gap >= 1 else "both cannot be"


# --- Claims and their results -------------------------------------------------


def _changes(
    behind: Behind, lines: Mapping[str, Timeline], claim: str, results: Iterable[str]
) -> Iterator[Quad]:
    facts = behind.facts
    changes = [result for result in results if facts.all(result, m.changeFrom)]
    if changes:
        yield derived(claim, m.changesBehind, literal_term(_told(facts, changes)))
    for result in changes:
        if _same_change(behind, lines, claim, result):
            yield derived(claim, m.changeMeasuredBy, result)


def _told(facts: Facts, results: Iterable[str]) -> str:
    """Name each change once, with its results."""
    told: dict[str, list[str]] = {}
    for result in results:
        start, end = facts.name(result, m.changeFrom), facts.name(result, m.changeTo)
        told.setdefault(f"{start} to {end}", []).append(facts.one(result, m.shortId))
    return " and ".join(f"{change} ({', '.join(ids)})" for change, ids in told.items())


def _same_change(behind: Behind, lines: Mapping[str, Timeline], claim: str, result: str) -> bool:
    facts = behind.facts
    said, study = facts.one(claim, m.proposition), facts.one(result, m.ofStudy)
    return all(
        _same_time(behind, lines[study], (claim, facts.name(said, slot)), (study, role))
        for slot, role in (
            (m.from_, facts.name(result, m.changeFrom)),
            (m.to, facts.name(result, m.changeTo)),
        )
    )


def _same_time(behind: Behind, line: Timeline, claimed: Point, measured: Point) -> bool:
    """Whether a claim's time can be that of a result, if only one of the two is named otherwise."""
    (claim, said), (study, role) = claimed, measured
    if said in {role, *Unsaid}:
        return True
    near = frozenset(behind.cohorts.get(study, (study,)))
    return {said, role} == _MAY_COINCIDE and any(
        line.may_coincide((other, said), measured) for other in near & set(behind.studies[claim])
    )
