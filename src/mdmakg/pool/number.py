"""Numbers of a dataset that are one number: no range, no bound, nothing approximate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mdmakg.model.quantity import Operator
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["exact_number"]


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
