"""One claim: its verdicts, its chain as a picture and as a table, and where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from explorers import PIXELS, at, standings, texts
from packed import corpus_in

from mdmakg.explore.page.assemble import assemble

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from watched import Readings, Visits

INKED = f"() => ({PIXELS})().some((byte) => byte)"


@pytest.fixture
def page(visit: Visits, bundled_explorer: Path) -> Page:
    """Open a claim of the bundled corpus by its address."""
    return visit(at(bundled_explorer, "#claim/page:c4"))


@pytest.fixture
def still(read: Readings, bundled_explorer: Path) -> Page:
    """Open it only to read it."""
    return read(at(bundled_explorer, "#claim/page:c4"))


def test_choosing_a_claim_shows_it(visit: Visits, bundled_explorer: Path) -> None:
    """A click on a claim leads to its address: its gloss is heading, title and has the focus."""
    page = visit(bundled_explorer)
    link = page.locator("#rows a").nth(3)
    gloss, target = link.text_content(), str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(f"**{target}")
    page.locator("#claim-heading").wait_for()
    heading = page.get_by_role("heading", level=1)
    assert heading.text_content() == gloss
    assert page.title().startswith(str(gloss)[:80])
    assert page.evaluate("document.activeElement.id") == "claim-heading"
    assert page.evaluate("scrollY") == 0


def test_every_claim_opens_with_its_verdicts(visit: Visits, bundled_explorer: Path) -> None:
    """Each claim of the build has an address, and there the words of both verdicts."""
    page = visit(bundled_explorer)
    expected = standings(bundled_explorer)
    shown = page.evaluate(
        """async (ids) => {
          const found = {};
          for (const id of ids) {
            location.hash = `#claim/${id}`;
            await new Promise((done) => addEventListener("hashchange", done, { once: true }));
            const values = [...document.querySelectorAll(".verdict .value")];
            found[id] = values.map((one) => one.textContent);
          }
          return found;
        }""",
        list(expected),
    )
    told = {id_: tuple(word.replace(" ", "-") for word in words) for id_, words in shown.items()}
    assert told == expected


def test_verdicts_come_with_reason_glyph_and_question(still: Page) -> None:
    """Each verdict is a question answered in words, with the reason and a glyph."""
    for question, answer in (
        ("Does it say what its source says?", "as reported"),
        ("Is there evidence for it here?", "supported"),
    ):
        verdict = still.get_by_role("region", name=question)
        assert verdict.locator(".value").text_content() == answer
        assert str(verdict.locator(".because").text_content()).startswith("because ")
        assert verdict.locator(".value svg use").count() == 1


def test_the_chain_is_drawn(still: Page) -> None:
    """The picture has ink on it, and is hidden from those who listen."""
    still.wait_for_function(INKED)
    assert still.locator(".canvas").get_attribute("aria-hidden") == "true"


def test_the_chain_is_a_table_too(still: Page) -> None:
    """The table has the claim, the result it rests on with numbers, the study and its source."""
    table = still.get_by_role("table", name="The chain, as a table")
    assert table.locator("thead th").all_text_contents() == ["Claim", "Evidence", "Study", "Source"]
    row = table.locator("tbody tr").first
    assert str(row.locator("th").text_content()).startswith("page:c4")
    evidence, study, source = row.locator("td").all_text_contents()
    assert evidence.startswith("supports (cited)")
    assert "p < 0.001" in evidence
    assert "n = 12" in study
    assert source.startswith("Abstract of the follow-up trial")


def test_every_link_of_the_chain_is_told_in_words(still: Page) -> None:
    """What the table has no place for is listed below it: who relays whom, what follows up what."""
    told = texts(still, ".links li")
    assert "page:c4 relays page:c17" in told
    assert any(" follows up " in one for one in told)


def test_choosing_a_box_describes_it(page: Page) -> None:
    """A click on the claim's box in the picture says what it holds."""
    page.wait_for_function(INKED)
    box = page.locator(".canvas").bounding_box()
    assert box
    scale = box["width"] / 944  # the width of a sheet, see explore/sheet.py
    page.locator(".canvas").click(position={"x": 450 * scale, "y": 180 * scale})
    assert "page:r1" in str(page.locator(".chosen-says").text_content())


