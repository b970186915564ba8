"""What is said where not everything was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.build.build import check_corpus
from mdmakg.build.judge import judge
from mdmakg.check.rules import Rules
from mdmakg.encode.dataset import parse_nquads
from mdmakg.report.unchecked import unchecked
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from pathlib import Path


def test_where_all_ran_nothing_is_said(demo: Path) -> None:
    """What the checks find, however grave, is no gap in what was checked."""
    report = check_corpus(demo / "data").report
    assert report.failed
    assert list(unchecked(report.results, report.off)) == []


def test_checks_switched_off_are_named(demo: Path) -> None:
    """Each by its code."""
    rules = Rules(off=frozenset({"slot-open", "hedge-dropped"}))
    report = check_corpus(demo / "data", rules=rules).report
    (told,) = unchecked(report.results, report.off)
    assert told.startswith("Switched off: hedge-dropped, slot-open.")


def test_broken_structure_is_told(demo: Path) -> None:
    """Claims without a voice are not built as they should be: no check runs on them."""
    checked = check_corpus(demo / "data")
    lines = checked.dataset.nquads.splitlines(keepends=True)
    voiceless = b"".join(line for line in lines if f"<{m.voice}>".encode() not in line)
    assert len(voiceless) < len(checked.dataset.nquads)
    report = judge(tuple(parse_nquads(voiceless)), checked.facts, {}).report
    (told,) = unchecked(report.results, report.off)
    assert "broken" in told
