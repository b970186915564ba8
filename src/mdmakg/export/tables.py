"""Rows as text: tab-separated, and comma-separated so that no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from mdmakg.export.text import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["csv_row", "inert", "quoted_row", "tsv_row"]

_FORMULA: Final = re.compile(r"[=+\-@＝＋－＠\t\r|%]")  # noqa: RUF001 - full width ones run too
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def tsv_row(cells: Sequence[str]) -> str:
    """Write a row of cells on one line, none of which holds a tab or a line end."""
    return "\t".join(map(shown, cells)) + "\n"


def quoted_row(cells: Sequence[str]) -> str:
    """Write a row of tab-separated cells as RFC 4180 has them: one with a quote mark is quoted."""
    line = io.StringIO()
    csv.writer(line, delimiter="\t", lineterminator="\n").writerow(map(shown, cells))
    return line.getvalue()


def csv_row(cells: Sequence[str]) -> str:
    """Write a row as RFC 4180 has it, its cells on one line each and inert."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([inert(shown(cell)) for cell in cells])
    return line.getvalue()


def inert(cell: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; numbers stay as they are.

    Source: OWASP, CSV injection.
    """
    runs = _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None
    return f"'{cell}" if runs else cell
