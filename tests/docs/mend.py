"""Bring what pages show up to date: ``python tests/docs/mend.py [PAGE…]``.

Output that no longer matches is replaced by what is printed now; what ``…``
stood for stays hidden where the lines around it are still there. Pictures in
docs/figures/ are drawn again, and the cells of docs/notebook.ipynb run. Read the
difference before you keep it: what a page says in words about its output is not
mended.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from notebook_cells import run_again
from shown import Command, matches, steps
from typing_pages import made, try_page

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKOUT = Path(__file__).resolve().parents[2]


def mend(page: Path) -> None:
    """Put what is printed now in place of what a page shows and is not printed any more."""
    with TemporaryDirectory() as folder:
        done = try_page(page, Path(folder))
    rows = page.read_text("utf-8").split("\n")
    for command, printed, _ in reversed(done):
        if command.prints and not matches(command.prints, printed):
            first = command.line - 1 + len(command.text.split("\n"))
            indent = rows[first][: len(rows[first]) - len(rows[first].lstrip())]
            fresh = [f"{indent}{row}".rstrip() for row in elided(command.prints, printed)]
            rows[first : first + len(command.prints)] = fresh
    page.write_text("\n".join(rows), "utf-8")


def elided(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Give what is printed, hidden where it was hidden before."""
    left = [row.rstrip() for row in printed if row.strip()]
    told: list[str] = []
    hidden = False
    for row in (row for row in shown if row.strip()):
        if row.strip() == "…":
            hidden = True
            continue
        at = next((n for n, one in enumerate(left) if matches([row], [one])), None)
        if at is None:
            continue
        told += ["…"] if hidden and at else left[:at]
        told.append(row)
        hidden, left = False, left[at + 1 :]
    return [*told, *(["…"] if hidden and left else left)]


def main() -> None:
    """Mend the pages named, or all, and the pictures."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    docs = CHECKOUT / "docs"
    pages = named or [CHECKOUT / "README.md", *sorted(docs.rglob("*.md")), docs / "notebook.ipynb"]
    for page in pages:
        if page.suffix == ".ipynb":
            page.write_text(run_again(page, made("build")), "utf-8")
        elif any(isinstance(step, Command) for step in steps(page)):
            mend(page)
    for figure in (CHECKOUT / "docs" / "figures").glob("*.svg"):
        figure.write_bytes((made("build") / "build" / "figures" / figure.name).read_bytes())


if __name__ == "__main__":
    main()
