"""Literals by their values: whether they have one, and which comes before which."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from math import copysign, inf
from struct import pack, unpack
from typing import TYPE_CHECKING, Any, Final

from mdmakg.check.statements import Term, term_text
from mdmakg.vocab.foreign import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "DATATYPES",
    "Literal",
    "fitting",
    "has_order",
    "is_before",
    "is_of_datatype",
    "language",
    "read_literal",
]


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal's own words, and the IRI of its datatype; that of words in a language is empty."""

    lexical: str
    datatype: str


_TYPE: Final = re.compile(r'"\^\^<([^<>"]*)>\Z')


def read_literal(term: Term) -> Literal | None:
    """Take a literal apart; nothing for what is no literal."""
    if not term.startswith('"'):
        return None
    if term.endswith('"'):
        return Literal(term_text(term), XSD + "string")
    typed = _TYPE.search(term)
    return Literal(term_text(term), typed[1] if typed else "")


# --- Which literals have a value. Source: XSD 1.1, part 2, 3.3 and 3.4 ---------------

_ZONE = r"(?P<zone>Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"(?P<year>-?(?:[1-9]\d{3,15}|0\d{3}))"  # as far as anybody counts
_MONTH = _YEAR + r"-(?P<month>0[1-9]|1[0-2])"
_DAY = _MONTH + r"-(?P<day>0[1-9]|[12]\d|3[01])"
_TIME = (
    r"T(?:(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d(?:\.\d+)?)"
    r"|(?P<end>24:00:00(?:\.0+)?))"
)
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_FLOAT = rf"{_DECIMAL}(?:[Ee][+-]?\d+)?|[+-]?INF|NaN"
_SIGNED: Final = {"long": 63, "int": 31, "short": 15, "byte": 7}
# Integers of some size, from the least to the greatest.
_RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "integer": (-inf, inf),
    "nonPositiveInteger": (-inf, 0),
    "negativeInteger": (-inf, -1),
    "nonNegativeInteger": (0, inf),
    "positiveInteger": (1, inf),
    **{name: (-(2**bits), 2**bits - 1) for name, bits in _SIGNED.items()},
    **{f"unsigned{name.title()}": (0, 2 ** (bits + 1) - 1) for name, bits in _SIGNED.items()},
}
_SIZED: Final = {XSD + name: size for name, size in _RANGES.items() if size != (-inf, inf)}
_FORMS: Final = {
    XSD + name: form
    for name, form in {
        "boolean": "true|false|1|0",
        "date": _DAY + _ZONE,
        "dateTime": _DAY + _TIME + _ZONE,
        "decimal": _DECIMAL,
        "double": _FLOAT,
        "float": _FLOAT,
        "gYear": _YEAR + _ZONE,
        "gYearMonth": _MONTH + _ZONE,
        "string": r"[\x01-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*",  # XML 1.1, 2.2
        **dict.fromkeys(_RANGES, r"[+-]?\d+"),
    }.items()
}

DATATYPES: Final = frozenset(_FORMS)
"""The datatypes whose values are known here."""


def is_of_datatype(term: Term, datatype: str) -> bool:
    """Whether a term is a literal of a datatype, and has a value in it."""
    fits = fitting(datatype)
    return fits is not None and fits(term)


@cache
def fitting(datatype: str) -> Callable[[Term], bool] | None:
    """Give what tells literals of a datatype that have a value; nothing for one not known here.

    Of a datatype that is not of XML Schema any literal has a value.
    Source: SHACL 4.1.2, sh:datatype; RDF 1.1, 3.3 and 5.
    """
    if datatype == RDF + "langString":
        return lambda term: language(term) != ""
    if datatype in _FORMS:
        return _standard(datatype)
    if datatype.startswith(XSD):
        return None
    return lambda term: term.startswith('"') and term.endswith(f'"^^<{datatype}>')


def _standard(datatype: str) -> Callable[[Term], bool]:
    end = '"' if datatype == XSD + "string" else f'"^^<{datatype}>'
    whole = re.compile(f'"(?:{_FORMS[datatype]}){re.escape(end)}', re.ASCII)
    bounded = datatype in _SIZED or "day" in whole.groupindex

    def fits(term: Term) -> bool:
        if bounded or "\\" in term:  # rare enough to look twice
            return term[0] == '"' and term.endswith(end) and _has_value(term, datatype)
        return whole.fullmatch(term) is not None

    return fits


def _has_value(term: Term, datatype: str) -> bool:
    return _match(term_text(term), datatype) is not None


def language(term: Term) -> str:
    """Say in which language a literal is, in small letters; empty for any other term."""
    tail = term.rpartition('"')[2]
    return tail[1:].lower() if tail.startswith("@") else ""


