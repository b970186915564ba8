"""How many values a focus has. Source: SHACL 4.2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.core.shape import Demand, Find, Hit, demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.check.core.known import Said

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset({"minCount", "maxCount"})


def demands(said: Said) -> Iterator[Demand]:
    """Give what a shape of properties demands of the number of values."""
    least, most = said.number("minCount"), said.number("maxCount")
    if least is not None and least > 0:
        yield demand("minCount", _at_least(least))
    if most is not None:
        yield demand("maxCount", _at_most(most))


def _at_least(least: int) -> Find:
    if least == 1:
        return lambda foci: map(Hit, foci.nodes - foci.of.keys())
    return lambda foci: (Hit(n) for n in foci.nodes if len(foci.of.get(n, ())) < least)


def _at_most(most: int) -> Find:
    if most < 1:
        return lambda foci: (Hit(focus) for focus, values in foci.of.items() if len(values) > most)
    return lambda foci: (Hit(focus) for focus in foci.several if len(foci.of[focus]) > most)
