"""Each check on its cases: it fires, it is silent, it cannot tell; and each part of it matters."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cases import CASES, Case, broken, cases, run_case

from mdmakg.bundle import folder
from mdmakg.check.checkfile import read_checks
from mdmakg.check.shapes import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[2] / "docs" / "checks"
ALL = tuple(cases())
OF_TEXTS = frozenset({"anchor-broken", "negation-cut", "quote-altered", "uncovered-text"})
"""Checks of passages, whose cases are texts: tests/derive and tests/cli have them."""

CODES = sorted({path.stem for path in folder("shapes").glob("*.ttl")} - set(NOUNS) - OF_TEXTS)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_case_has_the_state_it_should(case: Case, tmp_path: Path) -> None:
    """What the case expects is what a methodologist would say, not what the check says."""
    run = run_case(case, tmp_path)
    assert not broken(case, run), (run.states.get(case.focus), run.results)


@pytest.mark.parametrize("code", CODES)
def test_each_check_has_cases_enough(code: str) -> None:
    """At least three that fire, three that are silent and, where it can be unsure, one of that."""
    states = Counter(case.expect for case in ALL if case.check == code)
    (check,) = read_checks([folder("shapes") / f"{code}.ttl"])
    assert states["failed"] >= 3
    assert states["passed"] + states["inapplicable"] >= 3
    assert states["passed"] >= 1
    if "FILTER(false)" not in check.cannot_tell:
        assert states["cannotTell"] >= 1


def test_every_file_of_cases_is_of_a_check() -> None:
    """No file of cases is left behind by a check that is gone."""
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(CODES)


def shown() -> Iterator[tuple[str, str]]:
    """Give each finding that a page on a check shows as text, and the check's code."""
    for page in sorted(DOCS.glob("*.md")):
        for block in re.findall(r"(?ms)^```text\n(.*?)^```", page.read_text("utf-8")):
            for line in block.splitlines():
                if found := re.fullmatch(r"(?:violation|warning|info): ([a-z-]+): (.+)", line):
                    yield found[1], found[2]


@pytest.mark.parametrize(("code", "message"), tuple(shown()))
def test_what_a_page_shows_is_said_in_a_case(code: str, message: str) -> None:
    """The words that a page shows hold those that some case expects, or are among them."""
    expected = {case.message for case in ALL if case.check == code and case.expect == "failed"}
    assert any(words and (words in message or message in words) for words in expected)
