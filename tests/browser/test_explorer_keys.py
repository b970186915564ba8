"""The keyboard: everything can be reached by it, and single keys are shortcuts that can be off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from explorers import at, texts

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Visits

FOCUS = "document.activeElement"


@pytest.fixture
def page(visit: Visits, bundled_explorer: Path) -> Page:
    """Open the list of the bundled corpus."""
    return visit(bundled_explorer)


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    """Tab, Enter brings the focus into the content, without another view."""
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUS}.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUS}.id") == "main"
    assert page.locator("#view-claims").is_visible()


def test_slash_searches_from_anywhere(visit: Visits, bundled_explorer: Path) -> None:
    """The slash leads to the search box, from another view too, and is not typed into it."""
    page = visit(at(bundled_explorer, "#relays"))
    page.keyboard.press("/")
    page.wait_for_function(f"() => {FOCUS}.id === 'search'")
    assert page.input_value("#search") == ""
    page.keyboard.type("j/k?")
    assert page.input_value("#search") == "j/k?"


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("ArrowDown", "ArrowUp")])
def test_keys_step_through_the_list(page: Page, down: str, up: str) -> None:
    """One key goes on to the next claim, another back; Enter opens it."""
    links = [link.get_attribute("href") for link in page.locator("#rows a").all()[:3]]
    page.keyboard.press("j")
    page.keyboard.press(down)
    page.keyboard.press(down)
    assert page.evaluate(f"{FOCUS}.getAttribute('href')") == links[2]
    page.keyboard.press(up)
    assert page.evaluate(f"{FOCUS}.getAttribute('href')") == links[1]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{links[1]}")


def test_stepping_sets_further_rows(page: Page) -> None:
    """The list does not end where the rows set so far do."""
    page.locator("#rows a").nth(119).focus()
    page.keyboard.press("j")
    assert page.locator("#rows a:focus").get_attribute("href") == page.locator("#rows a").nth(
        120
    ).get_attribute("href")


def test_escape_returns_to_the_claim_in_the_list(page: Page) -> None:
    """Escape leaves a claim for its row; j and k there go from claim to claim."""
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#claim-heading").wait_for()
    page.keyboard.press("j")
    second = page.locator("#rows a").nth(1).get_attribute("href")
    page.wait_for_url(f"**{second}")
    page.locator("#claim-heading:focus").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_url("**#claims")
    assert page.locator("#rows a:focus").get_attribute("href") == second


def test_help_is_a_dialog(page: Page) -> None:
    """A question mark opens the help; Escape closes it and does nothing else."""
    page.locator("#rows a").first.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Help")
    assert dialog.is_visible()
    assert "/" in texts(page, "dialog kbd")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.url.endswith("explorer.html")
    assert page.locator("#rows a:focus").count() == 1


def test_single_keys_can_be_switched_off(page: Page) -> None:
    """Whoever speaks to the computer can have letters mean nothing (WCAG 2.1.4); it is kept."""
    page.get_by_role("button", name="Help").click()
    page.get_by_label("single keys do something").uncheck()
    page.get_by_role("button", name="Close").click()
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("/")
        assert page.evaluate(f"{FOCUS}.closest('#rows')") is None
        assert page.evaluate(f"{FOCUS}.id") != "search"
        page.reload()


def test_focus_is_seen(page: Page) -> None:
    """What has the focus by the keyboard has an outline."""
    page.keyboard.press("j")
    style = f"getComputedStyle({FOCUS})"
    assert page.evaluate(f"{style}.outlineStyle") == "solid"
    assert page.evaluate(f"parseFloat({style}.outlineWidth)") >= 2


def test_views_name_the_window_and_take_the_focus(page: Page) -> None:
    """A new view has its name in the title and the focus on its heading."""
    for name in ("Outcomes", "Relays"):
        page.get_by_role("link", name=name, exact=True).click()
        page.locator("h1:focus", has_text=name).wait_for()
        assert page.title().startswith(f"{name} · ")
        assert page.evaluate(f"{FOCUS}.textContent") == name
        assert page.locator("nav a[aria-current]").all_text_contents() == [name]
