"""Shapes made into functions that look at all their foci at once.

All of SHACL Core is known here. A shape with anything else, one that leads back to
itself, and one that is not as SHACL has it are left, with every shape that leads to
them, to an engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from mdmakg.check.core import (
    cardinality,
    logic,
    membership,
    nested,
    pair,
    valuerange,
    valuetype,
    wording,
)
from mdmakg.check.core.known import Said, UnknownShapeError, said_by
from mdmakg.check.core.path import read_path
from mdmakg.check.core.shape import Shape
from mdmakg.check.statements import Statements, Term, iri_term, term_text
from mdmakg.check.term import SEVERITIES, TARGETS
from mdmakg.vocab.foreign import RDFS, SH, rdf_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from mdmakg.check.core.shape import Demand

__all__ = ["Plan", "compile_shapes", "targeting"]


class _Family(Protocol):
    """One section of SHACL's chapter 4: its terms, and what a shape demands by them."""

    @property
    def TERMS(self) -> Set[str]: ...  # noqa: N802 - a constant of a module

    def demands(self, said: Said) -> Iterator[Demand]: ...


_FAMILIES: Final[tuple[_Family, ...]] = (
    valuetype,
    cardinality,
    valuerange,
    wording,
    pair,
    logic,
    nested,
    membership,
)
_TARGETS: Final = frozenset(target.removeprefix(SH) for target in TARGETS)
_WORDS: Final = frozenset({"description", "group", "message", "name", "order", "severity"})
_CONSTRAINING: Final = frozenset({"property"}).union(*(family.TERMS for family in _FAMILIES))
_KNOWN: Final = _WORDS | _TARGETS | _CONSTRAINING | {"deactivated", "path"}
# SHACL 4: terms that a shape of nodes may not have.
_OF_PROPERTIES: Final = frozenset(
    {"lessThan", "lessThanOrEquals", "maxCount", "minCount", "qualifiedValueShape", "uniqueLang"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Shapes that can be run, and those that are left.

    Shape: ``shapes`` are those with targets, and those of properties that they lead
           to, each after all that lead to it.
    """

    shapes: Mapping[Term, Shape]
    left: frozenset[Term]


def compile_shapes(shapes: Statements) -> Plan:
    """Compile every shape that has a target and leads only to what is known."""
    maker = _Maker(shapes)
    wanted = targeting(shapes)
    for node in sorted(wanted):
        maker.try_to_make(node)
    run: set[Term] = set()
    for node, shape in reversed(maker.made.items()):  # what leads to a shape was made after it
        if shape is not None and (node in wanted or node in run):
            run |= {node, *(child.node for child in shape.properties)}
    plan = {node: shape for node, shape in reversed(maker.made.items()) if shape and node in run}
    return Plan(plan, frozenset(wanted - plan.keys()))


def targeting(shapes: Statements) -> set[Term]:
    """List every shape that has a target: said to have one, or a class itself.

    Source: SHACL 2.1.3.3, implicit class targets.
    """
    said = {node for target in TARGETS for node in shapes.said.get(iri_term(target), {})}
    return said | {node for node in shapes.instances(_CLASS) if _is_shape(shapes, node)}


_CLASS: Final = iri_term(f"{RDFS}Class")
_SHAPES: Final = frozenset({iri_term(f"{SH}NodeShape"), iri_term(f"{SH}PropertyShape")})


def _is_shape(shapes: Statements, node: Term) -> bool:
    """Whether a class is a shape as well. Source: SHACL 2.1, shapes."""
    typed = not _SHAPES.isdisjoint(shapes.values(node, iri_term(rdf_type)))
    return typed or not _CONSTRAINING.isdisjoint(said_by(shapes, node))


@dataclass(frozen=True, slots=True, eq=False)
class _Maker:
    """Compiles shapes, each once; nothing stands for one that cannot be."""

    shapes: Statements
    made: dict[Term, Shape | None] = field(default_factory=dict)
    begun: set[Term] = field(default_factory=set)

    def try_to_make(self, node: Term) -> Shape | None:
        """Compile a shape with all that it leads to; nothing where that cannot be."""
        if node not in self.made and node not in self.begun:
            self.begun.add(node)
            try:
                shape = _shape(self._said(node))
            except UnknownShapeError:
                shape = None
            self.made[node] = shape
        return self.made.get(node)  # nothing for one that leads back to itself

    def make(self, node: Term) -> Shape:
        """Compile a shape that another leads to."""
        shape = self.try_to_make(node)
        if shape is None:
            raise UnknownShapeError(node)
        return shape

    def _said(self, node: Term) -> Said:
        return Said(node, self.shapes, said_by(self.shapes, node), self.make)


def _shape(said: Said) -> Shape:
    """Compile one shape.

    Errors: UnknownShapeError where it says what is not known here.
    """
    _require_known(said)
    path = read_path(said.shapes, said.one("path")) if "path" in said else None
    severity = SEVERITIES.get(term_text(said.iri("severity") or iri_term(f"{SH}Violation")))
    if severity is None:
        raise UnknownShapeError(said.node)
    if said.flag("deactivated"):
        return Shape(said.node, path, severity, "", (), (), ())
    children = said.shapes_of("property")
    if any(child.path is None for child in children):
        raise UnknownShapeError(said.node)
    return Shape(
        node=said.node,
        path=path,
        severity=severity,
        message=" ".join(sorted(map(term_text, said.parts.get("message", ())))),
        targets=tuple(_targets(said)),
        demands=tuple(one for family in _FAMILIES for one in family.demands(said)),
        properties=children,
    )


def _require_known(said: Said) -> None:
    terms = said.parts.keys()
    if not terms <= _KNOWN or not (terms or _is_shape(said.shapes, said.node)):
        raise UnknownShapeError(said.node)
    if "path" not in said and terms & _OF_PROPERTIES:
        raise UnknownShapeError(said.node)


def _targets(said: Said) -> Iterator[tuple[str, Term]]:
    for name in sorted(_TARGETS):
        for term in said.parts.get(name, ()) if name == "targetNode" else said.iris(name):
            yield name, term
    if said.node in said.shapes.instances(_CLASS):
        yield "targetClass", said.node
