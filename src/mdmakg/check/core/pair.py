"""How the values of a focus stand to those of another of its properties. Source: SHACL 4.5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.core.shape import Demand, Find, Foci, Hit, demand
from mdmakg.check.literal import is_before

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mdmakg.check.core.known import Said
    from mdmakg.check.statements import Term

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})


def demands(said: Said) -> Iterator[Demand]:
    """Give what a shape demands of two properties together."""
    for other in said.iris("equals"):
        yield demand("equals", _equals(other))
    for other in said.iris("disjoint"):
        yield demand("disjoint", _compared(other, lambda value, theirs: value not in theirs))
    for other in said.iris("lessThan"):
        yield demand("lessThan", _compared(other, _is_before_all))
    for other in said.iris("lessThanOrEquals"):
        yield demand("lessThanOrEquals", _compared(other, _is_no_later))


def _equals(other: Term) -> Find:
    """Find what either property has and the other has not."""

    def find(foci: Foci) -> Iterator[Hit]:
        rows = foci.data.said.get(other, {})
        for focus in foci.nodes & (foci.of.keys() | rows.keys()):
            ours, theirs = set(foci.of.get(focus, ())), set(rows.get(focus, ()))
            yield from (Hit(focus, value) for value in ours ^ theirs)

    return find


def _compared(other: Term, fits: Callable[[Term, Collection[Term]], bool]) -> Find:
    """Compare each value with all values of another property of the focus."""

    def find(foci: Foci) -> Iterator[Hit]:
        rows = foci.data.said.get(other, {})
        for focus in foci.of.keys() & rows.keys():
            theirs = rows[focus]
            yield from (Hit(focus, one) for one in foci.of[focus] if not fits(one, theirs))

    return find


def _is_before_all(value: Term, theirs: Collection[Term]) -> bool:
    return all(is_before(value, one) for one in theirs)


def _is_no_later(value: Term, theirs: Collection[Term]) -> bool:
    return all(is_before(value, one, or_same=True) for one in theirs)
