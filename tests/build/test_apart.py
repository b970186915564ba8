"""What is only there to be referred to: it changes no verdict, and none is given on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.build.build import check_corpus
from mdmakg.build.judge import Judged, found_nquads, judge
from mdmakg.check.rules import Rules, read_rules
from mdmakg.encode.dataset import parse_nquads
from mdmakg.graph.facts import Facts
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.vocab.term import Quad


@pytest.fixture(scope="module")
def said(demo: Path) -> tuple[Quad, ...]:
    """Give the statements of the example."""
    return tuple(parse_nquads(check_corpus(demo / "data").dataset.nquads))


@pytest.fixture(scope="module")
def whole(said: tuple[Quad, ...]) -> Judged:
    """Judge the example as it is."""
    return judge(said, Facts.of(said), {})


@pytest.mark.parametrize("class_", [m.Claim, m.Source, m.Text, m.Study])
def test_nothing_is_told_of_what_is_apart(
    said: tuple[Quad, ...], whole: Judged, class_: str
) -> None:
    """Neither results, nor counts, nor what follows, nor verdicts; of the rest, all of it."""
    facts = Facts.of(said)
    apart = frozenset(facts.instances(class_))
    assert apart
    judged = judge(said, facts, {}, rules=read_rules(Rules()), apart=apart)
    report = judged.report
    assert set(report.results) == {r for r in whole.report.results if r.focus not in apart}
    others = {iri_term(iri) for iri in apart}
    assert set(judged.derived) == {quad for quad in whole.derived if quad[0] not in others}
    kept = tuple(one for one in whole.report.assessments if one.claim not in apart)
    assert report.assessments == kept
    domain = {count.check: count.looked_at + count.inapplicable for count in whole.report.counts}
    fewer = {count.check: count.looked_at + count.inapplicable for count in report.counts}
    assert all(fewer[code] <= number for code, number in domain.items())
    assert (fewer["claims-contradict"] == 0) == (class_ == m.Claim)


def test_an_acceptance_that_is_apart_is_not_told_of(said: tuple[Quad, ...]) -> None:
    """One of nothing that is found is unused, unless another part has to tell of it."""
    facts = Facts.of(said)
    iri = f"{BASE}acceptance/lamp/slot-open/claim/none"
    told = [
        (m.acceptedCheck, f"<{BASE}check/slot-open>"),
        (m.acceptedFocus, iri_term(facts.instances(m.Claim)[0])),
        (m.acceptedBy, '"me"'),
        (m.acceptanceReason, '"so it is"'),
        (m.acceptedOn, '"2026-11-21"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", iri_term(m.Acceptance)),
    ]
    more = (*said, *((f"<{iri}>", iri_term(p), o, "") for p, o in told))
    nobody: frozenset[str] = frozenset()
    both = [judge(more, Facts.of(more), {}, apart=apart).report for apart in (nobody, {iri})]
    assert [[r.focus for r in one.results if r.focus == iri] for one in both] == [[iri], []]


def test_what_is_found_of_single_things_has_no_counts(whole: Judged) -> None:
    """Counts and the digest are of a whole; derived facts, results and verdicts are not."""
    found = list(parse_nquads(found_nquads(whole.derived, whole.report)))
    assert not any("/check-count/" in subject for subject, *_ in found)
    assert set(whole.derived) <= set(found)
    judged = {term_text(o) for _, p, o, _ in found if p == iri_term(m.assessmentOf)}
    assert judged == {one.claim for one in whole.report.assessments}
