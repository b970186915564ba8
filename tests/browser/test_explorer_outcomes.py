"""What each source says of each outcome, and the map of relays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from explorers import at, texts
from packed import corpus_in

from mdmakg.explore.page.assemble import assemble

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from watched import Readings, Scheme, Visits


@pytest.fixture
def page(visit: Visits, bundled_explorer: Path) -> Page:
    """Open the outcomes of the bundled corpus."""
    return visit(at(bundled_explorer, "#outcomes"))


@pytest.fixture
def still(read: Readings, bundled_explorer: Path) -> Page:
    """Open them only to read them."""
    return read(at(bundled_explorer, "#outcomes"))


def row(page: Page, outcome: str) -> Locator:
    """Find the row of an outcome."""
    heading = page.get_by_role("rowheader").filter(has_text=outcome)
    return page.locator("table.outcomes tbody tr").filter(has=heading).first


def cell(page: Page, outcome: str, voice: str) -> Locator:
    """Find what a voice says of an outcome."""
    voices = [text.rpartition(" · ")[0] for text in texts(page, "table.outcomes thead th .small")]
    return row(page, outcome).locator("td").nth(voices.index(voice))


def test_what_is_relayed_stands_before_what_relays_it(still: Page) -> None:
    """The trial's abstract comes before the page that summarises it, and that before the post."""
    voices = [text.rpartition(" · ")[0] for text in texts(still, "table.outcomes thead th .small")]
    assert voices.index("abstract") < voices.index("page-blurb") < voices.index("blog")
    assert voices.index("page-summary") < voices.index("blog")


def test_a_drift_can_be_read_across(still: Page) -> None:
    """Functional impairment: the result and its p-value, then what blurb and post make of it."""
    result = str(cell(still, "functional impairment", "abstract").text_content())
    assert "improved" in result
    assert "p = 0.001" in result
    for voice in ("page-blurb", "blog"):
        claims = cell(still, "functional impairment", voice).locator(".cell-claim")
        assert claims.count() > 0
        assert claims.first.locator(".mark svg use").count() == 2
        assert claims.first.locator(".mark .heard").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_not_coloured_as_good(
    read: Readings, bundled_explorer: Path, scheme: Scheme
) -> None:
    """What changed nothing is a result too: none has the ground of what is well."""
    page = read(at(bundled_explorer, "#outcomes"), scheme=scheme)
    ground = "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
    results = set(page.locator(".cell-result").evaluate_all(ground))
    good = set(page.locator(".chip.tone-good").evaluate_all(ground))
    assert len(results) == len(good) == 1
    assert results != good


def test_silence_is_said(still: Page) -> None:
    """Where nothing was encoded, and where no source read reports an outcome, it says so."""
    silent = cell(still, "functional impairment", "page-summary")
    assert silent.text_content() == "no claim or result encoded"
    assert "No source read reports it" in str(row(still, "wellbeing").locator("th").text_content())
    assert "No source" not in str(row(still, "functional impairment").locator("th").text_content())


def test_what_nobody_read_is_not_said_to_be_silent(page: Page) -> None:
    """Of the article on the first trial nobody had the text: head, cells and relays say so."""
    heads = texts(page, "table.outcomes thead th .small")
    (head,) = [text for text in heads if text.startswith("parent-article ·")]
    assert head.endswith(", not read")
    assert not [text for text in heads if text.startswith("blog ·") and "not read" in text]
    assert cell(page, "wellbeing", "parent-article").text_content() == "not read"
    page.get_by_role("link", name="Relays", exact=True).click()
    sources = page.get_by_role("table", name="Sources").locator("tbody tr")
    unread = sources.filter(has=page.get_by_role("rowheader", name="Protocol of the trial"))
    assert unread.locator("td").nth(1).text_content() == "not read"
    blog = sources.filter(has=page.get_by_role("rowheader", name="Blog post on the therapy"))
    assert "not read" not in str(blog.text_content())


