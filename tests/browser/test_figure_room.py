"""Figures in a browser whose fonts run wider than Helvetica: every text keeps to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FIGURES = ("blog-c58", "blog-c59", "page-c75")
"""Among those with most findings and the longest ids."""

BEYOND = """() => [...document.querySelectorAll("g.nodes > g")].flatMap((node) => {
  const box = node.querySelector("rect.box");
  const right = Number(box.getAttribute("x")) + Number(box.getAttribute("width"));
  return [...node.querySelectorAll(":scope > text")]
    .filter((text) => text.getBBox().x + text.getBBox().width > right)
    .map((text) => text.textContent);
})"""

APART = """() => {
  const rows = [...document.querySelectorAll("g.entry")].map((entry) => entry.getBBox());
  return rows.flatMap((one, at) => rows.slice(at + 1)
    .filter((other) => Math.abs(one.y - other.y) < 12)
    .map((other) => other.x - one.x - one.width));
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_is_wider_than_its_box(page: Page, bundled_explorer: Path, name: str) -> None:
    """No line of text crosses the right border of its box."""
    page.set_content((bundled_explorer.parent / "figures" / f"{name}.svg").read_text("utf-8"))
    assert page.locator("g.nodes > g > text").count() > 20
    assert page.evaluate(BEYOND) == []


@pytest.mark.parametrize("name", FIGURES)
def test_entries_of_a_legend_stand_apart(page: Page, bundled_explorer: Path, name: str) -> None:
    """Between an entry and the next in its row there is room."""
    page.set_content((bundled_explorer.parent / "figures" / f"{name}.svg").read_text("utf-8"))
    gaps: Any = page.evaluate(APART)
    assert len(gaps) > 5
    assert min(gaps) > 8
