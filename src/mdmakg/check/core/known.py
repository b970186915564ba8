"""What one shape says in SHACL's terms, read strictly: what is not known here is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.check.literal import is_of_datatype
from mdmakg.check.statements import Statements, Term, iri_term, term_text
from mdmakg.vocab.foreign import RDF, SH, XSD, xsd_boolean, xsd_integer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from mdmakg.check.core.shape import Shape

__all__ = ["Said", "UnknownShapeError", "listed", "said_by"]


class UnknownShapeError(ValueError):
    """A shape says what is not known here, or says it wrongly; it is left to an engine."""


_FIRST: Final = iri_term(RDF + "first")
_REST: Final = iri_term(RDF + "rest")
_NIL: Final = iri_term(RDF + "nil")


def listed(shapes: Statements, node: Term) -> tuple[Term, ...]:
    """Give the members of a list.

    Errors: UnknownShapeError for a node that is no list, or an empty one.
    Source: SHACL 1.1, SHACL list.
    """
    members: list[Term] = []
    seen: set[Term] = set()
    while node != _NIL:
        first, rest = shapes.values(node, _FIRST), shapes.values(node, _REST)
        if node in seen or len(first) != 1 or len(rest) != 1:
            raise UnknownShapeError(node)
        seen.add(node)
        members.extend(first)
        (node,) = rest
    if not members:
        raise UnknownShapeError(node)
    return tuple(members)


def said_by(shapes: Statements, node: Term) -> Mapping[str, Collection[Term]]:
    """Give what a shape says in SHACL's terms, each by the last part of its IRI."""
    return {
        term_text(predicate).removeprefix(SH): shapes.values(node, predicate)
        for predicate in shapes.used.get(node, ())
        if predicate.startswith(f"<{SH}")
    }


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What one shape says: the values of its parameters, by the last part of their IRIs.

    Shape: ``made`` gives another shape, compiled.
    Errors: every method raises UnknownShapeError for values that SHACL does not allow.
    """

    node: Term
    shapes: Statements
    parts: Mapping[str, Collection[Term]]
    made: Callable[[Term], Shape]

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def one(self, name: str) -> Term:
        """Give the only value of a parameter; empty where it has none."""
        values = self.parts.get(name, ())
        if len(values) > 1:
            raise UnknownShapeError(f"{self.node} {name}")
        return next(iter(values), "")

    def iris(self, name: str) -> tuple[Term, ...]:
        """Give all values of a parameter, which are IRIs."""
        values = tuple(self.parts.get(name, ()))
        if not all(value.startswith("<") for value in values):
            raise UnknownShapeError(f"{self.node} {name}")
        return values

    def iri(self, name: str) -> Term:
        """Give the only value of a parameter, an IRI; empty where it has none."""
        self.iris(name)
        return self.one(name)

    def number(self, name: str) -> int | None:
        """Give the only value of a parameter, an integer; nothing where it has none."""
        value = self.one(name)
        return int(self._typed(value, xsd_integer)) if value else None

    def words(self, name: str) -> str | None:
        """Give the only value of a parameter, a string; nothing where it has none."""
        value = self.one(name)
        return self._typed(value, XSD + "string") if value else None

    def flag(self, name: str) -> bool:
        """Say whether the only value of a parameter is ``true``; false where it has none.

        Source: SHACL test suite, uniqueLang-002: ``1`` is another term, which switches on nothing.
        """
        value = self.one(name)
        return bool(value) and self._typed(value, xsd_boolean) == "true"

    def _typed(self, value: Term, datatype: str) -> str:
        if not is_of_datatype(value, datatype):
            raise UnknownShapeError(f"{self.node} {value}")
        return term_text(value)

    def lists(self, name: str) -> tuple[tuple[Term, ...], ...]:
        """Give the members of each list that is a value of a parameter."""
        return tuple(listed(self.shapes, value) for value in self.parts.get(name, ()))

    def one_list(self, name: str) -> tuple[Term, ...]:
        """Give the members of the only list that is a value of a parameter; none without."""
        value = self.one(name)
        return listed(self.shapes, value) if value else ()

    def shapes_of(self, name: str) -> tuple[Shape, ...]:
        """Give each shape that is a value of a parameter."""
        return tuple(self.made(value) for value in self.parts.get(name, ()))
