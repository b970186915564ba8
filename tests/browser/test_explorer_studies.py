"""The studies and their results, and what is shown where there are no claims or no studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from explorers import at, texts
from large import with_results
from packed import corpus_in
from teas import write_teas

from mdmakg.build.build import build, check_corpus
from mdmakg.explore.page.assemble import assemble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from watched import Readings, Scheme, Visits

MINUS = "\u2212"
SET = "document.querySelectorAll('.results-table tbody tr').length"


@pytest.fixture(scope="module")
def teas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the invented corpus of studies without a claim; give its explorer."""
    place = tmp_path_factory.mktemp("teas")
    build(check_corpus(write_teas(place / "data")), place / "build", store=False)
    return place / "build" / "explorer.html"


@pytest.fixture
def still(read: Readings, teas: Path) -> Page:
    """Open its studies only to read them."""
    return read(at(teas, "#studies"))


def edited(explorer: Path, folder: Path, change: Callable[[Any], Any]) -> Path:
    """Write the page of other data in its place."""
    corpus = corpus_in(explorer.read_bytes())
    (folder / "edited.html").write_bytes(assemble(change(corpus) or corpus))
    return folder / "edited.html"


def section(page: Page, label: str) -> Locator:
    """Find the section of a study."""
    return page.locator("section.study").filter(has=page.get_by_role("heading", name=label))


def cells(row: Locator) -> list[str]:
    """Read a row's cells, with what stands on lines of their own parted by strokes."""
    parts = "(all) => all.map((one) => one.innerText.trim().replace(/\\n+/g, ' / '))"
    blank = "\u00a0"
    return [text.replace(blank, " ") for text in row.locator("th, td").evaluate_all(parts)]


def lines(*told: str) -> str:
    """Join lines as ``cells`` reads them."""
    return " / ".join(told)


def test_studies_stand_after_outcomes(still: Page) -> None:
    """In the masthead, and marked as what is shown."""
    nav = still.get_by_role("navigation", name="Views")
    assert texts(still, "nav[aria-label=Views] a") == ["Claims", "Outcomes", "Studies", "Relays"]
    assert nav.get_by_role("link", name="Studies").get_attribute("aria-current") == "page"


def test_a_study_says_who_reports_what_of_it(still: Page) -> None:
    """Two reports, each with its own; what a source does not state is said to be not stated."""
    trial = section(still, "Trial of two teas")
    table = trial.get_by_role("table", name="What is reported of it")
    article, record = (cells(row) for row in table.locator("tbody tr").all())
    assert article[0] == "Article on teas / article"
    assert article[1:5] == [
        "secondary", "parallel groups, randomised", "enrolled 40 / analysed 38",
        "people who thirst",
    ]  # fmt: skip
    assert article[5] == lines(
        *("Mint tea", "investigational · received: mint tea · dose 200 mL · n = 20 · 18 completed"),
        *("Water", "comparator · received: water · dose not stated · n = 20"),
        "the list is not complete",
    )
    assert article[6] == "not stated"
    assert record[0] == "Record of the tea trial / record · imported as a record"
    assert record[1:6] == ["registry", *["not stated"] * 4]
    assert record[6] == "sponsor The Kettle Trust / started 2030-02"


def test_a_study_says_which_others_it_goes_with(still: Page) -> None:
    """The trial, what follows it up, and who else has the same participants, each a link."""
    trial, later = section(still, "Trial of two teas"), section(still, "A year after")
    facts = "(all) => all.map((one) => one.textContent)"
    assert trial.locator("dl.facts > *").evaluate_all(facts)[:4] == [
        "followed up by", "A year after the two teas",
        "same participants as", "Other people and tea",
    ]  # fmt: skip
    assert "Trial of two teas" in str(later.locator("dl.facts").text_content())
    assert "NCT99999999" in str(trial.locator("p.small").first.text_content())
    assert "registration not stated" in str(later.locator("p.small").first.text_content())


