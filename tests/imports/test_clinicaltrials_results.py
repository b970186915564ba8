"""What tables of results of ClinicalTrials.gov become: no sign, spread or arm is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trials import one, record

from mdmakg.encode.dataset import encode_corpus
from mdmakg.graph.facts import Facts
from mdmakg.pool.candidates import candidates, pooled_outcomes
from mdmakg.pool.select import select
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab.mdmakg import BASE
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.imports.importer import Imported

ARMS = [
    {"label": "Drug", "type": "EXPERIMENTAL"},
    {"label": "Placebo", "type": "PLACEBO_COMPARATOR"},
]
GROUPS = [{"id": "OG000", "title": "Drug"}, {"id": "OG001", "title": "Placebo"}]


def table(groups: Any = GROUPS, **rest: Any) -> dict[str, Any]:
    """Make a record with the results of one outcome in two arms."""
    whole = {"title": "Mood", "type": "PRIMARY", "groups": groups, **rest}
    return record(
        armsInterventionsModule__armGroups=ARMS,
        resultsSection__outcomeMeasuresModule__outcomeMeasures=[whole],
    )


def facts_of(found: Imported, folder: Path) -> Facts:
    """Write a document, read it again, and give its facts."""
    (folder / f"{found.id}.yaml").write_text(yaml_text(found.document), "utf-8")
    return Facts.of(encode_corpus(read_corpus(folder)).quads())


def test_a_pool_takes_no_sign_from_the_order_of_groups(tmp_path: Path) -> None:
    """Ten of the drug and fifteen of the placebo differ by -5, whichever is listed first."""
    difference = {
        "paramType": "Mean Difference (Final Values)",
        "paramValue": "-5",
        "dispersionType": "Standard Error of the Mean",
        "dispersionValue": "1",
    }
    orders = (["OG000", "OG001"], ["OG001", "OG000"])
    found = one(table(analyses=[{**difference, "groupIds": order} for order in orders]))
    facts = facts_of(found, tmp_path)
    (outcome,) = pooled_outcomes(facts)
    selection = select(candidates(facts, f"{BASE}outcome/{outcome}"))
    assert selection.chosen == []
    assert [(left.rule, left.why) for left in selection.left_out] == [
        ("two-arms", "its source does not say which of the two arms is taken from which")
    ] * 2
