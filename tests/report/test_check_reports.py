"""Check reports in each format: what they say, and that no string can break them."""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import mdmakg.report.json as json_format
from mdmakg.check.iri import result_iri
from mdmakg.errors import Place, UsageError
from mdmakg.model.assessment import Assessment, Judgement
from mdmakg.model.check import (
    Accepted,
    CheckCount,
    CheckReport,
    CheckResult,
    CheckRule,
    Severity,
    State,
    combined,
)
from mdmakg.report.github import write_github
from mdmakg.report.json import json_pieces, write_json
from mdmakg.report.junit import write_junit
from mdmakg.report.sarif import write_sarif
from mdmakg.report.shacl import REPORT, shacl_pieces, write_shacl
from mdmakg.report.text import write_text
from mdmakg.report.verdict import FailOn, exit_code, verdict
from mdmakg.report.view import View
from mdmakg.report.writers import WRITERS, writer
from mdmakg.vocab.foreign import SH, rdf_type

BASE = "https://w3id.org/mdmakg/"
GLOSS = CheckResult(
    check="gloss-short",
    shape=BASE + "check/gloss-short",
    focus=BASE + "claim/tea/c1",
    state=State.FAILED,
    severity=Severity.WARNING,
    message="the gloss is short: 50%, no more",
    component=SH + "SPARQLConstraintComponent",
    path=BASE + "gloss",
    value="Tea.",
    value_term='"Tea."',
    details=(("letters", "4"),),
    place=Place("data/tea.yaml", 58, 7),
)
DESIGN = CheckResult(
    check="design-unknown",
    shape=BASE + "check/design-unknown",
    focus=BASE + "study-report/tea/sr2",
    state=State.CANNOT_TELL,
    severity=Severity.INFO,
    reason="the report names no design",
    place=Place("data/tea.yaml", 9, 5),
)
NOWHERE = replace(
    GLOSS,
    focus=BASE + "claim/tea/c4",
    severity=Severity.VIOLATION,
    place=None,
    path="",
    value_term="",
)
SHAPE = Place("shapes/quote-absent.ttl", 3, 1)


def count(check: str, severity: Severity, *numbers: int, reason: str = "") -> CheckCount:
    """Make a count from passed, failed, inapplicable and cannot tell."""
    passed, failed, inapplicable, cannot_tell = numbers
    return CheckCount(
        check=check,
        severity=severity,
        passed=passed,
        failed=failed,
        inapplicable=inapplicable,
        cannot_tell=cannot_tell,
        reasons=((reason, cannot_tell),) if reason else (),
    )


def rule(check: str, severity: Severity, advice: str = "", place: Place | None = None) -> CheckRule:
    """Describe a check."""
    iri = f"{BASE}check/{check}"
    return CheckRule(
        check=check, iri=iri, severity=severity, label=f"about {check}", advice=advice, place=place
    )


REPORT_OF_FOUR = CheckReport(
    results=(DESIGN, GLOSS, NOWHERE),
    counts=(
        count("all-well", Severity.VIOLATION, 7, 0, 2, 0),
        count("design-unknown", Severity.INFO, 1, 0, 0, 1, reason="the report names no design"),
        count("gloss-short", Severity.WARNING, 1, 2, 1, 0),
        count("quote-absent", Severity.VIOLATION, 0, 0, 0, 0),
    ),
    rules=(
        rule("all-well", Severity.VIOLATION),
        rule("design-unknown", Severity.INFO),
        rule("gloss-short", Severity.WARNING, advice="Write a sentence."),
        rule("quote-absent", Severity.VIOLATION, place=SHAPE),
    ),
    dataset="4f2a" * 16,
)
NOTHING = CheckReport(results=(), counts=(count("quote-absent", Severity.VIOLATION, 0, 0, 0, 0),))
GOOD = CheckReport(results=(), counts=(count("all-well", Severity.VIOLATION, 1, 0, 0, 0),))


def only(result: CheckResult) -> CheckReport:
    """Report one failed result."""
    return CheckReport(
        results=(result,), counts=(count(result.check, result.severity, 0, 1, 0, 0),)
    )


