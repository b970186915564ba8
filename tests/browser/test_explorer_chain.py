"""The chain as a picture: how large it is, what is chosen in it, and its table in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from explorers import PIXELS, at, texts
from packed import corpus_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Visits

DRAWN = "document.querySelector('.canvas')._cyreg.cy"  # where Cytoscape.js keeps its picture
INKED = f"() => ({PIXELS})().some((byte) => byte)"
SPAN = f"""() => {{
  const data = ({PIXELS})();
  let [left, right] = [Infinity, -1];
  for (let at = 3; at < data.length; at += 4) {{
    const x = ((at - 3) / 4) % innerWidth;
    if (data[at]) [left, right] = [Math.min(left, x), Math.max(right, x)];
  }}
  return [left, right];
}}"""


@pytest.fixture
def page(visit: Visits, bundled_explorer: Path) -> Page:
    """Open a claim of the bundled corpus by its address."""
    return visit(at(bundled_explorer, "#claim/page:c4"))


def test_the_chain_fits_the_width(page: Page) -> None:
    """What is drawn fills the width of its room, and is not cut off at its right."""
    page.wait_for_function(INKED)
    room = page.locator(".canvas-room").bounding_box()
    assert room
    left, right = page.evaluate(SPAN)
    assert 0 < left < 0.1 * room["width"]
    assert 0.9 * room["width"] < right < room["width"] - 4


def test_a_small_map_is_not_blown_up(visit: Visits, example_explorer: Path) -> None:
    """Three boxes in a wide window are a third larger than set, no more; Closer adds half."""
    page = visit(at(example_explorer, "#relays"))
    assert page.evaluate(f"{DRAWN}.zoom()") == pytest.approx(1.3)
    page.get_by_role("button", name="Closer").click()
    assert page.evaluate(f"{DRAWN}.zoom()") == pytest.approx(1.5 * 1.3)


def test_boxes_can_be_chosen_by_the_keyboard(page: Page) -> None:
    """A list beside the picture has every box of it; choosing there is choosing in the picture."""
    boxes = page.get_by_role("combobox", name="What a box says")
    assert boxes.locator("option").count() == 1 + page.evaluate(f"{DRAWN}.nodes('.box').length")
    boxes.focus()
    page.keyboard.press("ArrowDown")
    told = page.locator(".chosen-says")
    assert "page:c4" in str(told.text_content())
    assert page.evaluate(f"{DRAWN}.elements('.chosen').map((one) => one.id())") == ["box-0"]


def test_what_is_chosen_in_the_picture_is_chosen_in_the_list(page: Page) -> None:
    """A click on a box turns the list to it."""
    page.wait_for_function(INKED)
    page.evaluate(f"void {DRAWN}.nodes('.box')[1].emit('tap')")
    chosen = page.get_by_role("combobox", name="What a box says").evaluate(
        "(one) => one.selectedOptions[0].textContent"
    )
    name = page.locator(".chosen-says code").text_content()
    assert f" {name}: " in chosen


def test_legend_and_choice_outlast_a_change_of_theme(page: Page, bundled_explorer: Path) -> None:
    """In other colours the legend has the lines of the picture, and the chosen box its border."""
    edges: list[Any] = corpus_in(bundled_explorer.read_bytes())["glossary"]["edge"]
    page.get_by_role("combobox", name="What a box says").select_option(index=1)
    lines = page.locator(".legend .line > path:first-child")
    strokes = "(all) => all.map((one) => one.getAttribute('stroke'))"
    assert set(lines.evaluate_all(strokes)) <= {edge["colour"] for edge in edges}
    page.get_by_role("button", name="Dark colours").click()
    assert set(lines.evaluate_all(strokes)) <= {edge["darkColour"] for edge in edges}
    assert page.evaluate(f"{DRAWN}.elements('.chosen').map((one) => one.id())") == ["box-0"]


def test_the_table_says_what_stands_in_the_boxes(page: Page) -> None:
    """Verdicts and what checks found stand in the table too, as the picture's label says."""
    row = page.get_by_role("table", name="The chain, as a table").locator("tbody tr").first
    assert "source: as reported · evidence: supported" in str(row.locator("th").text_content())
    found = texts(page, ".chain-table tbody tr:first-child .found")
    assert any(text.startswith("info: ") and "p (< 0.001)" in text for text in found)


@pytest.mark.parametrize("width", [1280, 400])
def test_what_a_box_says_is_seen_where_it_is_chosen(
    visit: Visits, bundled_explorer: Path, width: int
) -> None:
    """Without scrolling, the words of a box chosen are in the window, and do not cover the box."""
    page = visit(at(bundled_explorer, "#claim/blog:c59"), width=width, height=700)
    page.wait_for_function(f"() => {DRAWN}.nodes('.box').length > 0")
    for place in (0, -1):
        page.evaluate("document.querySelector('.chain').scrollIntoView()")
        page.evaluate(f"void {DRAWN}.nodes('.box').toArray().at({place}).emit('tap')")
        told, picture = (page.locator(one).bounding_box() for one in (".under", ".canvas"))
        assert told and picture
        low = page.evaluate(f"{DRAWN}.nodes('.chosen').renderedBoundingBox().y2")
        assert picture["y"] + low <= told["y"] + 2
        assert told["y"] + told["height"] <= 700


def test_what_is_found_on_a_box_is_said_with_it(visit: Visits, bundled_explorer: Path) -> None:
    """Findings stand below the words of the box chosen, each in words."""
    page = visit(at(bundled_explorer, "#claim/blog:c59"))
    page.get_by_role("combobox", name="What a box says").select_option(index=1)
    told = page.locator(".chosen-says")
    assert "[object" not in str(told.text_content())
    assert str(told.locator(".found").first.text_content()).strip().startswith("warning: ")


@pytest.mark.parametrize("fragment", ["#claim/page:c4", "#relays"])
def test_small_windows_keep_the_picture_readable(
    visit: Visits, bundled_explorer: Path, fragment: str
) -> None:
    """Text set at ten points and more is never drawn below nine; the picture scrolls instead."""
    page = visit(at(bundled_explorer, fragment))
    for width in (800, 400):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(f"() => {DRAWN}.zoom() >= 0.9 && {DRAWN}.zoom() < 1")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Closer").click()
    page.wait_for_function(f"() => {DRAWN}.zoom() >= 1.35")
