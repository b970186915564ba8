"""Checks that join parts look at what shares a value, and count it once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from counting import built_in_parts

from mdmakg.build.build import check_corpus
from mdmakg.build.manifest import read_manifest
from mdmakg.bundle import folder

CODE = "claims-contradict"


def test_what_is_only_conceded_is_counted_once(tmp_path: Path) -> None:
    """Three claims state one thing; of two others, stated alone, one is conceded by the first."""
    text = (folder("shapes") / "faults" / "lamp.yaml").read_text("utf-8")
    # The base loader gives every scalar as it is written.
    lamp: Any = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - of our own
    lamp["claims"]["c1"]["concedes"] = "c2"
    lamp["claims"]["c4"]["proposition"]["object"] = "sleep"
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "lamp.yaml").write_text(yaml.safe_dump(lamp), "utf-8")
    out = built_in_parts(corpus, tmp_path / "out").out
    counted = read_manifest(out)["counts"]["checks"][CODE]
    assert counted == {"cannotTell": 0, "failed": 0, "inapplicable": 2, "passed": 3}
    whole = check_corpus(corpus, shown_as=Path("corpus")).report
    (count,) = (one for one in whole.counts if one.check == CODE)
    assert (count.passed, count.inapplicable) == (3, 2)
