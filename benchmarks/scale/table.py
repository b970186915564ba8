"""What was measured, as rows of the tables that documentation shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Row", "put"]

DOCS: Final = Path(__file__).parents[2] / "docs"
BEGIN: Final = "<!-- table -->\n"
END: Final = "<!-- end -->"
HEAD: Final = ("| What | Measured | Wanted |", "|---|---|---|")


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, what is wanted of it, and whether that holds."""

    what: str
    found: str
    wanted: str = ""
    holds: bool = True


def put(rows: Sequence[Row], page: str = "speed.md") -> None:
    """Write rows into the table of a page, each where it stood before or at the end."""
    before, _, rest = (DOCS / page).read_text("utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = {line.split(" | ")[0]: line for line in table.splitlines() if line.startswith("| ")}
    lines.pop("| What", None)
    lines |= {f"| {row.what}": f"| {row.what} | {row.found} | {row.wanted} |" for row in rows}
    written = "".join(f"{line}\n" for line in (*HEAD, *lines.values()))
    (DOCS / page).write_text(f"{before}{BEGIN}{written}{END}{after}", "utf-8")
