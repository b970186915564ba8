"""Doses in order: masses of any unit, other units only with themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mdmakg.model.dose import Dose


def dose(low: str, unit: str, high: str = "") -> Dose:
    """Give a dose by its numbers as written."""
    return Dose.of(Decimal(low), Decimal(high or low), unit)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (dose("200", "mg"), dose("0.5", "g")),
        (dose("999", "ug"), dose("1", "mg")),
        (dose("999", "g"), dose("1", "kg")),
        (dose("1", "mg/kg"), dose("1.5", "mg/kg")),
        (dose("5", ""), dose("50", "")),
        (dose("40", "mg", "60"), dose("80", "mg", "120")),
    ],
)
def test_less_is_below_more(less: Dose, more: Dose) -> None:
    """One order, and not the other."""
    assert less.below(more)
    assert not more.below(less)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (dose("100", "mg"), dose("0.1", "g")),
        (dose("1", "mg/kg"), dose("100", "mg")),
        (dose("5", ""), dose("100", "mg")),
        (dose("40", "mg", "80"), dose("80", "mg", "120")),
        (dose("40", "mg", "90"), dose("80", "mg", "120")),
    ],
)
def test_what_cannot_be_put_in_order_is_in_none(one: Dose, other: Dose) -> None:
    """The same mass, units of two kinds, and ranges that meet: neither is below the other."""
    assert not one.below(other)
    assert not other.below(one)
