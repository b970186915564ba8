"""The list of claims: all of them by document, filters, search, and addresses of what is shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from explorers import at, long, standings, texts
from packed import corpus_in

from mdmakg.explore.page.assemble import assemble

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Visits

ROW = "#rows li.row"
IDS = f"{ROW} code"


@pytest.fixture
def page(visit: Visits, bundled_explorer: Path) -> Page:
    """Open the list of the bundled corpus."""
    return visit(bundled_explorer)


def option(page: Page, facet: str, value: str) -> None:
    """Choose or leave an option of a facet."""
    group = page.locator("details.facet", has=page.locator("legend", has_text=facet))
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator(f'input[value="{value}"]').click()


def all_rows(page: Page) -> None:
    """Have every row set."""
    page.evaluate(
        "() => { for (let b; (b = document.querySelector('#more button')) !== null; ) b.click(); }"
    )


def test_nothing_is_asked_of_any_network(visit: Visits, page: Page) -> None:
    """The file is all there is: it is opened, and nothing else is requested but its own glyphs."""
    page.locator(ROW).first.locator("a").click()
    page.locator(".canvas canvas").first.wait_for()
    asked = visit.watch(page).requests
    assert asked[0].startswith("file:")
    assert all(url.startswith("data:image/svg+xml") for url in asked[1:])


def test_every_claim_is_listed_once_by_document(page: Page, bundled_explorer: Path) -> None:
    """All claims that the build assessed stand in the list, grouped by the document they are in."""
    all_rows(page)
    expected = standings(bundled_explorer)
    shown = texts(page, IDS)
    assert Counter(shown) == Counter(dict.fromkeys(expected, 1))
    documents = [id_.partition(":")[0] for id_ in shown]
    assert documents == sorted(documents, key=documents.index), "a document's claims are together"
    counted = [text.rpartition(" ")[2] for text in texts(page, ".group-count")]
    assert counted == [str(number) for number in Counter(documents).values()]
    assert page.locator("#count").text_content() == f"{len(expected)} claims"


def test_rows_tell_verdicts_in_words_and_glyphs(page: Page, bundled_explorer: Path) -> None:
    """Each row has the words of its two verdicts, and a glyph beside each."""
    all_rows(page)
    rows = page.locator(ROW)
    words = rows.locator(".chip-words").all_text_contents()
    expected = standings(bundled_explorer)
    for number, id_ in enumerate(texts(page, IDS)):
        told = tuple(word.replace(" ", "-") for word in words[2 * number : 2 * number + 2])
        assert told == expected[id_], id_
    assert rows.locator(".chip svg use").count() == 2 * rows.count()


def test_a_filter_shows_what_is_so_and_says_it_in_the_address(
    page: Page, bundled_explorer: Path, visit: Visits
) -> None:
    """One value of a facet leaves its claims; the address brings the same ones back."""
    option(page, "source", "strengthened")
    expected = {
        id_ for id_, (told, _) in standings(bundled_explorer).items() if told == "strengthened"
    }
    assert set(texts(page, IDS)) == expected
    assert page.url.endswith("#claims?fidelity=strengthened")
    assert page.locator("#count").text_content() == f"{len(expected)} of 223 claims"
    assert texts(visit(page.url), IDS) == texts(page, IDS)


def test_facets_narrow_and_options_of_one_widen(page: Page, bundled_explorer: Path) -> None:
    """Two values of one facet show either; another facet keeps those that have both."""
    told = standings(bundled_explorer)
    option(page, "source", "strengthened")
    option(page, "source", "altered")
    either = {id_ for id_, (source, _) in told.items() if source in {"strengthened", "altered"}}
    assert set(texts(page, IDS)) == either
    option(page, "evidence", "limited")
    assert set(texts(page, IDS)) == {id_ for id_ in either if told[id_][1] == "limited"}


def test_counts_say_what_an_option_would_leave(page: Page, bundled_explorer: Path) -> None:
    """Beside each option stands how many claims it would show, given the other facets."""
    option(page, "Document", "blog")
    expected = Counter(
        support
        for id_, (_, support) in standings(bundled_explorer).items()
        if id_.startswith("blog:")
    )
    group = page.locator("details.facet", has=page.locator("legend", has_text="evidence"))
    for row in group.locator("label").all():
        value = row.locator("input").get_attribute("value")
        assert row.locator(".option-count").text_content() == str(expected[str(value)])


FACETS = ["Kind", "Outcome", "Population", "Found by a check, on it or behind it"]


@pytest.mark.parametrize("facet", FACETS)
def test_each_facet_filters(page: Page, facet: str) -> None:
    """The first option of every facet shows exactly as many claims as stand beside it."""
    group = page.locator("details.facet", has=page.locator("legend", has_text=facet))
    group.locator("summary").click()
    row = group.locator("label").first
    number = row.locator(".option-count").text_content()
    row.locator("input").click()
    assert page.locator("#count").text_content() == f"{number} of 223 claims"
    assert group.locator(".facet-chosen").text_content() == "1 chosen"


def test_search_looks_through_glosses_and_ids(page: Page) -> None:
    """All words sought must be there, in any case; an id finds its claim."""
    page.fill("#search", "SEVEN months less")
    assert "page:c4" in texts(page, IDS)
    for gloss in texts(page, "#rows .gloss"):
        assert {"seven", "months", "less"} <= {
            word for word in gloss.lower().split() if word in gloss.lower()
        }
    page.fill("#search", "blog:c49")
    assert texts(page, IDS) == ["blog:c49"]
    assert page.url.endswith("#claims?q=blog%3Ac49")


def test_finding_nothing_is_said_and_undone(page: Page) -> None:
    """Where nothing is like that, the page says so; clearing shows all again."""
    page.fill("#search", "zzzz")
    assert page.locator(ROW).count() == 0
    assert "No claim is like that" in str(page.locator("#count").text_content())
    page.get_by_role("button", name="Clear all").click()
    assert page.locator("#count").text_content() == "223 claims"
    assert page.url.endswith("#claims")


def test_what_there_is_not_is_asked_for_in_vain(visit: Visits, bundled_explorer: Path) -> None:
    """A value that no option has leaves no claim, is named, stays, and can be cleared."""
    page = visit(at(bundled_explorer, "#claims?kind=none-such&document=blog"))
    assert page.locator(ROW).count() == 0
    assert "There is no kind “none-such” here" in str(page.locator("#count").text_content())
    option(page, "Document", "blog")
    assert "kind=none-such" in page.url
    page.get_by_role("button", name="Clear all").click()
    assert page.locator("#count").text_content() == "223 claims"


def test_a_strange_value_beside_a_known_one_is_named(visit: Visits, bundled_explorer: Path) -> None:
    """What the known value leaves is shown, and that the other is not here is said."""
    page = visit(at(bundled_explorer, "#claims?document=blog&document=none-such"))
    blog = [id_ for id_ in standings(bundled_explorer) if id_.startswith("blog:")]
    count = str(page.locator("#count").text_content())
    assert count == f"{len(blog)} of 223 claims. There is no document “none-such” here."


def test_one_claim_is_no_claims(visit: Visits, bundled_explorer: Path, tmp_path: Path) -> None:
    """The count agrees with its number."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    corpus["claims"] = corpus["claims"][:1]
    (tmp_path / "one.html").write_bytes(assemble(corpus))
    page = visit(tmp_path / "one.html")
    assert page.locator("#count").text_content() == "1 claim"


