"""What kind of thing each value is. Source: SHACL 4.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.core.known import UnknownShapeError
from mdmakg.check.core.shape import Demand, Misfits, demand, each_value
from mdmakg.check.literal import fitting
from mdmakg.check.statements import iri_term, term_text
from mdmakg.vocab.foreign import SH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.check.core.known import Said
    from mdmakg.check.statements import Term

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset({"class", "datatype", "nodeKind"})

_KINDS: Final = {
    iri_term(SH + name): marks
    for name, marks in {
        "IRI": "<",
        "Literal": '"',
        "BlankNode": "_",
        "BlankNodeOrIRI": "_<",
        "BlankNodeOrLiteral": '_"',
        "IRIOrLiteral": '<"',
    }.items()
}


def demands(said: Said) -> Iterator[Demand]:
    """Give what a shape demands of the type of each value."""
    for kind in said.iris("class"):
        yield demand("class", each_value(_outside(kind)))
    if datatype := said.iri("datatype"):
        yield demand("datatype", each_value(_of_other_type(datatype)))
    if node_kind := said.iri("nodeKind"):
        yield demand("nodeKind", each_value(_of_other_kind(node_kind)))


def _outside(kind: Term) -> Misfits:
    return lambda data, values: values - data.instances(kind)


def _of_other_type(datatype: Term) -> Misfits:
    fits = fitting(term_text(datatype))
    if fits is None:
        raise UnknownShapeError(datatype)
    return lambda _data, values: {value for value in values if not fits(value)}


def _of_other_kind(kind: Term) -> Misfits:
    marks = _KINDS.get(kind)
    if marks is None:
        raise UnknownShapeError(kind)
    return lambda _data, values: {value for value in values if value[0] not in marks}
