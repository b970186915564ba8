"""How the explorer looks: light and dark, narrow and wide, in print, and to who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from explorers import PIXELS, VIEWS, at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Readings, Scheme, Visits

GROUND = "() => getComputedStyle(document.body).backgroundColor"
DARK_PIXELS = f"""() => {{
  const data = ({PIXELS})();
  let dark = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] > 250 && data[at] + data[at + 1] + data[at + 2] < 180) dark += 1;
  return dark;
}}"""
DARK, LIGHT = "rgb(18, 20, 23)", "rgb(247, 245, 240)"  # --ground, as explorer.css has it


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", VIEWS)
def test_axe_finds_nothing(
    read: Readings,
    axe: Callable[[Page], None],
    bundled_explorer: Path,
    fragment: str,
    scheme: Scheme,
) -> None:
    """No view breaks a rule of axe-core, in either theme."""
    axe(read(at(bundled_explorer, fragment), scheme=scheme))


def test_axe_finds_nothing_in_the_help_or_in_open_filters(
    visit: Visits, axe: Callable[[Page], None], bundled_explorer: Path
) -> None:
    """What opens on demand is as accessible as the rest."""
    page = visit(bundled_explorer)
    page.locator("details.facet").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
    axe(page)
    page.get_by_role("button", name="Help").click()
    axe(page)


@pytest.mark.parametrize("fragment", VIEWS)
def test_no_view_scrolls_sideways(read: Readings, bundled_explorer: Path, fragment: str) -> None:
    """In a narrow window nothing sticks out; what is wide scrolls in a region of its own."""
    page = read(at(bundled_explorer, fragment), width=800)
    for width in (800, 400, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_what_scrolls_by_itself_can_be_reached_and_has_a_name(
    visit: Visits, bundled_explorer: Path
) -> None:
    """The picture and the tables, where too wide, are named regions that take the focus."""
    for fragment in ("#claim/page:c4", "#outcomes"):
        page = visit(at(bundled_explorer, fragment), width=400)
        regions = page.locator(".canvas-room:visible, .scrolled:visible")
        assert regions.count() > 0
        for region in regions.all():
            assert region.get_attribute("role") == "region"
            assert region.get_attribute("tabindex") == "0"
            assert region.get_attribute("aria-label")


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_the_system_says_which_theme(
    visit: Visits, bundled_explorer: Path, scheme: Scheme, ground: str
) -> None:
    """Unless the reader chooses, the page is as light or dark as all else."""
    assert visit(bundled_explorer, scheme=scheme).evaluate(GROUND) == ground


def test_a_chosen_theme_is_kept(visit: Visits, bundled_explorer: Path) -> None:
    """The button turns the theme, and another opening of the page has it still."""
    page = visit(bundled_explorer)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(GROUND) == DARK
    page.reload()
    assert page.evaluate(GROUND) == DARK
    page.get_by_role("button", name="Light colours").click()
    assert page.evaluate(GROUND) == LIGHT


def test_the_picture_turns_with_the_theme(visit: Visits, bundled_explorer: Path) -> None:
    """The canvas is drawn in the colours of the theme, and again when it changes."""
    page = visit(at(bundled_explorer, "#claim/page:c4"))
    page.wait_for_function(f"() => ({DARK_PIXELS})() > 100")
    before = page.evaluate(DARK_PIXELS)
    page.get_by_role("button", name="Dark colours").click()
    page.wait_for_function(f"() => ({DARK_PIXELS})() > {10 * before}")


def test_the_page_works_where_nothing_can_be_kept(visit: Visits, bundled_explorer: Path) -> None:
    """Some browsers refuse a file its store: themes and keys then last as long as the page."""
    page = visit(bundled_explorer)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    )
    page.reload()
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(GROUND) == DARK


def test_a_claim_prints_with_its_table(visit: Visits, bundled_explorer: Path) -> None:
    """On paper there are the verdicts, the chain as a table and the panel, and nothing to press."""
    page = visit(at(bundled_explorer, "#claim/page:c4"), scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.locator(".verdict").first.is_visible()
    assert page.get_by_role("table", name="The chain, as a table").is_visible()
    assert page.locator(".judgement").is_visible()
    assert not page.locator(".canvas").is_visible()
    assert page.locator("button:visible, nav:visible").count() == 0


def test_the_list_prints_whole(visit: Visits, bundled_explorer: Path) -> None:
    """On paper stand all claims asked for, those included that the reader had not come to."""
    page = visit(bundled_explorer)
    assert page.locator("#rows li.row").count() < 223
    page.pdf()
    assert page.locator("#rows li.row").count() == 223


@pytest.mark.parametrize("media", ["forced", "reduced"])
def test_other_wishes_of_readers_are_met(
    visit: Visits, bundled_explorer: Path, media: Literal["forced", "reduced"]
) -> None:
    """Forced colours leave verdicts a border; reduced motion leaves no transition."""
    if media == "forced":
        page = visit(bundled_explorer, forced_colors="active")
        style = "() => getComputedStyle(document.querySelector('.chip')).borderTopWidth"
        assert page.evaluate(style) == "1px"
    else:
        page = visit(bundled_explorer, reduced_motion="reduce")
        style = "() => getComputedStyle(document.querySelector('.tool')).transitionDuration"
        assert page.evaluate(style) == "0s"


def test_without_scripts_the_page_says_what_it_needs(visit: Visits, bundled_explorer: Path) -> None:
    """Who forbids scripts reads why the page is empty."""
    page = visit(bundled_explorer, java_script_enabled=False)
    told = page.locator("noscript").inner_text()
    page.close()  # nothing can be asked of it any more: its scripts would answer
    assert "needs JavaScript" in told
