"""Checking how data are built: by compiled shapes, and by pySHACL where one is not compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mdmakg.check.compile import compile_shapes
from mdmakg.check.evaluate import count, evaluate
from mdmakg.check.shapes import join_shapes, read_shape_files, rules_of
from mdmakg.check.statements import Statements, iri_term
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.check import CheckReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from pathlib import Path

    from mdmakg.check.compile import Plan
    from mdmakg.check.statements import Term
    from mdmakg.check.turtle import TurtleFile
    from mdmakg.model.check import CheckResult, CheckRule
    from mdmakg.vocab.term import Quad

__all__ = ["check_structure"]


def check_structure(
    quads: Iterable[Quad],
    paths: Iterable[Path],
    *,
    name: str = "data",
    apart: Set[str] = frozenset(),
) -> CheckReport:
    """Check statements against the shapes of some files, each shape counted by focus.

    Shape:  ``name`` is what faults call the data; ``apart`` has IRIs of what is only
            there for others to refer to: it is no focus, and nothing is reported of it.
            A shape that found no focus has all its counts nought.
    Errors: InputError where there is nothing to check or to check with, and where a
            shape file is not as it must be.
    Source: SHACL 3.4, validation.
    """
    book = _book(read_shape_files(paths))
    data = Statements.of(quads)
    if not data.said:
        raise InputError([Fault(Place(name), "no-data", "there is nothing to check")])
    set_apart = frozenset(map(iri_term, apart))
    found = evaluate(book.plan, data, set_apart)
    if book.plan.left:
        return _with_engine(data, book, found.results, set_apart)
    counts = count(book.rules, found.foci, found.results)
    return CheckReport(results=_sorted(found.results), counts=tuple(counts), rules=book.rules)


@dataclass(frozen=True, slots=True)
class _Book:
    """Shape files, what each shape is about, and what is compiled."""

    files: tuple[TurtleFile, ...]
    rules: tuple[CheckRule, ...]
    plan: Plan


@lru_cache(maxsize=4)  # a worker checks thousands of parts by one set of shapes
def _book(files: tuple[TurtleFile, ...]) -> _Book:
    rules = rules_of(files)
    plan = compile_shapes(Statements.joined(file.statements for file in files))
    return _Book(files, rules, plan)


def _sorted(results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    return tuple(sorted(results, key=lambda result: result.order))


def _with_engine(
    data: Statements, book: _Book, found: Set[CheckResult], apart: Set[Term]
) -> CheckReport:
    """Let pySHACL find what the shapes that are left find, and count all shapes as it does."""
    from mdmakg.check.shacl import count_foci, engine_results
    from mdmakg.check.union import graph_of

    shapes, graph = join_shapes(book.files), graph_of(data)
    without = {iri[1:-1] for iri in apart}
    theirs = engine_results(graph, shapes.targeting(book.plan.left), apart=without)
    results = _sorted({*found, *theirs})
    counts = tuple(count_foci(graph, shapes, results, apart=without))
    return CheckReport(results=results, counts=counts, rules=shapes.rules)
