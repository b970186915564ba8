"""Compiled shapes over data: what is wrong, and which foci each shape looked at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.check.core.path import path_words
from mdmakg.check.core.shape import Foci
from mdmakg.check.statements import iri_term, term_text
from mdmakg.check.term import local_code
from mdmakg.model.check import CheckCount, CheckResult, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set

    from mdmakg.check.compile import Plan
    from mdmakg.check.core.shape import Hit, Shape
    from mdmakg.check.statements import Statements, Term
    from mdmakg.model.check import CheckRule

__all__ = ["Found", "count", "evaluate"]


@dataclass(frozen=True, slots=True)
class Found:
    """What compiled shapes found, and the foci of each by its node."""

    results: frozenset[CheckResult]
    foci: Mapping[Term, Set[Term]]


def evaluate(plan: Plan, data: Statements, apart: Set[Term] = frozenset()) -> Found:
    """Run every compiled shape over its foci, all at once.

    Shape: what is in ``apart`` is looked at where others lead to it, but is no focus.
    Source: SHACL 3.4, validation.
    """
    foci: dict[Term, Set[Term]] = {}
    results: set[CheckResult] = set()
    for node, shape in plan.shapes.items():
        nodes = foci[node] = _foci(shape, data, foci.get(node)) - apart
        if nodes:
            looked_at = Foci(nodes, data, shape.path)
            results.update(_results(shape, looked_at))
            for child in shape.properties:
                before = foci.get(child.node)
                foci[child.node] = before | looked_at.values if before else looked_at.values
    return Found(frozenset(results), foci)


def _foci(shape: Shape, data: Statements, led_to: Set[Term] | None) -> Set[Term]:
    """Find the nodes that a shape looks at: its targets, and those that others lead it to."""
    targets = [_targeted(data, how, term) for how, term in shape.targets]
    return frozenset(led_to or ()).union(*targets) if targets or led_to is None else led_to


def _targeted(data: Statements, how: str, term: Term) -> Collection[Term]:
    """Find the nodes that one target names. Source: SHACL 2.1.3."""
    match how:
        case "targetClass":
            return data.instances(term)
        case "targetSubjectsOf":
            return data.said.get(term, {}).keys()
        case "targetObjectsOf":
            return data.inverse(term).keys()
        case "targetNode":
            return {term}
    raise ValueError(how)


def _results(shape: Shape, foci: Foci) -> Iterator[CheckResult]:
    for demand in shape.demands:
        for hit in demand.find(foci):
            yield _result(shape, demand.component, hit)


def _result(shape: Shape, component: str, hit: Hit) -> CheckResult:
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
        path=term_text(hit.path) if hit.path else path_words(shape.path) if shape.path else "",
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