def test_a_picture_can_be_drawn_closer(page: Page) -> None:
    """Closer makes the picture wider than its room, which scrolls; Whole makes it fit again."""
    room = "document.querySelector('.canvas-room')"
    page.get_by_role("button", name="Closer").click()
    assert page.evaluate(f"{room}.scrollWidth > 1.4 * {room}.clientWidth")
    page.get_by_role("button", name="Whole").click()
    assert page.evaluate(f"{room}.scrollWidth <= {room}.clientWidth")


def test_no_evidence_line_is_said(visit: Visits, bundled_explorer: Path) -> None:
    """A claim without evidence says so in the table and in the panel, and claims no more."""
    page = visit(at(bundled_explorer, "#claim/blog:c12"))
    table = page.get_by_role("table", name="The chain, as a table")
    assert table.locator("tbody td").first.text_content() == "no evidence line"
    panel = page.get_by_role("region", name="What the evidence is")
    assert "No evidence for it is joined in this corpus" in str(panel.text_content())


def test_the_panel_says_for_what_the_judgement_holds(still: Page, bundled_explorer: Path) -> None:
    """The corpus's digest stands with the verdicts, and that this is no advice."""
    told = str(still.locator(".judgement").text_content())
    (digest,) = re.findall("[0-9a-f]{64}", str(still.locator("#colophon").text_content()))
    assert digest in told
    assert digest in bundled_explorer.with_name("manifest.json").read_text("utf-8")
    assert "advice" in told


def test_passages_are_told_by_position_and_digest(still: Page) -> None:
    """Without the text at hand nobody's words are in the page, but where to find them is."""
    part = still.get_by_role("region", name="Where it stands in the text")
    assert "characters 302 to 353" in str(part.text_content())
    assert part.locator("mark").count() == 0


def test_words_are_lit_up_where_they_may_be_shown(
    visit: Visits, demo: Path, tmp_path: Path
) -> None:
    """With the text at hand and leave to show it, a passage is marked between its neighbours."""
    from mdmakg.build.build import build, check_corpus

    data = demo / "data"
    build(check_corpus(data, texts=data / "texts"), tmp_path / "build", show_words=True)
    page = visit(tmp_path / "build" / "explorer.html")
    page.locator("#rows a").first.click()
    text = " ".join((data / "texts" / "example.txt").read_text("utf-8").split())
    marked = texts(page, "blockquote mark")
    assert marked
    for words in marked:
        assert " ".join(words.split()) in text


def test_claims_named_in_facts_are_links(visit: Visits, bundled_explorer: Path) -> None:
    """What a claim concedes leads to what is conceded: two claims, each by itself."""
    page = visit(at(bundled_explorer, "#claim/blog:c61"))
    links = page.locator("dt:text-is('concedes') + dd a")
    assert links.all_text_contents() == ["blog:c20", "blog:c60"]
    links.last.click()
    page.wait_for_url("**#claim/blog:c60")


