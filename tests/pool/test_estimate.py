"""Pooling numbers: against what others published, and against what can be worked out by hand."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_1samp

from mdmakg.errors import UsageError
from mdmakg.pool import estimate
from mdmakg.pool.estimate import pool_numbers, require_pooling, weights

# Hedges' g and its standard error of the six trials that the SYPRES review of MDMA for PTSD
# pools: facts of the table metapsy-ptsd-mdmactr, made available under ODC-BY 1.0.
PTSD = (
    (-0.77119460782592442, 0.233827703340997),
    (-0.59145945024125568, 0.211971363350027),
    (-0.96033605846363124, 0.502780959933676),
    (-0.85250196213815910, 0.640733080682004),
    (-1.20796724587689375, 0.498099134593719),
    (-0.27610463068921387, 0.502329233787036),
)

# Cases and others, vaccinated and not, in 13 trials of the BCG vaccine: Colditz and others 1994.
BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)


def log_risk_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float]:
    """Give the logarithm of a risk ratio, and its standard error."""
    ratio = math.log((a / (a + b)) / (c / (c + d)))
    return ratio, math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def test_the_published_pool_of_mdma_for_ptsd() -> None:
    """The review publishes g = -0.71 (-0.95 to -0.47) of 6 trials; with a decimal more, this."""
    pooled = pool_numbers(*zip(*PTSD, strict=True))
    assert pooled.k == 6
    low, high = pooled.interval.low, pooled.interval.high
    assert [round(n, 2) for n in (pooled.estimate, low, high)] == [-0.71, -0.95, -0.47]
    assert [round(n, 3) for n in (pooled.estimate, low, high)] == [-0.712, -0.953, -0.470]


def test_a_pool_of_trials_that_differ() -> None:
    """Of the BCG trials metafor prints tau² 0.3132, -0.7145, Q 152.2330; from Q, I² is 92.12 %."""
    pooled = pool_numbers(*zip(*(log_risk_ratio(*one) for one in BCG), strict=True))
    assert pooled.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert pooled.estimate == pytest.approx(-0.7145, abs=5e-5)
    assert pooled.q == pytest.approx(152.2330, abs=5e-5)
    assert pooled.i2 == pytest.approx(0.9212, abs=5e-5)
    assert pooled.q_p < 0.0001


def test_one_common_effect_is_told_beside() -> None:
    """Of the BCG trials metafor prints -0.4303 [-0.5097, -0.3509] for one common effect."""
    pooled = pool_numbers(*zip(*(log_risk_ratio(*one) for one in BCG), strict=True))
    told = (pooled.common_estimate, pooled.common.low, pooled.common.high)
    assert told == pytest.approx((-0.4303, -0.5097, -0.3509), abs=5e-5)


def test_two_libraries_agree_on_the_interval() -> None:
    """PyMARE has Hartung and Knapp's interval of its own; ours comes from statsmodels."""
    pooled = pool_numbers(*zip(*(log_risk_ratio(*one) for one in BCG), strict=True))
    # it leaves a file open as it is imported, which pool_numbers sees to
    from pymare.estimators import VarianceBasedLikelihoodEstimator

    y, error = (np.array(n)[:, None] for n in zip(*(log_risk_ratio(*o) for o in BCG), strict=True))
    fitted = VarianceBasedLikelihoodEstimator(method="REML").fit(y=y, v=error**2, X=np.ones_like(y))
    spread = math.sqrt(float(np.ravel(fitted.params_["inv_cov"])[0]))
    assert pooled.standard_error == pytest.approx(spread, rel=1e-6)
    # 2.17881 is Student's t at 97.5 % with 12 degrees of freedom, from tables
    assert pooled.interval.width / 2 == pytest.approx(2.17881 * spread, rel=1e-5)


@settings(max_examples=40)
@given(
    st.lists(st.integers(-300, 300), min_size=2, max_size=12),
    st.floats(0.05, 3),
)
def test_with_equal_errors_it_is_the_t_test(hundredths: list[int], error: float) -> None:
    """If all standard errors are one, Hartung and Knapp's interval is that of a t-test."""
    values = [one / 100 for one in hundredths]
    pooled = pool_numbers(values, [error] * len(values))
    assert pooled.estimate == pytest.approx(statistics.fmean(values), abs=1e-7)
    if len(set(values)) > 1:
        expected = ttest_1samp(values, 0).confidence_interval()
        found = (pooled.interval.low, pooled.interval.high)
        assert found == pytest.approx((expected.low, expected.high), abs=1e-6)
    between = max(0.0, statistics.variance(values) - error**2)
    assert pooled.tau2 == pytest.approx(between, abs=1e-4 + 1e-3 * between)


