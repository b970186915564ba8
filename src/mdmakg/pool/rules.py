"""The rules by which results go into a pool, each with its code and its words.

They are applied in this order; a result is left out by the first that it does not meet.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mdmakg.model.outcome import Level, Measure
from mdmakg.pool.effect import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mdmakg.pool.effect import Effect

__all__ = ["POOLED", "RULES", "alone", "in_words"]

POOLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        Measure.STANDARDISED_DIFFERENCE: "standardised difference",
        Measure.MEAN_DIFFERENCE: "difference of means",
        Measure.RISK_DIFFERENCE: "difference of risks",
        Measure.LOG_RISK_RATIO: "logarithm of the risk ratio",
    }
)
"""Measures that can be pooled as they stand, in words."""

_RATIOS: Final = frozenset({Measure.RISK_RATIO, Measure.ODDS_RATIO, Measure.HAZARD_RATIO})

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "two-arms": "a difference between two arms, of which the first and the one tried are known",
        "group-level": "of groups, not of one person",
        "measure": "of a measure that can be pooled, and of the one asked for",
        "numbers": "with an estimate and a standard error above 0, in one unit",
        "not-retracted": "from no source that is recorded as retracted",
        "one-cohort": "of one group of participants, not of several trials pooled already",
        "substance": "of what was asked for with --of",
        "before-crossover": "measured before any crossover",
        "primary-instrument": "by the primary instrument, as the source flags it",
        "primary-time-point": "at the primary time point, as the source flags it",
        "continuous-first": "in points of a scale, where the same participants have both",
        "one-comparison": "the highest dose against the lowest, or against none of it",
        "one-result": "one result of each group of participants",
    }
)
"""What a result must be, rule by rule; no rule is about what was found."""


_WITHOUT_SIGN: Final[Mapping[Order, str]] = MappingProxyType(
    {
        Order.UNORDERED: "its source does not say which of the two arms is taken from which",
        Order.ALIKE: (
            "both arms received the same, and neither doses nor roles say which of them is tried"
        ),
        Order.UNTOLD: "roles do not say which of the two arms is tried",
    }
)


def alone(effect: Effect, measure: str, substance: str) -> tuple[str, str] | None:
    """Give the rule that an effect does not meet by itself, and why; None if it meets all."""
    for rule, check in (
        ("two-arms", _arms),
        ("group-level", _level),
        ("measure", lambda effect: _measure(effect, measure)),
        ("numbers", _numbers),
        ("not-retracted", _standing),
        ("one-cohort", _cohort),
        ("substance", lambda effect: _substance(effect, substance)),
        ("before-crossover", _crossover),
    ):
        judge: Callable[[Effect], str] = check
        if why := judge(effect):
            return rule, why
    return None


def _arms(effect: Effect) -> str:
    if effect.compares is not None:
        return ""
    return _WITHOUT_SIGN.get(effect.order, "is no difference between two arms")


def _level(effect: Effect) -> str:
    return "" if effect.level == Level.GROUP else "is of single persons"


def _measure(effect: Effect, asked: str) -> str:
    if effect.measure in _RATIOS:
        return f"{effect.measure}: a ratio is pooled as its logarithm, which the source lacks"
    if effect.measure not in POOLED:
        return f"its number is no difference that can be pooled: {effect.measure or 'no measure'}"
    if asked and effect.measure != asked:
        return f"is a {POOLED[effect.measure]}, not a {POOLED[asked]}"
    return ""


def _numbers(effect: Effect) -> str:
    if effect.estimate is None:
        return "has no estimate that is one number"
    if effect.standard_error is None:
        return "has no standard error that is one number"
    if effect.standard_error <= 0:
        return f"has a standard error of {effect.standard_error:g}"
    if effect.error_unit != effect.unit:
        of, error = in_words(effect.unit), in_words(effect.error_unit)
        return f"has an estimate in {of}, its error in {error}"
    return ""


def in_words(unit: str) -> str:
    """Name a unit, or say that a number has none."""
    return unit or "no unit"


def _standing(effect: Effect) -> str:
    return f"comes from what was retracted: {', '.join(effect.retracted)}" * bool(effect.retracted)


def _cohort(effect: Effect) -> str:
    if len(effect.cohort) == 1:
        return ""
    return f"pools {len(effect.cohort)} groups of participants, who would count twice"


def _substance(effect: Effect, asked: str) -> str:
    if not asked or effect.compares is None or asked in effect.compares.tried.had:
        return ""
    return "the arm tried did not receive it"


def _crossover(effect: Effect) -> str:
    return "was measured after crossover" if effect.after_crossover else ""
