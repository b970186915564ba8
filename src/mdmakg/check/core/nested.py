"""To which other shape values conform, all or some of them. Source: SHACL 4.7.

Shapes of properties, 4.7.2, are part of the shape that names them: see ``shape``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.core.known import UnknownShapeError
from mdmakg.check.core.shape import Demand, Find, Foci, Hit, Shape, demand, each_value
from mdmakg.check.statements import iri_term
from mdmakg.vocab.foreign import SH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mdmakg.check.core.known import Said

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset(
    {
        "node",
        "qualifiedMaxCount",
        "qualifiedMinCount",
        "qualifiedValueShape",
        "qualifiedValueShapesDisjoint",
    }
)

_PROPERTY: Final = iri_term(SH + "property")
_QUALIFIED: Final = iri_term(SH + "qualifiedValueShape")


def demands(said: Said) -> Iterator[Demand]:
    """Give the shapes of nodes that values are held to."""
    for shape in said.shapes_of("node"):
        if shape.path is not None:
            raise UnknownShapeError(shape.node)
        yield demand("node", each_value(shape.failing))
    if said.one("qualifiedValueShape"):
        yield from _qualified(said)


def _qualified(said: Said) -> Iterator[Demand]:
    (shape,) = said.shapes_of("qualifiedValueShape")
    least, most = said.number("qualifiedMinCount"), said.number("qualifiedMaxCount")
    if least is None and most is None:
        raise UnknownShapeError(said.node)
    others = _siblings(said) if said.flag("qualifiedValueShapesDisjoint") else ()
    if least is not None:
        yield demand("qualifiedMinCount", _counted(shape, others, lambda count: count >= least))
    if most is not None:
        yield demand("qualifiedMaxCount", _counted(shape, others, lambda count: count <= most))


def _siblings(said: Said) -> tuple[Shape, ...]:
    """Give the shapes that values of sister properties are counted by."""
    rows = said.shapes.said.get(_PROPERTY, {})
    parents = [parent for parent, children in rows.items() if said.node in children]
    sisters = {child for parent in parents for child in rows[parent]}
    found = {shape for sister in sisters for shape in said.shapes.values(sister, _QUALIFIED)}
    return tuple(said.made(node) for node in sorted(found - {said.one("qualifiedValueShape")}))


def _counted(shape: Shape, others: Collection[Shape], fits: Callable[[int], bool]) -> Find:
    """Count the values that conform to a shape and to none of the others."""

    def find(foci: Foci) -> Iterator[Hit]:
        good = foci.values - shape.failing(foci.data, foci.values)
        for other in others:
            good &= other.failing(foci.data, good)
        for focus in foci.nodes:
            if not fits(sum(value in good for value in foci.of.get(focus, ()))):
                yield Hit(focus)

    return find