def test_bias_is_told_as_it_was_judged(still: Page) -> None:
    """Each judgement of each report has a row; a domain that one did not judge is said."""
    trial = section(still, "Trial of two teas")
    table = trial.get_by_role("table", name="Risk of bias")
    assert [cells(row) for row in table.locator("tbody tr").all()] == [
        ["Review of teas / of Article on teas · RoB 2", "low", "some concerns"],
        ["Review of teas / of Record of the tea trial · tool not stated", "not judged", "high"],
    ]
    none = str(section(still, "A year after").text_content())
    assert "No judgement of its risk of bias" in none
    assert "No result of it" in none


def test_a_result_says_what_it_measures(still: Page) -> None:
    """r1: its outcome, arms, time, number with measure and error, p, figures and flags."""
    row = section(still, "Trial of two teas").locator(".results-table tbody tr").first
    assert cells(row) == [
        lines(
            "calm",
            "by SIP, rated by the participant",
            "Who drank mint tea was calmer after eight weeks.",
        ),
        "Mint tea against Water",
        lines("Week 8", "8 weeks after baseline", "1 day after last dose"),
        lines(
            f"mean difference {MINUS}2.123",
            "standard error 0.543",
            f"95 % interval {MINUS}3.2 to {MINUS}1.1",
            "improved",
            "p < 0.001",
            "significant, as stated",
        ),
        lines(
            *("Mint tea", "n = 18, mean 5.6", "at baseline: mean 8.1", "dose 200 mL"),
            *("Water", "n = 20, mean 7.765, SD 2"),
        ),
        lines(
            *("Article on teas", "primary outcome", "primary instrument"),
            *("not the primary time point", "tea:r1"),
        ),
    ]


def test_arms_without_an_order_are_not_set_against_each_other(
    visit: Visits, teas: Path, tmp_path: Path
) -> None:
    """Where it is not known which is less the other, both are named."""

    def unordered(corpus: Any) -> None:
        corpus["studies"][0]["results"][0]["firstUnknown"] = True

    page = visit(at(edited(teas, tmp_path, unordered), "#studies"))
    assert cells(page.locator(".results-table tbody tr").first)[1] == "Mint tea and Water"


def test_what_is_not_known_of_a_result_is_said(still: Page) -> None:
    """r3 and r2: no measure, no p, no comparison, no estimate, no time: each has its words."""
    rows = section(still, "Trial of two teas").locator(".results-table tbody tr").all()
    calm, scald = cells(rows[1]), cells(rows[2])
    assert calm[1:5] == [
        "no comparison of arms",
        "from baseline to post-treatment",
        lines(
            "measure not stated",
            f"interval \u2265 {MINUS}8, level not stated",
            *("5 of 38 with the event", "p not stated"),
        ),
        "not stated",
    ]
    assert scald[1:5] == [
        "no comparison of arms", "time not stated",
        "count / no estimate; figures of each arm / p not stated",
        "Water / 0 of 20 with the event / Mint tea / 3 of 20 with the event",
    ]  # fmt: skip
    assert scald[5] == "Record of the tea trial / harm / not serious / tea:r2"


@pytest.mark.parametrize("corpus", ["teas", "bundled"])
def test_no_cell_is_blank(read: Readings, teas: Path, bundled_explorer: Path, corpus: str) -> None:
    """What is unknown has words in every table: a blank would read as nothing or as none."""
    page = read(at(teas if corpus == "teas" else bundled_explorer, "#studies"))
    told = page.locator("#view-studies :is(th, td)").all_text_contents()
    assert len(told) > 40
    assert all(text.strip() for text in told)


