"""What a written quantity may stand for: its bounds, in one unit of each kind.

A value with k decimals stands for half a unit of its last place to either side; an
approximate one for a whole unit of its last place that is not zero (*about 120*
is 110 to 130, *about 6* is 5 to 7). A whole number of people or sessions is
exact. Two values agree where their bounds overlap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mdmakg.encode.derived import derived
from mdmakg.encode.scope import decimal
from mdmakg.model.outcome import FigureKind
from mdmakg.model.quantity import NUMBER, PLACES, Operator
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["COUNTS", "Bounds", "bounds_of", "derive_quantities"]

_COUNTING: Final[Mapping[str, tuple[str, ...]]] = {
    m.StudyReport: (m.enrolled, m.analysed, m.followedUp),
    m.Arm: (m.armSize,),
    m.Component: (m.number,),
    m.Result: (m.events, m.outOf, m.degreesOfFreedom),
    m.Proposition: (m.quantity,),
}
COUNTS: Final = frozenset(predicate for some in _COUNTING.values() for predicate in some)
"""Properties whose values, where whole and without a unit, count something."""

_COUNTED: Final = frozenset(
    {
        FigureKind.N,
        FigureKind.EVENTS,
        FigureKind.OF,
        FigureKind.BASELINE_N,
        FigureKind.CHANGE_N,
    }
)
"""Kinds of figures of an arm that count participants."""

_HOUR: Final = Fraction(1, 24)
_YEAR: Final = Fraction("365.25")
_CANONICAL: Final[Mapping[str, tuple[Fraction, str]]] = {
    "min": (_HOUR / 60, "d"),
    "h": (_HOUR, "d"),
    "d": (Fraction(1), "d"),
    "wk": (Fraction(7), "d"),
    "mo": (_YEAR / 12, "d"),
    "a": (_YEAR, "d"),
    "ug": (Fraction(1, 1000), "mg"),
    "mg": (Fraction(1), "mg"),
    "g": (Fraction(1000), "mg"),
    "kg": (Fraction(1_000_000), "mg"),
    "%": (Fraction(1, 100), "1"),
}
"""UCUM's own factors: a month is a twelfth of a Julian year."""

_NUMBER: Final = re.compile(NUMBER, re.ASCII)
_BELOW: Final = frozenset({Operator.LESS, Operator.AT_MOST})
_ABOVE: Final = frozenset({Operator.GREATER, Operator.AT_LEAST})
_PLACES: Final = Decimal(1).scaleb(-PLACES)
_PRECISION: Final = 200
"""Digits enough for any number that is read, times any factor of its unit."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a quantity may stand for; ``None`` where it is open.

    Units: ``unit`` is ``d`` for durations, ``mg`` for masses, ``1`` for percentages
           (as fractions), empty for pure numbers, and otherwise as given.
    """

    least: Fraction | None
    most: Fraction | None
    unit: str = ""

    def overlaps(self, other: Bounds) -> bool:
        """Whether both may stand for one value; never where their units differ."""
        return self.unit == other.unit and not (self.below(other) or other.below(self))

    def below(self, other: Bounds) -> bool:
        """Whether all of this lies under all of the other."""
        return self.most is not None and other.least is not None and self.most < other.least


def derive_quantities(facts: Facts) -> Iterator[Quad]:
    """State the bounds of every quantity that has numbers."""
    for held, counts in _held(facts):
        bounds = _bounds(facts, held, counts=counts)
        if bounds is not None:
            yield from _stated(held, bounds)


def bounds_of(facts: Facts, holder: str, predicate: str) -> Bounds | None:
    """Give the bounds of a quantity; none where there is none, or it has no numbers."""
    held = facts.one(holder, predicate)
    counts = predicate in COUNTS or (predicate == m.figureValue and _counted(facts, holder))
    return _bounds(facts, held, counts=counts) if held else None


def _counted(facts: Facts, figure: str) -> bool:
    return facts.name(figure, m.figureKind) in _COUNTED


def _held(facts: Facts) -> Iterator[tuple[str, bool]]:
    """Give every quantity, and whether it counts something."""
    counting = {
        held
        for class_, predicates in _COUNTING.items()
        for holder in facts.instances(class_)
        for predicate in predicates
        for held in facts.all(holder, predicate)
    } | {
        held
        for figure in facts.instances(m.Figure)
        if _counted(facts, figure)
        for held in facts.all(figure, m.figureValue)
    }
    for held in facts.instances(m.Quantity):
        yield held, held in counting


def _stated(held: str, bounds: Bounds) -> Iterator[Quad]:
    for predicate, bound, outwards in (
        (m.least, bounds.least, ROUND_FLOOR),
        (m.most, bounds.most, ROUND_CEILING),
    ):
        if bound is not None:
            yield derived(held, predicate, decimal(_decimal(bound, outwards)))
    if bounds.unit:
        yield derived(held, m.inUnit, literal_term(bounds.unit))


@lru_cache(maxsize=8192)
def _decimal(value: Fraction, outwards: str) -> Decimal:
    """Write a bound with as many places as the store keeps; no value within it is left out."""
    with localcontext(prec=_PRECISION):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        short = exact.quantize(_PLACES, outwards).normalize()
    return short if short else Decimal(0)


def _bounds(facts: Facts, held: str, *, counts: bool) -> Bounds | None:
    return _of_words(
        facts.one(held, m.low),
        facts.one(held, m.high),
        facts.one(held, m.unit),
        facts.name(held, m.operator),
        about=facts.one(held, m.approximate) == "true",
        counts=counts,
    )


@lru_cache(maxsize=8192)  # the same quantity is asked for several times, and numbers come again
def _of_words(
    low: str, high: str, unit: str, sign: str, *, about: bool, counts: bool
) -> Bounds | None:
    if not (_NUMBER.fullmatch(low) and _NUMBER.fullmatch(high)):
        return None
    factor, canonical = _CANONICAL.get(unit, (Fraction(1), unit))
    exact = (counts and not unit and _is_whole(low, high)) or sign in _BELOW | _ABOVE
    least = Fraction(low) - _margin(low, about=about, exact=exact)
    most = Fraction(high) + _margin(high, about=about, exact=exact)
    return Bounds(
        None if sign in _BELOW else least * factor,
        None if sign in _ABOVE else most * factor,
        canonical,
    )


def _is_whole(*numbers: str) -> bool:
    return all(Fraction(number).denominator == 1 for number in numbers)


def _margin(number: str, *, about: bool, exact: bool) -> Fraction:
    """Give how far from what is written the value may lie."""
    whole, _, places = number.lstrip("+-").partition(".")
    if about:
        digits = (whole + places).rstrip("0")
        zeros = len(whole + places) - len(digits) if digits else 0
        return Fraction(10) ** (zeros - len(places))
    return Fraction(0) if exact else Fraction(10) ** -len(places) / 2
