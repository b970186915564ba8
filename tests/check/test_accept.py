"""Acceptances meet results: what is covered, what is not, and what nothing needs any more."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from pyoxigraph import RdfFormat, Store

from mdmakg.check.accept import UNUSED, accept, acceptances
from mdmakg.check.iri import check_iri
from mdmakg.model.check import (
    Accepted,
    CheckCount,
    CheckReport,
    CheckResult,
    CheckRule,
    Severity,
    State,
)
from mdmakg.store.ask import select

BASE = "https://w3id.org/mdmakg/"
CODE = "scope-widened"
RULES = tuple(
    CheckRule(check=code, iri=check_iri(code), severity=Severity.WARNING)
    for code in (CODE, "hedge-dropped")
)


def result(
    focus: str, code: str = CODE, state: State = State.FAILED, shape: str = ""
) -> CheckResult:
    """Make a result on a focus below the base."""
    return CheckResult(
        check=code,
        shape=shape or check_iri(code),
        focus=BASE + focus,
        state=state,
        severity=Severity.WARNING,
    )


def acceptance(focus: str, code: str = CODE, check: str = "") -> Accepted:
    """Make an acceptance of what a check finds on a thing below the base."""
    return Accepted(
        iri=f"{BASE}acceptance/tea/{code}/{focus}",
        check=check or check_iri(code),
        focus=BASE + focus,
        by="A. Curator",
        why="So it is",
        on="2031-02-03",
    )


def run(found: CheckResult, *accepted: Accepted) -> CheckReport:
    """Let one result meet acceptances."""
    return accept(CheckReport(results=(found,), counts=(), rules=RULES), accepted)


def by(report: CheckReport, code: str = CODE) -> list[Accepted | None]:
    """Give what stands on the results of a check."""
    return [one.accepted for one in report.results if one.check == code]


@pytest.mark.parametrize(
    ("of", "focus"),
    [
        ("claim/tea/c1", "claim/tea/c1"),
        ("claim/tea/c1", "claim/tea/c1/quotation/1"),
        ("claim/tea/c1", "evidence-line/tea/c1/page.r1"),
        ("study-report/tea/sr1", "study-report/tea/sr1/time-point/follow-up/offset/1"),
        ("source/page", "source/page/creator/01"),
        ("study/trial", "study/trial"),
    ],
)
def test_a_thing_and_its_parts_are_covered(of: str, focus: str) -> None:
    """The thing itself, what is named below it, and a claim's lines of evidence."""
    one = acceptance(of)
    assert by(run(result(focus), one)) == [one]


def test_passages_of_a_thing_are_covered() -> None:
    """Some checks look at passages: accepted on a claim is accepted on those that it rests on."""
    one = replace(acceptance("claim/tea/c1"), passages=(f"{BASE}text/abc/10-40",))
    assert by(run(result("text/abc/10-40"), one)) == [one]
    assert by(run(result("text/abc/10-41"), one)) == [None]


@pytest.mark.parametrize(
    ("of", "focus"),
    [
        ("claim/tea/c1", "claim/tea/c11"),
        ("claim/tea/c1", "claim/page/c1"),
        ("claim/tea/c1", "evidence-line/tea/c11/page.r1"),
        ("claim/tea/c1/quotation/1", "claim/tea/c1"),
        ("study/trial", "study/trial-2"),
        ("study/trial", "evidence-line/study/trial/x"),
    ],
)
def test_no_other_thing_is_covered(of: str, focus: str) -> None:
    """A name that only begins alike, another document, and the whole of a part are not."""
    assert by(run(result(focus), acceptance(of))) == [None]


def test_another_check_is_not_covered() -> None:
    """An acceptance is of one check's findings, not of all that is found on a thing."""
    assert by(run(result("claim/tea/c1"), acceptance("claim/tea/c1", "hedge-dropped"))) == [None]


def test_structure_is_never_accepted() -> None:
    """What a shape of structure finds stays, even where data from elsewhere names that shape."""
    shape = BASE + "shape/claim.gloss"
    found = result("claim/tea/c1", "claim.gloss", shape=shape)
    report = run(found, acceptance("claim/tea/c1", "claim.gloss", check=shape))
    assert by(report, "claim.gloss") == [None]
    assert counted(report).passed == 0


def test_only_what_failed_is_accepted() -> None:
    """A result that could not be told has nothing to accept."""
    report = run(result("claim/tea/c1", state=State.CANNOT_TELL), acceptance("claim/tea/c1"))
    assert by(report) == [None]


