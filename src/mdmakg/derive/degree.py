"""In what a later statement goes further than an earlier one, or less far.

Direction, polarity, of how many, how sure and how large it is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.derive.statement import Difference, spoken
from mdmakg.model.assessment import Aspect, Drift
from mdmakg.model.claim import Hedge, Polarity, Quantifier, Relation
from mdmakg.model.outcome import Direction
from mdmakg.model.study import TimeRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.derive.statement import Statement

__all__ = ["degrees"]


def degrees(later: Statement, earlier: Statement) -> Iterator[Difference]:
    """Give every difference of degree, in the order of the aspects."""
    for find in (_direction, _polarity, _quantifier, _hedge, _intensity):
        yield from find(later, earlier)


_MORE: Final = frozenset(
    {
        (Direction.NO_SIGNIFICANT_CHANGE, Direction.UNCHANGED),
        (Direction.NO_SIGNIFICANT_CHANGE, Direction.NOT_WORSENED),
        (Direction.NOT_WORSENED, Direction.UNCHANGED),
        (Direction.NOT_WORSENED, Direction.STILL_BETTER_THAN_START),
        (Direction.NOT_WORSENED, Direction.IMPROVED),
        (Direction.STILL_BETTER_THAN_START, Direction.IMPROVED),
    }
)
"""From an earlier direction to one that says more; the way back says less."""

_VALUED: Final = frozenset({Direction.IMPROVED, Direction.WORSENED})
_MEASURED: Final = frozenset({Direction.INCREASED, Direction.DECREASED})
_SINCE_START: Final = frozenset({Direction.IMPROVED, Direction.STILL_BETTER_THAN_START})


def _direction(later: Statement, earlier: Statement) -> Iterator[Difference]:
    """Compare directions; that a change is denied says of no direction that it was taken."""
    if Polarity.DENIED in {later.polarity, earlier.polarity}:
        return
    now, before = later.direction, earlier.direction
    if now and before and now != before and not _same_direction(later, earlier):
        kind = Drift.ALTERED
        if (before, now) in _MORE:
            kind = Drift.STRENGTHENED
        elif (now, before) in _MORE:
            kind = Drift.WEAKENED
        yield Difference(Aspect.DIRECTION, kind, spoken(before), spoken(now))


def _same_direction(later: Statement, earlier: Statement) -> bool:
    """Whether two words for a direction can mean one thing.

    A rise may be good or bad; and *improved* since the start is *still better*.
    """
    both = {later.direction, earlier.direction}
    since_start = all(s.start in {"", TimeRole.BASELINE} for s in (later, earlier))
    return (both == _SINCE_START and since_start) or (
        bool(both & _VALUED) and bool(both & _MEASURED)
    )


def _polarity(later: Statement, earlier: Statement) -> Iterator[Difference]:
    if later.polarity and earlier.polarity and later.polarity != earlier.polarity:
        yield Difference(Aspect.POLARITY, Drift.ALTERED, earlier.polarity, later.polarity)


_SHARES: Final[Mapping[str, int]] = {
    Quantifier.SOME: 0,
    Quantifier.MANY: 1,
    Quantifier.MOST: 2,
    Quantifier.ALL: 3,
    Quantifier.NONE: 3,
}
_WITH_GROUP: Final[Mapping[str, int]] = {
    Quantifier.SOME: 0,
    Quantifier.GENERIC: 1,
    Quantifier.ALL: 2,
    Quantifier.NONE: 2,
}
_PEOPLE: Final[Mapping[str, str]] = {
    Quantifier.GENERIC: "the group on the whole",
    Quantifier.NONE: "nobody",
    Quantifier.ALL: "everybody",
}


def _quantifier(later: Statement, earlier: Statement) -> Iterator[Difference]:
    now, before = later.quantifier, earlier.quantifier
    no_change = Relation.DOES_NOT_CHANGE in {later.relation, earlier.relation}
    kind = Drift.ALTERED if _opposite(now, before, no_change=no_change) else _shift(now, before)
    if kind is not None:
        yield Difference(Aspect.QUANTIFIER, kind, *(_PEOPLE.get(q, q) for q in (before, now)))


def _opposite(now: str, before: str, *, no_change: bool) -> bool:
    """Whether nobody stands against anybody; but *nobody changed* is *everybody stayed*."""
    return now != before and Quantifier.NONE in {now, before} and not no_change


def _shift(now: str, before: str) -> Drift | None:
    """Order of how many it is said, as far as there is an order.

    A group on the whole is less than everybody and more than some; many and most are
    neither, and a number stands apart.
    """
    scale = _WITH_GROUP if Quantifier.GENERIC in {now, before} else _SHARES
    if now not in scale or before not in scale or scale[now] == scale[before]:
        return None
    return Drift.STRENGTHENED if scale[now] > scale[before] else Drift.WEAKENED


_COMMITMENT: Final[Mapping[str, int]] = {
    Hedge.PRELIMINARY: 0,
    Hedge.POSSIBLE: 0,
    Hedge.PROBABLE: 1,
    Hedge.NONE: 2,
}
"""*Early evidence that …* and *may …* leave it as open: neither says more than the other."""


def _hedge(later: Statement, earlier: Statement) -> Iterator[Difference]:
    now, before = _COMMITMENT.get(later.hedge), _COMMITMENT.get(earlier.hedge)
    if now is not None and before is not None and now != before:
        kind = Drift.STRENGTHENED if now > before else Drift.WEAKENED
        yield Difference(Aspect.HEDGE, kind, earlier.hedge, later.hedge)


_OF_THE_CLINIC: Final = re.compile(
    r"clinical(?:ly)?[ -](?:meaningful|significan|relevan|importan)", re.IGNORECASE
)
"""Words of size that name a measure of their own, which no other word of size stands for."""


def _intensity(later: Statement, earlier: Statement) -> Iterator[Difference]:
    added = _unmatched(later.intensifiers, earlier)
    lost = not later.intensifiers and bool(earlier.intensifiers)
    if added or lost:
        kind = Drift.STRENGTHENED if added else Drift.WEAKENED
        nothing = "a size" if earlier.sized else "none"
        was, became = ", ".join(earlier.intensifiers) or nothing, ", ".join(later.intensifiers)
        yield Difference(Aspect.INTENSITY, kind, was, became or "none")


def _unmatched(words: tuple[str, ...], earlier: Statement) -> bool:
    """Whether some word of size or certainty has nothing to answer to in the earlier statement.

    A result that gives a size may well be large: what word suits it no rule says.
    """
    clinical = any(map(_OF_THE_CLINIC.search, earlier.intensifiers))
    sized = earlier.sized or bool(earlier.intensifiers)
    return any(not (clinical if _OF_THE_CLINIC.search(word) else sized) for word in words)
