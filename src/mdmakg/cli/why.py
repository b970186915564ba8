"""Reasons under the rows of an answer, for ``mdmakg query --why``."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mdmakg.cli.show import note, several
from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store
    from rich.table import Table

    from mdmakg.store.why.answer import Explained
    from mdmakg.store.why.reasons import Reason, Why

__all__ = ["answer_with_reasons", "require_why_format"]

_SHOWN: Final = 20
"""How many things are listed under one row; the other formats have all."""

_NARROWEST: Final = 8


def require_why_format(token: str | None) -> None:
    """Refuse a format that has no room for reasons.

    Errors: ``UsageError`` naming those that have.
    """
    from mdmakg.store.why.answer import FORMATS

    if token is not None and token not in FORMATS:
        raise UsageError(f"with --why, --format is one of {', '.join(FORMATS)}, not {token!r}")


def answer_with_reasons(
    store: Store, query: str, build: Path, *, form: str, seconds: float, quiet: bool
) -> bytes:
    """Ask, find out why each row is there, and write both."""
    from mdmakg.build.fresh import corpus_seen_from_here
    from mdmakg.build.places import read_places
    from mdmakg.store.ask import answer, within
    from mdmakg.store.why.answer import explained, rows_told, write_explained

    said, folder = read_places(build), corpus_seen_from_here(build)
    told = answer(store, query, rows_told, seconds)
    why = within(seconds, lambda: explained(store, told, query, said, folder))
    _warn(why, quiet=quiet)
    return _table(why) if form == "table" else write_explained(why, form)


def _warn(told: Explained, *, quiet: bool) -> None:
    if len(told.why) < told.number:
        says = f"note: the first {len(told.why):,} of {told.number:,} rows are explained"
        note(says, quiet=quiet)
    if lost := sum(not one.traced for one in told.why):
        says = f"warning: {several(lost, 'row')} could not be traced: nothing has their values now"
        note(says, quiet=quiet)


def _table(told: Explained) -> bytes:
    from rich.console import Console
    from rich.text import Text

    from mdmakg.cli.answer import terminal_width
    from mdmakg.report.faults import visible

    names, rows = told.table()
    out = io.StringIO()
    console = Console(file=out, width=terminal_width(), no_color=True)
    heads, *cells = [[visible(cell) for cell in row] for row in (names, *rows)]
    widths = _widths([heads, *cells], console.width)
    console.print(_row(heads, widths))
    console.print(Text("─" * min(sum(widths) + 2 * len(widths), console.width)))
    for number, row in enumerate(cells):
        console.print(_row(row, widths))
        for line in _lines(told.why[number]) if number < len(told.why) else ():
            # As it is: a line that was folded could not be searched for.
            console.print(Text(f"  why: {visible(line)}"), soft_wrap=True)
    console.print(Text(f"\n{several(len(rows), 'row')}"))
    return out.getvalue().encode()


def _row(cells: Sequence[str], widths: Sequence[int]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        table.add_column(width=width, overflow="fold")
    table.add_row(*map(Text, cells))
    return table


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Give each column what it needs; if that is too much, the widest alike."""
    from rich.cells import cell_len

    needed = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    most = max(needed, default=0)
    while most > _NARROWEST and sum(min(one, most) + 2 for one in needed) > room:
        most -= 1
    return [min(one, most) for one in needed]


def _lines(why: Why) -> Iterator[str]:
    if not why.traced:
        yield "could not be traced"
    elif not why.reasons:
        yield "no statement of a document"
    for reason in why.reasons[:_SHOWN]:
        yield _line(reason)
    if (more := len(why.reasons) - _SHOWN) > 0:
        yield f"… and {more} more, which csv, tsv and json have"


def _line(reason: Reason) -> str:
    lines = _gathered((place.file, str(place.line)) for place in reason.places)
    spans = _gathered((one.file, f"{one.start}-{one.end}") for one in reason.passages)
    places = (f"{file}:{','.join(at)}" for file, at in lines.items())
    passages = (f"{file} {','.join(at)}" for file, at in spans.items())
    return "  ".join((reason.thing, *places, *passages))


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """Gather what is in one file, each once, in its order."""
    held: dict[str, dict[str, None]] = defaultdict(dict)
    for file, at in pairs:
        held[file][at] = None
    return {file: list(ats) for file, ats in held.items()}
