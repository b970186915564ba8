"""What tables of results of ClinicalTrials.gov become: no sign, spread or arm is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from trials import bare, one, record

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


def row(*measurements: dict[str, str], **table_of: Any) -> list[Any]:
    """Make the classes of a table with one row."""
    return [{**table_of, "categories": [{"measurements": list(measurements)}]}]


def measured(group: str = "OG000", **numbers: str) -> dict[str, str]:
    """Make the numbers of a group."""
    return {"groupId": group, **numbers}


def read_again(found: Imported, folder: Path) -> None:
    """Read a document as ``build`` does: what it refuses is lost later, all of it."""
    (folder / f"{found.id}.yaml").write_text(yaml_text(found.document), "utf-8")
    read_corpus(folder)


@pytest.mark.parametrize(
    ("made", "gloss", "why"),
    [
        (
            table(unitOfMeasure="po\x7fints", classes=row(measured(value="1"))),
            "Mood",
            "its unit has a character that no line may have",
        ),
        (
            table(classes=row(measured(value="1"), title="bell \x07")),
            "Mood",
            "the title of a row has a character that no line may have",
        ),
        (
            table(paramType="GEOMETRIC\ud800", classes=row(measured(value="1"))),
            "Mood",
            "the word for what it is: 'GEOMETRIC\\ud800' fits no line",
        ),
        (
            table(paramType="x" * 1001, classes=row(measured(value="1"))),
            "Mood",
            f"the word for what it is: '{'x' * 59}…' fits no line",
        ),
        (
            table(
                analyses=[{"groupIds": ["OG000"], "paramType": "a\ud800", "paramValue": "1"}],
            ),
            "Mood, Drug",
            "its parameter has a character that no line may have",
        ),
        (
            table(unitOfMeasure="x" * 1001, classes=row(measured(value="1"))),
            f"Mood ({'x' * 894} …",
            "has titles that are too long for a line together: shortened",
        ),
    ],
)
def test_what_fits_no_line_is_told_and_the_rest_stays(
    made: dict[str, Any], gloss: str, why: str, tmp_path: Path
) -> None:
    """Only what is too long is shortened; what is written can be read again."""
    found = one(made)
    assert bare(found.document)["results"]["r1"]["gloss"] == gloss
    assert [left.why for left in found.left_out] == [why]
    read_again(found, tmp_path)


@pytest.mark.parametrize(
    ("kind", "numbers", "why"),
    [
        (
            "STANDARD_DEVIATION",
            {"lowerLimit": "1", "upperLimit": "3"},
            [
                "the lower limit '1' stands beside 'STANDARD_DEVIATION': it has no figure",
                "the upper limit '3' stands beside 'STANDARD_DEVIATION': it has no figure",
            ],
        ),
        (
            "FULL_RANGE",
            {"spread": "2", "lowerLimit": "1", "upperLimit": "3"},
            ["the spread '2' stands beside 'FULL_RANGE': it has no figure"],
        ),
        ("", {"upperLimit": "3"}, ["the upper limit '3' has no kind: it has no figure"]),
        ("", {"spread": "2"}, ["the spread '2' has no kind: it has no figure"]),
        ("STANDARD_DEVIATION", {"spread": "2", "lowerLimit": "NA"}, []),
    ],
)
def test_no_number_of_a_group_is_lost_in_silence(
    kind: str, numbers: dict[str, str], why: list[str]
) -> None:
    """A spread or limit that does not go with its kind is told; ``NA`` is no number."""
    found = one(table(dispersionType=kind, classes=row(measured(value="2", **numbers))))
    assert [left.why for left in found.left_out] == why


@pytest.mark.parametrize(
    ("analysis", "why"),
    [
        (
            {"paramValue": "2", "dispersionType": "MOOD", "dispersionValue": "1"},
            "its spread '1' is of no kind that is known here: 'MOOD'",
        ),
        ({"statisticalMethod": "ANCOVA"}, "has no number: left out whole"),
    ],
)
def test_no_number_of_an_analysis_is_lost_in_silence(analysis: dict[str, str], why: str) -> None:
    """A spread of a kind without a slot is told, and so is an analysis that gives no number."""
    found = one(table(analyses=[{"groupIds": ["OG000"], **analysis}]))
    assert [left.why for left in found.left_out] == [why]


def test_a_test_without_a_p_value_is_one_still() -> None:
    """What was computed by a method stays so where only an estimate is posted."""
    analysis = {"groupIds": ["OG000"], "statisticalMethod": "ANCOVA", "paramValue": "2"}
    document = bare(one(table(analyses=[analysis])).document)
    assert document["results"]["r1"]["test"] == "nct90000002-m1"


def test_of_two_groups_of_one_title_the_second_is_told(tmp_path: Path) -> None:
    """They are no one arm, and which of them the planned arm is nothing says."""
    twice = [{"id": "OG000", "title": "Drug"}, {"id": "OG001", "title": "drug"}]
    made = table(
        twice,
        classes=row(measured(value="10"), measured("OG001", value="15")),
        analyses=[{"groupIds": ["OG000", "OG001"], "pValue": "0.1"}],
    )
    found = one(made)
    assert bare(found.document)["results"]["r1"]["figures"] == [{"arm": "a1", "amount": "10"}]
    assert [left.why for left in found.left_out] == [
        "is a second group 'drug': left out with its numbers",
        "has a group 'OG001' that was left out: left out whole",
    ]
    read_again(found, tmp_path)


def test_of_two_groups_of_one_id_the_second_is_told() -> None:
    """Nothing says of which of them a number is; the first is taken for it."""
    twice = [{"id": "OG000", "title": "Drug"}, {"id": "OG000", "title": "Placebo"}]
    found = one(table(twice, classes=row(measured(value="10"))))
    assert bare(found.document)["results"]["r1"]["figures"] == [{"arm": "a1", "amount": "10"}]
    assert [left.why for left in found.left_out] == ["has the id of a group before: left out"]


def test_of_two_numbers_of_a_group_in_a_row_the_second_is_told(tmp_path: Path) -> None:
    """A figure of an arm is one number."""
    found = one(table(classes=row(measured(value="10"), measured(value="15"))))
    assert bare(found.document)["results"]["r1"]["figures"] == [{"arm": "a1", "amount": "10"}]
    assert [left.why for left in found.left_out] == [
        "is a second one of the group 'OG000' in its row"
    ]
    read_again(found, tmp_path)


def events(*said: tuple[str, str, int]) -> dict[str, Any]:
    """Make a record with harms: the term, the organ system, how many of twenty had it."""
    listed = [
        {
            "term": term,
            "organSystem": system,
            "stats": [{"groupId": "EG000", "numAffected": affected, "numAtRisk": 20}],
        }
        for term, system, affected in said
    ]
    module = {"eventGroups": [{"id": "EG000", "title": "Drug"}], "otherEvents": listed}
    return record(resultsSection__adverseEventsModule=module)


def test_harms_of_one_term_in_two_organ_systems_are_two() -> None:
    """Pain of the ear and of the eye are not one outcome; a rash stands in one system."""
    found = one(events(("Pain", "Ear", 2), ("Pain", "Eye", 3), ("Rash", "Skin", 1)))
    document = bare(found.document)
    told_ = [
        (document["outcomes"][outcome]["label"], result["gloss"], result["figures"][0]["events"])
        for result in document["results"].values()
        for outcome in result["outcomes"]
    ]
    assert told_ == [
        ("Pain (Ear)", "Participants with this event: Pain (Ear)", "2"),
        ("Pain (Eye)", "Participants with this event: Pain (Eye)", "3"),
        ("Rash", "Participants with this event: Rash (Skin)", "1"),
    ]
    assert found.left_out == ()


@pytest.mark.parametrize(
    "made",
    [
        table(type="x" * 999),
        table([{"id": "y", "title": "Drug"}], classes=row(measured("x" * 999, value="1"))),
        table(analyses=[{"groupIds": ["x" * 999], "pValue": "0.1"}]),
        record(armsInterventionsModule__armGroups=[{"label": "Drug", "type": "x" * 999}]),
        record(
            resultsSection__participantFlowModule__periods=[
                {
                    "milestones": [
                        {
                            "type": "STARTED",
                            "achievements": [{"groupId": "x" * 999, "numSubjects": "3"}],
                        }
                    ]
                }
            ]
        ),
    ],
)
def test_a_message_repeats_the_beginning_of_a_value(made: dict[str, Any]) -> None:
    """A value of thirty megabytes is no line of thirty megabytes in the list."""
    (left,) = one(made).left_out
    assert "x" * 50 in left.why
    assert len(left.why) < 200


@pytest.mark.parametrize(
    ("stats", "why"),
    [
        ({"numAffected": 2, "numAtRisk": 20}, "is a second one of the group 'EG000' in its row"),
        ({"groupId": "EG001", "numAffected": -2}, "'-2' is no number of participants"),
        ({"groupId": "EG001", "numAffected": 21, "numAtRisk": 20}, "counts 21 of 20 participants"),
        ({"groupId": "X", "numAffected": 2}, "has a group 'X' that its table does not name"),
    ],
)
def test_counts_of_a_harm_that_cannot_be_are_told(stats: dict[str, Any], why: str) -> None:
    """Of two counts of a group the first is taken; what is no count of its group is none."""
    made = events(("Rash", "Skin", 1))
    module = made["resultsSection"]["adverseEventsModule"]
    module["eventGroups"].append({"id": "EG001", "title": "Placebo"})
    module["otherEvents"][0]["stats"].append({"groupId": "EG000", **stats})
    found = one(made)
    (result,) = bare(found.document)["results"].values()
    assert result["figures"] == [{"arm": "a1", "events": "1", "of": "20"}]
    assert [left.why for left in found.left_out] == [why]