# --- the verdict ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "failing"),
    [
        (Severity.VIOLATION, {FailOn.VIOLATION, FailOn.WARNING, FailOn.INFO}),
        (Severity.WARNING, {FailOn.WARNING, FailOn.INFO}),
        (Severity.INFO, {FailOn.INFO}),
    ],
)
def test_exit_code_follows_the_least_severity_that_fails(
    severity: Severity, failing: set[FailOn]
) -> None:
    """``--fail-on warning`` fails for warnings and violations, and so on; ``never`` for none."""
    report = only(replace(GLOSS, severity=severity))
    assert {fail_on for fail_on in FailOn if exit_code(report, fail_on)} == failing


@pytest.mark.parametrize(
    ("report", "code"), [(NOTHING, 1), (CheckReport(results=(), counts=()), 1), (GOOD, 0)]
)
def test_nothing_checked_is_never_green(report: CheckReport, code: int) -> None:
    """A run in which no check applied to anything fails; one that looked at something may pass."""
    assert exit_code(report, FailOn.VIOLATION) == code
    assert exit_code(report, FailOn.NEVER) == 0


def test_what_cannot_be_told_is_no_failure() -> None:
    """A focus that could not be judged fails no run; it is counted and said."""
    report = CheckReport(results=(DESIGN,), counts=REPORT_OF_FOUR.counts[1:2])
    assert exit_code(report, FailOn.INFO) == 0
    assert report.conforms
    assert report.untold == (DESIGN,)


# --- text ----------------------------------------------------------------------------------


def test_text_for_people() -> None:
    """Each finding in its place with its line, a caret and what to do; then counts and verdicts."""
    line = "      gloss: Tea."
    text = write_text(REPORT_OF_FOUR, View(line_of=lambda _: line))
    lines = text.splitlines()
    says = "data/tea.yaml:58:7: warning: gloss-short: the gloss is short: 50%, no more"
    assert lines[0] == says
    caret = next(shown for shown in lines if shown.rstrip().endswith("^"))
    above = lines[lines.index(caret) - 1]
    # The caret stands under the seventh character of the line.
    assert above[caret.index("^") :] == line[6:]
    assert "  what to do: Write a sentence." in lines
    assert f"<{BASE}claim/tea/c4>: violation: gloss-short: {GLOSS.message}" in lines
    assert [row.split() for row in lines[-9:-3]] == [
        ["check", "severity", "passed", "failed", "inapplicable", "cannot", "tell"],
        ["all-well", "violation", "7", "0", "2", "0"],
        ["design-unknown", "info", "1", "0", "0", "1"],
        ["cannot", "tell", "(1):", "the", "report", "names", "no", "design"],
        ["gloss-short", "warning", "1", "2", "1", "0"],
        ["quote-absent", "violation", "0", "0", "0", "0", "applied", "to", "nothing"],
    ]
    assert lines[-2:] == [
        "In SHACL's sense the data does not conform: 1 violation, 1 warning, 1 could not be told.",
        "exit code 1: 1 severe enough to fail the run (--fail-on violation).",
    ]


def test_text_without_lines_has_no_caret() -> None:
    """Where no source is at hand, the place and the message are all."""
    assert "^" not in write_text(REPORT_OF_FOUR)


@pytest.mark.parametrize(
    ("report", "fail_on", "says"),
    [
        (NOTHING, FailOn.VIOLATION, "exit code 1: nothing was checked."),
        (GOOD, FailOn.VIOLATION, "exit code 0: 0 severe enough to fail the run"),
        (REPORT_OF_FOUR, FailOn.NEVER, "exit code 0: nothing fails the run (--fail-on never)."),
    ],
)
def test_text_says_the_verdict(report: CheckReport, fail_on: FailOn, says: str) -> None:
    """The last line gives the exit code and why."""
    assert write_text(report, View(fail_on=fail_on)).splitlines()[-1].startswith(says)


# --- JSON ----------------------------------------------------------------------------------

SCHEMA = json.loads(
    Path(json_format.__file__).with_name("checks.schema.json").read_text(encoding="utf-8")
)


def check_json(report: CheckReport) -> Any:
    """Write a report as JSON, hold it against its schema and read it."""
    text = write_json(report)
    document = json.loads(text)
    Draft202012Validator(SCHEMA).validate(document)
    assert text.isascii()
    return document


