"""What is accepted stays visible in every format, and fails no run."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from test_check_reports import (
    BASE,
    GLOSS,
    NOWHERE,
    REPORT_OF_FOUR,
    cases,
    check_json,
    check_sarif,
    only,
    triples,
)

from mdmakg.check.iri import fingerprint, result_iri
from mdmakg.model.check import Accepted, Severity
from mdmakg.report.github import write_github
from mdmakg.report.junit import write_junit
from mdmakg.report.sarif import write_sarif
from mdmakg.report.text import write_text
from mdmakg.report.verdict import FailOn, exit_code, verdict
from mdmakg.report.view import View

TEA = Accepted(
    iri=BASE + "acceptance/tea/gloss-short/claim/tea/c1",
    check=BASE + "check/gloss-short",
    focus=BASE + "claim/tea/c1",
    by="A. Curator",
    why="One word is what the label says",
    on="2031-02-03",
)
WORDS = "accepted by A. Curator on 2031-02-03: One word is what the label says"
ACCEPTED = replace(GLOSS, accepted=TEA)
REPORT = replace(
    REPORT_OF_FOUR, results=(REPORT_OF_FOUR.results[0], ACCEPTED, REPORT_OF_FOUR.results[2])
)
ALONE = only(replace(ACCEPTED, severity=Severity.VIOLATION))


@pytest.mark.parametrize("fail_on", [FailOn.VIOLATION, FailOn.WARNING, FailOn.INFO])
def test_what_is_accepted_fails_no_run(fail_on: FailOn) -> None:
    """At no severity does an accepted result make the exit code 1; without the acceptance it does.

    Another result that nobody accepts still fails the run.
    """
    assert exit_code(ALONE, fail_on) == 0
    assert exit_code(only(NOWHERE), fail_on) == 1
    assert exit_code(REPORT, fail_on) == 1


def test_what_is_accepted_has_failed_all_the_same() -> None:
    """Conformance in SHACL's sense, the tally and the fingerprint are those of a failed result."""
    assert not ALONE.conforms
    assert ALONE.by_severity() == {Severity.VIOLATION: 1}
    assert ALONE.accepted == ALONE.results
    assert fingerprint(ACCEPTED) == fingerprint(GLOSS)


def test_text_says_who_and_why_below_the_finding() -> None:
    """One line in the place of the advice, and a word in each of the two verdicts."""
    lines = write_text(REPORT).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("data/tea.yaml:58:7: warning"))
    assert lines[at + 1] == f"  {WORDS}"
    # The other finding of the check is accepted by nobody, so its advice stands.
    assert lines.count("  what to do: Write a sentence.") == 1
    sense = "1 violation, 1 warning, 1 of them accepted, 1 could not be told."
    code = "exit code 1: 1 severe enough to fail the run, not counting 1 accepted"
    assert lines[-2] == f"In SHACL's sense the data does not conform: {sense}"
    assert lines[-1] == f"{code} (--fail-on violation)."


def test_json_has_an_object() -> None:
    """``accepted`` says who, why, since when and by which statement; null where nobody did."""
    told = check_json(REPORT)["results"]
    assert [result["accepted"] for result in told] == [
        None,
        {
            "iri": TEA.iri,
            "by": "A. Curator",
            "why": "One word is what the label says",
            "on": "2031-02-03",
        },
        None,
    ]


def test_sarif_suppresses() -> None:
    """SARIF 2.1.0, 3.35: kind, status and justification; kind and level of the result stay."""
    by_rule = {(r["ruleId"], r["level"]): r for r in check_sarif(REPORT)["results"]}
    assert by_rule["gloss-short", "warning"]["kind"] == "fail"
    assert by_rule["gloss-short", "warning"]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": WORDS}
    ]
    assert by_rule["gloss-short", "error"]["suppressions"] == []
    assert json.loads(write_sarif(REPORT_OF_FOUR))["runs"][0]["results"][1]["suppressions"] == []


def test_github_makes_it_a_notice() -> None:
    """Whatever the severity, with who and why behind the message."""
    first = write_github(ALONE).splitlines()[0]
    assert first == (
        "::notice file=data/tea.yaml,line=58,col=7,title=gloss-short::"
        f"the gloss is short: 50%25, no more ({WORDS})"
    )


def test_junit_skips_it_with_the_reason() -> None:
    """A skipped case, whose message says who and why, and its output what was found."""
    assert cases(ALONE) == [("gloss-short", GLOSS.focus, "skipped/system-out")]
    root = ET.fromstring(write_junit(ALONE).encode())  # noqa: S314 - our own output
    (skipped,) = root.iter("skipped")
    (found,) = root.iter("system-out")
    assert skipped.get("message") == WORDS
    assert GLOSS.message in (found.text or "")


def test_shacl_keeps_the_result_and_names_the_acceptance() -> None:
    """The report does not conform for it, and the result has one statement more."""
    before, after = triples(only(GLOSS)), triples(only(ACCEPTED))
    statement = (f"<{result_iri(GLOSS)}>", f"<{BASE}accepted>", f"<{TEA.iri}>")
    assert after - before == {statement}
    assert before - after == set()


def test_an_acceptance_that_lacks_its_parts_is_still_told() -> None:
    """Data from elsewhere may not say who or when: that is said, not left blank."""
    bare = replace(TEA, by="", on="", why="")
    shown = write_text(only(replace(GLOSS, accepted=bare)), View(fail_on=FailOn.INFO))
    assert "  accepted by nobody named on no day: \n" in shown
    assert verdict(ALONE, FailOn.NEVER) == verdict(only(GLOSS), FailOn.NEVER)
