"""A table as a file has it: whatever separates its cells, and whatever marks its decimals."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mdmakg.errors import InputError
from mdmakg.imports.bounds import beyond
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.lines import decoded_lines
from mdmakg.imports.metapsy.columns import KEYS, KNOWN, LABELS, NUMBERS, REQUIRED
from mdmakg.imports.opened import nothing_read
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.imports.lines import Read
    from mdmakg.imports.opened import Opened

__all__ = ["Row", "Table", "read_table"]

_MOST_ROWS: Final = 5_000  # of the usual columns, about as many as one document can have
_LABEL: Final = 300  # characters, so that several stand in one line
_SEPARATORS: Final = ";,\t"
_MISSING: Final = frozenset({"", "na", "n/a", "nan", "null"})
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,15}(?:([.,])[0-9]{0,40})?(?:[eE][-+]?[0-9]{1,2})?")
_PLACES: Final = 18  # of a decimal that the store keeps


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` counts from 1 below the header, ``line`` from 1 in the file."""

    number: int
    line: int
    cells: Mapping[str, str]
    mark: str
    file: str
    left_out: list[LeftOut]

    @property
    def id(self) -> str:
        """The row's own id, or what tells it from others where it has none."""
        named = ("study", "outcome_type", "instrument", "rating", "time_weeks", "study_time_point")
        compared = ("condition_arm1", "condition_arm2", "multi_arm1", "multi_arm2")
        return self.text(".id") or "_".join(self.text(name) for name in (*named, *compared))

    def text(self, column: str) -> str:
        """Give a cell on one line; empty where it says that something is missing."""
        cell = self.cells.get(column, "")
        return "" if cell.casefold() in _MISSING else cell

    def number_at(self, column: str) -> str:
        """Give a cell's number as a document file writes it.

        Shape: empty where it is missing or none, or cannot be what its column has: told.
        """
        cell = self.text(column)
        if not cell:
            return ""
        match = _NUMBER.fullmatch(cell)
        if match is None or (match[1] or self.mark) != self.mark:
            self.leave(column, f"{shown(cell)} is no number; decimals have {self.mark!r} here")
            return ""
        number = self._exact(column, cell)
        if number and (why := beyond(KEYS.get(column, ""), number)):
            self.leave(column, f"{shown(cell)} {why}")
            return ""
        return number

    def _exact(self, column: str, cell: str) -> str:
        written = f"{Decimal(cell.replace(',', '.').removesuffix('.')):f}"
        whole, _, places = written.partition(".")
        if len(places) <= _PLACES and len(whole.lstrip("-+")) <= 15:  # noqa: PLR2004 - as above
            return written
        self.leave(column, f"{shown(cell)} has more digits than are kept")
        return ""

    def leave(self, column: str, why: str) -> None:
        """Tell that a cell is not taken."""
        self.left_out.append(LeftOut(f"{self.file}:{self.line}:1#{column}", why))


@dataclass(slots=True)
class Table:
    """The rows of a file; ``left_out`` is what could not be taken so far."""

    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_table(opened: Opened) -> Table:
    """Read all rows that are whole, and tell of the others.

    Errors: ``InputError`` where there is no such table: no header, or nothing below it.
    """
    table = Table()
    lines = decoded_lines(opened.stream, opened.name)
    header = next(lines, None)
    if header is None:
        raise nothing_read(opened.name, "empty", "this file is empty")
    separator = max(_SEPARATORS, key=header.text.count)
    names = _header(header.text, separator, opened.name)
    _check(opened.name, names, table)
    raw = list(_cells(_Feed(lines, opened.name, table), names, separator))
    mark = _mark(cells for _, cells in raw)
    for number, (line, cells) in enumerate(raw, 1):
        row = Row(number, line, cells, mark, opened.name, table.left_out)
        table.rows.append(_with_labels(row))
    if not table.rows and not table.left_out:
        raise nothing_read(opened.name, "empty", "this table has no row")
    return table


def _with_labels(row: Row) -> Row:
    """Leave out what nothing can be called by: what is too long, or has what no line may have."""
    unfit = [
        column
        for column in LABELS
        if (cell := row.text(column)) and not (fits(Line, cell) and len(cell) <= _LABEL)
    ]
    for column in unfit:
        says = f"{shown(row.text(column))} is no line of 1 to {_LABEL} printable characters"
        row.leave(column, says)
    return replace(row, cells={**row.cells, **dict.fromkeys(unfit, "")}) if unfit else row


def _header(text: str, separator: str, file: str) -> list[str]:
    """Give the names of the columns.

    Errors: ``InputError`` where they cannot be told: a quote is not closed, a name has no end.
    """
    try:
        cells = next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error as error:
        says = f"the header of this table cannot be read: {error}"
        raise nothing_read(file, "header", says) from None
    return [name.strip() for name in cells]


def _check(file: str, names: list[str], table: Table) -> None:
    """Refuse a header that lacks what must be there, and tell of columns that are not known."""
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        says = f"this is no table in the Metapsy standard: it has no column {', '.join(missing)}"
        raise nothing_read(file, "missing-column", says)
    double = sorted(name for name, count in Counter(names).items() if count > 1)
    if double:
        raise nothing_read(file, "double-column", f"this table has {double[0]!r} twice")
    for column, name in enumerate(names, 1):
        if name not in KNOWN:
            says = f"the column {shown(name)} is not known; no cell of it was taken"
            table.left_out.append(LeftOut(f"{file}:1:{column}", says))


class _Feed:
    """The lines below the header, for ``csv``; where they cannot be read on, they end."""

    def __init__(self, lines: Iterator[Read], file: str, table: Table) -> None:
        self._lines, self.file, self._table = lines, file, table
        self.line = 1
        self._told = False

    def __iter__(self) -> Iterator[str]:
        try:
            for read in self._lines:
                self.line = read.number
                if not read.exact and not self._told:
                    self._told = True
                    self.leave("is not UTF-8; this line and others were read as Windows-1252")
                yield f"{read.text}\n"
        except InputError as error:
            for fault in error.faults:
                self.line = fault.place.line
                self.leave(f"{fault.message}; nothing from here on was taken")

    def leave(self, why: str) -> None:
        """Tell what is wrong with the line read last."""
        self._table.left_out.append(LeftOut(f"{self.file}:{self.line}:1", why))


def _cells(
    feed: _Feed, names: list[str], separator: str
) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.reader(feed, delimiter=separator, strict=True)
    count = 0
    try:
        for cells in reader:
            count += bool(cells)
            if count > _MOST_ROWS:
                says = f"a table has at most {_MOST_ROWS:,} rows; the rest was left out"
                feed.leave(f"{says}: divide it")
                return
            if len(cells) == len(names):
                flat = (" ".join(cell.split()) for cell in cells)
                yield feed.line, dict(zip(names, flat, strict=True))
            elif cells:
                feed.leave(f"this row has {len(cells)} cells, and the header {len(names)}")
    except csv.Error as error:
        feed.leave(f"this row cannot be read: {error}; nothing from here on was taken")


def _mark(rows: Iterable[Mapping[str, str]]) -> str:
    """Find what marks decimals: what does so in most cells, a point where none has any."""
    marks = Counter(
        match[1]
        for cells in rows
        for column in NUMBERS
        if (match := _NUMBER.fullmatch(cells.get(column, ""))) is not None and match[1]
    )
    return max(".,", key=lambda mark: marks[mark])