def test_json_has_everything() -> None:
    """Every field of the records, by name, with both verdicts; valid against its schema."""
    Draft202012Validator.check_schema(SCHEMA)
    document = check_json(REPORT_OF_FOUR)
    assert document["format"] == "mdmakg-checks/1"
    assert document["dataset"] == "4f2a" * 16
    assert (document["conforms"], document["failOn"], document["exitCode"]) == (
        False,
        "violation",
        1,
    )
    assert [c["cannotTell"] for c in document["counts"]] == [0, 1, 0, 0]
    assert document["results"][1] == {
        "iri": result_iri(GLOSS),
        "check": "gloss-short",
        "shape": BASE + "check/gloss-short",
        "focus": BASE + "claim/tea/c1",
        "state": "failed",
        "severity": "warning",
        "message": "the gloss is short: 50%, no more",
        "component": SH + "SPARQLConstraintComponent",
        "path": BASE + "gloss",
        "value": "Tea.",
        "valueTerm": '"Tea."',
        "details": {"letters": "4"},
        "reason": "",
        "accepted": None,
        "place": {"file": "data/tea.yaml", "line": 58, "column": 7},
    }


def test_json_of_a_part_names_no_dataset() -> None:
    """A report that does not know for what it holds says null, and no empty digest."""
    assert check_json(replace(REPORT_OF_FOUR, dataset=""))["dataset"] is None


def test_the_json_schema_refuses_what_it_does_not_know() -> None:
    """A key too many, half a digest, a count below nought or another version is no report."""
    document = check_json(REPORT_OF_FOUR)
    for wrong in (
        document | {"more": 1},
        document | {"format": "mdmakg-checks/2"},
        document | {"dataset": "4f2a"},
        document | {"counts": [document["counts"][0] | {"passed": -1}]},
    ):
        assert not Draft202012Validator(SCHEMA).is_valid(wrong)


# --- SARIF ---------------------------------------------------------------------------------


def of(required: list[str], **properties: Any) -> dict[str, Any]:
    """Describe a closed object."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


TEXT = {"type": "string"}
POSITIVE = {"type": "integer", "minimum": 1}
URI = {"type": "string", "pattern": r"^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*$"}
MESSAGE = of(["text"], text=TEXT)
LOCATION = of(
    [],
    physicalLocation=of(
        ["artifactLocation"],
        artifactLocation=of([], uri=URI),
        region=of([], startLine=POSITIVE, startColumn=POSITIVE),
    ),
    logicalLocations={
        "type": "array",
        "items": of([], fullyQualifiedName=TEXT, kind={"const": "resource"}),
    },
)
# Our own words for the part of SARIF 2.1.0 that is used here, after its sections
# 3.13 to 3.52: names, what must be there, closed lists. The official schema,
# whose every object is closed too, is not carried.
SARIF = of(
    ["version", "runs"],
    **{"$schema": URI},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "items": of(
            ["tool"],
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            properties={"type": "object"},
            tool=of(
                ["driver"],
                driver=of(
                    ["name"],
                    name=TEXT,
                    version=TEXT,
                    informationUri=URI,
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": of(
                            ["id"],
                            id=TEXT,
                            shortDescription=MESSAGE,
                            help=MESSAGE,
                            helpUri=URI,
                            defaultConfiguration=of(
                                [], level={"enum": ["none", "note", "warning", "error"]}
                            ),
                        ),
                    },
                ),
            ),
            results={
                "type": "array",
                "items": of(
                    ["message"],
                    ruleId=TEXT,
                    ruleIndex={"type": "integer", "minimum": 0},
                    kind={
                        "enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]
                    },
                    level={"enum": ["none", "note", "warning", "error"]},
                    message=MESSAGE,
                    locations={"type": "array", "items": LOCATION},
                    partialFingerprints={"type": "object", "additionalProperties": TEXT},
                    suppressions={
                        "type": "array",
                        "uniqueItems": True,
                        "items": of(
                            ["kind"],
                            kind={"enum": ["inSource", "external"]},
                            status={"enum": ["accepted", "underReview", "rejected"]},
                            justification=TEXT,
                        ),
                    },
                    properties={"type": "object"},
                ),
            },
        ),
    },
)


def check_sarif(report: CheckReport) -> Any:
    """Write a report as SARIF, hold it against the standard's rules and give its run."""
    document = json.loads(write_sarif(report))
    Draft202012Validator(SARIF).validate(document)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        # 3.27.10: "If kind has any value other than "fail", then [...] level SHALL be "none"."
        assert result["kind"] == "fail" or result["level"] == "none"
        # 3.27.23: suppressions are there for all results of a run or for none.
        assert "suppressions" in result
        # 3.27.6: ruleIndex is the index of the rule within the driver's rules.
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def test_sarif_results_have_kinds_and_places() -> None:
    """Failed, not told, passed and applied to nothing are four kinds of result."""
    run = check_sarif(REPORT_OF_FOUR)
    assert [(r["ruleId"], r["kind"], r["level"]) for r in run["results"]] == [
        ("design-unknown", "open", "none"),
        ("gloss-short", "fail", "warning"),
        ("gloss-short", "fail", "error"),
        ("all-well", "pass", "none"),
        ("quote-absent", "notApplicable", "none"),
    ]
    place = run["results"][1]["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "data/tea.yaml"},
        "region": {"startLine": 58, "startColumn": 7},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"] == GLOSS.focus
    assert run["results"][4]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "shapes/quote-absent.ttl"
    }
    assert run["tool"]["driver"]["rules"][2]["help"]["text"] == "Write a sentence."


