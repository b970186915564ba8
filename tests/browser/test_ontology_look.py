"""How the page of the ontology looks: light and dark, narrow and wide, in print, scriptless."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.explore.ontology.__main__ import write_page
from mdmakg.explore.ontology.page import ontology_page
from mdmakg.explore.ontology.release import read_release
from mdmakg.explore.ontology.word import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Scheme, Visits

GROUND = "() => getComputedStyle(document.body).backgroundColor"
DARK, LIGHT, PAPER = "rgb(18, 20, 23)", "rgb(247, 245, 240)", "rgb(255, 255, 255)"
NARROW = """() => [...document.querySelectorAll("svg.diagram")]
  .filter((one) => one.getBoundingClientRect().width > 0)
  .map((one) => one.getBoundingClientRect().width / one.viewBox.baseVal.width)"""
LETTER = """() => {
  const link = document.querySelector("svg.columns-2 a[href='#hasEvidenceLine']");
  link.scrollIntoView({ block: "center" });
  const drawn = link.closest("text");
  const { x, y, width, height } = drawn.getExtentOfChar(4);
  const shown = drawn.getScreenCTM();
  return [shown.a * (x + width / 2) + shown.e, shown.d * (y + height / 2) + shown.f];
}"""
SMALLEST = 10.5  # units of the drawing


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the bundled release."""
    return write_page(tmp_path_factory.mktemp("ontology"))


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page of some words and shapes of each kind, with its diagrams.

    axe-core takes half a minute for all of them, which are one like the other.
    """
    release = read_release(folder("ontology"), folder("shapes"))
    kinds = Counter[tuple[str, str]]()
    words = []
    for word in release.words:
        kinds[word.file, word.kind] += 1
        if word.kind is Kind.CLASS or kinds[word.file, word.kind] <= 2:
            words.append(word)
    shapes = [shape for shape in release.shapes if shape.noun in {"source", "intervention"}]
    shown = replace(
        release,
        words=tuple(words),
        shapes=tuple(shapes),
        rules=tuple(rule for shape in shapes for rule in shape.rules[:3]),
        checks=release.checks[::9],
        mappings=replace(release.mappings, mappings=release.mappings.mappings[::20]),
    )
    path = tmp_path_factory.mktemp("part") / "index.html"
    path.write_bytes(ontology_page(shown))
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing_on_the_ontology(
    visit: Visits, axe: Callable[[Page], None], part: Path, width: int, scheme: Scheme
) -> None:
    """No rule of axe-core is broken, in either theme, narrow or wide."""
    axe(visit(part, width=width, scheme=scheme))


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_the_ontology_is_as_light_as_the_system(
    visit: Visits, ontology: Path, scheme: Scheme, ground: str
) -> None:
    """The system says which theme."""
    assert visit(ontology, scheme=scheme).evaluate(GROUND) == ground


@pytest.mark.parametrize("width", [320, 400, 700, 1000, 1280])
def test_the_ontology_does_not_scroll_sideways(visit: Visits, ontology: Path, width: int) -> None:
    """Nothing sticks out, and one diagram of each noun is shown, with text of nine pixels or more.

    In a window narrower than a telephone's it may be smaller.
    """
    page = visit(ontology, width=width)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    scales = page.evaluate(NARROW)
    assert len(scales) == 5
    assert width < 400 or min(scales) * SMALLEST >= 9


def test_a_term_is_found_by_its_anchor(visit: Visits, ontology: Path) -> None:
    """An address that ends in a term shows it, marked."""
    page = visit(ontology.as_uri() + "#claim-kind/finding")
    assert page.locator(":target").inner_text().startswith("finding")
    assert (
        page.locator(":target").evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    )
    assert page.evaluate("() => scrollY") > 1000


def test_a_name_in_a_diagram_leads_to_its_term(visit: Visits, ontology: Path) -> None:
    """Pressing a property in a diagram goes to what is said of it."""
    page = visit(ontology)
    page.mouse.click(*page.evaluate(LETTER))
    assert page.locator(":target h4").inner_text().startswith("hasEvidenceLine")


def test_the_ontology_needs_no_script(visit: Visits, ontology: Path) -> None:
    """Where scripts are forbidden everything is there, and links lead as before."""
    page = visit(ontology, java_script_enabled=False)
    page.get_by_role("link", name="Checks", exact=True).click()
    assert page.url.endswith("#part-checks")
    page.get_by_role("link", name="hedge-dropped", exact=True).first.wait_for()
    assert page.locator(".term").count() > 400
    page.close()  # nothing can be asked of it any more: its scripts would answer


def test_the_ontology_prints(visit: Visits, ontology: Path) -> None:
    """On paper it is light, with its diagrams and without its contents."""
    page = visit(ontology, scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == PAPER
    assert not page.locator("nav").is_visible()
    assert page.locator("figure svg:visible").count() == 5
