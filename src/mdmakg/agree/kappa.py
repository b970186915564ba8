"""Agreement between two coders over the same units: raw, and corrected for chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ALL_ALIKE", "NOTHING", "Agreement", "agreement"]

ALL_ALIKE: Final = "all alike"
"""Why there is no kappa where both coders gave one and the same code to everything."""

NOTHING: Final = "nothing to compare"
"""Why there is no kappa where no unit was coded by both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often two coders gave the same code; ``kappa`` is absent where it is not defined."""

    number: int
    same: int
    kappa: Fraction | None

    @property
    def raw(self) -> Fraction | None:
        """The share of units with the same code; absent where there are no units."""
        return Fraction(self.same, self.number) if self.number else None

    @property
    def undefined(self) -> str:
        """Why there is no kappa; empty where there is one."""
        if self.kappa is not None:
            return ""
        return ALL_ALIKE if self.number else NOTHING


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Compare the codes that two coders gave to the same units.

    Shape:  kappa is (observed - chance) / (1 - chance), chance from the marginal
            counts of both coders; where chance is 1 it divides by nothing, and
            there is none.
    Source: Cohen 1960, doi 10.1177/001316446002000104.
    """
    coded = list(pairs)
    number = len(coded)
    same = sum(one == other for one, other in coded)
    first, second = Counter(one for one, _ in coded), Counter(other for _, other in coded)
    chance = sum(first[code] * second[code] for code in first)
    if chance == number**2:
        return Agreement(number=number, same=same, kappa=None)
    kappa = Fraction(same * number - chance, number**2 - chance)
    return Agreement(number=number, same=same, kappa=kappa)