def test_sarif_fingerprints_are_stable_and_distinct() -> None:
    """A moved or reworded finding keeps its fingerprint; another finding has another."""

    def prints(report: CheckReport) -> list[str]:
        results = check_sarif(report)["results"]
        return [r["partialFingerprints"]["mdmakg/v1"] for r in results if r["kind"] == "fail"]

    moved = replace(GLOSS, place=Place("data/tea.yaml", 99, 1), message="another word")
    assert prints(only(moved)) == prints(only(GLOSS))
    assert len(set(prints(REPORT_OF_FOUR))) == 2


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("data/a b.yaml", "data/a%20b.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("é.yaml", "%C3%A9.yaml"),
        ("/corpus/x.yaml", "file:///corpus/x.yaml"),
        ("data/\udcff.yaml", "data/%5Cudcff.yaml"),
    ],
)
def test_sarif_names_files_as_uris(file: str, uri: str) -> None:
    """RFC 3986: a relative reference has no colon in its first segment, and ASCII only."""
    run = check_sarif(only(replace(GLOSS, place=Place(file))))
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("message", "text"),
    [("{0} of {1}", "{{0}} of {{1}}"), ("[a](https://x.example/)", "[a] (https://x.example/)")],
)
def test_sarif_messages_are_no_templates_and_no_links(message: str, text: str) -> None:
    """SARIF 3.11.5: literal braces are doubled; 3.11.6: ``[text](target)`` would be a link."""
    run = check_sarif(only(replace(GLOSS, message=message)))
    assert run["results"][0]["message"]["text"] == text


# --- GitHub --------------------------------------------------------------------------------


def test_github_annotations() -> None:
    """One command per failed result, escaped as the runner demands; a notice for the untold."""
    strange = replace(GLOSS, message="a\nb: c", place=Place("a,b:c%.yaml", 2, 3))
    counts = REPORT_OF_FOUR.counts
    assert write_github(CheckReport(results=(strange, NOWHERE), counts=counts)).splitlines() == [
        "::warning file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=gloss-short::a%0Ab: c",
        "::error title=gloss-short::the gloss is short: 50%25, no more",
        "::notice title=design-unknown::1 could not be told: the report names no design (1)",
        f"::notice title=mdmakg check::{verdict(REPORT_OF_FOUR, FailOn.VIOLATION)}",
    ]


# --- JUnit ---------------------------------------------------------------------------------


def cases(report: CheckReport, fail_on: FailOn = FailOn.VIOLATION) -> list[tuple[str, str, str]]:
    """Give check, name and outcome of each case, and hold the sums against the cases."""
    root = ET.fromstring(write_junit(report, View(fail_on=fail_on)).encode())  # noqa: S314 - our own output
    for element in (root, *root.iter("testsuite")):
        assert int(element.get("tests", "-1")) == len(list(element.iter("testcase")))
        assert int(element.get("failures", "-1")) == len(list(element.iter("failure")))
        assert int(element.get("skipped", "-1")) == len(list(element.iter("skipped")))
    return [
        (suite.get("name", ""), case.get("name", ""), "/".join(child.tag for child in case))
        for suite in root.iter("testsuite")
        for case in suite.iter("testcase")
    ]


def test_junit_has_a_suite_per_check() -> None:
    """A case per failed or untold result, and one for those that passed or did not apply."""
    assert cases(REPORT_OF_FOUR) == [
        ("all-well", "7 passed", ""),
        ("all-well", "2 inapplicable", "skipped"),
        ("design-unknown", DESIGN.focus, "skipped"),
        ("design-unknown", "1 passed", ""),
        ("gloss-short", GLOSS.focus, "system-out"),
        ("gloss-short", NOWHERE.focus, "failure"),
        ("gloss-short", "1 passed", ""),
        ("gloss-short", "1 inapplicable", "skipped"),
        ("quote-absent", "applied to nothing", "skipped"),
    ]


