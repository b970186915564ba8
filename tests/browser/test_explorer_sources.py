"""Where the evidence of a claim comes from, in the table of its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorers import at
from packed import corpus_in

from mdmakg.build.build import build, check_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from watched import Visits

READ = """async (ids) => {
  const found = {};
  for (const id of ids) {
    location.hash = `#claim/${id}`;
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    const rows = [...document.querySelectorAll(".chain-table tbody tr")];
    const own = rows.find((row) => row.firstElementChild.textContent.startsWith(`${id} `));
    found[id] = own.lastElementChild.textContent;
  }
  return found;
}"""
"""Reads the source in the first row of each claim's table."""


def test_no_voice_is_the_source_of_its_own_evidence(visit: Visits, bundled_explorer: Path) -> None:
    """The post reports no study as its authors: for none of its claims is it the source."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    ids = [claim["id"] for claim in corpus["claims"] if claim["voice"] == "blog"]
    assert len(ids) == 148
    found = visit(at(bundled_explorer, "#claims")).evaluate(READ, ids)
    label = corpus["sources"]["blog"]["label"]
    assert not {id_: text for id_, text in found.items() if label in text}


def test_the_authors_own_report_is_the_source(visit: Visits, bundled_explorer: Path) -> None:
    """blog:c19 leads to the follow-up trial, of which the abstract is by the authors."""
    found = visit(at(bundled_explorer, "#claims")).evaluate(READ, ["blog:c19"])
    assert found["blog:c19"].startswith("Abstract of the follow-up trial")
    assert "Page" not in found["blog:c19"]


def test_the_source_of_a_claim_is_who_says_it(visit: Visits, demo: Path, tmp_path: Path) -> None:
    """Where a line of evidence leads to another claim, its source is that claim's voice."""
    said = (demo / "data" / "example.yaml").read_text("utf-8")
    to_c1 = said.replace("{to: r1, direction: supports,", "{to: c1, direction: supports,")
    assert to_c1 != said
    (tmp_path / "example.yaml").write_text(to_c1, "utf-8")
    build(check_corpus(tmp_path), tmp_path / "build")
    explorer = tmp_path / "build" / "explorer.html"
    labels = corpus_in(explorer.read_bytes())["sources"]
    found = visit(at(explorer, "#claims")).evaluate(READ, ["example:c4"])
    assert found["example:c4"].startswith(labels["lamp-abstract"]["label"])


def test_a_claim_tells_its_permanent_name(visit: Visits, bundled_explorer: Path) -> None:
    """The IRI of the claim is there to be copied, and breaks in a narrow window."""
    page = visit(at(bundled_explorer, "#claim/page:c4"), width=320)
    name = page.locator("dl.facts dd").filter(has_text="https://w3id.org/mdmakg/claim/page/c4")
    assert name.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
