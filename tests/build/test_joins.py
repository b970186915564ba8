"""Checks that join parts by properties of their own: each counts as it does over the whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks.corpus.files import write_corpus
from counting import order_of

from mdmakg.build.build import check_corpus
from mdmakg.build.built import silent
from mdmakg.build.check import check_in_parts
from mdmakg.build.executor.here import Here
from mdmakg.bundle import folder
from mdmakg.check.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

FIRST, OTHER = "claims-contradict", "claims-of-one-voice"


def test_each_check_leaves_out_what_shares_nothing_by_its_own_property(tmp_path: Path) -> None:
    """A check over claims of one voice beside that over claims of one proposition."""
    shapes = tmp_path / "shapes"
    shutil.copytree(folder("shapes"), shapes)
    text = (shapes / f"{FIRST}.ttl").read_text("utf-8")
    told = text.replace(FIRST, OTHER).replace("joinsBy mdmakg:proposition", "joinsBy mdmakg:voice")
    told = told.replace("?this mdmakg:proposition ?proposition .", "?this mdmakg:voice ?voice .")
    told = told.replace("?other mdmakg:proposition ?proposition .", "?other mdmakg:voice ?voice .")
    (shapes / f"{OTHER}.ttl").write_text(told, "utf-8")
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 3, 5)
    rules = Rules(shapes=shapes)
    whole = {c.check: c for c in check_corpus(corpus, rules=rules).report.counts}
    report, _ = check_in_parts(order_of(corpus, rules=rules), Here(), silent)
    parts = {c.check: c for c in report.counts}
    assert parts[FIRST] == whole[FIRST]
    assert parts[OTHER] == whole[OTHER]
    assert whole[FIRST].inapplicable != whole[OTHER].inapplicable
