"""The answer to a question, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from mdmakg.notebook.html import counted, table, words

if TYPE_CHECKING:
    from pyoxigraph import Store

    from mdmakg.store.ask import Answer as Found

__all__ = ["Answer", "answer_to"]

_ROWS = 200
"""How many rows a table shows."""
_SECONDS = 60.0


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Sequence[tuple[str, ...]]):
    """Rows of short text under their columns: IRIs of mdmakg without their beginning."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        """Count the rows and name the columns."""
        return f"<{counted(len(self), 'row')}: {', '.join(self.columns)}>"

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[str, ...], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | tuple[tuple[str, ...], ...]:
        """Give a row by its place, or several."""
        return self.rows[index]

    def _repr_html_(self) -> str:
        caption = words(counted(len(self), "row", _ROWS))
        return table(caption, self.columns, ([*map(words, row)] for row in self.rows[:_ROWS]))


def answer_to(store: Store, question: str) -> Answer:
    """Ask a store a question: SPARQL, or one that has a name.

    Errors: ``UsageError`` for no such question or a query that is not allowed,
            ``OvertimeError`` past a minute.
    """
    from mdmakg.store.answer import rows
    from mdmakg.store.ask import answer
    from mdmakg.store.questions import find_question

    is_query = any(mark in question for mark in "\n{ ?<")
    query = question if is_query else find_question(question).query

    def read(found: Found) -> Answer:
        columns, lines = rows(found)
        return Answer(columns, tuple(lines))

    return answer(store, query, read, _SECONDS)