def test_a_result_is_reached_from_its_outcome(visit: Visits, teas: Path) -> None:
    """A cell says study, arms, instrument, time and number; its link leads to the row."""
    page = visit(at(teas, "#outcomes/calm"))
    found = page.locator(".cell-result").first
    assert found.text_content() == (
        "result of Trial of two teas: Mint tea against Water · SIP · Week 8 · "
        f"8 weeks after baseline · improved · mean difference {MINUS}2.123 "
        f"(standard error 0.543; 95 % interval {MINUS}3.2 to {MINUS}1.1) · p < 0.001"
    )
    found.locator("a").click()
    page.wait_for_url("**#studies/teas?result=tea:r1")
    row = page.locator("tr[aria-current=true]")
    assert row.locator("code").text_content() == "tea:r1"
    assert row.evaluate("(row) => row.contains(document.activeElement)")


def test_counts_without_an_estimate_are_told_in_the_cell(visit: Visits, teas: Path) -> None:
    """Of a scald the register has events of each arm, and no estimate."""
    told = visit(at(teas, "#outcomes/scald")).locator(".cell-result").inner_text()
    assert "Water: 0 of 20 with the event · Mint tea: 3 of 20 with the event" in told


def test_an_address_of_a_result_brings_it_into_sight(visit: Visits, bundled_explorer: Path) -> None:
    """Opened as the first thing, the row is in the window and marked, and takes no focus."""
    page = visit(at(bundled_explorer, "#studies/mdd-followup?result=page:r6"))
    row = page.locator("tr[aria-current=true]")
    box = row.bounding_box()
    assert box
    assert box["y"] < 800
    assert box["y"] + box["height"] > 0
    assert page.evaluate("document.activeElement === document.body")
    assert page.locator("#view-studies h1").text_content() == (
        "Study: Seven-month follow-up of the trial in depression"
    )


def test_what_is_not_there_is_said(visit: Visits, bundled_explorer: Path) -> None:
    """A study misspelt is named, with one that is near; so is a result that is not of a study."""
    page = visit(at(bundled_explorer, "#studies/mdd-folowup"))
    assert page.get_by_role("heading", level=1).text_content() == "There is no such study here"
    page.locator("#view-studies").get_by_role("link", name="mdd-followup").click()
    page.wait_for_url("**#studies/mdd-followup")
    page.goto(at(bundled_explorer, "#studies/mdd-followup?result=works:r1"))
    told = "There is no result works:r1 of it here."
    page.locator("#view-studies .notice", has_text=told).wait_for()
    assert page.locator("tr[aria-current]").count() == 0


def test_claims_that_rest_on_a_result_are_named(visit: Visits, bundled_explorer: Path) -> None:
    """As many as have it along their chain, those with a line of their own to it first."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    node = next(n for n, one in enumerate(corpus["nodes"]) if one["id"] == "page:r4")
    along = [c for c in corpus["claims"] if node in [n for n, *_ in c["chain"]["nodes"]]]
    own = [c for c in along if any(one["target"] == "page:r4" for one in c.get("lines", ()))]
    assert 3 < len(own) < len(along)
    page = visit(at(bundled_explorer, "#studies/mdd-followup?result=page:r4"))
    cell = page.locator("tr[aria-current=true] td").last
    assert cell.locator("p").first.text_content() == f"{len(along)} claims"
    assert cell.locator("li").count() == 3
    cell.get_by_role("button", name=f"show all {len(along)}").click()
    told = cell.locator("li .block").all_text_contents()
    assert {text.rpartition(" · ")[2] for text in told} == {claim["id"] for claim in along}
    apart = ["by way of what it relays" in text for text in told]
    assert apart == [False] * len(own) + [True] * (len(along) - len(own))
    assert cell.locator("li").nth(3).locator("a").evaluate("(a) => a === document.activeElement")
    cell.locator("li a").first.click()
    page.locator("#claim-heading").wait_for()


def test_a_study_leads_to_its_claims(visit: Visits, bundled_explorer: Path) -> None:
    """The list is filtered to those that have the study along their chain, as many as told."""
    page = visit(at(bundled_explorer, "#studies/mdd-followup"))
    link = page.locator("#view-studies dl.facts a[href^='#claims']")
    number = str(link.text_content()).split()[0]
    link.click()
    page.wait_for_url("**#claims?study=mdd-followup")
    page.locator("#count", has_text=f"{number} of 223 claims").wait_for()
    assert page.locator("input[value='mdd-followup']").is_checked()


def test_claims_and_relays_lead_to_studies(visit: Visits, bundled_explorer: Path) -> None:
    """A claim's evidence leads to the row of its result, the table of relays to a study."""
    page = visit(at(bundled_explorer, "#claim/page:c17"))
    page.locator("ul.lines a[href^='#studies']").first.click()
    page.wait_for_url("**#studies/mdd-followup?result=page:r*")
    page.locator("tr[aria-current=true]").wait_for()
    page.goto(at(bundled_explorer, "#relays"))
    page.get_by_role("table", name="Studies").get_by_role("link", name="mapp1").click()
    page.get_by_role("heading", name="Study: MAPP1").wait_for()


