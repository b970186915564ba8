"""An estimate for people: its number rounded, and how sure it is. Data keep every digit."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

__all__ = ["estimate_words", "rounded_words"]

_LONG = re.compile(r"(?<![\w.,])([-+]?[0-9]{1,15}\.[0-9]{4,})(?![\w.,])")
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?")
_MINUS = re.compile(r"(?<![\w.])-(?=[\d.])")
_DECIMALS = 3


def estimate_words(estimate: str, error: str = "", interval: str = "", measure: str = "") -> str:
    """Say what is estimated, and how much, with the standard error or else the interval.

    Empty where there is no estimate; ``measure`` is empty where it is not stated.
    """
    if not estimate:
        return ""
    told = _rounded(estimate)
    called = measure.replace("-", " ") or ("estimate" if _PLAIN.fullmatch(told) else "")
    named = f"{called} {told}".lstrip()
    sure = f"standard error {_rounded(error)}" if error else _rounded(interval)
    return _with_minus(f"{named} ({sure})" if sure else named)


def rounded_words(words: str) -> str:
    """Round the numbers in a quantity's words, and write minus signs as such."""
    return _with_minus(_rounded(words))


def _with_minus(words: str) -> str:
    return _MINUS.sub("\N{MINUS SIGN}", words)


def _rounded(words: str) -> str:
    """Round what has more than three decimals; below 0.1, to three digits that count."""
    return _LONG.sub(lambda found: _short(Decimal(found[1])), words)


def _short(number: Decimal) -> str:
    places = max(_DECIMALS, _DECIMALS - 1 - number.adjusted() if number else 0)
    return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"