def test_facts_of_one_name_stand_beside_each_other(
    visit: Visits, bundled_explorer: Path, tmp_path: Path
) -> None:
    """A second value under the same label is shown; the same value twice is not."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    first = corpus["claims"][0]
    first["facts"] = [["note", "one"], ["note", "two"], ["note", "one"]]
    (tmp_path / "facts.html").write_bytes(assemble(corpus))
    page = visit(at(tmp_path / "facts.html", f"#claim/{first['id']}"))
    assert texts(page, "dt:text-is('note') + dd") == ["one", "two"]


def test_a_claim_that_is_not_there_is_said_with_others_near(
    visit: Visits, bundled_explorer: Path
) -> None:
    """An unknown id is named, and the ids most like it are offered."""
    page = visit(at(bundled_explorer, "#claim/blog:c1200"))
    assert page.get_by_role("heading", level=1).text_content() == "There is no such claim here"
    assert "blog:c1200" in str(page.locator("#view-claim").text_content())
    assert "blog:c120" in texts(page, "#view-claim .links a")


def test_an_id_without_its_document_finds_those_that_have_it(
    visit: Visits, bundled_explorer: Path
) -> None:
    """Who writes c58 alone, or in capitals, is offered the claims of that number first."""
    page = visit(at(bundled_explorer, "#claim/C58"))
    assert set(texts(page, "#view-claim .links a")[:2]) == {"blog:c58", "page:c58"}


@pytest.mark.parametrize(
    ("fragment", "heading"),
    [("#nowhere", "Claims"), ("#claim/", "Claims"), ("#relays/blog", "Relays")],
)
def test_an_address_that_leads_elsewhere_is_said(
    visit: Visits, bundled_explorer: Path, fragment: str, heading: str
) -> None:
    """What an address asks for and the page has not is named, until another view is chosen."""
    page = visit(at(bundled_explorer, fragment))
    assert page.locator("main h1:visible").text_content() == heading
    assert f"nothing at {fragment}" in str(page.locator("#astray").text_content())
    page.get_by_role("link", name="Outcomes", exact=True).click()
    page.locator("#outcomes-heading").wait_for()
    assert page.locator("#astray").is_hidden()


@pytest.mark.parametrize(
    ("fragment", "heading", "rows"),
    [
        ("#claim/%E0%A4%A", "There is no such claim here", False),
        ("#claim/", "Claims", True),
        ("#nowhere", "Claims", True),
        ("#claims?kind=none-such", "Claims", False),
        ("#", "Claims", True),
    ],
)
def test_odd_addresses_lead_somewhere(
    visit: Visits, bundled_explorer: Path, fragment: str, heading: str, *, rows: bool
) -> None:
    """A fragment that is broken, empty or unknown shows a view, and no claim not asked for."""
    page = visit(at(bundled_explorer, fragment))
    assert texts(page, "main h1:visible") == [heading]
    assert (page.locator("#rows li.row:visible").count() > 0) == rows


def test_next_and_previous_follow_what_was_asked_for(visit: Visits, bundled_explorer: Path) -> None:
    """From a filtered list, the next claim is the next of that list, and Back returns to it."""
    page = visit(at(bundled_explorer, "#claims?fidelity=strengthened"))
    ids = texts(page, "#rows li.row code")
    page.locator("#rows a").first.click()
    for id_ in ids[1:]:
        page.get_by_role("link", name="Next").click()
        page.locator(".claim-head code", has_text=re.compile(f"^{id_}$")).wait_for()
        assert page.url.endswith(f"#claim/{id_}")
    assert page.get_by_role("link", name="Next").count() == 0
    page.get_by_role("link", name="All claims").click()
    page.wait_for_url(lambda url: url.endswith("#claims?fidelity=strengthened"))


def test_the_browsers_way_back_works(visit: Visits, bundled_explorer: Path) -> None:
    """Back from a claim leads to the list as it was, with the focus on the claim come from."""
    page = visit(at(bundled_explorer, "#claims?fidelity=strengthened"))
    link = page.locator("#rows a").nth(2)
    target = link.get_attribute("href")
    link.click()
    page.go_back()
    page.wait_for_url(lambda url: url.endswith("#claims?fidelity=strengthened"))
    assert page.locator("#rows a:focus").get_attribute("href") == target


def test_a_verdict_on_a_relay_is_that_of_the_claim_that_relays(
    visit: Visits, bundled_explorer: Path
) -> None:
    """What became of a claim is told of who relays it: the post's own verdict, from both ends."""
    strengthened = standings(bundled_explorer)["blog:c59"][0]
    assert strengthened == "strengthened"
    for fragment, whose in (("#claim/blog:c59", "This claim"), ("#claim/page:c35", "That claim")):
        page = visit(at(bundled_explorer, fragment))
        part = page.get_by_role("region", name="Who relays whom")
        told = part.locator("p").filter(has_text=f"{whose}, beside what it relays")
        assert strengthened in " ".join(told.all_text_contents())
        assert part.locator(".chip").count() == told.count()


def test_a_check_has_its_code_wherever_it_is_named(visit: Visits, bundled_explorer: Path) -> None:
    """The code by which the picture and the command line call a check stands by its name."""
    page = visit(at(bundled_explorer, "#claim/blog:c59"))
    named = page.locator(".finding-head").filter(has_text="claim wider than what carries it")
    assert named.locator("code").first.text_content() == "scope-widened"


def test_a_verdict_does_not_say_itself_twice(visit: Visits, bundled_explorer: Path) -> None:
    """A reason that is the verdict's own sentence with details added stands alone."""
    page = visit(at(bundled_explorer, "#claim/blog:c59"))
    told = str(page.locator(".verdict").first.text_content()).lower()
    assert told.count("says more than the source") == 1
