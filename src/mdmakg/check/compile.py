"""Shapes made into functions that look at all their foci at once.

What is known here is what the shapes of structure use. A shape with anything else is
left, with every shape that leads to it, to an engine that knows all of SHACL.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.check.constraint import (
    OF_FOCUS,
    OF_VALUES,
    Constraint,
    Test,
    all_of,
    any_of,
    closed,
    each_value,
)
from mdmakg.check.statements import Statements, Term, iri_term, term_text
from mdmakg.check.term import SEVERITIES, TARGETS
from mdmakg.vocab.foreign import SH, rdf_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.model.check import Severity

__all__ = ["Compiled", "Plan", "compile_shapes"]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A shape that can be run.

    Shape: ``path`` is a property, empty for a node shape; ``properties`` are the
           shapes of properties that the foci are held to as well; ``constraints``
           are named by the IRI of their component.
    """

    node: Term
    path: Term
    severity: Severity
    message: str
    targets: tuple[tuple[str, Term], ...]
    properties: tuple[Term, ...]
    constraints: tuple[tuple[str, Constraint], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Shapes that can be run, with those that they lead to, and those that are left."""

    shapes: Mapping[Term, Compiled]
    left: frozenset[Term]


def compile_shapes(shapes: Statements) -> Plan:
    """Compile every shape that has a target and leads only to what is known."""
    targeting = {node for target in TARGETS for node in shapes.said.get(iri_term(target), {})}
    links = shapes.said.get(_sh("property"), {}).values()
    nodes = targeting.union(*links)
    compiled = {node: found for node in nodes if (found := _compiled(shapes, node))}
    run = {
        node: compiled[node]
        for node in targeting & compiled.keys()
        if all(p in compiled and compiled[p].path for p in compiled[node].properties)
    }
    led_to = {node: compiled[node] for shape in run.values() for node in shape.properties}
    return Plan(run | led_to, frozenset(targeting - run.keys()))


def _sh(name: str) -> Term:
    return iri_term(SH + name)


_Parts: TypeAlias = Mapping[str, Collection[Term]]

_TARGETS: Final = {target.removeprefix(SH) for target in TARGETS}
_WORDS: Final = frozenset({"description", "group", "message", "name", "order", "severity"})
_OF_NODES: Final = frozenset({"closed", "ignoredProperties", "property"})
_KNOWN: Final = _WORDS | _TARGETS | _OF_NODES | OF_VALUES.keys() | OF_FOCUS.keys() | {"or", "path"}
_TYPES: Final = frozenset({_sh("NodeShape"), _sh("PropertyShape")})


def _compiled(shapes: Statements, node: Term) -> Compiled | None:
    """Compile one shape; nothing where it says what is not known here."""
    parts = _parts(shapes, node)
    path = _only(parts.get("path", ()))
    constraints = tuple(_constraints(shapes, node, parts))
    known = [(component, one) for component, one in constraints if one]
    severity = SEVERITIES.get(term_text(_only(parts.get("severity", ())) or _sh("Violation")))
    if (
        not _is_known(shapes, node, parts)
        or severity is None
        or len(known) < len(constraints)
        or (constraints and "message" not in parts)
    ):
        return None
    return Compiled(
        node=node,
        path=path,
        severity=severity,
        message=" ".join(sorted(map(term_text, parts.get("message", ())))),
        targets=tuple((name, term) for name in sorted(_TARGETS) for term in parts.get(name, ())),
        properties=tuple(parts.get("property", ())),
        constraints=tuple(known),
    )


def _parts(shapes: Statements, node: Term) -> _Parts:
    """Give what a shape says in SHACL's terms, each by the last part of its IRI."""
    return {
        term_text(predicate).removeprefix(SH): shapes.values(node, predicate)
        for predicate in shapes.used.get(node, ())
        if predicate.startswith(f"<{SH}")
    }


def _only(values: Collection[Term]) -> Term:
    """Give the one value; none where there are several."""
    return next(iter(values)) if len(values) == 1 else ""


def _is_known(shapes: Statements, node: Term, parts: _Parts) -> bool:
    """Whether a shape is of a kind known here: of a node, or of one property by its IRI."""
    kinds = frozenset(shapes.values(node, iri_term(rdf_type)))  # a class is its own target
    path = _only(parts.get("path", ()))
    fits = path.startswith("<") if "path" in parts else OF_FOCUS.keys().isdisjoint(parts)
    return (
        parts.keys() <= _KNOWN
        and kinds <= _TYPES
        and fits
        and not (path and _OF_NODES & parts.keys())
        and len(parts.get("severity", ())) <= 1
    )


def _constraints(
    shapes: Statements, node: Term, parts: _Parts
) -> Iterator[tuple[str, Constraint | None]]:
    """Compile each demand; nothing stands for one that is not known."""
    for name in sorted(parts):
        value = _only(parts[name])
        if name in OF_VALUES or name == "or":
            test = _any(shapes, value) if name == "or" else _test(shapes, name, value)
            yield _component(name), each_value(test) if test else None
        elif name in OF_FOCUS:
            yield _component(name), OF_FOCUS[name](value, shapes) if value else None
        elif name == "closed":
            yield _component(name), _closed(shapes, node, value)


def _component(name: str) -> str:
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def _test(shapes: Statements, name: str, value: Term) -> Test | None:
    return OF_VALUES[name](value, shapes) if value else None


def _any(shapes: Statements, listed: Term) -> Test | None:
    """Compile the members of an ``sh:or``: shapes of nodes that look at nothing but a value."""
    members = [_all(shapes, member) for member in shapes.members(listed)]
    tests = [test for test in members if test]
    return any_of(tests) if tests and len(tests) == len(members) else None


def _all(shapes: Statements, node: Term) -> Test | None:
    parts = _parts(shapes, node)
    demands = parts.keys() - _WORDS - _TARGETS
    if not demands or not demands <= OF_VALUES.keys() or not _is_known(shapes, node, parts):
        return None
    tests = [_test(shapes, name, _only(parts[name])) for name in demands]
    known = [test for test in tests if test]
    return all_of(known) if len(known) == len(tests) else None


def _closed(shapes: Statements, node: Term, value: Term) -> Constraint | None:
    """Compile ``sh:closed``: known are the paths of the shapes of properties, and the ignored."""
    if term_text(value) not in {"true", "1"}:
        return None
    paths = (shapes.values(one, _sh("path")) for one in shapes.values(node, _sh("property")))
    lists = shapes.values(node, _sh("ignoredProperties"))
    ignored = (shapes.members(one) for one in lists)
    return closed(frozenset(term for terms in (*paths, *ignored) for term in terms))
