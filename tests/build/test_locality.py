"""Documents that have nothing to do with one another do not change what is found of either."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.build import check_corpus
from mdmakg.build.judge import Judged, judge
from mdmakg.check.joined import for_parts
from mdmakg.check.rules import Rules, read_rules
from mdmakg.derive.together import together
from mdmakg.encode.dataset import parse_nquads
from mdmakg.graph.facts import Facts
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mdmakg.vocab.term import Quad

KINDS = (
    "claim|result|source|study|cohort|arm|study-report|outcome-report|intervention-report"
    "|evidence-line|text|acceptance|graph/source|graph/curation"
)
OWN = re.compile(rf"<{BASE}({KINDS})/([^/>]+)")
NAMED = re.compile(r'"((?:nct|eudract):[^"]*)[0-9]{2}"')
SHORT = re.compile(r'"([a-z][a-z0-9-]*):([a-z][a-z0-9-]*)"')
BY = ("-a", "-b", "-c")
PROPOSITION = f"<{BASE}proposition/"
RULES = for_parts(read_rules(Rules()))


def renamed(quads: Iterable[Quad], by: str) -> list[Quad]:
    """Give everything that is no vocabulary other ids; propositions only if they change."""

    def other(term: str) -> str:
        term = OWN.sub(rf"<{BASE}\1/\2{by}", term)
        return SHORT.sub(rf'"\1{by}:\2"', NAMED.sub(rf'"\g<1>{BY.index(by):02}"', term))

    pairs = [(quad, tuple(map(other, quad))) for quad in quads]
    touched = {old[0] for old, new in pairs if old[0].startswith(PROPOSITION) and old[2] != new[2]}

    def again(term: str) -> str:
        proposition = "/".join(term.split("/")[:6])
        whole = proposition if proposition.endswith(">") else f"{proposition}>"
        return term.replace(whole[:-1], f"{whole[:-1]}{by}") if whole in touched else term

    return [(again(s), p, again(o), g) for _, (s, p, o, g) in pairs]


@pytest.fixture(scope="module", params=["demo", "bundled"])
def parts(request: pytest.FixtureRequest, demo: Path, checkout: Path) -> list[list[Quad]]:
    """Give one corpus three times, under other ids."""
    folder = demo / "data" if request.param == "demo" else checkout / "data"
    said = list(parse_nquads(check_corpus(folder).dataset.nquads))
    return [renamed(said, by) for by in BY]


@pytest.fixture(scope="module")
def apart(parts: list[list[Quad]]) -> list[Judged]:
    """Judge each alone."""
    return [judge(part, Facts.of(part), {}, rules=RULES) for part in parts]


@pytest.fixture(scope="module")
def whole(parts: list[list[Quad]]) -> Judged:
    """Judge all of them as one."""
    said = list(dict.fromkeys(chain.from_iterable(parts)))
    return judge(said, Facts.of(said), {}, rules=RULES)


def test_the_same_follows(apart: list[Judged], whole: Judged) -> None:
    """What is derived of the whole is what is derived of the parts."""
    assert whole.derived
    assert set(whole.derived) == set(chain.from_iterable(one.derived for one in apart))


def test_the_same_is_found(apart: list[Judged], whole: Judged) -> None:
    """Every check but those that join gives the same results, and every verdict is the same."""
    found = set(chain.from_iterable(one.report.results for one in apart))
    assert set(whole.report.results) == found
    verdicts = {one for part in apart for one in part.report.assessments}
    assert set(whole.report.assessments) == verdicts


def test_failures_are_counted_by_what_was_said(apart: list[Judged], whole: Judged) -> None:
    """The number of propositions among what failed comes out of the results of the parts."""
    failed = [result for one in apart for result in one.report.failed]
    for count in whole.report.counts:
        if count.check in {check.code for check in RULES.checks}:
            said = {result.said for result in failed if result.check == count.check}
            assert len(said) == count.propositions


def test_what_has_to_do_with_one_thing_hangs_together(parts: list[list[Quad]]) -> None:
    """Each copy's claims and reports with those of their study; none with another copy's."""
    facts = Facts.of(chain.from_iterable(parts))
    near = together(facts)
    of = [Facts.of(part) for part in parts]
    sets = [{near[report] for report in one.instances(m.StudyReport)} for one in of]
    assert all(sets)
    assert sum(map(len, sets)) == len(set().union(*sets))
    for report in facts.instances(m.StudyReport):
        assert near[report] == near[facts.one(report, m.ofStudy)]
