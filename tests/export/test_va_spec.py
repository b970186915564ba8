"""GA4GH's own models accept statements, lines of evidence, documents and results."""

from __future__ import annotations

import json
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hostile_words import HOSTILE, LICENCE
from lamps import BETWEEN, lamps
from networkx import MultiDiGraph
from pydantic import ValidationError, create_model

from mdmakg.build.material import material_of
from mdmakg.export.material import Material, Portion
from mdmakg.export.va_spec import va_spec_pieces
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    """Give the models of the package, with what version 1.1 adds to them: custom propositions.

    The package knows propositions and results about gene variants alone. All else of a
    statement is held to it; a proposition to the schema of 1.1, a result to its base class.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        core: Any = import_module("ga4gh.va_spec.base.core")
        general: Any = import_module("ga4gh.core.models")
    strict = (general.Entity, general.BaseModelForbidExtra)
    concept = general.MappableConcept
    qualifier = create_model(
        "Q", __base__=general.BaseModelForbidExtra, name=(str, ...), value=(concept, ...)
    )
    fields: dict[str, Any] = {
        "type": (Literal["CustomProposition"], ...),
        "customPropositionType": (str, ...),
        "subject": (concept, ...),
        "predicate": (str, ...),
        "object": (concept, ...),
        "qualifiers": (tuple[qualifier, ...] | None, None),
    }
    proposition = create_model("CustomProposition", __base__=strict, **fields)
    result: dict[str, Any] = {"type": (Literal["StudyResult"], ...)}
    result_base = (core._StudyResult, general.BaseModelForbidExtra)
    return {
        "dataSet": core.DataSet,
        "statements": create_model("S", __base__=core.Statement, proposition=(proposition, ...)),
        "studyResults": create_model("R", __base__=result_base, **result),
    }


@pytest.fixture(scope="module")
def told(hostile: Path) -> dict[str, Any]:
    """Write the hostile corpus, and read it back."""
    made: dict[str, Any] = json.loads(
        "".join(va_spec_pieces(material_of(hostile, licence=LICENCE)))
    )
    return made


def test_the_package_accepts_all(models: dict[str, Any], told: dict[str, Any]) -> None:
    """Six statements and two results; no key is there that the model does not have."""
    models["dataSet"](**told["dataSet"])
    for name, number in (("statements", 6), ("studyResults", 2)):
        assert len(told[name]) == number
        for entity in told[name]:
            models[name](**entity)


def test_the_judge_can_refuse(models: dict[str, Any], told: dict[str, Any]) -> None:
    """A direction or a key that VA-Spec does not have is not accepted."""
    statement = told["statements"][0]
    for wrong in ({"direction": "maybe"}, {"verdict": "true"}, {"proposition": {"type": "P"}}):
        with pytest.raises(ValidationError):
            models["statements"](**{**statement, **wrong})


def test_a_statement_is_the_voices_own(told: dict[str, Any]) -> None:
    """Direction is whether the voice affirms; the source, the curator and the day are there."""
    one = {statement["name"]: statement for statement in told["statements"]}["example:c1"]
    assert one["direction"] == "supports"
    assert one["description"] == HOSTILE
    [document] = one["reportedIn"]
    assert (document["id"], document["title"]) == (f"{BASE}source/lamp-abstract", HOSTILE)
    [contribution] = one["contributions"]
    assert contribution["contributor"] == {"type": "Agent", "name": HOSTILE}
    assert contribution["date"] == "2026-03-20"


def test_a_line_names_its_evidence_and_says_if_it_only_reports(told: dict[str, Any]) -> None:
    """An authors' report of their own result is no second proof; the result is given."""
    one = {statement["name"]: statement for statement in told["statements"]}["example:c1"]
    [line] = one["hasEvidenceLines"]
    assert line["directionOfEvidenceProvided"] == "supports"
    assert {"name": "direction", "value": "reports"} in line["extensions"]
    [item] = line["hasEvidenceItems"]
    result = {result["id"]: result for result in told["studyResults"]}[item]
    assert result["ancillaryResults"]["pValue"] == "0.02"
    assert result["ancillaryResults"]["outcomes"] == [HOSTILE]


def test_how_a_claim_stands_is_apart(told: dict[str, Any]) -> None:
    """It is an extension with the dataset that it holds for, and never a strength or a score."""
    for statement in told["statements"]:
        names = {extension["name"] for extension in statement["extensions"]}
        assert {"fidelity", "support"} <= names
        assert "score" not in statement
        assert statement.get("strength", {"conceptType": "hedge"})["conceptType"] == "hedge"
    assert told["dataSet"]["version"] in told["dataSet"]["id"]


