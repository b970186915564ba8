"""Assessments: what a methodologist would say of each of these claims."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cases import LAMP, SOUND, load

from mdmakg.build.judge import judge
from mdmakg.check.rules import Rules
from mdmakg.encode.dataset import encode_corpus
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.assessment import Assessment

C5 = f"{BASE}claim/lamp/c5"
EFFICACY = {
    "subject": "lamp",
    "relation": "changes",
    "object": "sleep",
    "population": "night-nurses",
}


def assessed(place: Path, change: dict[str, Any], rules: Rules | None = None) -> Assessment:
    """Assess claim c5 of the lamp corpus after a change of it; None takes a key away."""
    document = load(SOUND)
    claim = document["claims"]["c5"]
    for key, value in change.items():
        claim[key] = value
        if value is None:
            del claim[key]
    (place / f"{LAMP}.yaml").write_text(json.dumps(document), encoding="utf-8")
    dataset = encode_corpus(read_corpus(place))
    report = judge(tuple(dataset.quads()), Facts.of(dataset.quads()), {}, rules=rules).report
    (found,) = [one for one in report.assessments if one.claim == C5]
    return found


UNNAMED: dict[str, Any] = {"attribution": None, "relays": None, "evidence": None}


@pytest.mark.parametrize(
    ("change", "fidelity", "support"),
    [
        # As the page, and as the trial, say it.
        ({}, "as-reported", "supported"),
        # Nobody is named for it, and nothing bears on it.
        (UNNAMED, "no-source-named", "no-evidence-here"),
        # A curator joined evidence that the column does not name.
        (
            {**UNNAMED, "evidence": [{"to": "r1", "direction": "supports", "basis": "curator"}]},
            "no-source-named",
            "supported",
        ),
        ({**UNNAMED, "kind": "opinion"}, "no-source-named", "not-empirical"),
        ({**UNNAMED, "kind": "limit"}, "no-source-named", "not-empirical"),
        # The page that was read says nothing of the kind; the study is known from it.
        (
            {"relays": None, "evidence": None},
            "not-in-source",
            "not-supported",
        ),
        # More than the page says: a word for size.
        ({"intensifiers": ["dramatic"]}, "strengthened", "limited"),
        # Less than the page says.
        ({"hedge": "possible"}, "weakened", "supported"),
        # What came after the lamp, told as what the lamp does; there was one arm.
        ({"kind": "efficacy", "proposition": EFFICACY}, "strengthened", "limited"),
        # It ascribes this to nobody: a conclusion of its own from the trial.
        (
            {
                "attribution": None,
                "relays": None,
                "evidence": [{"to": "trial", "direction": "inconclusive", "basis": "cited"}],
            },
            "own-conclusion",
            "not-supported",
        ),
        # What it says again it said itself, which names nobody.
        ({**UNNAMED, "voice": "page", "relays": "c3"}, "no-source-named", "supported"),
        # What was looked at does not decide it.
        (
            {
                "relays": None,
                "evidence": [{"to": "trial", "direction": "inconclusive", "basis": "cited"}],
            },
            "not-in-source",
            "not-supported",
        ),
        # The only study speaks against it.
        (
            {
                "relays": None,
                "evidence": [{"to": "r2", "direction": "disputes", "basis": "curator"}],
            },
            "not-in-source",
            "disputed",
        ),
    ],
)
def test_a_claim_stands_as_it_should(
    tmp_path: Path, change: dict[str, Any], fidelity: str, support: str
) -> None:
    """One thing about one claim is changed, and its two verdicts with it."""
    found = assessed(tmp_path, change)
    assert (found.fidelity.value, found.support.value) == (fidelity, support)
    assert found.fidelity.because
    assert found.support.because


def test_what_decided_is_named(tmp_path: Path) -> None:
    """A verdict leads to the check results that decided it."""
    found = assessed(tmp_path, {"kind": "efficacy", "proposition": EFFICACY})
    assert all(
        "/check-result/uncontrolled-causal/claim/lamp/c5" in iri for iri in found.support.decided_by
    )
    assert found.support.decided_by


def test_a_reason_says_in_what_and_by_which_check(tmp_path: Path) -> None:
    """The column's word for size: what was, what became of it, and the check that saw it."""
    found = assessed(tmp_path, {"intensifiers": ["dramatic"]})
    assert found.fidelity.because == "it says more than the source (intensity: none → dramatic)"
    assert found.support.because.endswith("(intensified)")


def test_without_a_check_that_decides_nothing_is_supported(tmp_path: Path) -> None:
    """The same claim without the check that lowered it: what it would have found is not known."""
    off = Rules(off=frozenset({"uncontrolled-causal"}))
    found = assessed(tmp_path, {"kind": "efficacy", "proposition": EFFICACY}, off)
    assert found.support.value == "not-checked"
    assert "switched off" in found.support.because
