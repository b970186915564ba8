"""To which of several shapes each value conforms. Source: SHACL 4.6."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mdmakg.check.core.shape import Demand, Misfits, Shape, demand, each_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Set

    from mdmakg.check.core.known import Said
    from mdmakg.check.statements import Statements, Term

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset({"not", "and", "or", "xone"})


def demands(said: Said) -> Iterator[Demand]:
    """Give the shapes to which each value must conform, or must not."""
    for shape in said.shapes_of("not"):
        yield demand("not", each_value(_conforming(shape)))
    for name, misfits in (("and", _all), ("or", _any), ("xone", _one)):
        for members in said.lists(name):
            yield demand(name, each_value(misfits([said.made(member) for member in members])))


def _conforming(shape: Shape) -> Misfits:
    return lambda data, values: values - shape.failing(data, values)


def _all(shapes: Collection[Shape]) -> Misfits:
    """Find what fails any shape."""
    return lambda data, values: {v for shape in shapes for v in shape.failing(data, values)}


def _any(shapes: Collection[Shape]) -> Misfits:
    """Find what fails every shape."""

    def misfits(data: Statements, values: Set[Term]) -> Set[Term]:
        for shape in shapes:
            values = shape.failing(data, values) if values else values
        return values

    return misfits


def _one(shapes: Collection[Shape]) -> Misfits:
    """Find what conforms to no shape or to several; one that is named twice counts twice."""

    def misfits(data: Statements, values: Set[Term]) -> Set[Term]:
        failed = Counter(v for shape in shapes for v in shape.failing(data, values))
        return {value for value in values if failed[value] != len(shapes) - 1}

    return misfits