def test_a_prediction_needs_three() -> None:
    """Its t has k - 2 degrees of freedom, so two studies predict nothing of another."""
    assert pool_numbers([0.1, 0.4], [0.2, 0.2]).prediction is None
    pooled = pool_numbers([0.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    assert pooled.prediction is not None
    assert (pooled.prediction.low, pooled.prediction.high) == (0, 0)


def test_a_prediction_is_wider_than_the_mean() -> None:
    """With 3 studies t(1) is 12.7062; tau² 0.96 and the squared error 1/3 add up."""
    pooled = pool_numbers([-1.0, 0.0, 1.0], [0.2, 0.2, 0.2])
    assert pooled.prediction is not None
    assert pooled.tau2 == pytest.approx(0.96, abs=1e-4)
    assert pooled.prediction.high == pytest.approx(12.7062 * math.sqrt(0.96 + 1 / 3), rel=1e-4)


def test_a_prediction_has_the_error_of_the_interval() -> None:
    """Of 0, 0 and 0.1 with errors 1, 2 and 2 the weights are 1, 1/4 and 1/4, tau² is 0.

    Their mean is 1/60 and Q 1/480, so Hartung and Knapp's squared error is Q / (2 * 3/2), or
    1/1440; the usual one is 2/3. Student's t at 97.5 % is 4.30265 with 2 degrees of freedom
    and 12.7062 with 1.
    """
    pooled = pool_numbers([0.0, 0.0, 0.1], [1.0, 2.0, 2.0])
    assert pooled.prediction is not None
    assert (pooled.tau2, pooled.q) == pytest.approx((0, 1 / 480), abs=1e-6)
    assert pooled.standard_error == pytest.approx(math.sqrt(1 / 1440), rel=1e-5)
    assert pooled.interval.high == pytest.approx(1 / 60 + 4.30265 * math.sqrt(1 / 1440), rel=1e-5)
    assert pooled.prediction.high == pytest.approx(1 / 60 + 12.7062 * math.sqrt(1 / 1440), rel=1e-5)


def test_weights_are_shares() -> None:
    """Errors of 1 and 2 weigh 4 to 1; a great variance between studies makes them alike."""
    assert weights([1.0, 2.0], 0.0) == pytest.approx((0.8, 0.2))
    assert weights([1.0, 2.0], 1e9) == pytest.approx((0.5, 0.5))


def test_the_order_of_studies_is_nothing() -> None:
    """The same studies in another order give the same pool, to the last digit kept but one."""
    forth, back = (pool_numbers(*zip(*of, strict=True)) for of in (PTSD, PTSD[::-1]))
    assert forth.estimate == pytest.approx(back.estimate, abs=1e-7)
    assert forth.interval.low == pytest.approx(back.interval.low, abs=1e-7)


def test_numbers_are_rounded_where_machines_differ() -> None:
    """Eight digits are kept, and nought is never below nought."""
    pooled = pool_numbers([-0.1, 0.1, 0.0], [0.5, 0.5, 0.5])
    assert str(pooled.estimate) == "0.0"
    assert all(round(n, 8) == n for n in (pooled.q, pooled.q_p, pooled.interval.low))


@pytest.mark.parametrize(
    ("estimates", "errors", "says"),
    [
        ([0.1], [0.2], "two estimates"),
        ([], [], "two estimates"),
        ([0.1, 0.2], [0.2], "as many"),
        ([0.1, 0.2], [0.2, 0.0], "above 0"),
        ([0.1, 0.2], [0.2, -0.1], "above 0"),
        ([0.1, math.nan], [0.2, 0.1], "finite"),
        ([0.1, 0.3], [math.nan, 0.1], "finite"),
        ([0.1, math.inf], [0.2, 0.1], "finite"),
        ([0.1, 0.2], [1e-6, 2.0], "more than 1,000,000 times apart"),
    ],
)
def test_what_is_no_pool(estimates: list[float], errors: list[float], says: str) -> None:
    """Too few, of different count, not finite or certain beyond reason: refused, and why."""
    with pytest.raises(ValueError, match=says):
        pool_numbers(estimates, errors)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks the extra is told how to install it."""
    require_pooling()
    monkeypatch.setattr(estimate, "find_spec", lambda name: None if name == "pymare" else name)
    with pytest.raises(UsageError, match=r"mdmakg\[pool\]"):
        require_pooling()


def test_more_heterogeneity_never_narrows_a_prediction() -> None:
    """Estimates drawn further apart predict less of another study."""
    wide = [pool_numbers([-s, 0.0, s, 0.0], [0.3] * 4).prediction for s in (0.5, 1.0, 2.0)]
    assert all(a is not None and b is not None and a.width < b.width for a, b in pairwise(wide))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.floats(-1e15, 1e15),
            st.floats(1e-3, 1e3) | st.sampled_from([1e-12, 1e-6, 1e15]),
        ),
        min_size=2,
        max_size=5,
    )
)
def test_whatever_is_pooled_is_finite(studies: list[tuple[float, float]]) -> None:
    """However odd the numbers, the answer is numbers, or a reason; and no warning."""
    try:
        pooled = pool_numbers(*zip(*studies, strict=True))
    except ValueError as error:
        assert "times apart" in str(error)
        return
    told = (pooled.estimate, pooled.tau2, pooled.q, pooled.interval.low, pooled.common.high)
    assert all(map(math.isfinite, told))


def test_the_unit_is_nothing() -> None:
    """In thousandths of the unit the estimate is a thousand times as great, tau² a million."""
    told = [log_risk_ratio(*one) for one in BCG]
    once = pool_numbers(*zip(*told, strict=True))
    often = pool_numbers(*zip(*((1000 * y, 1000 * e) for y, e in told), strict=True))
    assert often.estimate == pytest.approx(1000 * once.estimate, rel=1e-6)
    assert often.tau2 == pytest.approx(1e6 * once.tau2, rel=1e-6)
