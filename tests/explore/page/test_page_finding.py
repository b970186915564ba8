"""Check results on the nodes that they concern."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from looks import look_of

from mdmakg.build.build import check_corpus
from mdmakg.explore.page.corpus import corpus_of
from mdmakg.model.check import Accepted, CheckResult, Severity, State
from mdmakg.vocab import foreign as f
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.build.build import Checked

CLAIM = f"{BASE}claim/example/c5"
"""A claim with two passages."""


@pytest.fixture(scope="module")
def checked(demo: Path) -> Checked:
    """Check the example corpus."""
    return check_corpus(demo / "data")


def result(focus: str = CLAIM, **fields: Any) -> CheckResult:
    """Make a check result."""
    given: dict[str, Any] = {
        "check": "odd", "shape": f"{BASE}check/odd", "focus": focus,
        "state": State.FAILED, "severity": Severity.INFO, "message": "is odd",
    }  # fmt: skip
    return CheckResult(**given | fields)


def rows_on(checked: Checked, id_: str, *results: CheckResult) -> list[Any]:
    """List the rows on a node, by its id, if these were the results."""
    report = replace(checked.report, results=results, assessments=())
    corpus: Any = corpus_of(look_of(replace(checked, report=report)))
    (node,) = [node for node in corpus["nodes"] if node["id"] == id_]
    return [corpus["results"][number] for number in node.get("checks", [])]


def test_who_accepts_a_result_is_said(checked: Checked) -> None:
    """Who, why and since when, beside the result that stays failed."""
    accepted = Accepted(
        iri=f"{BASE}acceptance/1", check="odd", focus=CLAIM, by="Ada", why="seen", on="2026-01-02"
    )
    (row,) = rows_on(checked, "example:c5", result(accepted=accepted))
    assert row == {
        "check": "odd",
        "state": "failed",
        "severity": "info",
        "message": "is odd",
        "on": "example:c5",
        "accepted": {"by": "Ada", "why": "seen", "on": "2026-01-02"},
    }


def test_a_result_on_passages_is_on_what_rests_on_them_once(checked: Checked) -> None:
    """The same words for both passages of c5 are one row on c5."""
    passages = checked.facts.all(CLAIM, f.oa_hasTarget)
    assert len(passages) == 2
    rows = rows_on(checked, "example:c5", *(result(passage) for passage in passages))
    assert [row["on"] for row in rows] == ["example:c5"]


def test_the_gravest_is_first_and_the_untold_last(checked: Checked) -> None:
    """Failed violation, warning, remark; then a violation that could not be told."""
    told = [
        result(state=State.CANNOT_TELL, severity=Severity.VIOLATION, message="", reason="unread"),
        result(severity=Severity.INFO),
        result(severity=Severity.VIOLATION),
        result(severity=Severity.WARNING),
    ]
    rows = rows_on(checked, "example:c5", *told)
    assert [(row["state"], row["severity"]) for row in rows] == [
        ("failed", "violation"),
        ("failed", "warning"),
        ("failed", "info"),
        ("cannotTell", "violation"),
    ]


def test_an_iri_is_no_value_for_readers(checked: Checked) -> None:
    """A value that a person reads is shown; the IRI of a thing is not."""
    rows = rows_on(
        checked, "example:c5", result(value="0.02"), result(value=f"{BASE}outcome/mood", check="b")
    )
    assert sorted(str(row.get("value")) for row in rows) == ["0.02", "None"]


def test_a_result_on_nothing_drawn_is_left_out(checked: Checked) -> None:
    """A result on a thing that no chain has is for other reports."""
    assert rows_on(checked, "example:c5", result(f"{BASE}concept/night-shift")) == []


def test_a_thing_without_a_label_is_called_by_its_id(checked: Checked) -> None:
    """Where data lack a label, the fact has the short id in its place."""
    concept = f"{BASE}concept/sleep-loss"
    said = {s: dict(told) for s, told in checked.facts.said.items()}
    del said[concept][f.rdfs_label]
    corpus: Any = corpus_of(look_of(checked, replace(checked.facts, said=said)))
    (claim,) = [claim for claim in corpus["claims"] if claim["id"] == "example:c3"]
    assert ["object", "sleep-loss"] in claim["facts"]
