"""Records of ClinicalTrials.gov: what is taken of them, in both of their forms.

The trial in ``clinicaltrials/`` is invented, and was written once as JSON and once as XML;
expected values were read off it by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree  # type: ignore[import-untyped] # ships no types
from trials import FOLDER, bare, one, record, report, told

from mdmakg.build.build import check_corpus
from mdmakg.imports.known import Known
from mdmakg.model.check import Severity
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.imports.importer import Imported

FORMS = ("json", "xml")


def trial(form: str) -> Imported:
    """Import the invented trial in one of its forms."""
    return one((FOLDER / f"trial.{form}").read_bytes())


def without_places(value: Any) -> Any:
    """Take the locators out, which differ between the forms."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key != "locator"}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def test_both_forms_give_the_same_document() -> None:
    """Save for the places, JSON and XML of one trial are one document, and tell the same."""
    by_json, by_xml = trial("json"), trial("xml")
    assert by_json.id == by_xml.id == "nct90000001"
    assert without_places(by_json.document) == without_places(by_xml.document)
    assert [why.replace("OG007", "O8") for _, why in told(by_json)] == [
        why for _, why in told(by_xml)
    ]


@pytest.fixture(params=FORMS)
def document(request: pytest.FixtureRequest) -> Any:
    """Give the document of each form without its provenance."""
    return bare(trial(request.param).document)


def test_takes_the_record_as_a_source(document: Any) -> None:
    """The record is a source of its kind, issued when it was first posted."""
    assert document["sources"] == {
        "nct90000001-record": {
            "label": "ClinicalTrials.gov record NCT90000001",
            "kind": "registry-record",
            "title": "A Randomised Trial of Larkspur Tea against Warm Water"
            " in Adults With Low Mood",
            "issued": "2031-01-09",
            "publisher": "ClinicalTrials.gov",
            "identifiers": ["nct NCT90000001"],
            "funding": "not-stated",
            "interests": "not-stated",
            "extent": "not-read",
        }
    }
    assert document["curation"] == {"curator": "mdmakg import", "coded": "2033-04-01"}


def test_takes_the_study_and_its_numbers(document: Any) -> None:
    """Numbers of registers are written as theirs; the sponsor's own is no registration."""
    study = document["studies"]["nct90000001"]
    assert study["label"] == "Larkspur Tea for Low Mood"
    assert study["registrations"] == [
        "nct NCT90000001",
        "nct NCT90000009",
        "eudract 2031-000123-45",
        {"value": "eudract 2031-000999-11", "written": "EudraCT Number: 2031-000999-11"},
    ]


def test_takes_what_the_record_reports_of_the_study(document: Any) -> None:
    """Design, size, conditions, sponsor, status and dates are as the record has them."""
    made = document["studies"]["nct90000001"]["reports"]["sr1"]
    assert {key: value for key, value in made.items() if key != "arms"} == {
        "source": "nct90000001-record",
        "read": "registry",
        "design": ["randomised", "parallel-groups", "double-blind", "phase-2", "phase-3"],
        "sizes": {"enrolled": "41"},
        "populations": ["nct90000001-k1", "nct90000001-k2"],
        "sponsor": "University of Nowhere",
        "why-stopped": "The kettle broke",
        "recruitment": "terminated",
        "started": "2031-02",
        "completed": "2032-03-05",
        "lists": {
            "arms": "complete",
            "outcomes": "partial",
            "time-points": "unknown",
            "populations": "unknown",
        },
    }


def test_takes_arms_with_what_they_received(document: Any) -> None:
    """Who started the first period and completed the last is the arm's; roles are the register's.

    ``All others`` is a group of the results that is no arm of the plan.
    """
    arms = document["studies"]["nct90000001"]["reports"]["sr1"]["arms"]
    rows = [
        (arm["label"], arm["role"], arm["intervention"], arm.get("size"), arm.get("completed"))
        for arm in arms.values()
    ]
    both = "nct90000001-t4"
    assert rows == [
        ("Larkspur tea", "investigational", both, "21", "19"),
        ("Warm water", "comparator", "nct90000001-i3", "20", None),
        ("Waiting", "comparator", "nct90000001-none", None, None),
        ("Tea later", "not-stated", both, None, None),
        ("Unexplained", "not-stated", "nct90000001-unsaid", None, None),
        ("All others", "not-stated", "nct90000001-unsaid", None, None),
    ]
    assert document["interventions"] == {
        "nct90000001-i1": {"label": "Larkspur tea"},
        "nct90000001-i2": {"label": "Talking"},
        "nct90000001-i3": {"label": "Warm water"},
        both: {
            "label": "Larkspur tea and Talking",
            "parts": ["nct90000001-i1", "nct90000001-i2"],
        },
        "nct90000001-none": {"label": "No intervention"},
        "nct90000001-unsaid": {"label": "Not stated"},
    }


