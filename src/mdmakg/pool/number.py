"""Numbers of a dataset that are exact: one number, or of doses a range, nothing about so."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from mdmakg.model.dose import Dose
from mdmakg.model.quantity import Operator
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["exact_dose", "exact_number"]


def exact_number(facts: Facts, holder: str, predicate: str) -> tuple[float | None, str]:
    """Give a quantity's number and unit; None where there is none, or not exactly one."""
    held = facts.all(holder, predicate)
    if len(held) != 1:
        return None, ""
    low, high = facts.one(held[0], m.low), facts.one(held[0], m.high)
    operator = facts.name(held[0], m.operator)
    about = facts.one(held[0], m.approximate) == "true"
    if not low or low != high or about or operator not in {"", Operator.EQUAL}:
        return None, ""
    try:
        number = float(low)
    except ValueError:
        return None, ""
    return (number if math.isfinite(number) else None), facts.one(held[0], m.unit)


def exact_dose(facts: Facts, holder: str, predicate: str) -> Dose | None:
    """Give a dose, a range too; None where there is none, or one that is bounded or about so."""
    held = facts.all(holder, predicate)
    if len(held) != 1:
        return None
    about = facts.one(held[0], m.approximate) == "true"
    if about or facts.name(held[0], m.operator) not in {"", Operator.EQUAL}:
        return None
    try:
        low, high = (Decimal(facts.one(held[0], bound)) for bound in (m.low, m.high))
    except InvalidOperation:
        return None
    if not (low.is_finite() and high.is_finite()):
        return None
    return Dose.of(low, high, facts.one(held[0], m.unit))
