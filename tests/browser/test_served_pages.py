"""The pages of ``mdmakg serve`` in a browser: accessible, quiet, in touch with no other host."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from server import server_of
from watched import Scheme, Visits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PAGES = (
    "",
    "query",
    "sparql",
    ".well-known/void",
    "claim/example/c4",
    "source/column",
    "claimKind",
)
WIDTHS = (1280, 800, 400)


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """Serve the example corpus; give the address."""
    with server_of(demo / "build") as address:
        yield address


@pytest.fixture
def served(visit: Visits, address: str) -> Callable[..., Page]:
    """Open pages of the server, which alone may be asked."""

    def go(path: str, **options: object) -> Page:
        return visit(address + path, origin=address.rstrip("/"), **options)  # type: ignore[arg-type]

    return go


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_served_pages_are_accessible(
    served: Callable[..., Page], axe: Callable[[Page], None], path: str, scheme: Scheme
) -> None:
    """On light and on dark ground axe-core finds nothing, and no page is wider than its window."""
    page = served(path, scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_claim_leads_to_the_explorer(served: Callable[..., Page]) -> None:
    """From a claim's page a link leads to the same claim in the explorer, and from there to ask."""
    page = served("claim/example/c4")
    page.get_by_role("link", name="This claim in the explorer").click()
    heading = page.get_by_role("heading", level=1)
    heading.filter(has_text="sleep well again").wait_for()
    assert page.url.endswith("/#claim/example:c4")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Ask in SPARQL").click()
    page.get_by_role("heading", level=1, name="Ask in SPARQL").wait_for()


def test_a_question_is_asked_and_answered(
    served: Callable[..., Page], visit: Visits, address: str
) -> None:
    """A question beside the editor comes into it, and running it shows the rows of the answer."""
    page = served("query")
    page.get_by_role("button", name="How many participants").first.click()
    page.locator(".tabPanel.active .CodeMirror-code", has_text="SELECT").wait_for()
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    row = page.locator(".tabPanel.active .yasr_results tbody tr").first
    row.wait_for()
    assert "lamp-trial" in (row.text_content() or "")
    assert f"{address}sparql" in visit.watch(page).requests


@pytest.mark.parametrize("scheme", get_args(Scheme))
def test_an_answer_is_accessible_and_leads_on(
    served: Callable[..., Page], axe: Callable[[Page], None], address: str, scheme: Scheme
) -> None:
    """With rows below it the editor has no fault; an IRI among them leads to its page here."""
    page = served("query", scheme=scheme)
    page.get_by_role("button", name="An empty query").click()
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    links = page.locator(".tabPanel.active .yasr_results tbody span:not(.nonIri) > a.iri")
    links.first.wait_for()
    axe(page)
    assert not page.locator(".tabPanel.active").get_by_label("Ellipse").is_checked()
    with page.context.expect_page() as opened:
        links.first.click(position={"x": 20, "y": 8})
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{address}resource?iri=http")
    assert opened.value.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize(("prefix", "marks"), [("mdmakg", 0), ("outcome", 0), ("other", 1)])
def test_prefixes_that_need_no_declaring_are_not_marked(
    served: Callable[..., Page], prefix: str, marks: int
) -> None:
    """The editor knows the server's prefixes; another is marked at its line."""
    page = served("query")
    editor = page.locator(".tabPanel.active .CodeMirror")
    editor.wait_for()
    query = f"SELECT * {{\n  ?thing ?is {prefix}:Claim\n}}"
    editor.evaluate("(place, query) => place.CodeMirror.setValue(query)", query)
    page.locator(".tabPanel.active .CodeMirror-code", has_text=f"{prefix}:Claim").wait_for()
    assert page.locator(".tabPanel.active .CodeMirror .parseErrorIcon").count() == marks


def test_numbers_are_in_sight_on_narrow_windows(served: Callable[..., Page]) -> None:
    """At 400 pixels no count of the dataset stands beyond the edge; wide tables say they scroll."""
    page = served(".well-known/void", width=400)
    for cell in page.locator(".numbers td").all()[:5]:
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 400
    page = served("claim/example/c4", width=400)
    told = "getComputedStyle(document.querySelector('.wide'), '::before').content"
    assert "scrolls sideways" in page.evaluate(told)
    page.set_viewport_size({"width": 800, "height": 800})
    assert page.evaluate(told) == "none"


def test_a_query_of_ones_own_has_a_tab(served: Callable[..., Page]) -> None:
    """The list beside the editor opens an empty query, too."""
    page = served("query")
    tabs = page.get_by_role("tab")
    tabs.first.wait_for()
    before = tabs.count()
    page.get_by_role("button", name="An empty query").click()
    page.locator(".tabPanel.active .CodeMirror-code", has_text="LIMIT 20").wait_for()
    assert tabs.count() == before + 1


def test_an_unknown_name_is_told(visit: Visits, address: str) -> None:
    """What is not served has a page that says so; that it is a 404 is all the console tells."""
    page = visit(f"{address}claim/example/c44", origin=address.rstrip("/"))
    assert page.get_by_role("heading", level=1).count() == 1
    watch = visit.watch(page)
    (told,) = watch.seen()
    assert "404" in told
    watch.faults.clear()