@pytest.mark.parametrize("fail_on", FailOn)
def test_junit_agrees_with_the_exit_code(fail_on: FailOn) -> None:
    """A build server goes red exactly where the run fails."""
    red = any("failure" in outcome for *_, outcome in cases(REPORT_OF_FOUR, fail_on))
    assert red == bool(exit_code(REPORT_OF_FOUR, fail_on))


# --- SHACL ---------------------------------------------------------------------------------


def triples(report: CheckReport) -> set[tuple[str, str, str]]:
    """Read a validation report as N-Triples terms."""
    quads = pyoxigraph.parse(write_shacl(report).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def test_shacl_report() -> None:
    """SHACL 3.6: a report with conforms and its results, each with focus, severity, component.

    What could not be told is no result; every node has an IRI.
    """
    graph = triples(REPORT_OF_FOUR)
    top, this = f"<{REPORT}>", f"<{result_iri(GLOSS)}>"
    boolean = '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    assert (top, f"<{SH}conforms>", boolean) in graph
    results = {o for s, p, o in graph if p == f"<{SH}result>"}
    assert results == {this, f"<{result_iri(NOWHERE)}>"}
    assert {(p, o) for s, p, o in graph if s == this} == {
        (f"<{rdf_type}>", f"<{SH}ValidationResult>"),
        (f"<{SH}focusNode>", f"<{GLOSS.focus}>"),
        (f"<{SH}resultPath>", f"<{GLOSS.path}>"),
        (f"<{SH}value>", '"Tea."'),
        (f"<{SH}resultMessage>", f'"{GLOSS.message}"'),
        (f"<{SH}sourceShape>", f"<{GLOSS.shape}>"),
        (f"<{SH}sourceConstraintComponent>", f"<{GLOSS.component}>"),
        (f"<{SH}resultSeverity>", f"<{SH}Warning>"),
    }
    assert not any(term.startswith("_:") for triple in graph for term in triple)


def test_shacl_conforms_when_nothing_failed() -> None:
    """SHACL 3.6.1.1: conforms is true if and only if there is no result."""
    assert f"<{REPORT}> a sh:ValidationReport ;\n    sh:conforms true ." in write_shacl(GOOD)


def test_shacl_without_a_component_names_the_check() -> None:
    """SHACL 3.6.2.6: each result has one sourceConstraintComponent, an IRI."""
    plain = replace(GLOSS, component="", value_term="", path="<u:a>/<u:b>")
    graph = triples(only(plain))
    component = {o for _, p, o in graph if p == f"<{SH}sourceConstraintComponent>"}
    assert component == {f"<{BASE}check/gloss-short>"}
    assert not any(p in {f"<{SH}value>", f"<{SH}resultPath>"} for _, p, _ in graph)


def test_shacl_report_is_the_same_in_any_order() -> None:
    """The order of the results leaves no trace in the bytes."""
    backwards = replace(REPORT_OF_FOUR, results=REPORT_OF_FOUR.results[::-1])
    assert write_shacl(backwards) == write_shacl(REPORT_OF_FOUR)


# --- all of them ---------------------------------------------------------------------------


def test_formats_are_found_by_token() -> None:
    """The command line's tokens, and one more for ``report.ttl``."""
    assert list(WRITERS) == ["text", "json", "sarif", "github", "junit", "shacl"]
    assert writer("sarif") is write_sarif
    with pytest.raises(UsageError, match="no report format 'yaml'; there are text, json"):
        writer("yaml")


def test_reports_are_joined_in_order() -> None:
    """Joined reports list results by place, those without one last, and counts by check."""
    parts = [only(NOWHERE), only(GLOSS), CheckReport(results=(DESIGN,), counts=())]
    assert combined(parts).results == (DESIGN, GLOSS, NOWHERE)


odd = st.text(max_size=12) | st.sampled_from(
    ["]]>", "<x a='", "\x00\x1b[2J", "\u202e", "\ud800", "::error::", "%0A::", '"""', "\\", "\x85"]
)
hostile = odd | odd.map(BASE.__add__)


@st.composite
def hostile_reports(draw: st.DrawFn) -> CheckReport:
    """Reports in which every string is anybody's."""
    text = draw(hostile)
    result = CheckResult(
        check=draw(hostile),
        shape=draw(hostile),
        focus=draw(hostile),
        state=draw(st.sampled_from([State.FAILED, State.CANNOT_TELL])),
        severity=draw(st.sampled_from(Severity)),
        message=draw(hostile),
        component=draw(hostile),
        path=draw(hostile),
        value=draw(hostile),
        details=((text, text),),
        reason=draw(hostile),
        accepted=draw(
            st.none()
            | st.builds(
                Accepted,
                iri=hostile,
                check=hostile,
                focus=hostile,
                by=hostile,
                why=hostile,
                on=hostile,
            )
        ),
        place=draw(st.none() | st.builds(Place, hostile)),
    )
    tally = count(result.check, result.severity, 1, 1, 1, 1, reason=draw(hostile) or "r")
    about = CheckRule(
        check=result.check,
        iri=draw(hostile),
        severity=result.severity,
        label=draw(hostile),
        advice=draw(hostile),
    )
    judged = st.builds(
        Judgement,
        value=st.just("not-checked"),
        because=hostile.filter(bool),
        decided_by=st.lists(hostile, max_size=2).map(tuple),
    )
    stands = draw(st.lists(st.builds(Assessment, claim=hostile, fidelity=judged, support=judged)))
    return CheckReport(
        results=(result,), counts=(tally,), rules=(about,), assessments=tuple(stands)
    )


@given(hostile_reports())
def test_json_is_what_the_library_writes(report: CheckReport) -> None:
    """Written out piece by piece, it has the library's own blanks, commas and escapes."""
    text = write_json(report)
    assert text == json.dumps(json.loads(text), indent=2) + "\n"


def test_json_comes_result_by_result() -> None:
    """No piece has more than one result, so that no long list is ever held as text."""
    pieces = list(json_pieces(replace(REPORT_OF_FOUR, results=(DESIGN, GLOSS, NOWHERE) * 100)))
    assert max(piece.count('"focus"') for piece in pieces) == 1
    assert sum(piece.count('"focus"') for piece in pieces) == 300


def test_the_validation_report_comes_result_by_result() -> None:
    """As in JSON; each is named once more, in the list of all."""
    many = tuple(replace(GLOSS, focus=f"{BASE}claim/tea/c{number}") for number in range(300))
    pieces = list(shacl_pieces(replace(REPORT_OF_FOUR, results=many)))
    assert max(piece.count("check-result/") for piece in pieces) == 1
    assert sum(piece.count("check-result/") for piece in pieces) == 600


@given(hostile_reports())
def test_no_string_breaks_json_or_sarif(report: CheckReport) -> None:
    """Whatever the strings, both stay ASCII, valid, and without half characters."""
    for text, check in ((write_json(report), check_json), (write_sarif(report), check_sarif)):
        assert text.isascii()
        json.dumps(json.loads(text), ensure_ascii=False).encode()
        check(report)


@given(hostile_reports())
def test_no_string_breaks_junit(report: CheckReport) -> None:
    """XML 1.0 has no place for most control characters; the cases stay as many as they were."""
    assert len(cases(report)) == 3
    write_junit(report).encode()


@given(hostile_reports())
def test_no_string_adds_a_github_command(report: CheckReport) -> None:
    """Each line is one command that we meant, and no property ends before its time."""
    lines = write_github(report).encode().decode().split("\n")
    assert len(lines) == len(report.failed) + 3
    pattern = re.compile(
        r"::(error|warning|notice) (file=[^:,\r\n]*,line=1,col=1,)?title=[^:,\r\n]*::[^\r\n]*"
    )
    assert all(pattern.fullmatch(line) for line in lines[:-1])


@given(hostile_reports())
def test_no_string_reaches_the_terminal_raw(report: CheckReport) -> None:
    """Text, annotations and the validation report hold nothing that a terminal obeys."""
    shown = View(line_of=lambda _: "\x1b[31m red \u202e")
    for text in (write_text(report, shown), write_github(report, shown), write_shacl(report)):
        kinds = {unicodedata.category(char) for line in text.split("\n") for char in line}
        assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(hostile_reports())
def test_no_string_breaks_the_validation_report(report: CheckReport) -> None:
    """The Turtle parses, and holds as many results as failed."""
    results = [p for _, p, _ in triples(report) if p == f"<{SH}result>"]
    assert len(results) == len(report.failed)
