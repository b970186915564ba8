"""What is known of a table apart from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.imports.metapsy.table import Row

__all__ = ["About", "rows_in_words", "where"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A table's name and id, the day of which it tells, its licence and its domains of bias.

    ``licence`` is an address or a line, empty where nothing says so.
    """

    name: str
    id: str
    day: str
    licence: str
    domains: Mapping[str, str]

    @property
    def notice(self) -> str:
        """The notice that open licences of databases ask for, in the words of ODC-BY 1.0, 4.3."""
        says = f"Contains information from {self.name}"
        return f"{says}, which is made available under {self.licence}"


def rows_in_words(numbers: list[int]) -> str:
    """Say which rows: ``row 3``, ``rows 1-9, 12``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = ", ".join(f"{a}-{b}" if a < b else str(a) for a, b in runs)
    return f"rows {told}" if len(numbers) > 1 else f"row {told}"


def where(rows: list[Row], column: str) -> str:
    """Say which rows, and which column of them."""
    told = rows_in_words([row.number for row in rows])
    return f"{told}, {column}" if column else told
