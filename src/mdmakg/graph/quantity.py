"""Quantities in words, as they stand in a box or a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.model.quantity import Operator
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["quantity_text"]

_SIGNS = {
    Operator.EQUAL: "",
    Operator.LESS: "< ",
    Operator.AT_MOST: "≤ ",
    Operator.GREATER: "> ",
    Operator.AT_LEAST: "≥ ",
}


def quantity_text(facts: Facts, holder: str, predicate: str) -> str:
    """Say a quantity: ``about 6 to 8 h``, ``< 0.001``; empty where there is none."""
    held = facts.one(holder, predicate)
    low, high = facts.one(held, m.low), facts.one(held, m.high)
    if not held or not low:
        return ""
    about = "about " if facts.one(held, m.approximate) == "true" else ""
    sign = _SIGNS[Operator(facts.name(held, m.operator) or Operator.EQUAL)]
    value = low if low == high else f"{low} to {high}"
    unit = facts.one(held, m.unit)
    return f"{about}{sign}{value}{f' {unit}' if unit else ''}"
