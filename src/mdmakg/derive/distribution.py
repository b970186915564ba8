"""Tails and quantiles of the normal, Student's t and the binomial distribution.

scipy is imported by the functions that need it, so that data without such
results never load it.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

__all__ = ["Upper", "exact_upper", "normal_quantile", "normal_tails", "t_quantile", "t_tails"]


class Upper(NamedTuple):
    """The largest proportions that a count is compatible with, each with 95% confidence."""

    one_sided: float
    two_sided: float


def normal_quantile(probability: float) -> float:
    """Give the standard normal value below which lies this probability."""
    return NormalDist().inv_cdf(probability)


def normal_tails(value: float) -> float:
    """Give the two-sided p of a standard normal statistic."""
    return 2 * NormalDist().cdf(-abs(value))


def t_quantile(probability: float, df: float) -> float:
    """Give the value of Student's t below which lies this probability."""
    from scipy.special import stdtrit

    return float(stdtrit(df, probability))


def t_tails(value: float, df: float) -> float:
    """Give the two-sided p of a t statistic."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(value)))


def exact_upper(events: int, of: int) -> Upper:
    """Give the exact upper bounds of a proportion: one-sided, and the upper end of two.

    Source: Clopper and Pearson 1934, Biometrika 26: 404-413.
    """
    from scipy.special import betaincinv

    if events == of:
        return Upper(1.0, 1.0)
    return Upper(*(float(betaincinv(events + 1, of - events, level)) for level in (0.95, 0.975)))