def test_an_accepted_result_is_otherwise_what_it_was() -> None:
    """State, severity and words stay: only who accepts it is added."""
    found = result("claim/tea/c1")
    (after,) = (one for one in run(found, acceptance("claim/tea/c1")).results)
    assert replace(after, accepted=None) == found


def test_the_narrower_of_two_acceptances_stands_on_the_result() -> None:
    """Both are used; what is said of the part itself is said of the result."""
    wide, narrow = acceptance("claim/tea/c1"), acceptance("claim/tea/c1/quotation/1")
    for order in ((wide, narrow), (narrow, wide)):
        report = run(result("claim/tea/c1/quotation/1"), *order)
        assert by(report) == [narrow]
        assert report.counts[0].passed == 2


def counted(report: CheckReport) -> CheckCount:
    """Give the counts of the check of acceptances."""
    (count,) = (count for count in report.counts if count.check == UNUSED)
    return count


def test_acceptances_are_counted_in_four_states() -> None:
    """Used: passed. Unused: failed. Where the check could not be told: not to be told either."""
    results = (result("claim/tea/c1"), result("claim/tea/c2", state=State.CANNOT_TELL))
    known = [acceptance(f"claim/tea/{claim}") for claim in ("c1", "c2", "c3")]
    report = accept(CheckReport(results=results, counts=(), rules=RULES), known)
    assert counted(report) == CheckCount(
        check=UNUSED,
        severity=Severity.WARNING,
        passed=1,
        failed=1,
        inapplicable=0,
        cannot_tell=1,
        reasons=(("scope-widened could not be told there", 1),),
    )
    untold, unused = (one for one in report.results if one.check == UNUSED)
    assert (unused.focus, unused.state, unused.accepted) == (known[2].iri, State.FAILED, None)
    says = "scope-widened finds nothing on claim tea:c3 or on a part of it"
    assert (unused.message, unused.value) == (says, check_iri(CODE))
    assert (untold.focus, untold.state) == (known[1].iri, State.CANNOT_TELL)


def test_nothing_accepted_is_counted_as_nothing() -> None:
    """The check is there with its rule, and applied to nothing."""
    report = run(result("claim/tea/c1"))
    assert counted(report).looked_at == 0
    (rule,) = (rule for rule in report.rules if rule.check == UNUSED)
    assert (rule.iri, rule.severity) == (BASE + "check/acceptance-unused", Severity.WARNING)
    assert rule.label
    assert rule.advice


def test_of_a_check_that_did_not_run_nothing_can_be_told() -> None:
    """It may be switched off, or data from elsewhere may name a check that there is not."""
    report = run(result("claim/tea/c1"), acceptance("claim/tea/c1", "mean-as-everyone"))
    assert (counted(report).failed, counted(report).cannot_tell) == (0, 1)
    assert [one.reason for one in report.untold] == ["no check mean-as-everyone ran"]


def test_what_accepts_itself_is_unused() -> None:
    """That an acceptance is unused cannot be accepted away by another."""
    first = acceptance("claim/tea/c9")
    local = first.iri.removeprefix(BASE)
    report = run(result("claim/tea/c1"), first, acceptance(local, UNUSED))
    assert [one.accepted for one in report.failed if one.check == UNUSED] == [None]


def test_acceptances_are_read_from_data() -> None:
    """One for each node, in order of IRI, the first of several values, blanks for what lacks."""
    data = """
        @prefix : <https://w3id.org/mdmakg/> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        :b a :Acceptance ; :acceptedCheck :k ; :acceptedFocus :f .
        :a a :Acceptance ; :acceptedCheck :k ; :acceptedFocus :f ; :acceptanceReason "Yes" ;
            :acceptedBy "Bo", "Ann" ; :acceptedOn "2031-02-03"^^xsd:date .
        :none a :Acceptance ; :acceptedCheck :k .
        :f oa:hasTarget :p2, :p1 .
    """
    store = Store()
    store.load(data.encode(), format=RdfFormat.TURTLE)
    read = acceptances(partial(select, store))
    assert [(found.iri, found.by, found.why, found.on) for found in read] == [
        (f"{BASE}a", "Ann", "Yes", "2031-02-03"),
        (f"{BASE}b", "", "", ""),
    ]
    assert {found.passages for found in read} == {(f"{BASE}p1", f"{BASE}p2")}
