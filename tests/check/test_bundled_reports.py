"""What the claims of the bundled corpus say beyond what was reported, as read by a person."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.check.checkfile import read_checks
from mdmakg.check.run import run_check
from mdmakg.derive.derive import derive
from mdmakg.encode.dataset import encode_corpus, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.store.ask import select
from mdmakg.store.store import fill_memory

if TYPE_CHECKING:
    from mdmakg.model.check import CheckCount, CheckResult

FOUND = {
    # Trauma beneath depression, wellbeing: the abstract lists neither.
    "outcome-not-reported": {
        ("blog/c18", "warning"),
        ("blog/c55", "warning"),
    },
    # Unhealed wounds as the ground of depression; a reset of how emotions are processed.
    "mechanism-not-reported": {("blog/c22", "warning"), ("blog/c51", "warning")},
    # Nobody says that people whom other therapies failed took part.
    "population-not-reported": {("blog/c62", "warning")},
    "scope-widened": {
        ("blog/c44", "info"),  # depression, for major depressive disorder
        ("blog/c54", "info"),  # anxiety, for generalised anxiety
        ("blog/c56", "info"),  # sleep, for insomnia
        ("blog/c57", "info"),  # what goes back to trauma, for symptoms of PTSD
        ("blog/c58", "warning"),  # suicidality, on results about ideation
        ("blog/c59", "warning"),  # safety, on suicidality
        ("blog/c145", "warning"),
        ("page/c35", "info"),  # long-term safety, in the authors' own words
    },
    # No claim that rests on a study compares, none asserts that the page found something,
    # "not for everyone" contradicts nobody, each line leads to what its claim is about.
    "comparison-without-comparator": set(),
    "misattributed": set(),
    "claims-contradict": set(),
    "line-contradicts": set(),
    "slot-open": set(),
}


@cache
def runs() -> dict[str, tuple[tuple[CheckResult, ...], CheckCount]]:
    """Run these checks over the bundled corpus."""
    said = encode_corpus(read_corpus(folder("data")))
    store = fill_memory([said.nquads, to_nquads(derive(Facts.of(said.quads()), {}))])
    checks = read_checks([folder("shapes") / f"{code}.ttl" for code in FOUND])
    return {check.code: run_check(check, partial(select, store)) for check in checks}


@pytest.mark.parametrize("code", FOUND)
def test_what_is_found_is_what_a_reader_finds(code: str) -> None:
    """Each finding, and no other; nothing that cannot be told."""
    results, count = runs()[code]
    found = {(one.focus.partition("/claim/")[2], str(one.severity)) for one in results}
    assert found == FOUND[code]
    assert count.cannot_tell == 0


@pytest.mark.parametrize("code", sorted(FOUND))
def test_one_finding_for_each_claim(code: str) -> None:
    """No claim is told the same twice."""
    results, _ = runs()[code]
    assert len({one.focus for one in results}) == len(results)
