"""Which of two arms had more of what is compared: what each received, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.graph.facts import local_name
from mdmakg.graph.reach import closure
from mdmakg.model.concept import ConceptKind
from mdmakg.model.outcome import FigureKind
from mdmakg.model.study import ArmRole
from mdmakg.pool.effect import Comparison, Side
from mdmakg.pool.number import exact_number
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.graph.facts import Facts

__all__ = ["comparison_of"]


def comparison_of(facts: Facts, result: str) -> tuple[Comparison, bool] | None:
    """Give the arms of a result, the one tried first; and whether the source has it second.

    None where the result names no two arms, or says that its source does not tell which of
    them comes first.
    """
    first = facts.one(result, m.firstArm)
    others = [arm for arm in facts.all(result, m.betweenArm) if arm != first]
    if not first or len(others) != 1:
        return None
    a, b = _side(facts, result, first), _side(facts, result, others[0])
    turned = _is_control(a, b)
    return (Comparison(b, a) if turned else Comparison(a, b)), turned


def _is_control(first: Side, second: Side) -> bool:
    """Whether the first arm is what the second is compared with.

    Of one thing in two doses the smaller; of two things what the report says.
    """
    alike = first.received == second.received and first.unit == second.unit
    if alike and first.dose is not None and second.dose is not None:
        return first.dose < second.dose
    return first.role == ArmRole.COMPARATOR and second.role == ArmRole.INVESTIGATIONAL


def _side(facts: Facts, result: str, arm: str) -> Side:
    dose, unit = _dose(facts, result, arm)
    had = closure(facts, facts.all(arm, m.armIntervention), m.hasPart)
    substances = {p for p in had if facts.name(p, m.conceptKind) == ConceptKind.SUBSTANCE}
    return Side(
        arm=arm,
        label=facts.one(arm, f.rdfs_label) or local_name(arm),
        role=facts.name(arm, m.armRole),
        received=frozenset(substances or facts.all(arm, m.armIntervention)),
        had=had,
        dose=dose,
        unit=unit,
    )


def _dose(facts: Facts, result: str, arm: str) -> tuple[float | None, str]:
    """Give the dose in this result, or else the arm's."""
    for figure in facts.all(result, m.hasFigure):
        dose = facts.name(figure, m.figureKind) == FigureKind.DOSE
        if dose and facts.one(figure, m.ofArm) == arm:
            return exact_number(facts, figure, m.figureValue)
    return exact_number(facts, arm, m.dose)
