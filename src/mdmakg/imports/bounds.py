"""What a number can be, by what it is a number of: none of a record may break a shape."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, get_args

from mdmakg.model.outcome import FigureKind
from mdmakg.model.quantity import Operator, Quantity, QuantityText

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["beyond", "quantity_of"]

_SIGNED: Final = frozenset(
    {
        FigureKind.MEAN,
        FigureKind.MEDIAN,
        FigureKind.AMOUNT,
        FigureKind.INTERVAL,
        FigureKind.QUARTILES,
        FigureKind.RANGE,
        FigureKind.BASELINE_MEAN,
        FigureKind.CHANGE_MEAN,
    }
)
_OF_RESULTS: Final = frozenset({"p", "by", "dosing-sessions", "mean-age", "women"})
_NOT_BELOW_0: Final[frozenset[str]] = (frozenset(FigureKind) - _SIGNED) | _OF_RESULTS
_MOST: Final[Mapping[str, Decimal]] = {
    "p": Decimal(1),
    "interval-level": Decimal(100),
    "women": Decimal(100),
}


def quantity_of(text: str) -> Quantity:
    """Read a quantity as a document file has it.

    Errors: ``PydanticCustomError`` where it is none.
    """
    quantity: Quantity = get_args(QuantityText)[1].read(text)
    return quantity


def beyond(key: str, text: str) -> str:
    """Say why a quantity can be none of a document's key; nothing where it can.

    Shape:  ``key`` is the field's name in a document file; what has no bounds passes.
    Source: ``shapes/study.ttl``: non-negative, probability, percentage, share. A figure of
            an arm is held to the bounds of the same number of a result.
    """
    number, most = quantity_of(text), _MOST.get(key)
    below = number.low < 0 or (number.operator is Operator.LESS and number.high == 0)
    if key in _NOT_BELOW_0 and below:
        return "is below 0"
    if most is None:
        return ""
    above = number.high > most or (number.operator is Operator.GREATER and number.low == most)
    return f"is above {most}" if above else ""
