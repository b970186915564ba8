"""Which values and which properties there may be, or must be. Source: SHACL 4.8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.check.core.shape import Demand, Find, Foci, Hit, Misfits, demand, each_value
from mdmakg.check.statements import iri_term
from mdmakg.vocab.foreign import SH

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from mdmakg.check.core.known import Said
    from mdmakg.check.statements import Term

__all__ = ["TERMS", "demands"]

TERMS: Final = frozenset({"closed", "hasValue", "ignoredProperties", "in"})

_PATH: Final = iri_term(SH + "path")


def demands(said: Said) -> Iterator[Demand]:
    """Give what a shape demands to be there, and beside what nothing may be."""
    if said.flag("closed"):
        yield demand("closed", _closed(_known(said)))
    for value in said.parts.get("hasValue", ()):
        yield demand("hasValue", _has(value))
    if "in" in said:
        yield demand("in", each_value(_outside(frozenset(said.one_list("in")))))


def _known(said: Said) -> frozenset[Term]:
    """Give the properties of a closed shape: those of its shapes of properties, and the ignored."""
    children = said.parts.get("property", ())
    paths = {path for child in children for path in said.shapes.values(child, _PATH)}
    return frozenset(paths.union(said.one_list("ignoredProperties")))


def _closed(known: frozenset[Term]) -> Find:
    def find(foci: Foci) -> Iterator[Hit]:
        used = foci.data.used
        wrong = {node for node in foci.values if not known.issuperset(used.get(node, ()))}
        for focus, values in foci.of.items() if wrong else ():
            for node in wrong.intersection(values):
                yield from _others(foci, focus, node, known)

    return find


def _others(foci: Foci, focus: Term, node: Term, known: frozenset[Term]) -> Iterator[Hit]:
    for predicate in set(foci.data.used[node]) - known:
        yield from (Hit(focus, value, predicate) for value in foci.data.values(node, predicate))


def _has(wanted: Term) -> Find:
    return lambda foci: (Hit(focus) for focus in foci.nodes if wanted not in foci.of.get(focus, ()))


def _outside(listed: Set[Term]) -> Misfits:
    return lambda _data, values: values - listed
