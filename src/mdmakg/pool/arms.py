"""Which of two arms was tried: what each received, how much, and what a report says it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.graph.facts import local_name
from mdmakg.graph.reach import closure
from mdmakg.model.concept import ConceptKind
from mdmakg.model.outcome import FigureKind
from mdmakg.model.study import ArmRole
from mdmakg.pool.effect import Comparison, Order, Side
from mdmakg.pool.number import exact_dose
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["comparison_of"]


def comparison_of(facts: Facts, result: str) -> tuple[Comparison | None, Order]:
    """Give the arms of a result, the one tried first, and how the source has them.

    There is no comparison where the result names no two arms, and where nobody tells which of
    them comes first, or which is tried.
    """
    between = facts.all(result, m.betweenArm)
    first = facts.one(result, m.firstArm)
    others = [arm for arm in between if arm != first]
    if len(between) != 2:  # noqa: PLR2004 - a difference is between two
        return None, Order.NONE
    if len(others) != 1:
        return None, Order.UNORDERED
    return _ordered(_side(facts, result, first), _side(facts, result, others[0]))


def _ordered(first: Side, second: Side) -> tuple[Comparison | None, Order]:
    """Put the arm tried first.

    Of one thing in two doses it is the higher; otherwise what the report says. Of different
    things that are all investigated, it is the one named first: neither is a control.
    """
    roles = {first.role, second.role}
    share = first.received & second.received
    if _less(second, first):
        order = Order.AS_SAID
    elif _less(first, second):
        order = Order.TURNED
    elif roles == {ArmRole.INVESTIGATIONAL, ArmRole.COMPARATOR}:
        of_first = first.role == ArmRole.INVESTIGATIONAL
        order = Order.AS_SAID if of_first else Order.TURNED
    elif share:
        order = Order.ALIKE
    else:
        order = Order.AS_SAID if roles == {ArmRole.INVESTIGATIONAL} else Order.UNTOLD
    if order is Order.AS_SAID:
        return Comparison(first, second), order
    return (Comparison(second, first) if order is Order.TURNED else None), order


def _less(one: Side, other: Side) -> bool:
    """Whether an arm is known to have had less of what the other had."""
    if one.received != other.received or one.dose is None or other.dose is None:
        return False
    return one.dose.below(other.dose)


def _side(facts: Facts, result: str, arm: str) -> Side:
    had = closure(facts, facts.all(arm, m.armIntervention), m.hasPart)
    substances = {p for p in had if facts.name(p, m.conceptKind) == ConceptKind.SUBSTANCE}
    return Side(
        arm=arm,
        label=facts.one(arm, f.rdfs_label) or local_name(arm),
        role=facts.name(arm, m.armRole),
        received=frozenset(substances or facts.all(arm, m.armIntervention)),
        had=had,
        dose=exact_dose(facts, *_dose(facts, result, arm)),
    )


def _dose(facts: Facts, result: str, arm: str) -> tuple[str, str]:
    """Say where the dose stands: with this result, or else with the arm."""
    for figure in facts.all(result, m.hasFigure):
        dose = facts.name(figure, m.figureKind) == FigureKind.DOSE
        if dose and facts.one(figure, m.ofArm) == arm:
            return figure, m.figureValue
    return arm, m.dose