def test_many_results_are_set_in_pieces(visit: Visits, teas: Path, tmp_path: Path) -> None:
    """Of 2,000 results a few rows stand at once, more on asking; one asked for is reached."""
    page = visit(edited(teas, tmp_path, lambda corpus: with_results(corpus, 2000)))
    page.evaluate("location.hash = '#studies'")
    page.locator("section.study").first.wait_for()
    rows = page.locator(".results-table tbody tr")
    before = rows.count()
    assert 30 < before < 200
    assert page.locator(".results-table caption").text_content() == "Results: 2,000"
    page.get_by_role("button", name="Show more").evaluate("(one) => one.click()")
    assert rows.nth(before).locator("a").first.evaluate("(a) => a === document.activeElement")
    page.evaluate("location.hash = '#studies/teas?result=tea:r1-1500'")
    row = page.locator("tr[aria-current=true]")
    row.wait_for()
    assert row.evaluate("(row) => row.contains(document.activeElement)")
    page.locator(".set-further").scroll_into_view_if_needed()
    page.wait_for_function(f"() => {SET} > 1540")


def test_all_results_come_on_paper(visit: Visits, teas: Path, tmp_path: Path) -> None:
    """A print has every row, each of its cells named, in the width of the sheet."""
    page = visit(edited(teas, tmp_path, lambda corpus: with_results(corpus, 300)), width=690)
    page.evaluate("location.hash = '#studies'")
    page.locator("section.study").first.wait_for()
    rows = page.locator(".results-table tbody tr")
    assert rows.count() < 300
    page.pdf()
    assert rows.count() == 300
    page.emulate_media(media="print")
    named = "(one) => getComputedStyle(one, '::before').content"
    told = [cell.evaluate(named) for cell in rows.first.locator("td").all()]
    assert told[:2] == ['"Compared: "', '"When: "']
    assert "none" not in told
    parts = rows.first.locator("td").last.locator(":scope > :not(bdi)")
    assert {part.evaluate(named) for part in parts.all()} == {'"; "'}
    assert page.evaluate("document.documentElement.scrollWidth") <= 690


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", ["", "#outcomes", "#studies", "#studies/teas", "#studies/no"])
def test_axe_finds_nothing_where_there_are_no_claims(
    read: Readings, axe: Callable[[Page], None], teas: Path, fragment: str, scheme: Scheme
) -> None:
    """No view of a corpus that only was imported is less accessible, or sticks out."""
    page = read(at(teas, fragment or "#claims"), scheme=scheme, width=400)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_without_claims_the_first_page_leads_to_the_studies(visit: Visits, teas: Path) -> None:
    """It says that nothing is claimed, offers no filter to take away, and counts what there is."""
    page = visit(teas)
    told = page.locator("#vacant")
    assert told.text_content() == (
        "No document of this corpus claims anything. "
        "What was reported is all here: 3 studies, 3 results."
    )
    for hidden in ("#filters", "#count", "#view-claims .lead"):
        assert not page.locator(hidden).is_visible()
    page.keyboard.press("/")
    page.keyboard.press("j")
    told.get_by_role("link").click()
    page.get_by_role("heading", name="Studies", level=1).wait_for()
    assert "claims" not in texts(page, "#view-studies dt")


