"""What is told of a result to others: the arms that it compares, and when it was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["FLAGS", "compared_arms", "first_arm", "measured", "name_of"]

FLAGS: Final = (m.primaryInstrument, m.primaryTimePoint, m.afterCrossover, m.serious)
"""What a source flags a result with, or says that it is not."""


def compared_arms(facts: Facts, result: str) -> tuple[str, ...]:
    """Name the arms that are compared, the first first; if it is not told which, by name.

    Sign: a difference is the first less the other.
    """
    first = facts.one(result, m.firstArm)
    named = [(arm != first, name_of(facts, arm)) for arm in facts.all(result, m.betweenArm)]
    return tuple(name for _, name in sorted(named))


def first_arm(facts: Facts, result: str) -> str:
    """Name the arm that comes first, or say ``not stated``; empty where no arms are compared."""
    arms = facts.all(result, m.betweenArm)
    first = facts.one(result, m.firstArm)
    if first in arms:
        return name_of(facts, first)
    return "not stated" if arms else ""


def name_of(facts: Facts, arm: str) -> str:
    """Give an arm's label, or else its id."""
    return facts.one(arm, f.rdfs_label) or local_name(arm)


def measured(facts: Facts, result: str) -> tuple[str, ...]:
    """Say when a result was measured: ``4 wk after end of treatment``."""
    return tuple(_offset(facts, when) for when in facts.all(result, m.measuredAt))


def _offset(facts: Facts, offset: str) -> str:
    event = facts.name(offset, m.offsetEvent).replace("-", " ")
    parts = (quantity_text(facts, offset, m.offsetBy), facts.name(offset, m.offsetOrder), event)
    return " ".join(filter(None, parts))
