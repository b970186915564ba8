"""Tails and quantiles, against printed tables and values worked out by hand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mdmakg.derive.distribution import (
    exact_upper,
    normal_quantile,
    normal_tails,
    t_quantile,
    t_tails,
)


def test_the_normal_distribution_is_that_of_the_tables() -> None:
    """1.96 leaves 2.5% on either side; 2.576 half a per cent."""
    assert normal_quantile(0.975) == pytest.approx(1.95996, abs=1e-5)
    assert normal_tails(1.95996) == pytest.approx(0.05, abs=1e-5)
    assert normal_tails(-2.5758) == pytest.approx(0.01, abs=1e-5)


@pytest.mark.parametrize(("df", "value"), [(1, 12.706), (11, 2.201), (30, 2.042), (120, 1.980)])
def test_students_t_is_that_of_the_tables(df: int, value: float) -> None:
    """The 97.5% points of Student's t, to the three decimals of the printed tables."""
    assert t_quantile(0.975, df) == pytest.approx(value, abs=5e-4)
    assert t_tails(value, df) == pytest.approx(0.05, abs=5e-5)
    assert t_tails(-value, df) == t_tails(value, df)


def test_none_of_twelve_leaves_a_fifth_or_a_quarter() -> None:
    """Without an event the bound is 1 - a to the power of 1/n: 22.1% and 26.5% for twelve."""
    upper = exact_upper(0, 12)
    assert upper.one_sided == pytest.approx(1 - 0.05 ** (1 / 12), rel=1e-9)
    assert upper.two_sided == pytest.approx(1 - 0.025 ** (1 / 12), rel=1e-9)
    assert round(100 * upper.one_sided) == 22
    assert round(100 * upper.two_sided) == 26


def test_some_of_them_is_that_of_the_tables() -> None:
    """The exact 95% interval of 3 of 20 reaches 37.9%; all of 12 leaves nothing open."""
    assert exact_upper(3, 20).two_sided == pytest.approx(0.379, abs=5e-4)
    assert exact_upper(12, 12) == (1.0, 1.0)


def test_the_rule_of_three_gives_three_hundred() -> None:
    """None of 300 leaves 1% (99.4 in ten thousand); none of 298 leaves a little more."""
    assert exact_upper(0, 300).one_sided < 0.01 < exact_upper(0, 298).one_sided


def test_scipy_waits_until_it_is_needed() -> None:
    """Loading the module, or asking for the normal, loads no scipy."""
    asked = "from mdmakg.derive import distribution as d; d.normal_tails(2); import sys"
    shown = f"{asked}; print('scipy' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - this very interpreter, on the line above
        [sys.executable, "-c", shown], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