def test_with_claims_the_first_page_is_their_list(visit: Visits, bundled_explorer: Path) -> None:
    """Filters and lead are shown, and nothing is said to be missing."""
    page = visit(bundled_explorer)
    assert page.locator("#filters").is_visible()
    assert page.locator("#vacant").count() == 0


def test_without_studies_the_view_leads_to_the_claims(
    visit: Visits, bundled_explorer: Path, tmp_path: Path
) -> None:
    """Taken out of the data, studies are said to be none; cells and claims still tell results."""
    page = visit(at(edited(bundled_explorer, tmp_path, without_studies), "#studies"))
    told = page.locator("#view-studies .notice")
    assert told.text_content() == (
        "No document of this corpus reports a study. What it claims is all here: 223 claims."
    )
    told.get_by_role("link").click()
    page.locator("#rows li.row").first.wait_for()
    for fragment, one in (("#outcomes", ".cell-result bdi"), ("#claim/page:c17", "ul.lines code")):
        page.evaluate(f"location.hash = '{fragment}'")
        assert str(page.locator(one).first.text_content())


def without_studies(corpus: Any) -> None:
    """Take all studies out of a page's data."""
    corpus["studies"] = []


def test_without_either_both_views_say_so(visit: Visits, tmp_path: Path) -> None:
    """A document that only names a concept claims nothing and reports nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "only.yaml").write_text(
        "curation: {curator: Bo, coded: 2026-01-02}\n"
        "concepts:\n  tea: {label: tea, kind: substance}\n"
    )
    build(check_corpus(tmp_path / "data"), tmp_path / "build", store=False)
    page = visit(tmp_path / "build" / "explorer.html")
    told = page.locator("#vacant")
    assert told.text_content() == (
        "No document of this corpus claims anything. No study is reported either."
    )
    page.evaluate("location.hash = '#studies'")
    notice = page.locator("#view-studies .notice")
    assert notice.text_content() == "No document of this corpus reports a study."


def test_marks_are_explained_where_there_are_some(
    read: Readings, teas: Path, bundled_explorer: Path, tmp_path: Path
) -> None:
    """Without claims no heading is left over; with one kind of verdict, no empty question."""
    assert read(at(teas, "#outcomes")).locator(".key").count() == 0
    assert texts(read(at(bundled_explorer, "#outcomes")), ".key dt") == [
        "Does it say what its source says?", "Is there evidence for it here?",
    ]  # fmt: skip

    def halved(corpus: Any) -> None:
        for claim in corpus["claims"]:
            del claim["fidelity"]

    half = read(at(edited(bundled_explorer, tmp_path, halved), "#outcomes"))
    assert texts(half, ".key dt") == ["Is there evidence for it here?"]


def test_what_stands_beside_results_agrees_with_them(
    read: Readings, teas: Path, bundled_explorer: Path
) -> None:
    """Calm is reported by an article that nobody read, a scald by a record that was imported."""
    heads = texts(read(at(teas, "#outcomes")), "table.outcomes tbody th")
    assert heads == [
        "scald",
        "calmReported as measured by no source that was read, only by others.",
    ]
    for explorer in (teas, bundled_explorer):
        page = read(at(explorer, "#outcomes"))
        silent = page.locator("tr:has(th .small:text('No source read reports it'))")
        assert silent.locator(".cell-result").count() == 0


def test_who_asks_for_credit_is_in_the_foot(visit: Visits, teas: Path, tmp_path: Path) -> None:
    """In every view, as text and never as markup."""

    def credit(corpus: Any) -> None:
        corpus["says"]["credits"] = ["Review of teas: <b>Of Tea House</b>"]

    page = visit(at(edited(teas, tmp_path, credit), "#studies"))
    assert "Review of teas: <b>Of Tea House</b>" in texts(page, "#colophon p")
