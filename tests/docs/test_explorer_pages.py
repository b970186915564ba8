"""What the pages on the explorer list is what the explorer has: marks, lines, filters, keys."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mdmakg.model.assessment import Fidelity, Support
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from enum import StrEnum

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = files("mdmakg.explore.page")


def first_cells(page: str) -> list[str]:
    """Give what stands first in the rows of a page's tables."""
    return re.findall(r"^\| ([^|]+?) \|", (DOCS / page).read_text("utf-8"), re.M)


def script(name: str) -> str:
    """Read a script of the explorer."""
    return PAGE.joinpath(name).read_text("utf-8")


@pytest.mark.parametrize("values", [Fidelity, Support])
def test_every_verdict_has_its_mark_on_the_page(values: type[StrEnum]) -> None:
    """Each member of the two lists of verdicts stands in a row, in the list's order."""
    named = [value.replace("-", " ") for value in values]
    shown = [cell for cell in first_cells("explorer/claims.md") if cell in named]
    both = {value.replace("-", " ") for value in (set(Fidelity) & set(Support))}
    assert [cell for cell in dict.fromkeys(shown) if cell not in both] == [
        name for name in named if name not in both
    ]
    assert all(shown.count(name) == 2 for name in both)


def test_every_kind_of_box_and_line_is_on_the_page() -> None:
    """Boxes and lines of a chain and of the map have each their row."""
    told = [cell.partition(":")[0] for cell in first_cells("explorer/claim.md")]
    drawn = {kind.replace("-", " ") for kind in NodeKind if kind is not NodeKind.OUTCOME}
    lines = {kind.replace("-", " ") for kind in EdgeKind if kind is not EdgeKind.MEASURES}
    assert drawn | lines <= {*told}


def test_every_filter_is_on_the_page() -> None:
    """The parameters of the list's address are the facets that there are, and ``q``."""
    facets = re.findall(r'^    facet\("(\w+)"', script("filter.js"), re.M)
    assert len(facets) == 8
    (row,) = (
        cell for cell in (DOCS / "explorer.md").read_text().splitlines() if "filtered:" in cell
    )
    assert set(re.findall(r"`(\w+)`", row)) == {*facets}
    assert "?q=" in (DOCS / "explorer.md").read_text()


def test_every_key_is_on_the_page() -> None:
    """The keys of the help dialog are those of the table."""
    _, _, rest = script("keys.js").partition("const SAID = [")
    said = re.findall(r'^    \["([^"]+)",', rest.partition("];")[0], re.M)
    keys = {key for words in said for key in re.split(r",? (?:or )?", words)}
    shown = {key for cell in first_cells("explorer.md") for key in re.findall(r"`([^`]+)`", cell)}
    assert len(keys) > 6
    assert keys <= shown
