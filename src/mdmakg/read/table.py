"""Tab-separated tables in, with the place of every cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Row", "Table", "read_rows"]

_MOST: Final = 4096
"""How many characters a cell has at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: column to text, and where the row stands.

    Shape:  a column that the row lacks is empty; ``columns`` has where each cell begins.
    """

    file: str
    number: int
    line: str
    cells: dict[str, str]
    columns: dict[str, int]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def place(self, column: str = "") -> Place:
        """Give the place of a cell, or of the row."""
        return Place(self.file, self.number, self.columns.get(column, 1))

    def fault(self, column: str, code: str, message: str) -> Fault:
        """State a fault at a cell."""
        return Fault(self.place(column), code, message, self.line)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its header, its rows, and what is wrong with its form."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_rows(lines: Sequence[str], file: str, first: int = 1) -> Table:
    """Read a header and rows.

    Shape:  ``first`` is the number of the first line. Empty lines are passed over. A cell in
            quote marks may hold a quote mark, doubled; none goes over several lines.
    Source: SSSOM/TSV, which is RFC 4180 with tabs.
    """
    if not lines:
        return Table((), (), (Fault(Place(file, first), "no-header", "there is no header"),))
    header = tuple(cell for cell, _ in _cells(lines[0]))
    faults = [*_header(header, lines[0], Place(file, first))]
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], first + 1):
        if not line.strip():
            continue
        cells = list(_cells(line))
        faults += _form(cells, header, Place(file, number), line)
        named = dict(zip(header, cells, strict=False))
        rows.append(
            Row(
                file,
                number,
                line,
                {name: cell for name, (cell, _) in named.items()},
                {name: column for name, (_, column) in named.items()},
            )
        )
    return Table(header, tuple(rows), tuple(faults))


def _header(header: tuple[str, ...], line: str, place: Place) -> Iterator[Fault]:
    double = sorted({name for name in header if header.count(name) > 1})
    if double:
        yield Fault(place, "double-column", f"the header has twice: {', '.join(double)}", line)


def _form(
    cells: Sequence[tuple[str, int]], header: Sequence[str], place: Place, line: str
) -> Iterator[Fault]:
    if len(cells) > len(header):
        says = f"this row has {len(cells)} cells, the header {len(header)}"
        column = cells[len(header)][1]
        yield Fault(Place(place.file, place.line, column), "too-many-cells", says, line)
    for cell, column in cells:
        at = Place(place.file, place.line, column)
        if len(cell) > _MOST:
            yield Fault(at, "cell-too-long", f"a cell has at most {_MOST} characters")
        elif not cell.isprintable():
            yield Fault(at, "control-character", "a cell is one line of printable text", line)


def _cells(line: str) -> Iterator[tuple[str, int]]:
    """Split a line at its tabs, with the column at which each cell begins."""
    column = 1
    for part in line.split("\t"):
        quoted = len(part) > 1 and part[0] == part[-1] == '"'
        text = part[1:-1].replace('""', '"') if quoted else part
        yield text.strip(" "), column
        column += len(part) + 1