def test_something_narrower_is_no_silence(still: Page) -> None:
    """A cell that counts what is said of narrower outcomes says nothing of it as such alone."""
    counting = still.locator("table.outcomes td").filter(has_text="on narrower outcomes")
    told = [text for text in counting.locator(".silent").all_text_contents() if text]
    assert told
    assert set(told) <= {
        "no claim or result on it as such", "measured; no result told", "not read",
    }  # fmt: skip


def test_what_was_measured_without_a_result_is_said(
    visit: Visits, example_explorer: Path, tmp_path: Path
) -> None:
    """Without results and claims, the abstract's cells say that none is told of a measure."""
    corpus = corpus_in(example_explorer.read_bytes())
    for told in (cell for row in corpus["outcomes"]["rows"] for cell in row["cells"] if cell):
        told.pop("results", None)
        told.pop("claims", None)
    (tmp_path / "measured.html").write_bytes(assemble(corpus))
    page = visit(at(tmp_path / "measured.html", "#outcomes"))
    assert "measured; no result told" in texts(page, "table.outcomes td .silent")


def test_claims_in_cells_lead_to_themselves(page: Page) -> None:
    """A claim in the table opens as one in the list does."""
    link = cell(page, "functional impairment", "blog").locator(".cell-claim a").first
    target = str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(f"**{target}")
    page.locator("#claim-heading").wait_for()


def test_an_outcome_has_its_own_address(page: Page) -> None:
    """The address of an outcome shows its row and those of narrower outcomes, and a way to all."""
    row(page, "anxiety").locator("th a").first.click()
    page.wait_for_url("**#outcomes/anxiety")
    page.get_by_role("heading", name="Outcome: anxiety").wait_for()
    shown = texts(page, "table.outcomes tbody th bdi")
    assert shown[0] == "anxiety"
    assert "generalised anxiety" in shown
    assert "functional impairment" not in shown
    page.get_by_role("link", name="All outcomes").click()
    row(page, "functional impairment").wait_for()


def test_an_outcome_leads_to_its_claims(page: Page) -> None:
    """The claims on an outcome are those that the list shows for it."""
    row(page, "wellbeing").get_by_role("link", name="claims on wellbeing").click()
    page.wait_for_url(lambda url: url.endswith("#claims?outcome=self-reported-wellbeing"))
    page.locator("#rows li.row").first.wait_for()
    assert page.locator('input[value="self-reported-wellbeing"]').is_checked()


def test_an_outcome_that_is_not_there_is_said(visit: Visits, bundled_explorer: Path) -> None:
    """An unknown outcome is named, and the way to all is there."""
    page = visit(at(bundled_explorer, "#outcomes/none-such"))
    assert "none-such" in str(page.locator("#view-outcomes .notice").text_content())
    assert page.get_by_role("link", name="All outcomes").is_visible()


def test_a_misspelt_outcome_reads_as_no_finding(visit: Visits, bundled_explorer: Path) -> None:
    """A part of an outcome's name, in capitals, is said to be unknown; like ones are offered."""
    page = visit(at(bundled_explorer, "#outcomes/SUICIDAL"))
    assert page.get_by_role("heading", level=1).text_content() == "There is no such outcome here"
    assert "No claim or result" not in str(page.locator("#view-outcomes").text_content())
    assert texts(page, "#view-outcomes .links a")[:2] == ["suicidality", "suicidal-ideation"]


def test_heads_stay_in_sight(page: Page) -> None:
    """Scrolled to its end, the table still shows its voices above and its outcomes at the left."""
    page.evaluate("() => document.querySelector('.grid').scrollTo(9999, 9999)")
    grid = page.locator(".grid").bounding_box()
    head = page.locator("table.outcomes thead th").first.bounding_box()
    last = page.locator("table.outcomes tbody th").last.bounding_box()
    assert grid and head and last
    assert abs(head["y"] - grid["y"]) < 3
    assert abs(last["x"] - grid["x"]) < 3


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_that_takes_the_focus_hides_under_the_heads(
    visit: Visits, bundled_explorer: Path, width: int
) -> None:
    """Forwards and backwards, each link in the table comes out from under what stays in sight."""
    page = visit(at(bundled_explorer, "#outcomes"), width=width)
    hidden = page.evaluate(
        """async () => {
          const corner = document.querySelector(".outcomes thead th");
          const links = [...document.querySelectorAll(".outcomes tbody a")];
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const found = [];
          for (const link of [...links, ...links.toReversed()]) {
            link.focus();
            const [at] = link.getClientRects();
            const heads = corner.getBoundingClientRect();
            const under = at.top < heads.bottom - 1;
            const beside = !link.closest("th") && at.left < heads.right - 1;
            if (under || beside) found.push(link.textContent);
          }
          return [links.length, found];
        }"""
    )
    assert hidden[0] > 50
    assert hidden[1] == []


