"""Values of one trial's record as a document file has them, and what could not be taken."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mdmakg.imports.bounds import beyond
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.words import NO_NUMBER
from mdmakg.imports.stated import LONGEST, fits, shown
from mdmakg.model.quantity import QuantityText
from mdmakg.model.scalar import Line

if TYPE_CHECKING:
    from mdmakg.imports.known import Known
    from mdmakg.imports.registry.trial import Said, Trial

__all__ = ["Facts", "Value", "quantity", "written_number"]

Value = dict[str, object]
"""A mapping of a document file."""

_NUMBER: Final = re.compile(r"(?:[pP]\s*)?([<>]=?|=|≤|≥)?\s*([-+]?)([0-9]*)(\.[0-9]+)?")
_EXPONENT: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]{1,2}")
_SIGNS: Final = {"": "", "=": "", "<": "< ", ">": "> ", "<=": "<= ", ">=": ">= "} | {
    "≤": "<= ",
    "≥": ">= ",
}
_COUNT: Final = re.compile(r"[0-9]{1,9}")


def written_number(text: str) -> str:
    """Write a register's number, or p-value, as a quantity; nothing where it is none.

    ``.05`` gets its nought, ``<0.001`` its space, ``1E-3`` its noughts; digits stay.
    """
    text = text.replace("\N{MINUS SIGN}", "-").removesuffix(".")
    if _EXPONENT.fullmatch(text):
        text = f"{Decimal(text):f}"
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[3] or match[4]):
        return ""
    sign, minus, whole, rest = match.groups(default="")
    return f"{_SIGNS[sign]}{minus}{whole or '0'}{rest}"


def quantity(text: str, unit: str = "") -> str:
    """Write a number with a unit as a quantity; nothing where the model has none such."""
    number = written_number(text)
    whole = f"{number} {unit}" if unit else number
    return whole if number and fits(QuantityText, whole) else ""


class Facts:
    """What is taken of one trial: makes facts with their places, and tells what is left out.

    Shape: ids of the document begin with ``stem``; ``source`` is the record itself.
    """

    def __init__(self, trial: Trial, known: Known):
        self.trial, self.known = trial, known
        self.stem = trial.nct.text.lower()
        number = f"nct {trial.nct.text}"
        self.source = self.elsewhere(known.sources.get(number)) or f"{self.stem}-record"
        self.left_out: list[LeftOut] = trial.left_out

    def elsewhere(self, id_: str | None) -> str | None:
        """Give an id of the corpus, but not one that an earlier import of this record made."""
        mine = id_ is None or id_ == self.stem or id_.startswith(f"{self.stem}-")
        return None if mine else id_

    def leave(self, at: str, why: str) -> None:
        """Tell that what stands at a place is not taken."""
        self.left_out.append(LeftOut(self.trial.base + at, why))

    def through(self, at: str) -> Value:
        """Say that something is known through this record, and where it stands there."""
        return {"work": self.source, "how": "record", "locator": at}

    def fact(self, value: object, at: str, written: str = "") -> Value:
        """Make a fact; ``written`` where the record writes it otherwise."""
        fact: Value = {"value": value}
        if written and written != value and fits(Line, written):
            fact["written"] = written
        fact["from"] = self.through(at)
        return fact

    def line(self, said: Said | None) -> Value | None:
        """Make a fact of a text, if it fits a line."""
        return None if said is None or not self.fits(said) else self.fact(said.text, said.at)

    def fits(self, said: Said) -> bool:
        """Say whether a text fits a line; tell of one that does not."""
        if fits(Line, said.text):
            return True
        if len(said.text) > LONGEST:
            self.leave(said.at, f"has {len(said.text):,} characters, more than {LONGEST:,}")
        else:
            self.leave(said.at, "has a character that no line may have")
        return False

    def part(self, text: str, at: str, what: str) -> str:
        """Take a text as part of a line; empty, and told, where a character can be in none."""
        if not text or fits(Line, text[:LONGEST].strip()):
            return text
        self.leave(at, f"{what} has a character that no line may have")
        return ""

    def count(self, said: Said | None) -> Value | None:
        """Make a fact of a number of participants."""
        if said is None:
            return None
        if _COUNT.fullmatch(said.text):
            return self.fact(said.text, said.at)
        self.leave(said.at, f"{shown(said.text)} is no number of participants")
        return None

    def number(self, key: str, text: str, at: str, what: str, unit: str = "") -> object | None:
        """Take a number of a table; ``NA`` is none and nothing to tell.

        Shape: the plain value, or a fact where the record writes it otherwise; ``key`` is the
               field that it is for, whose bounds it must keep.
        """
        if text in NO_NUMBER:
            return None
        value = quantity(text, unit)
        why = beyond(key, value) if value else "is no number"
        if why:
            self.leave(at, f"{what}: {shown(text)} {why}")
            return None
        return value if value in {text, f"{text} {unit}"} else {"value": value, "written": text}

    def interval(self, lower: str, upper: str, at: str, what: str) -> object | None:
        """Take two limits as a range; one alone as a bound."""
        low = "" if lower in NO_NUMBER else lower
        high = "" if upper in NO_NUMBER else upper
        if not (low and high):
            return self._bound(low, high, at, what)
        numbers = written_number(low), written_number(high)
        whole = " to ".join(numbers) if numbers[0] != numbers[1] else numbers[0]
        if all(numbers) and fits(QuantityText, whole):
            return whole
        self.leave(at, f"{what}: {shown(low)} to {shown(high)} is no range")
        return None

    def _bound(self, low: str, high: str, at: str, what: str) -> object | None:
        """Take the one limit that there is."""
        if not (low or high):
            return None
        number = written_number(low or high)
        bound = f"{'>=' if low else '<='} {number}"
        if number and fits(QuantityText, bound):
            return bound
        self.leave(at, f"{what}: {shown(low or high)} is no number")
        return None
