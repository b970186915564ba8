"""The page on pooling: its picture and its rules are the program's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from command_line import run

from mdmakg.build.build import build, check_corpus
from mdmakg.pool.rules import POOLED, RULES

if TYPE_CHECKING:
    from pathlib import Path


def test_the_picture_is_what_the_page_makes(checkout: Path, tmp_path: Path) -> None:
    """The table that the page shows, imported, built and pooled, gives the picture it shows."""
    page = (checkout / "docs" / "pooling.md").read_text("utf-8")
    found = re.search(r"<!-- save: lamps\.csv -->\n```text\n(.*?)```", page, re.S)
    assert found is not None
    (tmp_path / "lamps.csv").write_text(found[1], "utf-8")
    made = run("import", "metapsy", tmp_path / "lamps.csv", "-o", tmp_path / "data", "-q")
    assert made.code == 0
    build(check_corpus(tmp_path / "data"), tmp_path / "build")
    drawn = run("pool", "sleeplessness-symptoms", "-b", tmp_path / "build", "-f", "svg").out
    shown = (checkout / "docs" / "pooling" / "forest.svg").read_text("utf-8")
    assert drawn == shown, "write it anew with the commands that docs/pooling.md shows"


def test_the_page_has_the_rules_in_their_order(checkout: Path) -> None:
    """Every rule has its row, in the order in which rules are applied."""
    page = (checkout / "docs" / "pooling.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \|", page, re.M)
    assert rows == list(RULES)
    assert all(f"`{measure}`" in page for measure in POOLED)