def test_takes_outcomes_once_with_their_time_frames(document: Any) -> None:
    """One measure in two time frames is one outcome; results name those that were planned."""
    rows = [
        (outcome["label"], made["role"], made.get("time-frame"), outcome.get("harm", False))
        for outcome in document["outcomes"].values()
        for made in outcome["reports"].values()
    ]
    assert rows == [
        ("Change in Mood Points", "primary", ["Baseline, 8 weeks", "Baseline, 16 weeks"], False),
        ("Responders", "secondary", ["8 weeks"], False),
        ("Hours of sleep", "exploratory", None, False),
        ("Cups per day", "exploratory", None, False),
        ("Share of cups", "exploratory", None, False),
        ("Minutes to sleep", "secondary", None, False),
        ("Death from any cause", "safety", None, True),
        ("Any serious adverse event", "safety", None, True),
        ("Any other adverse event", "safety", None, True),
        ("Scald", "safety", None, True),
        ("Hiccups", "safety", None, True),
    ]


def test_takes_conditions_and_methods_as_concepts(document: Any) -> None:
    """Each condition and each statistical method is a concept, once whatever its capitals."""
    assert document["concepts"] == {
        "nct90000001-k1": {"label": "Low Mood", "kind": "condition"},
        "nct90000001-k2": {"label": "Insomnia", "kind": "condition"},
        "nct90000001-m1": {"label": "ANCOVA", "kind": "analysis"},
    }


COMMON = {
    "source": "nct90000001-record",
    "study": "nct90000001",
    "level": "group",
    "significance": "not-stated",
}


def of_outcome(number: int, **rest: Any) -> dict[str, Any]:
    """Expect a result of an outcome."""
    return {**COMMON, "outcomes": [f"nct90000001-o{number}"], **rest}


def test_takes_the_numbers_of_each_group(document: Any) -> None:
    """A row of a table is a result with a figure for each group; ``NA`` is no number.

    The number analysed is the row's own where it has one; 23 responders of 19 are told.
    """
    results = document["results"]
    eight, later = {"time-frame": "Baseline, 8 weeks"}, {"time-frame": "8 weeks"}
    assert results["r1"] == of_outcome(
        1,
        gloss="Change in Mood Points (units on a scale): 8 weeks",
        measure="mean",
        **eight,
        figures=[
            {"arm": "a1", "mean": "-6.30", "standard-deviation": "2.5", "n": "20"},
            {
                "arm": "a2",
                "mean": {"value": "-0.4", "written": "-.4"},
                "standard-deviation": "1.9",
                "n": "19",
            },
        ],
    )
    assert results["r2"]["figures"] == [
        {"arm": "a1", "mean": "-7", "standard-deviation": "3.1", "n": "18"}
    ]
    assert results["r6"] == of_outcome(
        2,
        gloss="Responders (Participants): Better",
        measure="count",
        **later,
        figures=[{"arm": "a1", "events": "12", "of": "20"}, {"arm": "a6", "events": "23"}],
    )
    assert results["r7"]["figures"] == [{"arm": "a1", "events": "8", "of": "20"}]


def test_takes_amounts_with_the_word_for_them(document: Any) -> None:
    """A geometric mean is an amount that says so; limits are what the register calls them."""
    rows = {key: document["results"][key] for key in ("r8", "r9", "r10")}
    assert [(row["measure"], row["figures"]) for row in rows.values()] == [
        (
            "not-stated",
            [
                {
                    "arm": "a1",
                    "amount": {"value": "2.1", "written": "2.1 (geometric mean)"},
                    "interval": "1.8 to 2.4",
                    "interval-level": "95 %",
                }
            ],
        ),
        ("not-stated", [{"arm": "a1", "amount": "55 %"}]),
        ("median", [{"arm": "a1", "median": "14", "range": "3 to 90"}]),
    ]