def _match(lexical: str, datatype: str) -> re.Match[str] | None:
    """Match the form of a datatype; nothing if what is written has no value."""
    found = _form(datatype).fullmatch(lexical)
    if found is None or (datatype in _SIZED and not _is_in_range(lexical, datatype)):
        return None
    return None if "day" in found.re.groupindex and not _is_on_calendar(found) else found


def _parts(literal: Literal) -> Mapping[str, str] | None:
    """Give the parts that the form of a literal's datatype names; nothing if it has no value."""
    known = literal.datatype in _FORMS
    found = _match(literal.lexical, literal.datatype) if known else None
    if found is None:
        return None
    return {name: part for name, part in found.groupdict().items() if part is not None}


@cache
def _form(datatype: str) -> re.Pattern[str]:
    return re.compile(_FORMS[datatype], re.ASCII)


def _is_in_range(lexical: str, datatype: str) -> bool:
    least, most = _SIZED[datatype]
    return least <= Decimal(lexical) <= most


def _is_on_calendar(found: re.Match[str]) -> bool:
    return int(found["day"]) <= monthrange(int(found["year"]), int(found["month"]))[1]


# --- Which comes before which. Source: SPARQL 1.1, 17.3; XPath functions 6, 7.3 and 10.4 ---


@dataclass(frozen=True, slots=True)
class _Number:
    """A number, and how wide its type is: integer and decimal, float, double."""

    value: Decimal | float
    width: int

    def at(self, width: int) -> Decimal | float:
        """Give the number in a type at least as wide."""
        if width == 0:
            return self.value
        return _single(float(self.value)) if width == 1 else float(self.value)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day or a moment, in seconds since the calendar begins."""

    datatype: str
    seconds: Fraction
    zoned: bool


_WIDTHS: Final = {
    **{XSD + name: 0 for name in ("decimal", *_RANGES)},
    XSD + "float": 1,
    XSD + "double": 2,
}
_DAY_LENGTH: Final = 24 * 3600
_FARTHEST_ZONE: Final = 14 * 3600
_YEARS, _DAYS = 400, 146_097  # after so many years, so many days, the calendar is as it was


def is_before(first: Term, second: Term, *, or_same: bool = False) -> bool:
    """Whether one literal is less than another; never where the two cannot be compared."""
    pair = _comparable(_value(first), _value(second))
    if pair is None:
        return False
    return bool(pair[0] <= pair[1] if or_same else pair[0] < pair[1])


def _comparable(a: object, b: object) -> tuple[Any, Any] | None:
    match a, b:
        case (_Number(), _Number()):
            width = max(a.width, b.width)
            return a.at(width), b.at(width)
        case (_Moment(), _Moment()) if a.datatype == b.datatype:
            # One without a zone is before another only if it is so in every zone.
            return a.seconds + (0 if a.zoned == b.zoned else _FARTHEST_ZONE), b.seconds
        case (str(), str()) | (bool(), bool()):
            return a, b
    return None


def has_order(term: Term) -> bool:
    """Whether a term is a literal with a value that can be less than another."""
    return _value(term) is not None


@lru_cache(maxsize=4096)
def _value(term: Term) -> object:
    """Give the value of a literal, if values of its datatype have an order."""
    literal = read_literal(term)
    parts = _parts(literal) if literal else None
    if literal is None or parts is None:
        return None
    if literal.datatype in _WIDTHS:
        return _number(literal)
    if "day" in parts:
        return _moment(literal.datatype, parts)
    if literal.datatype == XSD + "boolean":
        return literal.lexical in {"true", "1"}
    return literal.lexical if literal.datatype == XSD + "string" else None


def _number(literal: Literal) -> _Number:
    width = _WIDTHS[literal.datatype]
    exact = Decimal(literal.lexical) if width == 0 else float(literal.lexical)
    return _Number(_Number(exact, width).at(width), width)


def _single(number: float) -> float:
    try:
        return float(unpack("f", pack("f", number))[0])
    except OverflowError:
        return copysign(inf, number)


def _moment(datatype: str, parts: Mapping[str, str]) -> _Moment:
    year, month, day = (int(parts[name]) for name in ("year", "month", "day"))
    rounds, year = divmod(year, _YEARS)
    days = date(year + _YEARS, month, day).toordinal() + rounds * _DAYS
    hour = 24 if "end" in parts else int(parts.get("hour", 0))
    minutes = hour * 60 + int(parts.get("minute", 0)) - _offset(parts.get("zone", "Z"))
    seconds = days * _DAY_LENGTH + minutes * 60 + Fraction(Decimal(parts.get("second", 0)))
    return _Moment(datatype, seconds, "zone" in parts)


def _offset(zone: str) -> int:
    """Give the minutes by which a zone's clocks are ahead."""
    if zone == "Z":
        return 0
    return int(f"{zone[0]}1") * (int(zone[1:3]) * 60 + int(zone[4:]))
