"""Sources and studies that stand in no relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorers import at, texts
from packed import corpus_in

if TYPE_CHECKING:
    from pathlib import Path

    from watched import Visits

UNLINKED = "in no relation here, so not on the map"


def test_every_source_and_study_is_in_a_table(visit: Visits, bundled_explorer: Path) -> None:
    """Also research that nobody names, which the map leaves out and the table marks."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    page = visit(at(bundled_explorer, "#relays"))
    for name, kind in (("Sources", "source"), ("Studies", "study")):
        table = page.get_by_role("table", name=name)
        ids = table.locator("tbody th code").all_text_contents()
        expected = [node["id"] for node in corpus["nodes"] if node["kind"] == kind]
        assert sorted(ids) == sorted(expected)
    assert len(corpus["sources"]) == page.get_by_role("table", name="Sources").locator(
        "tbody tr"
    ).count()  # fmt: skip


def test_those_that_the_map_leaves_out_are_marked(visit: Visits, bundled_explorer: Path) -> None:
    """A mark stands at those that no line of the map leads to, and at no other."""
    corpus = corpus_in(bundled_explorer.read_bytes())
    drawn = {corpus["nodes"][number]["id"] for number, *_ in corpus["relays"]["nodes"]}
    page = visit(at(bundled_explorer, "#relays"))
    heads = page.locator(".relays-table tbody th")
    marked = heads.filter(has_text=UNLINKED).locator("code").all_text_contents()
    assert "existing-research" in marked
    assert set(marked) == set(texts(page, ".relays-table tbody th code")) - drawn
