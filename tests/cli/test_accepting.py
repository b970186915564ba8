"""``accepted`` in a document: read, checked, shown, exported; and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import run

from mdmakg.build.example import make_example

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = "at: 595-628 d44badf8b822e70e\n    proposition: {subject: bedside-lamp, relation: does-not"
CUT = WHOLE.replace("595-628 d44badf8b822e70e", "608-628 b863b4eb5820e243")
LAST = "reason: call-to-action}\n"


@pytest.fixture
def corpus(here: Path) -> Path:
    """Make the example with the passage of c2 cut behind its *not*, which a check finds."""
    make_example(here / "data")
    change(here, WHOLE, CUT)
    return here


def change(folder: Path, old: str, new: str) -> None:
    """Put other words in the place of some that stand once in the example."""
    document = folder / "data" / "example.yaml"
    text = document.read_text("utf-8")
    assert text.count(old) == 1
    document.write_text(text.replace(old, new), "utf-8")


def accept(folder: Path, check: str = "negation-cut", of: str = "c2") -> None:
    """Accept what a check finds on a thing."""
    who = "by: A. Curator, why: The gloss has it, on: 2026-11-21"
    change(folder, LAST, f"{LAST}accepted:\n  - {{check: {check}, of: {of}, {who}}}\n")


def checked(*args: str | Path) -> list[dict[str, object]]:
    """Check as JSON, and give the failed results of the two checks concerned."""
    ended = run("check", *args, "--texts", "data/texts", "--format", "json", "--fail-on", "never")
    known = {"negation-cut", "acceptance-unused"}
    told = json.loads(ended.out)["results"]
    return [one for one in told if one["state"] == "failed" and one["check"] in known]


def test_what_is_accepted_is_shown_with_who_and_why(corpus: Path) -> None:
    """The result stays failed, at its place, and has the acceptance."""
    (before,) = checked()
    accept(corpus)
    (after,) = checked()
    assert before["accepted"] is None
    assert after["accepted"] == {
        "iri": "https://w3id.org/mdmakg/acceptance/example/negation-cut/claim/example/c2",
        "by": "A. Curator",
        "why": "The gloss has it",
        "on": "2026-11-21",
    }
    assert {**after, "accepted": None} == before


def test_an_acceptance_that_nothing_needs_is_found_at_its_line(corpus: Path) -> None:
    """Mended, the passage leaves its acceptance over: a warning at the code it names."""
    accept(corpus)
    change(corpus, CUT, WHOLE)
    (unused,) = checked()
    lines = (corpus / "data" / "example.yaml").read_text("utf-8").splitlines()
    (number,) = (n for n, line in enumerate(lines, 1) if line.startswith("  - {check:"))
    column = lines[number - 1].index("negation-cut") + 1
    assert (unused["check"], unused["severity"]) == ("acceptance-unused", "warning")
    assert unused["place"] == {"file": "data/example.yaml", "line": number, "column": column}


def test_an_acceptance_is_not_unused_where_the_check_could_not_be_told(corpus: Path) -> None:
    """Without the text nobody can say whether the finding is still there."""
    accept(corpus)
    told = json.loads(run("check", "--format", "json").out)
    (count,) = (one for one in told["counts"] if one["check"] == "acceptance-unused")
    assert (count["failed"], count["cannotTell"]) == (0, 1)


def test_rdf_gives_the_same_verdict(corpus: Path) -> None:
    """An acceptance stands in what was curated, so exported data carry it."""
    accept(corpus)
    run("build", "--texts", "data/texts", "--quiet")
    (from_folder,) = checked()
    for file in ("build/mdmakg.nq", "build/mdmakg.trig"):
        assert [{**one, "place": None} for one in checked(file)] == [{**from_folder, "place": None}]


def test_a_build_joins_result_and_acceptance(corpus: Path) -> None:
    """In the graph of what was derived, the result leads to the acceptance of the curation."""
    accept(corpus)
    run("build", "--texts", "data/texts", "--quiet")
    query = """SELECT ?graph ?by ?on WHERE {
        GRAPH <https://w3id.org/mdmakg/graph/checks> { ?result mdmakg:accepted ?acceptance }
        GRAPH ?graph { ?acceptance mdmakg:acceptedBy ?by ; mdmakg:acceptedOn ?on }
    }"""
    assert run("query", query, "--format", "csv").out.splitlines() == [
        "graph,by,on",
        "https://w3id.org/mdmakg/graph/curation/example,A. Curator,2026-11-21",
    ]
    assert "mdmakg/accepted>" in (corpus / "build" / "report.ttl").read_text("utf-8")
    shown = run("trace", "example:c2").out
    assert "that denies: not (accepted by A. Curator on 2026-11-21: The gloss has it)" in shown
    told = json.loads((corpus / "build" / "checks.json").read_text("utf-8"))["results"]
    assert [one["accepted"]["by"] for one in told if one["accepted"]] == ["A. Curator"]


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ("negation-cuts", "no check has the code negation-cuts; did you mean negation-cut?"),
        ("xyz", "no check has the code xyz; there are a"),
        ("claim.gloss", "claim.gloss is a shape of structure; what it finds is mended"),
        ("claim", "claim is a shape of structure; what it finds is mended"),
        ("acceptance-unused", "an acceptance that nothing needs is taken out, not accepted"),
    ],
)
def test_a_code_that_cannot_be_accepted_is_a_fault(corpus: Path, check: str, says: str) -> None:
    """At its file, line and column, with what was meant or why not; nothing is judged."""
    accept(corpus, check)
    lines = (corpus / "data" / "example.yaml").read_text("utf-8").splitlines()
    (number,) = (n for n, line in enumerate(lines, 1) if line.startswith("  - {check:"))
    for verb in ("check", "build"):
        ended = run(verb)
        assert (ended.code, ended.out) == (3, "")
        assert f"data/example.yaml:{number}:13: not-acceptable: {says}" in ended.err


def test_what_is_accepted_must_be_there(corpus: Path) -> None:
    """An id that names nothing is a fault, as it is everywhere else in a document."""
    accept(corpus, of="c99")
    ended = run("check")
    assert ended.code == 3
    # Behind the code and the words before it: "  - {check: negation-cut, of: ".
    assert ":31: dangling-id: " in ended.err
