"""A query's answer: a table on a terminal, a standard format in a pipe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mdmakg.errors import UsageError
from mdmakg.store.answer import RESULTS, TRIPLES, default_format, rows, serialise

if TYPE_CHECKING:
    from mdmakg.store.ask import Answer

__all__ = ["read_answer", "require_format", "terminal_width"]


def require_format(token: str | None) -> None:
    """Refuse a format that nothing is given in, before anything is asked.

    Errors: ``UsageError`` naming those there are.
    """
    known = ("table", *RESULTS, *TRIPLES)
    if token is not None and token not in known:
        raise UsageError(f"--format is one of {', '.join(known)}, not {token!r}")


def read_answer(found: Answer, token: str | None, *, on_terminal: bool) -> bytes:
    """Write an answer in the format asked for, or in the one that suits where it goes."""
    chosen = token or ("table" if on_terminal else default_format(found))
    return _table(found) if chosen == "table" else serialise(found, chosen)


def _table(found: Answer) -> bytes:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from mdmakg.report.faults import visible

    columns, lines = rows(found)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(Text(visible(name)), overflow="fold")
    for line in lines:
        table.add_row(*(Text(visible(cell)) for cell in line))
    out = io.StringIO()
    console = Console(file=out, width=terminal_width(), no_color=True)
    console.print(table)
    console.print(Text(f"{table.row_count} row{'' if table.row_count == 1 else 's'}"))
    return out.getvalue().encode()


def terminal_width() -> int:
    """Say how wide a table may be."""
    from shutil import get_terminal_size

    return max(get_terminal_size((120, 24)).columns, 40)
