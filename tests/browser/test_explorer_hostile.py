"""Labels that mean harm, or do it by accident, are shown as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from explorers import VIEWS, at, hostile
from looks import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Readings, Visits

EXPECTED = {text.encode("utf-8", "replace").decode() for text in HOSTILE}
LONG = "x" * 10_000


@pytest.fixture(scope="module")
def spoilt(bundled_explorer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an explorer with hostile texts in it."""
    return hostile(bundled_explorer, tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def page(visit: Visits, spoilt: Path) -> Page:
    """Open its list."""
    return visit(spoilt)


def test_glosses_are_text(page: Page) -> None:
    """Each row shows its gloss letter for letter; nothing in it became an element or ran."""
    shown = set(page.locator("#rows .gloss").all_text_contents())
    assert {text for text in EXPECTED if len(text) < 320} <= shown
    assert page.locator("#rows img, #rows script, main script").count() == 0


@pytest.mark.parametrize("fragment", VIEWS)
def test_views_stand_up_to_them(
    read: Readings, axe: Callable[[Page], None], spoilt: Path, fragment: str
) -> None:
    """No view runs or fetches anything, breaks, sticks out, or is less accessible for it."""
    page = read(at(spoilt, fragment), width=400)
    assert page.locator("main h1:visible").count() == 1
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 400
    axe(page)


def test_each_claim_opens(page: Page) -> None:
    """Every hostile gloss is a heading too; the window's title has no marks of direction."""
    told = page.evaluate(
        """async () => {
          const found = [];
          const links = [...document.querySelectorAll("#rows a.gloss")];
          for (const link of new Map(links.map((one) => [one.textContent, one])).values()) {
            location.hash = link.getAttribute("href");
            await new Promise((done) => addEventListener("hashchange", done, { once: true }));
            found.push([document.querySelector("#claim-heading bdi").textContent, document.title]);
          }
          return found;
        }"""
    )
    assert {heading for heading, _ in told} >= {text for text in EXPECTED if len(text) <= 600}
    for _, title in told:
        assert len(title) < 200
        assert not set(title) & set("\u202e\u2066\u200f\u2028\u2029\x07\x1b")


def test_what_is_long_is_cut_and_can_be_shown(page: Page) -> None:
    """Of ten thousand characters a beginning is shown, and all at the press of a button."""
    row = page.locator("#rows li.row").filter(has_text="(10,000 characters)").first
    assert len(str(row.text_content())) < 600
    row.locator("a").click()
    heading = page.locator("#claim-heading")
    assert len(str(heading.text_content())) < 700
    heading.get_by_role("button", name="show all 10,000 characters").click()
    assert heading.locator("bdi").text_content() == LONG
    heading.get_by_role("button", name="show less").click()
    assert len(str(heading.text_content())) < 700


def test_direction_stays_inside(page: Page) -> None:
    """A text that turns the direction of writing turns nothing beside it."""
    outer = page.locator("#rows .gloss bdi").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).unicodeBidi)"
    )
    assert set(outer) == {"isolate"}
