"""What an explorer says of checks that did not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from explorers import VIEWS, at, texts

from mdmakg.build.build import build, check_corpus
from mdmakg.check.rules import Rules, read_rules

if TYPE_CHECKING:
    from pathlib import Path

    from watched import Visits


@pytest.fixture(scope="module")
def partly(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example corpus with all checks switched off; give its explorer."""
    out = tmp_path_factory.mktemp("partly") / "build"
    off = frozenset(check.code for check in read_rules(Rules()).checks)
    assert len(off) > 30
    build(check_corpus(demo / "data", rules=Rules(off=off)), out)
    return out / "explorer.html"


def test_every_view_says_what_did_not_run(visit: Visits, partly: Path) -> None:
    """List, claim, outcomes and map: each has the notice."""
    for fragment in VIEWS:
        notice = visit(at(partly, fragment)).locator("#unchecked")
        assert notice.is_visible()
        assert "Switched off: " in str(notice.text_content())
        assert "hedge-dropped" in str(notice.text_content())


def test_nothing_found_is_not_said_where_nothing_was_looked_for(
    visit: Visits, partly: Path
) -> None:
    """A claim does not say that no check found anything, but that not all ran."""
    page = visit(at(partly, "#claim/example:c5"))
    told = " ".join(texts(page, "section:has(> #checks-heading) p"))
    assert "No check found anything" not in told
    assert "not all ran" in told


def test_where_all_ran_there_is_no_notice(visit: Visits, example_explorer: Path) -> None:
    """Neither in the list nor at a claim."""
    for fragment in ("", "#claim/example:c5"):
        assert not visit(at(example_explorer, fragment)).locator("#unchecked").is_visible()