def test_the_count_is_told_to_those_who_listen(page: Page) -> None:
    """How many claims are shown is announced when it changes."""
    assert page.get_by_role("status").text_content() == "223 claims"


@pytest.fixture(scope="module")
def five_thousand(bundled_explorer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an explorer of 5,000 claims."""
    return long(bundled_explorer, tmp_path_factory.mktemp("long"), 5_000)


def test_a_long_list_is_set_in_pieces(visit: Visits, five_thousand: Path) -> None:
    """Of 5,000 claims some are set at once, more as the reader comes to the end of them."""
    page = visit(five_thousand)
    assert page.locator("#count").text_content() == "5,000 claims"
    before = page.locator(ROW).count()
    assert before < 500
    page.locator("#more").scroll_into_view_if_needed()
    page.wait_for_function(f"() => document.querySelectorAll('{ROW}').length > {before}")
    page.fill("#search", "blog-9:c49")
    assert texts(page, IDS) == ["blog-9:c49"]


def test_a_claim_far_down_a_long_list_opens_and_returns(visit: Visits, five_thousand: Path) -> None:
    """From an address far down, the way back leads to the claim's row, set or not."""
    page = visit(at(five_thousand, "#claim/blog-12:c12"))
    page.get_by_role("link", name="All claims").click()
    row = page.locator("#rows a:focus")
    assert row.get_attribute("href") == "#claim/blog-12:c12"


def test_a_list_says_by_what_it_is_narrowed(visit: Visits, bundled_explorer: Path) -> None:
    """Where the filters are folded, and on paper, what was asked for stands by the count."""
    page = visit(at(bundled_explorer, "#claims?document=blog&fidelity=strengthened&q=suicid"))
    page.set_viewport_size({"width": 400, "height": 800})
    told = page.locator("#narrowed").inner_text()
    assert told.startswith("Document: Blog post")
    assert "Does it say what its source says? strengthened" in told
    assert told.endswith("Search: suicid")
    page.emulate_media(media="print")
    assert page.locator("#narrowed").inner_text() == told
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Clear all").click()
    assert page.locator("#narrowed").text_content() == ""


def test_more_than_one_warning_is_told_in_the_plural(visit: Visits, bundled_explorer: Path) -> None:
    """A row that counts findings counts them in English."""
    page = visit(bundled_explorer)
    all_rows(page)
    told = texts(page, f"{ROW} .severity-warning")
    assert "1 warning" in told
    assert {text.rpartition(" ")[2] for text in told if text != "1 warning"} == {"warnings"}
