"""Dates of records as far as they are sure: a day, a month or a year."""

from __future__ import annotations

import re
from typing import Final

from mdmakg.imports.stated import fits
from mdmakg.model.scalar import MomentText

__all__ = ["moment", "month_number", "year_in"]

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT: Final = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_YEAR: Final = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")


def month_number(text: str) -> int | None:
    """Give the number of a month by its number or English name, short or whole."""
    word = text.strip().rstrip(".").lower()
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= len("12") and 1 <= int(word) <= len(_MONTHS) else None
    return _SHORT.get(word) or (_MONTHS.index(word) + 1 if word in _MONTHS else None)


def moment(year: str, month: str = "", day: str = "") -> tuple[str, bool]:
    """Join the parts of a date.

    Shape: the date as a document file has it, as precise as its parts are good, and whether
           all parts that were given are in it; an empty text where there is no good year.
    """
    year, month, day = year.strip(), month.strip(), day.strip()
    if not fits(MomentText, year):
        return "", not (year or month or day)
    number = month_number(month)
    if number is None:
        return year, not (month or day)
    with_month = f"{year}-{number:02}"
    if not (day.isascii() and day.isdigit()):
        return with_month, not day
    with_day = f"{with_month}-{int(day):02}" if len(day) <= len("31") else ""
    return (with_day, True) if fits(MomentText, with_day) else (with_month, False)


def year_in(text: str) -> str:
    """Give the first year that a text names, from 1500 on; empty where it names none."""
    match = _YEAR.search(text)
    return match[0] if match else ""
