"""Compiled shapes over data: what is wrong, and how many foci each shape looked at."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.check.statements import iri_term, term_text
from mdmakg.check.term import local_code
from mdmakg.model.check import CheckCount, CheckResult, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set

    from mdmakg.check.compile import Compiled, Plan
    from mdmakg.check.constraint import Foci, Hit
    from mdmakg.check.statements import Statements, Term
    from mdmakg.model.check import CheckRule

__all__ = ["count", "evaluate", "foci_of"]


def foci_of(plan: Plan, data: Statements) -> dict[Term, set[Term]]:
    """Find the nodes that each shape looks at: its targets, and those of shapes that name it."""
    found: defaultdict[Term, set[Term]] = defaultdict(set)
    for shape in plan.shapes.values():
        if not shape.targets:
            continue
        nodes = {node for how, term in shape.targets for node in _targets(data, how, term)}
        for looks in (shape.node, *shape.properties):
            found[looks] |= nodes
    return dict(found)


def _targets(data: Statements, how: str, term: Term) -> Collection[Term]:
    """Find the nodes that one target names. Source: SHACL 2.1.3."""
    match how:
        case "targetClass":
            return data.instances(term)
        case "targetSubjectsOf":
            return data.said.get(term, {}).keys()
        case "targetObjectsOf":
            return {value for values in data.said.get(term, {}).values() for value in values}
        case "targetNode":
            return {term}
    raise ValueError(how)


def evaluate(plan: Plan, data: Statements, foci: Mapping[Term, Set[Term]]) -> set[CheckResult]:
    """Run every compiled shape over its foci."""
    return {
        _result(shape, component, hit)
        for node, nodes in foci.items()
        for shape in (plan.shapes[node],)
        for values in (_values(shape, data, nodes),)
        for component, constraint in shape.constraints
        for hit in constraint(data, values)
    }


def _values(shape: Compiled, data: Statements, nodes: Iterable[Term]) -> Foci:
    """Find the value nodes of each focus: itself, or the values of a property."""
    if not shape.path:
        return {node: (node,) for node in nodes}
    said = data.said.get(shape.path, {})
    return {node: said.get(node, ()) for node in nodes}


def _result(shape: Compiled, component: str, hit: Hit) -> CheckResult:
    iri = term_text(shape.node)
    value = "" if hit.value.startswith("_:") else hit.value
    return CheckResult(
        check=local_code(iri),
        shape=iri,
        focus=term_text(hit.focus).removeprefix("_:"),
        state=State.FAILED,
        severity=shape.severity,
        message=shape.message,
        component=component,
        path=term_text(hit.path or shape.path),
        value=term_text(value),
        value_term=value,
    )


def count(
    rules: Iterable[CheckRule], foci: Mapping[Term, Set[Term]], results: Iterable[CheckResult]
) -> Iterator[CheckCount]:
    """Count the foci of each shape that runs by itself, and how many of them failed."""
    failed: defaultdict[str, set[str]] = defaultdict(set)
    for result in results:
        failed[result.shape].add(result.focus)
    for rule in rules:
        nodes = foci.get(iri_term(rule.iri))
        if nodes is not None:
            bad = len(failed[rule.iri])
            yield CheckCount(
                check=rule.check,
                severity=rule.severity,
                passed=len(nodes) - bad,
                failed=bad,
                inapplicable=0,
                cannot_tell=0,
            )
