"""Doses that can be put in order: masses in one unit, and ranges that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Dose"]

_MILLIGRAMS: Final[Mapping[str, Decimal]] = MappingProxyType(
    {
        "ug": Decimal("0.001"),
        "mg": Decimal(1),
        "g": Decimal(1000),
        "kg": Decimal(1_000_000),
    }
)


@dataclass(frozen=True, slots=True)
class Dose:
    """What an arm was given at a time, from least to most.

    Units: masses in ``mg``; all else as written, and never compared with another unit.
    """

    least: Decimal
    most: Decimal
    unit: str

    @classmethod
    def of(cls, least: Decimal, most: Decimal, unit: str) -> Dose:
        """Make a dose of numbers with a UCUM unit."""
        factor = _MILLIGRAMS.get(unit)
        return (
            cls(least, most, unit) if factor is None else cls(least * factor, most * factor, "mg")
        )

    def below(self, other: Dose) -> bool:
        """Whether all of this lies under all of the other."""
        return self.unit == other.unit and self.most < other.least
