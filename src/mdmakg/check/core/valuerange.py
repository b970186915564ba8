"""Between which bounds each value lies. Source: SHACL 4.3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.core.known import UnknownShapeError
from mdmakg.check.core.shape import Demand, Misfits, demand, each_value
from mdmakg.check.literal import has_order, is_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.check.core.known import Said
    from mdmakg.check.statements import Term

__all__ = ["TERMS", "demands"]

_LEAST: Final = {"minExclusive": False, "minInclusive": True}
_MOST: Final = {"maxExclusive": False, "maxInclusive": True}

TERMS: Final = _LEAST.keys() | _MOST.keys()


def demands(said: Said) -> Iterator[Demand]:
    """Give the bounds that a shape sets; nothing that cannot be compared lies within any."""
    for name, or_same in _LEAST.items():
        if bound := _bound(said, name):
            yield demand(name, each_value(_below(bound, or_same=or_same)))
    for name, or_same in _MOST.items():
        if bound := _bound(said, name):
            yield demand(name, each_value(_above(bound, or_same=or_same)))


def _bound(said: Said, name: str) -> Term:
    bound = said.one(name)
    if bound and not has_order(bound):
        raise UnknownShapeError(bound)
    return bound


def _below(bound: Term, *, or_same: bool) -> Misfits:
    return lambda _data, values: {v for v in values if not is_before(bound, v, or_same=or_same)}


def _above(bound: Term, *, or_same: bool) -> Misfits:
    return lambda _data, values: {v for v in values if not is_before(v, bound, or_same=or_same)}