def test_takes_comparisons(document: Any) -> None:
    """An analysis of two groups lies between two arms; of one or three it names them."""
    results = document["results"]
    assert results["r3"] == of_outcome(
        1,
        gloss="Change in Mood Points: Mean Difference (Final Values)",
        measure="mean-difference",
        **{"time-frame": "Baseline, 8 weeks"},
        between=["a1", "a2"],
        **{"first-arm": "not-stated"},
        estimate="-5.9",
        **{"standard-error": "0.7", "interval": "-7.3 to -4.5", "interval-level": "95 %"},
        p={"value": "< 0.001", "written": "<0.001"},
        test="nct90000001-m1",
    )
    assert results["r4"] == of_outcome(
        1,
        gloss="Change in Mood Points, Larkspur tea",
        measure="not-stated",
        **{"time-frame": "Baseline, 8 weeks", "interval": ">= -8", "interval-level": "97.5 %"},
        **{"interval-method": "one-sided"},
        p={"value": "0.020", "written": "=0.020"},
        test="nct90000001-m1",
    )
    assert results["r5"]["gloss"] == "Change in Mood Points, Larkspur tea, Warm water, Larkspur tea"
    assert results["r5"]["p"] == {"value": "0.05", "written": ".05"}
    assert "between" not in results["r5"]


def test_takes_harms(document: Any) -> None:
    """Totals come first; each event says whether it was serious, who had it, and of how many."""
    rows = [
        (
            row["gloss"].removeprefix("Participants with this event: "),
            row.get("serious"),
            [(arm["arm"], arm["events"], arm.get("of")) for arm in row["figures"]],
        )
        for key, row in document["results"].items()
        if int(key[1:]) > 10
    ]
    assert rows == [
        ("Death from any cause", None, [("a1", "0", "21"), ("a2", "0", "20")]),
        ("Any serious adverse event", True, [("a1", "1", "21"), ("a2", "0", "20")]),
        ("Any other adverse event", False, [("a1", "9", "21"), ("a2", "2", "20")]),
        ("Scald (Injury)", True, [("a1", "1", "21"), ("a2", "0", "20")]),
        ("Hiccups (Respiratory)", False, [("a1", "9", "21")]),
        ("Scald (Injury)", False, [("a1", "2", None)]),
    ]


def test_tells_all_that_it_did_not_take() -> None:
    """Nine things in the invented trial cannot be so; each is told at its place."""
    assert told(trial("json")) == [
        ("id", "'grant of the county, year 2' is of no register that is known here"),
        ("2", "names an arm that the record does not have"),
        ("numSubjects", "22 completed of 20 who started"),
        ("2", "compares 3 groups: named in the gloss alone"),
        ("3", "its p-value: '0.03 (one-sided)' is no number"),
        ("1", "counts 23 of 19 participants: of how many"),
        ("1", "has a group 'OG007' that its table does not name"),
        ("0", "the limits: '60' to '50' is no range"),
        ("1", "counts 22 of 20 participants"),
    ]


def test_carries_no_free_text() -> None:
    """Summaries and descriptions of a record are nowhere in the document."""
    for form in FORMS:
        assert "ree text" not in json.dumps(trial(form).document)


def places(value: Any) -> Iterator[tuple[str, Any]]:
    """Give each locator with the value that is known through it, or none for a whole record."""
    if isinstance(value, dict):
        if "from" in value:
            yield value["from"]["locator"], value.get("value") if "arm" not in value else None
        for item in value.values():
            yield from places(item)
    elif isinstance(value, list):
        for item in value:
            yield from places(item)


def test_every_pointer_leads_into_the_record() -> None:
    """What a JSON pointer finds is there, and where it finds a number, it is the fact's."""
    whole = json.loads((FOLDER / "trial.json").read_text())
    found = list(places(trial("json").document))
    assert len(found) > 100
    for pointer, value in found:
        target = whole
        for part in pointer.removeprefix("/").split("/"):
            target = target[int(part) if isinstance(target, list) else part]
        if str(value).isdigit():
            assert str(target) == value


