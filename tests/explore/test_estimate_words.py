"""Estimates as people read them: rounded, and with how sure they are."""

from __future__ import annotations

import pytest

from mdmakg.explore.estimate import estimate_words, rounded_words


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("-0.96033605846363124",), "estimate \u22120.960"),
        (
            ("-0.96033605846363124", "0.502780959933676"),
            "estimate \u22120.960 (standard error 0.503)",
        ),
        (("0.0001234567",), "estimate 0.000123"),
        (("0.00000",), "estimate 0.000"),
        (("4", "", "1 to 7"), "estimate 4 (1 to 7)"),
        (("-6.2", "", "-7.31234 to -4.5"), "estimate \u22126.2 (\u22127.312 to \u22124.5)"),
        (("4", "0.5", "1 to 7"), "estimate 4 (standard error 0.5)"),
        (("about 2.34567 h",), "about 2.346 h"),
        (("1.234",), "estimate 1.234"),
        (("10.5555.12345",), "10.5555.12345"),
        (("", "0.5"), ""),
        (("0.15", "0.25", "", "log-risk-ratio"), "log risk ratio 0.15 (standard error 0.25)"),
        (("about 2.34567 h", "", "", "mean"), "mean about 2.346 h"),
        (("", "", "", "mean"), ""),
    ],
)
def test_an_estimate_in_words(given: tuple[str, ...], told: str) -> None:
    """Long decimals are rounded to three, small ones to three digits; the rest is as stated."""
    assert estimate_words(*given) == told


def test_a_number_of_any_length_is_told() -> None:
    """What is too long to be rounded stands as it is."""
    long = f"{'9' * 40}.12345"
    assert estimate_words(long) == f"estimate {long}"
    assert estimate_words(f"0.{'0' * 60}12345") == f"estimate 0.{'0' * 60}123"


def test_any_quantity_is_rounded_likewise() -> None:
    """Words around numbers stay, and each minus sign is one."""
    assert rounded_words("-7.31234 to -4.5 mg") == "\u22127.312 to \u22124.5 mg"
    assert rounded_words("2031-02-03") == "2031-02-03"