def test_an_outcome_without_claims_leads_to_none(
    visit: Visits, bundled_explorer: Path, tmp_path: Path
) -> None:
    """Without its claims, the row of an outcome has no link to claims; the others keep theirs."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    for claim in corpus["claims"]:
        claim["outcomes"] = [one for one in claim.get("outcomes", ()) if one != "anxiety"]
    (tmp_path / "bare.html").write_bytes(assemble(corpus))
    page = visit(at(tmp_path / "bare.html", "#outcomes"))
    link = "th a[href^='#claims']"
    assert row(page, "anxiety").locator(link).count() == 0
    assert page.locator(f"tbody {link}").count() == len(corpus["outcomes"]["rows"]) - 1


def test_the_map_of_relays_is_a_table_too(page: Page) -> None:
    """The post relays the page, and the page the abstract: drawn, and said in a table."""
    page.get_by_role("link", name="Relays", exact=True).click()
    page.locator(".canvas canvas").first.wait_for(state="attached")
    table = page.get_by_role("table", name="Sources")
    blog = table.locator("tbody tr").filter(has_text="Blog post on the therapy")
    assert "Page on the follow-up trial" in str(blog.locator("td").nth(1).text_content())
    trial = table.locator("tbody tr").filter(
        has=page.get_by_role("rowheader", name="Page on the follow-up trial")
    )
    assert "Abstract of the follow-up trial" in str(trial.locator("td").nth(1).text_content())
    studies = page.get_by_role("table", name="Studies")
    followup = studies.locator("tbody tr").filter(has_text="mdd-followup")
    assert "Open-label trial" in str(followup.locator("td").nth(1).text_content())


LONGEST = """() => Math.max(...[...document.querySelectorAll(".relays-table td")].map((cell) => {
  const [pen, style] = [document.createElement("canvas").getContext("2d"), getComputedStyle(cell)];
  pen.font = style.font;
  const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const words = cell.textContent.split(/[ -]/);
  return Math.max(...words.map((word) => pen.measureText(word).width)) / room;
}))"""
"""How much of its cell the longest word takes: above one it is broken."""


def test_words_in_the_tables_of_relays_stay_whole(visit: Visits, bundled_explorer: Path) -> None:
    """In narrow windows and on paper no word is broken: the tables scroll in their frames."""
    page = visit(at(bundled_explorer, "#relays"))
    for width in (800, 400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(LONGEST) <= 1
    page.set_viewport_size({"width": 690, "height": 800})  # what is left of A4 between its margins
    page.emulate_media(media="print")
    assert page.evaluate(LONGEST) <= 1


INDENTS = """(all) => all.map((one) => parseFloat(getComputedStyle(one).paddingLeft))"""


@pytest.mark.parametrize("width", [1280, 400])
def test_narrower_outcomes_are_set_in(visit: Visits, bundled_explorer: Path, width: int) -> None:
    """Each step of the way from suicidality to the intensity of ideation is further in."""
    page = visit(at(bundled_explorer, "#outcomes/suicidality"), width=width)
    heads = page.locator("table.outcomes tbody th")
    assert len(texts(page, "table.outcomes tbody th a:first-child")) == 3
    steps = heads.evaluate_all(INDENTS)
    assert steps == sorted(set(steps))
    plain = page.locator("table.outcomes thead th").first.evaluate_all(INDENTS)
    assert steps[0] == plain[0]  # the one asked for stands where any outcome does