def test_every_path_leads_into_the_record() -> None:
    """An XPath finds one thing, or the whole list of which it names no number."""
    tree = etree.parse(FOLDER / "trial.xml")
    found = list(places(trial("xml").document))
    assert len(found) > 100
    for path, value in found:
        targets = tree.xpath(path)
        assert targets, path
        if str(value).isdigit():
            (target,) = targets
            assert value == (target if isinstance(target, str) else target.text)


def test_what_is_imported_builds(tmp_path: Path) -> None:
    """The document is read again, and no shape of structure finds anything wrong with it."""
    found = trial("xml")
    (tmp_path / f"{found.id}.yaml").write_text(yaml_text(found.document))
    report_ = check_corpus(tmp_path).report
    assert [result for result in report_.failed if result.severity is Severity.VIOLATION] == []
    assert report_.counts


def test_joins_what_the_corpus_has() -> None:
    """What the corpus has, from the study to a scale, is named and not said anew."""
    known = Known(
        studies={"eudract 2031-000123-45": "lark"},
        sources={"nct NCT90000001": "register", "pmid 99000002": "lark-2032"},
        concepts={"low mood": "mood", "ancova": "analysis-of-covariance"},
        interventions={"warm water": "water"},
        outcomes={"responders": "response"},
        instruments={"hours of sleep": ("diary", "sleep")},
    )
    found = one((FOLDER / "trial.json").read_bytes(), known)
    document = bare(found.document)
    assert "sources" not in document
    assert list(document["studies"]) == ["lark"]
    assert list(document["studies"]["lark"]) == ["reports"]
    made = document["studies"]["lark"]["reports"]["sr1"]
    assert made["source"] == "register"
    assert made["populations"] == ["mood", "nct90000001-k1"]
    assert made["arms"]["a2"]["intervention"] == "water"
    assert list(document["concepts"]) == ["nct90000001-k1"]
    assert document["results"]["r3"]["test"] == "analysis-of-covariance"
    assert "label" not in document["outcomes"]["response"]
    (sleep,) = document["outcomes"]["nct90000001-o3"]["reports"].values()
    assert sleep["instrument"] == {"value": "diary", "written": "Hours of sleep"}


def test_cites_publications_that_the_corpus_has() -> None:
    """Of the papers on the results, that which is a source already is cited."""
    known = Known(sources={"pmid 99000002": "lark-2032"})
    document = bare(one((FOLDER / "trial.xml").read_bytes(), known).document)
    assert document["sources"]["nct90000001-record"]["cites"] == ["lark-2032"]


def test_is_the_same_beside_what_it_made_before() -> None:
    """Imported again beside its own earlier import, a record is said as wholly as at first."""
    first = trial("json")
    studies: Any = first.document["studies"]
    known = Known(
        studies={"nct NCT90000001": next(iter(studies))},
        sources={"nct NCT90000001": "nct90000001-record"},
        concepts={"low mood": "nct90000001-k1", "ancova": "nct90000001-m1"},
        interventions={"warm water": "nct90000001-i3", "talking": "nct90000001-i2"},
        outcomes={"responders": "nct90000001-o2"},
    )
    assert one((FOLDER / "trial.json").read_bytes(), known).document == first.document


def test_a_scale_in_brackets_is_the_instrument() -> None:
    """An outcome whose title has a known scale's name in brackets was measured with it."""
    outcomes = [{"measure": "Change in Mood Scale (MOOD-5) Score"}, {"measure": "Mood"}]
    found = one(
        record(outcomesModule__primaryOutcomes=outcomes),
        Known(instruments={"mood 5": ("mood-5", "mood")}),
    )
    made = bare(found.document)["outcomes"]
    instruments = [
        next(iter(outcome["reports"].values()))["instrument"] for outcome in made.values()
    ]
    assert instruments == [
        {"value": "mood-5", "written": "Change in Mood Scale (MOOD-5) Score"},
        "not-stated",
    ]


def test_the_least_record_says_the_least() -> None:
    """What a record does not say has no key."""
    found = one(record())
    assert bare(report(found)) == {
        "source": "nct90000002-record",
        "read": "registry",
        "lists": dict.fromkeys(("arms", "outcomes", "time-points", "populations"), "unknown"),
    }
    assert set(found.document) == {"curation", "sources", "studies"}
    assert found.left_out == ()
