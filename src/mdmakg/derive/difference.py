"""In what a later statement differs from the earlier one that it passes on, and which way.

What one of the two leaves open is no difference: readers of a paragraph know of
whom and of when it speaks. A comparator alone is never left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.derive.degree import degrees
from mdmakg.derive.nearness import labels
from mdmakg.derive.statement import Difference, spoken
from mdmakg.model.assessment import Aspect, Drift, Match
from mdmakg.model.claim import ClaimKind, Hedge, Quantifier, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.derive.nearness import Nearness
    from mdmakg.derive.statement import Statement

__all__ = ["differences"]


def differences(near: Nearness, later: Statement, earlier: Statement) -> tuple[Difference, ...]:
    """Give every difference, in the order of the aspects."""
    things = (found for find in _THINGS for found in find(near, later, earlier))
    return (*things, *degrees(later, earlier))


_WAYS: Final = {
    Match.NARROWER: Drift.STRENGTHENED,
    Match.BROADER: Drift.WEAKENED,
    Match.RELATED: Drift.ALTERED,
    Match.NONE: Drift.ALTERED,
}
"""What it means for the later thing that the earlier one is narrower, or broader, or apart."""


def _held(
    near: Nearness, aspect: Aspect, later: tuple[str, ...], earlier: tuple[str, ...]
) -> Iterator[Difference]:
    """Hold things against things: of several pairs, the nearest decides."""
    ways = [_way(near, aspect, one, other) for one in later for other in earlier]
    if ways and None not in ways:
        kind = min(filter(None, ways), key=tuple(_WAYS.values()).index)
        yield Difference(aspect, kind, labels(near.facts, earlier), labels(near.facts, later))


def _way(near: Nearness, aspect: Aspect, later: str, earlier: str) -> Drift | None:
    """Say which way one thing leads to another; outcomes of one construct differ in name only."""
    match = near.match(later, earlier)
    if match is Match.NONE and near.match(earlier, later) is not Match.NONE:
        match = Match.SAME  # an outcome for the construct that it measures
    same = match is Match.SAME or (match is Match.RELATED and aspect is Aspect.OUTCOME)
    return None if same else _WAYS[match]


def _subject(near: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    if later.subject and earlier.subject:
        yield from _held(near, Aspect.SUBJECT, (later.subject,), (earlier.subject,))


_EFFECTS: Final = frozenset(
    {
        Relation.CHANGES,
        Relation.DOES_NOT_CHANGE,
        Relation.CAUSES,
        Relation.ACTS_THROUGH,
        Relation.IS_SUITED_TO,
    }
)
_CHANGES: Final = frozenset({Relation.CHANGES, Relation.DOES_NOT_CHANGE})
_DEGREES: Final = ("goes together, or was seen to change", "brings about", "is better than")


def _degree(statement: Statement) -> int | None:
    """Say how much a relation claims; none for relations that claim something else."""
    if statement.relation == Relation.IS_BETTER_THAN:
        return 2
    if statement.relation == Relation.IS_ASSOCIATED_WITH or (
        statement.relation in _CHANGES and statement.kind == ClaimKind.FINDING
    ):
        return 0
    return 1 if statement.relation in _EFFECTS else None


def _relation(_: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    """Compare relations; whether something changes or not is told by the direction.

    A hedged effect says no more than the change that was seen; and an effect told
    as a finding leaves its strength to the hedge.
    """
    if later.relation == Relation.HAS_FREQUENCY and earlier.quantifier == Quantifier.NUMBER:
        return  # a count, told as the rate that it is
    now, before = _degree(later), _degree(earlier)
    if now is None or before is None:
        if later.relation != earlier.relation:
            words = spoken(earlier.relation), spoken(later.relation)
            yield Difference(Aspect.RELATION, Drift.ALTERED, *words)
    elif now > before and (now > 1 or later.hedge == Hedge.NONE):
        words = _DEGREES[before], _DEGREES[now]
        yield Difference(Aspect.RELATION, Drift.STRENGTHENED, *words)
    elif now < before and (before > 1 or later.relation == Relation.IS_ASSOCIATED_WITH):
        yield Difference(Aspect.RELATION, Drift.WEAKENED, _DEGREES[before], _DEGREES[now])


def _outcome(near: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    yield from _held(near, Aspect.OUTCOME, later.objects, earlier.objects)


_COUNTING: Final = frozenset({Quantifier.NUMBER, Quantifier.SOME})


def _population(near: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    """Compare populations; some people with an illness have any broader one as well."""
    if not (later.people and earlier.people):
        return
    for found in _held(near, Aspect.POPULATION, (later.people,), (earlier.people,)):
        if not (later.quantifier in _COUNTING and found.kind is Drift.STRENGTHENED):
            yield found


def _comparator(near: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    now, before = later.comparator, earlier.comparator
    if now and before:
        yield from _held(near, Aspect.COMPARATOR, (now,), (before,))
    elif now:
        yield Difference(Aspect.COMPARATOR, Drift.STRENGTHENED, "none", labels(near.facts, (now,)))
    elif before:
        yield Difference(Aspect.COMPARATOR, Drift.WEAKENED, labels(near.facts, (before,)), "none")


def _time(_: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    ends = ((later.start, earlier.start), (later.end, earlier.end))
    if any(now and before and now != before for now, before in ends):
        yield Difference(Aspect.TIME, Drift.ALTERED, _span(earlier), _span(later))


def _span(statement: Statement) -> str:
    ends = (("from", statement.start), ("to", statement.end))
    return " ".join(f"{word} {end}" for word, end in ends if end)


def _setting(near: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    if later.setting and earlier.setting:
        yield from _held(near, Aspect.SETTING, (later.setting,), (earlier.setting,))


def _quantity(_: Nearness, later: Statement, earlier: Statement) -> Iterator[Difference]:
    now, before = later.quantity, earlier.quantity
    if now and before and now.unit == before.unit and not now.overlaps(before):
        yield Difference(Aspect.QUANTITY, Drift.ALTERED, earlier.amount, later.amount)


_THINGS: Final = (
    _subject,
    _relation,
    _outcome,
    _population,
    _comparator,
    _time,
    _setting,
    _quantity,
)
