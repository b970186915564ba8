"""Quantities: a value or a range, its operator and unit, and the digits as they were given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic_core import PydanticCustomError

from mdmakg.model.scalar import Scalar

__all__ = ["NUMBER", "PLACES", "Operator", "Quantity", "QuantityText"]


class Operator(StrEnum):
    """How a value bounds what was measured."""

    EQUAL = "equal"
    LESS = "less"
    AT_MOST = "at-most"
    GREATER = "greater"
    AT_LEAST = "at-least"


_SIGNS = {
    "=": Operator.EQUAL,
    "<": Operator.LESS,
    "<=": Operator.AT_MOST,
    ">": Operator.GREATER,
    ">=": Operator.AT_LEAST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as a source gave it.

    Shape: ``low`` equals ``high`` for a single value.
    Units: ``unit`` is a UCUM code, empty for a pure number; never converted.
    Sign:  as given; a change is later minus earlier.
    """

    low: Decimal
    high: Decimal
    operator: Operator = Operator.EQUAL
    unit: str = ""
    approximate: bool = False
    written: str

    @property
    def is_range(self) -> bool:
        """Whether it spans two values."""
        return self.low != self.high


PLACES: Final = 18
"""How many decimal places a number may have: as many as the store keeps."""

NUMBER: Final = rf"[-+]?[0-9]{{1,15}}(?:\.[0-9]{{1,{PLACES}}})?"
"""A number as a source gives it."""

_UNIT = r"(?!to$)[A-Za-z%\[{][A-Za-z0-9%\[\]{}_/.*'-]{0,30}"
_PATTERN = rf"(about )?(?:(<=|>=|<|>|=) ({NUMBER})|({NUMBER})(?: to ({NUMBER}))?)(?: ({_UNIT}))?"
_MATCHES = re.compile(_PATTERN, re.ASCII).fullmatch


def _quantity(text: str) -> Quantity:
    match = _MATCHES(text)
    assert match is not None  # noqa: S101 - the type's own pattern has matched
    about, sign, bound, low, high, unit = match.groups()
    low = low or bound
    if high is not None and Decimal(high) <= Decimal(low):
        raise PydanticCustomError("value", "expected a range LOW to HIGH, the lower number first")
    return Quantity(
        low=Decimal(low),
        high=Decimal(high or low),
        operator=_SIGNS[sign or "="],
        unit=unit or "",
        approximate=bool(about),
        written=text,
    )


QuantityText = Annotated[
    Quantity,
    Scalar(
        _PATTERN,
        "a quantity: [about] [< <= > >= =] NUMBER [UNIT], or NUMBER to NUMBER, "
        "such as about 6 to 8 h",
        _quantity,
        typed="number",
    ),
]