def test_licence_and_credits_are_inside(told: dict[str, Any]) -> None:
    """The licence that was given, and what a source asks to be said of it."""
    assert told["dataSet"]["license"] == {"name": LICENCE}
    [credits_] = [e["value"] for e in told["dataSet"]["extensions"] if e["name"] == "credits"]
    assert credits_ == [f"{HOSTILE}: {HOSTILE} {HOSTILE}"]


def test_a_doi_is_there_as_it_is_and_quoted_in_its_address(told: dict[str, Any]) -> None:
    """Brackets are allowed in a DOI."""
    [document] = {
        doc["id"]: doc
        for statement in told["statements"]
        for doc in statement["reportedIn"]
        if "urls" in doc
    }.values()
    assert document["doi"] == "10.1234/lamp(1)<2>"
    assert document["urls"] == ["https://doi.org/10.1234/lamp%281%29%3C2%3E"]


def test_what_is_not_stated_is_said_so(told: dict[str, Any]) -> None:
    """Every slot of a proposition has a value; one that the text leaves open says that."""
    for statement in told["statements"]:
        qualifiers = {q["name"]: q["value"] for q in statement["proposition"]["qualifiers"]}
        assert {"population", "comparator", "from", "to", "setting"} <= set(qualifiers)
    words = {q["value"]["name"] for s in told["statements"] for q in s["proposition"]["qualifiers"]}
    assert "not stated" in words


def test_a_result_between_arms_has_the_figures_of_each() -> None:
    """Numbers of arms, and what a table says of a row: which instrument is primary, which late."""
    result, arm, figure, value = (f"<{BASE}{end}>" for end in ("result/x/r1", "arm/x/a1", "f", "v"))
    said = f"""\
{result} <{f.rdf_type}> <{m.Result}> <a:g> .
{result} <{m.betweenArm}> {arm} <a:g> .
{result} <{m.firstArm}> {arm} <a:g> .
{result} <{m.hasFigure}> {figure} <a:g> .
{result} <{m.primaryInstrument}> "true" <a:g> .
{result} <{m.afterCrossover}> "false" <a:g> .
{arm} <{f.rdfs_label}> "lamp" <a:g> .
{figure} <{m.ofArm}> {arm} <a:g> .
{figure} <{m.figureKind}> <{BASE}figure-kind/mean> <a:g> .
{figure} <{m.figureValue}> {value} <a:g> .
{value} <{m.low}> "4.50" <a:g> .
{value} <{m.high}> "4.50" <a:g> .
"""
    portion = Portion(said.encode())
    made = Material(portions=lambda: iter((portion,)), graph=MultiDiGraph, digest=str, version="0")
    [told] = json.loads("".join(va_spec_pieces(made)))["studyResults"]
    assert told["ancillaryResults"] == {
        "primaryInstrument": True,
        "afterCrossover": False,
        "arms": ["lamp"],
        "firstArm": "lamp",
        "figures": [{"arm": "lamp", "kind": "mean", "value": "4.50"}],
    }


def result_of(place: Path, change: dict[str, Any]) -> dict[str, Any]:
    """Write the changed corpus, and read back what its first result says."""
    told = json.loads("".join(va_spec_pieces(lamps(place, change))))["studyResults"]
    found: dict[str, Any] = next(one for one in told if one["name"] == "lamp:r1")
    return found


def test_a_difference_says_of_which_arm_it_is(tmp_path: Path, models: dict[str, Any]) -> None:
    """-0.7 of the lamp less dim light would be turned round with the arms in order of name."""
    result = result_of(tmp_path, BETWEEN | {"results.r1.estimate": "-0.7"})
    models["studyResults"](**result)
    told = result["ancillaryResults"]
    assert (told["estimate"], told["arms"]) == ("-0.7", ["Lamp", "Dim; light"])
    assert told["firstArm"] == "Lamp"


def test_an_order_of_arms_that_is_not_told_is_not_guessed(tmp_path: Path) -> None:
    """Then either arm may be the one of which the other was taken."""
    told = result_of(tmp_path, BETWEEN | {"results.r1.first-arm": "not-stated"})["ancillaryResults"]
    assert told["arms"] == ["Dim; light", "Lamp"]
    assert told["firstArm"] == "not stated"


def test_a_result_says_when(tmp_path: Path, models: dict[str, Any]) -> None:
    """A change says from when to when; a time is after what happened, and in the source's words."""
    change = {
        "results.r1.time": [
            {"order": "after", "event": "end-of-treatment", "by": "4 wk"},
            {"order": "before", "event": "last-session"},
        ],
        "results.r1.time-frame": "four weeks on",
    }
    result = result_of(tmp_path, change)
    models["studyResults"](**result)
    told = result["ancillaryResults"]
    assert (told["changeFrom"], told["changeTo"]) == ("baseline", "follow-up")
    assert told["measuredAt"] == ["4 wk after end of treatment", "before last session"]
    assert told["timeFrame"] == ["four weeks on"]
    assert "firstArm" not in told
