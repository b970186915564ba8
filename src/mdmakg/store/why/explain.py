"""For each row of an answer, the statements that the query met on the way to it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import BlankNode, NamedNode, QuerySolutions

from mdmakg.errors import UsageError
from mdmakg.store.ask import ask
from mdmakg.store.why.path import Statement, Way, between
from mdmakg.store.why.tree import parse_select
from mdmakg.store.why.unfold import unfold
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import QuerySolution, Store

    from mdmakg.store.ask import Answer
    from mdmakg.store.why.path import Term
    from mdmakg.store.why.pattern import Slot
    from mdmakg.store.why.unfold import Pattern, Plan
    from mdmakg.vocab.path import Path

__all__ = ["MOST_ROWS", "Met", "Row", "explain", "require_rows", "solutions"]

MOST_ROWS: Final = 1_000
"""How many rows of an answer are explained."""

_CELLS: Final = 1_000  # asked for at once: the guard of queries counts words and signs
_LETTERS: Final = 50_000

Row = tuple["Term | None", ...]
"""One row of an answer, unbound cells as ``None``."""


@dataclass(frozen=True, slots=True)
class Met:
    """The statements that made a row true.

    ``traced`` is false where no solution with the row's values was met again, so
    that nothing can be said of it.
    """

    statements: frozenset[Statement]
    traced: bool


def require_rows(found: Answer) -> QuerySolutions:
    """Give an answer that has rows.

    Errors: ``UsageError`` if it is a truth value or a graph.
    """
    if not isinstance(found, QuerySolutions):
        raise UsageError("--why explains the rows of a SELECT; this query has none")
    return found


def solutions(found: Answer) -> tuple[tuple[str, ...], list[Row]]:
    """Give the columns and the rows of an answer. Errors: as ``require_rows``."""
    read = require_rows(found)
    names = tuple(variable.value for variable in read.variables)
    return names, [tuple(row[name] for name in names) for row in read]


def explain(store: Store, query: str, names: Sequence[str], rows: Sequence[Row]) -> list[Met]:
    """Explain the rows of a SELECT that the store has answered, as many as may be.

    Shape:  one for each row, in order, up to ``MOST_ROWS``.
    Errors: ``UsageError`` for a query that cannot be unfolded; as ``ask``.
    """
    plan = unfold(parse_select(query, PREFIXES), tuple(names))
    places = [names.index(column) for column in plan.columns]
    cut = [tuple(row[place] for place in places) for row in rows[:MOST_ROWS]]
    walker = _Walker(store, tuple(map(NamedNode, plan.graphs)))
    met: dict[tuple[str, ...], set[Statement]] = defaultdict(set)
    for solution in _solutions(store, plan, list(dict.fromkeys(cut))):
        met[_key(solution[column] for column in plan.columns)].update(walker.met(plan, solution))
    keyed = [_key(row) for row in cut]
    # Without a key all solutions are one row's, and there may be none to count.
    return [Met(frozenset(met.get(k, ())), traced=k in met or not plan.columns) for k in keyed]


def _key(cells: Iterable[Term | None]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in cells)


def _solutions(store: Store, plan: Plan, rows: Sequence[Row]) -> Iterator[QuerySolution]:
    for batch in _batches(rows) if plan.columns else ("",):
        yield from require_rows(ask(store, f"{plan.query} {_values(plan.columns, batch)}"))


def _batches(rows: Sequence[Row]) -> Iterator[list[str]]:
    """Write rows as VALUES has them, as many together as one query may hold."""
    held: list[str] = []
    for row in rows:
        cells = " ".join("UNDEF" if cell is None else _cell(cell) for cell in row)
        if held and _is_full(held, len(row), len(cells)):
            yield held
            held = []
        held.append(f"({cells})")
    if held:
        yield held


def _cell(term: Term) -> str:
    """Write a term as SPARQL has it; the guard of queries refuses escapes of ASCII by number."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[0], str(term))


_ESCAPE: Final = re.compile(r"\\(?:u00([0-7][0-9A-Fa-f])|.)")


def _is_full(held: Sequence[str], cells: int, letters: int) -> bool:
    return (len(held) + 1) * (cells + 2) > _CELLS or sum(map(len, held)) + letters > _LETTERS


def _values(columns: Sequence[str], rows: Sequence[str]) -> str:
    heads = " ".join(f"?{column}" for column in columns)
    return f"VALUES ({heads}) {{ {' '.join(rows)} }}" if columns else ""


@dataclass(frozen=True, slots=True)
class _Walker:
    """Finds the statements of patterns, each way once."""

    store: Store
    graphs: tuple[NamedNode, ...]
    walked: dict[tuple[Path, Term, Term, Term | None], frozenset[Statement]] = field(
        default_factory=dict
    )

    def met(self, plan: Plan, solution: QuerySolution) -> Iterator[Statement]:
        """Give the statements that a solution was made of."""
        for pattern in plan.patterns:
            if all(solution[mark] is not None for mark in pattern.marks):
                yield from self._of(pattern, solution)

    def _of(self, pattern: Pattern, solution: QuerySolution) -> Iterable[Statement]:
        subject = _filled(pattern.subject, solution)
        object_ = _filled(pattern.object, solution)
        graph = None if pattern.graph is None else _filled(pattern.graph, solution)
        if isinstance(pattern.path, str):
            return ((subject, _filled(pattern.path, solution), object_),)
        return self._between(pattern.path, subject, object_, graph)

    def _between(
        self, path: Path, start: Term, end: Term, graph: Term | None
    ) -> frozenset[Statement]:
        key = (path, start, end, graph)
        if key not in self.walked:
            own = (graph,) if isinstance(graph, NamedNode | BlankNode) else None
            self.walked[key] = between(
                Way(self.store, own or self.graphs or None), path, start, end
            )
        return self.walked[key]


def _filled(slot: Slot, solution: QuerySolution) -> Term:
    # A pattern that was met has bound all its variables.
    return cast("Term", solution[slot]) if isinstance(slot, str) else slot
