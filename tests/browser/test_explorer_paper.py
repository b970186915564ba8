"""What comes out on paper, where nothing can be unfolded: all of it, and only for the print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from explorers import at
from packed import corpus_in

from mdmakg.explore.page.assemble import assemble

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Visits

LONG = "word " * 400
STATE = """() => ({
  items: document.querySelectorAll(".cell > li").length,
  title: document.querySelector("#claim-heading bdi, #outcomes-heading").textContent.length,
  folded: document.querySelectorAll(".view:not([hidden]) details:not([open])").length,
})"""


def printed(page: Page) -> tuple[Any, Any, Any]:
    """Print; give what was there before, on paper and after."""
    before = page.evaluate(STATE)
    page.evaluate(
        f"() => addEventListener('beforeprint', () => {{ window.onPaper = ({STATE})(); }})"
    )
    page.pdf()
    page.wait_for_function("() => window.onPaper")
    return before, page.evaluate("window.onPaper"), page.evaluate(STATE)


def test_cells_print_whole(visit: Visits, bundled_explorer: Path) -> None:
    """On paper stand all results and claims of every cell; afterwards as many as before."""
    rows = corpus_in(bundled_explorer.read_bytes())["outcomes"]["rows"]
    cells = [cell for row in rows for cell in row["cells"] if cell]
    every = sum(len(cell.get(kind, ())) for cell in cells for kind in ("results", "claims"))
    before, paper, after = printed(visit(at(bundled_explorer, "#outcomes")))
    assert before["items"] < every == paper["items"]
    assert after == before


@pytest.fixture
def page(visit: Visits, bundled_explorer: Path, tmp_path: Path) -> Page:
    """Open a claim with a very long gloss."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    claim = next(one for one in corpus["claims"] if one["id"] == "page:c4")
    claim["gloss"] = LONG
    (tmp_path / "long.html").write_bytes(assemble(corpus))
    return visit(at(tmp_path / "long.html", "#claim/page:c4"))


def test_a_claim_prints_unfolded_and_uncut(page: Page) -> None:
    """On paper a long text is whole and every fold open; afterwards they are as they were."""
    before, paper, after = printed(page)
    assert before["title"] < len(LONG) == paper["title"]
    assert before["folded"] > 0 == paper["folded"]
    assert after == before


def test_what_a_reader_opened_stays_open(page: Page) -> None:
    """A print folds nothing that it did not unfold."""
    page.locator("details.unsaid summary").first.click()
    before, _, after = printed(page)
    assert after == before


def test_outcomes_print_as_a_list(visit: Visits, bundled_explorer: Path) -> None:
    """On paper each cell names its voice and takes the width of the sheet, so words stay whole."""
    page = visit(at(bundled_explorer, "#outcomes"), width=690)
    page.emulate_media(media="print")
    told = page.locator("table.outcomes td:has(.cell)").first
    named = told.evaluate("(one) => getComputedStyle(one, '::before').content")
    assert named.strip('"').startswith(str(told.get_attribute("data-voice")))
    box = told.bounding_box()
    assert box
    assert box["width"] > 600
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 20
