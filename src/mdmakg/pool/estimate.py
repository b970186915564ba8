"""Random effects: the variance between studies by REML, the interval by Hartung and Knapp."""

from __future__ import annotations

import math
import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from mdmakg.errors import UsageError
from mdmakg.pool.effect import Interval, Pooled

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LEVEL", "normal_interval", "pool_numbers", "require_pooling", "weights"]

LEVEL: Final = 0.95
_LEAST_PREDICTED: Final = 3  # studies, since the t of a prediction has k - 2 degrees of freedom
_FURTHEST: Final = 1_000_000
_DIGITS: Final = 8  # beyond this machines differ


def require_pooling() -> None:
    """Make sure that what pools is installed.

    Errors: ``UsageError`` saying how to install it.
    """
    if any(find_spec(name) is None for name in ("pymare", "statsmodels")):
        raise UsageError("pooling needs more: pip install 'mdmakg[pool]'")


def pool_numbers(estimates: Sequence[float], errors: Sequence[float]) -> Pooled:
    """Pool estimates with their standard errors.

    Units:  any, the same for all; ratios as logarithms.
    Errors: ``ValueError`` for fewer than two, for numbers of different count, for what is
            not finite or a standard error that is not above 0, and for standard errors so far
            apart that no machine can weigh them.
    """
    _require(estimates, errors)
    k = len(estimates)
    # Searched for in standard errors of the surest study, whatever the unit is.
    unit = min(errors)
    tau2 = unit**2 * _between([y / unit for y in estimates], [one / unit for one in errors])
    estimate, error, interval = _hartung_knapp(estimates, errors, tau2)
    common = [1 / error**2 for error in errors]
    mean = _mean(estimates, common)
    q = math.fsum(w * (y - mean) ** 2 for w, y in zip(common, estimates, strict=True))
    return Pooled(
        k=k,
        estimate=_round(estimate),
        standard_error=_round(error),
        interval=interval,
        tau2=_round(tau2),
        q=_round(q),
        q_p=_round(_chi2_tail(q, k - 1)),
        i2=_round(max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0),
        prediction=_prediction(k, estimate, tau2 + error**2),
        common_estimate=_round(mean),
        common=normal_interval(mean, 1 / math.sqrt(math.fsum(common))),
    )


def weights(errors: Sequence[float], tau2: float) -> tuple[float, ...]:
    """Give each study's share of the weight, up to 1."""
    own = [1 / (error**2 + tau2) for error in errors]
    return tuple(_round(one / math.fsum(own)) for one in own)


def normal_interval(estimate: float, error: float) -> Interval:
    """Give the interval that a standard error alone makes, by the normal distribution."""
    from scipy.stats import norm

    half = float(norm.ppf((1 + LEVEL) / 2)) * error
    return Interval(_round(estimate - half), _round(estimate + half))


def _require(estimates: Sequence[float], errors: Sequence[float]) -> None:
    if len(estimates) != len(errors):
        raise ValueError("as many standard errors as estimates are wanted")
    if len(estimates) < 2:  # noqa: PLR2004 - one is no pool
        raise ValueError("two estimates at least are wanted")
    if not all(map(math.isfinite, (*estimates, *errors))):
        raise ValueError("an estimate or a standard error is no finite number")
    if min(errors) <= 0:
        raise ValueError("a standard error is above 0")
    if max(errors) > _FURTHEST * min(errors):
        raise ValueError(f"standard errors are more than {_FURTHEST:,} times apart")


def _between(estimates: Sequence[float], errors: Sequence[float]) -> float:
    """Estimate the variance between studies, never below 0."""
    import numpy as np

    y = np.array(estimates, dtype=float)[:, None]
    v = np.array(errors, dtype=float)[:, None] ** 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves a file of its own open
        from pymare.estimators import VarianceBasedLikelihoodEstimator
    fitted: Any = VarianceBasedLikelihoodEstimator(method="REML").fit(y=y, v=v, X=np.ones_like(y))
    return max(0.0, float(np.ravel(fitted.params_["tau2"])[0]))


def _hartung_knapp(
    estimates: Sequence[float], errors: Sequence[float], tau2: float
) -> tuple[float, float, Interval]:
    """Weigh by both variances, and take the spread from the residuals (t, k - 1)."""
    from statsmodels.regression.linear_model import WLS

    given = [1 / (error**2 + tau2) for error in errors]
    fitted = WLS(list(estimates), [1.0] * len(given), weights=given).fit()
    low, high = fitted.conf_int(alpha=1 - LEVEL)[0]
    interval = Interval(_round(float(low)), _round(float(high)))
    return float(fitted.params[0]), float(fitted.bse[0]), interval


def _mean(values: Sequence[float], weighing: Sequence[float]) -> float:
    total = math.fsum(w * y for w, y in zip(weighing, values, strict=True))
    return total / math.fsum(weighing)


def _prediction(k: int, estimate: float, variance: float) -> Interval | None:
    """Say where the effect of another study would lie; nothing can be said from two."""
    if k < _LEAST_PREDICTED:
        return None
    from scipy.stats import t

    half = float(t.ppf((1 + LEVEL) / 2, k - 2)) * math.sqrt(variance)
    return Interval(_round(estimate - half), _round(estimate + half))


def _chi2_tail(q: float, df: int) -> float:
    from scipy.stats import chi2

    return float(chi2.sf(q, df))


def _round(value: float) -> float:
    return round(value, _DIGITS) + 0.0
