"""Checking how data are built: by compiled shapes, and by pySHACL where one is not compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.check.compile import compile_shapes
from mdmakg.check.evaluate import count, evaluate, foci_of
from mdmakg.check.shapes import join_shapes, read_shape_files, rules_of
from mdmakg.check.statements import Statements
from mdmakg.check.union import union_graph, union_statements
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.check import CheckReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from mdmakg.check.compile import Plan
    from mdmakg.check.turtle import TurtleFile
    from mdmakg.model.check import CheckResult

__all__ = ["check_structure"]


def check_structure(nquads: bytes, paths: Iterable[Path], *, name: str = "data") -> CheckReport:
    """Check N-Quads against the shapes of some files, each shape counted by focus.

    Shape:  ``name`` is what faults call the data. A shape that found no focus has
            all its counts nought.
    Errors: InputError where there is nothing to check or to check with, and where a
            shape file is not as it must be.
    Source: SHACL 3.4, validation.
    """
    files = read_shape_files(paths)
    rules = rules_of(files)
    data = union_statements(nquads, name)
    if not data.said:
        raise InputError([Fault(Place(name), "no-data", "there is nothing to check")])
    plan = compile_shapes(Statements.joined(file.statements for file in files))
    foci = foci_of(plan, data)
    found = evaluate(plan, data, foci)
    if plan.left:
        return _with_engine(nquads, files, plan, found, name)
    return CheckReport(results=_sorted(found), counts=tuple(count(rules, foci, found)), rules=rules)


def _sorted(results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    return tuple(sorted(results, key=lambda result: result.order))


def _with_engine(
    nquads: bytes, files: Sequence[TurtleFile], plan: Plan, found: set[CheckResult], name: str
) -> CheckReport:
    """Let pySHACL find what the shapes that are left find, and count all shapes as it does."""
    from mdmakg.check.shacl import count_foci, engine_results

    shapes, graph = join_shapes(files), union_graph(nquads, name)
    results = _sorted(found | set(engine_results(graph, shapes.targeting(plan.left))))
    return CheckReport(
        results=results, counts=tuple(count_foci(graph, shapes, results)), rules=shapes.rules
    )
