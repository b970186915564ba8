"""``--without SOURCE`` with ``check`` and ``query``: the rest, as if the source did not exist."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command_line import run

from mdmakg.cli.complete import complete_source

if TYPE_CHECKING:
    from pathlib import Path

COLUMN = "note: without column: 1 source, 4 claims, 2 lines of evidence"
CLAIMS = "SELECT ?id WHERE { ?claim a mdmakg:Claim ; mdmakg:shortId ?id } ORDER BY ?id"
FAILED = """SELECT ?check ?focus ?state WHERE {
    ?result a mdmakg:CheckResult ; mdmakg:check ?check ; mdmakg:focus ?focus ; mdmakg:state ?state
} ORDER BY ?check ?focus ?state"""


def checked(*args: str | Path) -> Any:
    """Check as JSON."""
    return json.loads(run("check", *args, "--format", "json", "--fail-on", "never").out)


def told(report: Any) -> set[tuple[str, str, str]]:
    """Give what a report lists, apart from words and places."""
    return {(one["shape"], one["focus"], one["state"]) for one in report["results"]}


def test_check_looks_at_what_is_left(in_demo: Path) -> None:
    """No finding on the column's claims, places still there, and a word on what was left out."""
    whole, left = checked("data"), checked("data", "--without", "column")
    gone = tuple(f"https://w3id.org/mdmakg/claim/example/c{number}" for number in (3, 4, 5, 6))
    assert any(one["focus"].startswith(gone) for one in whole["results"])
    assert not any(one["focus"].startswith(gone) for one in left["results"])
    assert all(one["place"]["file"] == "data/example.yaml" for one in left["results"])
    ended = run("check", "data", "--without", "column")
    assert COLUMN in ended.err
    assert COLUMN not in run("check", "data", "--without", "column", "--quiet").err
    # Of the thirteen sentences, those that only the column was encoded from are no omission.
    (count,) = (one for one in left["counts"] if one["check"] == "uncovered-text")
    assert (count["passed"], count["failed"]) == (8, 0)


def test_rdf_without_a_source_is_like_the_corpus_without_it(in_demo: Path) -> None:
    """The same results on the same things, from documents or from the data made of them."""
    from_rdf = checked("build/mdmakg.nq", "--without", "column")
    assert told(from_rdf) == told(checked("data", "--without", "column"))
    assert COLUMN in run("check", "build/mdmakg.trig", "--without", "column").err


def test_what_is_left_is_a_dataset_of_its_own(in_demo: Path) -> None:
    """The verdicts on the rest hold for its digest, once, in the store as in the report."""
    asked = "SELECT ?dataset WHERE { ?graph mdmakg:forDataset ?dataset }"
    (head, left) = run("query", asked, "--format", "csv", "--without", "column").out.split()
    assert (head, left) == ("dataset", checked("data", "--without", "column")["dataset"])
    whole = json.loads((in_demo / "build" / "manifest.json").read_text())["dataset"]["sha256"]
    assert checked("data")["dataset"] == whole != left


def test_query_asks_what_is_left(in_demo: Path) -> None:
    """The claims of the others are there; those of the source are not."""
    ended = run("query", CLAIMS, "--format", "csv", "--without", "column")
    assert ended.out.split() == ["id", "example:c1", "example:c2"]
    assert COLUMN in ended.err
    assert run("query", CLAIMS, "--format", "csv", "--without", "column", "-q").err == ""


def test_query_sees_what_follows_from_what_is_left(in_demo: Path) -> None:
    """Check results are derived anew; they are those that a check without the source finds.

    The build had the text at hand, so what the text showed is there still.
    """
    asked = run("query", FAILED, "--format", "json", "--without", "column").out
    rows = json.loads(asked)["results"]["bindings"]
    found = {tuple(row[name]["value"] for name in ("check", "focus", "state")) for row in rows}
    local = {(check, focus, state.rpartition("/")[2]) for check, focus, state in found}
    assert local == told(checked("data", "--texts", "data/texts", "--without", "column"))


def test_query_goes_by_the_rules_of_the_build(in_demo: Path, tmp_path: Path) -> None:
    """A check that was switched off in the build is not run for the answer either."""
    out = tmp_path / "out"
    run("build", "data", "--off", "subjective-unblinded", "--output", out, "--quiet")
    counted = "SELECT ?check WHERE { ?count mdmakg:countedCheck ?check }"
    args = ("--build", out, "--format", "csv", "--without", "column")
    shown = set(run("query", counted, *args).out.split())
    assert "https://w3id.org/mdmakg/check/negation-cut" in shown
    assert "https://w3id.org/mdmakg/check/subjective-unblinded" not in shown


def test_several_sources(in_demo: Path) -> None:
    """Each is left out; where that is all there is, it is said, and nothing is green."""
    both = ("--without", "column", "--without", "lamp-abstract")
    for args in (("query", CLAIMS), ("check", "data"), ("check", "build/mdmakg.nq")):
        ended = run(*args, *both)
        assert (ended.code, ended.out) == (2, "")
        assert "without column, lamp-abstract nothing is left to look at" in ended.err


@pytest.mark.parametrize(
    "args", [("check", "data"), ("check", "build/mdmakg.nq"), ("query", CLAIMS)]
)
def test_a_source_that_there_is_not(in_demo: Path, args: tuple[str, ...]) -> None:
    """Exit code 2, the names that are near, and no answer as if nothing were the matter."""
    ended = run(*args, "--without", "colunm")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no source 'colunm'; did you mean column?" in ended.err


def test_the_build_is_what_it_was(in_demo: Path) -> None:
    """Nothing of the build changes by being asked without a source."""
    before = {path: path.read_bytes() for path in in_demo.glob("build/*.*")}
    run("query", CLAIMS, "--without", "column")
    assert {path: path.read_bytes() for path in in_demo.glob("build/*.*")} == before


def test_the_shell_completes_sources(in_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the build at hand, in order; of none, nothing."""
    assert complete_source("") == ["column", "lamp-abstract"]
    assert complete_source("l") == ["lamp-abstract"]
    monkeypatch.chdir(in_demo / "data")
    assert complete_source("") == []
