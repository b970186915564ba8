"""Records of ClinicalTrials.gov that contradict themselves, are broken, or mean harm."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials import FOLDER, bare, one, read, record, report, told

from mdmakg.errors import InputError
from mdmakg.imports.clinicaltrials import ClinicalTrials
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import NOTHING
from mdmakg.imports.opened import bounded
from mdmakg.imports.registry.facts import written_number
from mdmakg.imports.registry.words import year_first
from mdmakg.read.corpus import read_corpus
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

ARMS = [{"label": "Tea", "type": "EXPERIMENTAL"}, {"label": "Water", "type": "OTHER"}]


def design(**info: str) -> dict[str, Any]:
    """Make the part of a record that has these words for allocation and model."""
    return {"designModule__designInfo": info}


@pytest.mark.parametrize(
    ("arms", "info", "features", "why"),
    [
        (
            ARMS,
            {"allocation": "NA", "interventionModel": "PARALLEL"},
            ["parallel-groups"],
            [("allocation", "says that nothing is allocated, and there are 2 arms")],
        ),
        (
            ARMS,
            {"allocation": "RANDOMIZED", "interventionModel": "SINGLE_GROUP"},
            ["randomised"],
            [("interventionModel", "says that there is one group, and the record has 2 arms")],
        ),
        (
            ARMS[:1],
            {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL"},
            [],
            [
                ("allocation", "is randomised, and the record has one arm"),
                ("interventionModel", "is parallel-groups, and the record has one arm"),
            ],
        ),
        (
            ARMS,
            {"allocation": "BY_MOON", "interventionModel": "CROSSOVER"},
            ["crossover"],
            [("allocation", "'BY_MOON' is no feature of a design here")],
        ),
        (ARMS[:1], {"allocation": "NA", "interventionModel": "SINGLE_GROUP"}, ["single-arm"], []),
    ],
)
def test_leaves_out_a_design_that_the_arms_contradict(
    arms: Any, info: dict[str, str], features: list[str], why: list[tuple[str, str]]
) -> None:
    """What the record says of its design and cannot be so is told; the rest is taken."""
    found = one(record(armsInterventionsModule__armGroups=arms, **design(**info)))
    assert bare(report(found)).get("design", []) == features
    assert told(found) == why


@pytest.mark.parametrize(
    ("status", "count", "sizes", "why"),
    [
        ("COMPLETED", 0, {}, "0 were enrolled, and the study is completed"),
        ("WITHDRAWN", 0, {"enrolled": "0"}, None),
        ("COMPLETED", 12, {"enrolled": "12"}, None),
        ("COMPLETED", "many", {}, "'many' is no number of participants"),
        ("COMPLETED", -3, {}, "'-3' is no number of participants"),
        ("COMPLETED", 10**30, {}, None),
        ("COMPLETED", 1.5, {}, "'1.5' is no number of participants"),
    ],
)
def test_takes_numbers_enrolled_that_can_be(
    status: str, count: object, sizes: object, why: str | None
) -> None:
    """Nobody in a study that took place, and what is no count, is left out and told."""
    found = one(
        record(
            designModule__enrollmentInfo={"count": count, "type": "ACTUAL"},
            statusModule__overallStatus=status,
        )
    )
    assert bare(report(found)).get("sizes", {}) == sizes
    assert len(found.left_out) == (sizes == {})
    assert why is None or told(found) == [("count", why)]


@pytest.mark.parametrize("word", ["ESTIMATED", "ANTICIPATED"])
def test_what_was_planned_is_not_what_was_enrolled(word: str) -> None:
    """An anticipated number is planned; an anticipated end is no end."""
    found = one(
        record(
            designModule__enrollmentInfo={"count": 30, "type": word},
            statusModule__startDateStruct={"date": "2031-02", "type": "ACTUAL"},
            statusModule__completionDateStruct={"date": "2039-02", "type": word},
        )
    )
    assert bare(report(found))["sizes"] == {"planned": "30"}
    assert bare(report(found))["started"] == "2031-02"
    assert "completed" not in report(found)


@pytest.mark.parametrize(
    ("status", "taken"),
    [
        ("NOT_YET_RECRUITING", {}),
        ("WITHDRAWN", {}),
        ("UNKNOWN", {}),
        ("RECRUITING", {"started": "2031-01"}),
        ("SUSPENDED", {"started": "2031-01"}),
        ("COMPLETED", {"started": "2031-01", "completed": "2032-01", "enrolled": "30"}),
        ("TERMINATED", {"started": "2031-01", "completed": "2032-01", "enrolled": "30"}),
    ],
)
def test_what_has_no_type_came_to_pass_if_the_status_says_so(
    status: str, taken: dict[str, str]
) -> None:
    """Older records do not say if a date or number is expected; what is open is told."""
    found = one(
        record(
            designModule__enrollmentInfo={"count": 30},
            statusModule__overallStatus=status,
            statusModule__startDateStruct={"date": "2031-01"},
            statusModule__completionDateStruct={"date": "2032-01"},
        )
    )
    made = bare(report(found))
    given_ = {key: made[key] for key in ("started", "completed") if key in made}
    assert {**given_, **made.get("sizes", {})} == taken
    values = {"started": "'2031-01'", "completed": "'2032-01'", "enrolled": "'30'"}
    why = "is not said to be actual or expected, and the study's status leaves that open"
    left = {f"{value} {why}" for key, value in values.items() if key not in taken}
    assert {why for _, why in told(found)} == left


@pytest.mark.parametrize(
    ("start", "end", "taken", "why"),
    [
        ("2031-02-30", "2032-01-01", ["completed"], ["'2031-02-30' is no date"]),
        ("2031-13", "soon", [], ["'2031-13' is no date", "'soon' is no date"]),
        (
            "2033-01-01",
            "2032-12",
            [],
            [
                "begins after it ended: neither date is taken",
                "ends before it began: neither date is taken",
            ],
        ),
        ("2032-12-31", "2032-12", ["started", "completed"], []),
    ],
)
def test_leaves_out_dates_that_cannot_be(
    start: str, end: str, taken: list[str], why: list[str]
) -> None:
    """Days that the calendar does not have, and an end before the beginning, are told."""
    found = one(
        record(
            statusModule__startDateStruct={"date": start, "type": "ACTUAL"},
            statusModule__completionDateStruct={"date": end, "type": "ACTUAL"},
        )
    )
    assert [key for key in ("started", "completed") if key in report(found)] == taken
    assert [why for _, why in told(found)] == why


@pytest.mark.parametrize(
    ("module", "value", "why"),
    [
        ("statusModule__overallStatus", "PARTYING", "'PARTYING' is no status of a study"),
        ("conditionsModule__conditions", "Mood", "is no list"),
        ("conditionsModule__conditions", [{}, 1], "is no text"),
        ("conditionsModule", [], "is no object"),
        ("armsInterventionsModule__armGroups", ["Tea"], "is no object"),
        ("armsInterventionsModule__armGroups", [{}], "is an arm without a label"),
        ("armsInterventionsModule__interventions", [{}], "is an intervention unnamed"),
        ("outcomesModule__primaryOutcomes", [{}], "is an outcome without a measure"),
        ("sponsorCollaboratorsModule__leadSponsor", "Nowhere", "is no object"),
        ("sponsorCollaboratorsModule__leadSponsor__name", "x" * 1001, "has 1,001 characters"),
        ("statusModule__whyStopped", "a\\x00b", "has a character that no line may have"),
        ("statusModule__whyStopped", "\\ud800", "has a character that no line may have"),
        ("identificationModule__secondaryIdInfos", [{"id": "no number at all"}], "no register"),
        ("resultsSection__outcomeMeasuresModule__outcomeMeasures", [{}], "without a title"),
        ("resultsSection__outcomeMeasuresModule", 1, "is no object"),
        ("resultsSection__adverseEventsModule__otherEvents", [{}], "is an event without a name"),
    ],
)
def test_takes_the_rest_of_a_record_with_one_strange_value(
    module: str, value: Any, why: str
) -> None:
    """A value of another shape or form is left out and told, and nothing else is."""
    if isinstance(value, str):
        value = value.encode().decode("unicode_escape", "surrogatepass") if "\\" in value else value
    found = one(record(**{module: value}))
    assert found.id == "nct90000002"
    assert found.left_out
    assert why in found.left_out[0].why


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("arm_group_label", "is an arm without a label"),
        ("intervention_name", "is an intervention unnamed"),
        ("measure", "is an outcome without a measure"),
        ("title", "is a result without a title"),
        ("sub_title", "is an event without a name"),
    ],
)
def test_tells_of_elements_without_what_names_them(name: str, why: str) -> None:
    """What the older form has to name and does not is left out and told, by line and column."""
    xml = re.sub(rf"<{name}>[^<]*</{name}>", f"<{name}/>", (FOLDER / "trial.xml").read_text())
    left = [left for left in one(xml).left_out if left.why == why]
    assert left
    assert all(re.fullmatch(r"f:\d+:\d+", each.where) for each in left)


def test_arms_of_one_label_are_one() -> None:
    """Of two arms that are called the same, the second is told."""
    twice = [ARMS[0], {"label": "TEA", "type": "OTHER"}]
    found = one(record(armsInterventionsModule__armGroups=twice))
    assert list(report(found)["arms"]) == ["a1"]
    assert told(found) == [("label", "is an arm of the same label as one before")]


def test_an_arm_of_an_unknown_type_has_no_role() -> None:
    """A type that the register does not have is told, and the role is not stated."""
    found = one(record(armsInterventionsModule__armGroups=[{"label": "Tea", "type": "FUN"}]))
    assert report(found)["arms"]["a1"]["role"] == "not-stated"
    assert told(found) == [("type", "'FUN' is no type of arm")]


def outcome(**rest: Any) -> dict[str, Any]:
    """Make a record with the results of one outcome."""
    group = {"id": "OG000", "title": "Tea"}
    whole = {"title": "Mood", "type": "PRIMARY", "groups": [group], **rest}
    return record(resultsSection__outcomeMeasuresModule__outcomeMeasures=[whole])


def measured(**rest: Any) -> list[Any]:
    """Make the rows of a table with one number."""
    return [{"categories": [{"measurements": [{"groupId": "OG000", **rest}]}]}]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (outcome(type="HOPED"), "'HOPED' is no type of outcome"),
        (outcome(classes=measured(value="a lot")), "the value: 'a lot' is no number"),
        (outcome(classes=measured(value="1e9999")), "the value: '1e9999' is no number"),
        (outcome(classes=measured(value="9" * 400)), "the value: "),
        (
            outcome(dispersionType="MOOD", classes=measured(value="1", spread="2")),
            "the spread '2' stands beside 'MOOD': it has no figure",
        ),
        (
            outcome(
                dispersionType="STANDARD_DEVIATION", classes=measured(value="1", spread="wide")
            ),
            "the spread: 'wide' is no number",
        ),
        (
            outcome(classes=[{"categories": [{"measurements": [{"groupId": "X", "value": "1"}]}]}]),
            "has a group 'X' that its table does not name",
        ),
        (
            outcome(analyses=[{"groupIds": ["OG000", "X"], "pValue": "0.1"}]),
            "has a group 'X' that its table does not name",
        ),
        (
            outcome(analyses=[{"groupIds": ["OG000"], "pValue": "0.1", "ciLowerLimit": "low"}]),
            "its interval: 'low' is no number",
        ),
        (
            outcome(
                denoms=[{"units": "Participants", "counts": [{"groupId": "OG000", "value": "?"}]}],
                classes=measured(value="1"),
            ),
            "'?' is no number of participants",
        ),
    ],
)
def test_takes_results_in_part(made: dict[str, Any], why: str) -> None:
    """A number or group that is none is told, and the outcome stays."""
    found = one(made)
    assert len(bare(found.document)["outcomes"]) == 1
    assert any(why in left.why for left in found.left_out)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("SUPERIORITY", ""),
        ("OTHER", ""),
        ("NON_INFERIORITY", ", tested for non-inferiority"),
        ("EQUIVALENCE", ", tested for equivalence"),
    ],
)
def test_says_of_a_p_value_that_it_is_of_no_difference(kind: str, words: str) -> None:
    """A small p-value of a test of non-inferiority means another thing than one of a difference."""
    tested = {"groupIds": ["OG000"], "pValue": "0.01", "nonInferiorityType": kind}
    found = bare(one(outcome(analyses=[tested])).document)
    assert found["results"]["r1"]["gloss"] == f"Mood{words}, Tea"


def test_an_analysis_of_a_group_that_is_not_there_is_no_result() -> None:
    """Nothing says between whom its numbers lie, so none of them is taken."""
    analysis = {"groupIds": ["OG000", "X"], "paramType": "Mean Difference", "paramValue": "2"}
    found = one(outcome(analyses=[analysis]))
    assert "results" not in found.document
    assert [why for _, why in told(found)] == [
        "has a group 'X' that its table does not name: left out whole"
    ]


def test_an_arm_that_only_an_intervention_names_is_told() -> None:
    """Also where the record has no arms at all."""
    given_ = [{"type": "DEVICE", "name": "Lamp", "armGroupLabels": ["Light"]}]
    found = one(record(armsInterventionsModule={"armGroups": [], "interventions": given_}))
    assert told(found) == [("0", "names an arm that the record does not have")]


def test_a_flow_of_groups_that_are_not_there_is_told() -> None:
    """A count for a group that its table does not name is left out."""
    reached = [{"type": "STARTED", "achievements": [{"groupId": "FG9", "numSubjects": "3"}]}]
    found = one(record(resultsSection__participantFlowModule__periods=[{"milestones": reached}]))
    assert told(found) == [("numSubjects", "counts a group 'FG9' that its table does not name")]


def test_baseline_counts_stand_in_for_a_flow() -> None:
    """Where no flow is posted, an arm's size is who was there at baseline; totals are no arm."""
    groups = [{"id": "BG0", "title": "Tea"}, {"id": "BG1", "title": "Total"}]
    counts = [{"groupId": "BG0", "value": "9"}, {"groupId": "BG1", "value": "9"}]
    baseline = {"groups": groups, "denoms": [{"units": "Participants", "counts": counts}]}
    found = one(record(resultsSection__baselineCharacteristicsModule=baseline))
    arms = bare(report(found))["arms"]
    assert [(arm["label"], arm["size"]) for arm in arms.values()] == [("Tea", "9")]


def test_a_number_twice_in_a_file_is_told() -> None:
    """Of two records of one trial the first is taken."""
    page = {"studies": [record(), record(statusModule__overallStatus="COMPLETED")]}
    first, second = read(page)
    assert isinstance(first, Imported)
    assert second == LeftOut(
        "f#/studies/1/protocolSection/identificationModule/nctId",
        "NCT90000002 stands twice in this file; the first was taken",
    )


@pytest.mark.parametrize("number", ["NCT1", "nct90000002", "NCT900000021", "../NCT90000002", 7])
def test_a_record_without_a_number_is_told(number: object) -> None:
    """What has no NCT number is no record of this register."""
    (left,) = read(record(identificationModule__nctId=number))
    assert isinstance(left, LeftOut)
    assert "NCT number" in left.why


@pytest.mark.parametrize(
    "data", ["{}", '{"protocolSection": {}}', "<clinical_study/>", '{"error": "not found"}']
)
def test_a_file_of_something_else_is_told(data: str) -> None:
    """Objects and elements that are no studies are told, not dropped."""
    (left,) = read(data)
    assert isinstance(left, LeftOut)
    assert "is no record of a study" in left.why


def test_a_record_without_a_day_needs_one() -> None:
    """A document needs the day as of which it holds: of the record, or said beside it."""
    bare_record = record(statusModule={})
    (left,) = read(bare_record)
    assert isinstance(left, LeftOut)
    assert "--seen" in left.why
    opened = bounded("f", io.BytesIO(json.dumps(bare_record).encode()))
    (found,) = ClinicalTrials(seen=date(2034, 5, 6)).read(opened, NOTHING)
    assert isinstance(found, Imported)
    curation: Any = found.document["curation"]
    assert curation["coded"] == "2034-05-06"


def test_a_label_that_lies_is_no_matter() -> None:
    """XML and JSON are told apart by what they are, with a byte order mark or without."""
    xml = (FOLDER / "trial.xml").read_bytes()
    assert one(b"\xef\xbb\xbf" + xml).document == one(xml).document
    assert (
        one(xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")).document == one(xml).document
    )
    data = (FOLDER / "trial.json").read_bytes()
    assert one(b"\xef\xbb\xbf" + data).document == one(data).document


@pytest.mark.parametrize("data", [b"", b"nct_id,title", b"\x00\x01\x02", b"%PDF-1.7", b"<html>"])
def test_refuses_what_is_neither(data: bytes) -> None:
    """A file that is no JSON and no XML of studies is refused with its name."""
    with pytest.raises(InputError, match=r"^f:1:\d+: "):
        read(data)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_refuses_entities(doctype: str) -> None:
    """Bombs of entities, and files read through them, end the reading before they begin."""
    with pytest.raises(InputError, match="dtd"):
        read(f"{doctype}<clinical_study><brief_title>&a;</brief_title></clinical_study>")


def test_keeps_the_records_before_the_end_of_truncated_xml() -> None:
    """Records that were whole are given before reading ends."""
    xml = re.sub(r"<\?xml.*?\?>", "", (FOLDER / "trial.xml").read_text())
    found = ClinicalTrials().read(
        bounded("f", io.BytesIO(f"<r>{xml}{xml[:900]}".encode())), NOTHING
    )
    assert isinstance(next(found), Imported)
    with pytest.raises(InputError, match="truncated"):
        next(found)


def test_gives_records_before_it_has_read_the_file() -> None:
    """The first of ten thousand records comes when a little of the file is read."""
    page = ",".join(
        json.dumps(record(identificationModule__nctId=f"NCT{number:08}"))
        for number in range(10_000)
    )
    stream = io.BytesIO(f'{{"studies": [{page}]}}'.encode())
    found: Iterator[object] = ClinicalTrials().read(bounded("f", stream), NOTHING)
    next(found)
    assert stream.tell() < len(stream.getvalue()) / 4
    assert sum(1 for _ in found) == 9_999


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.05", "0.05"),
        (".05", "0.05"),
        ("-.5", "-0.5"),
        ("<0.001", "< 0.001"),
        ("< .001", "< 0.001"),
        ("≤0.05", "<= 0.05"),
        ("P=0.02", "0.02"),
        ("p<0.02", "< 0.02"),
        (">0.99", "> 0.99"),
        ("12.50", "12.50"),
        ("\N{MINUS SIGN}3", "-3"),
        ("1E-3", "0.001"),
        ("1,234", ""),
        ("", ""),
        (".", ""),
        ("1-2", ""),
        ("NaN", ""),
        ("Infinity", ""),
        ("0.03 one-sided", ""),
        ("0x10", ""),
    ],
)
def test_writes_numbers_as_quantities(text: str, number: str) -> None:
    """Signs, noughts and spaces are the model's; what is no number is none."""
    assert written_number(text) == number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("May 2, 2021", "2021-05-02"),
        ("December 31, 2021", "2021-12-31"),
        ("May 2021", "2021-05"),
        ("2021-05-02", "2021-05-02"),
        ("Mayor 2021", "Mayor 2021"),
        ("Unknown", "Unknown"),
    ],
)
def test_writes_days_with_the_year_first(text: str, written: str) -> None:
    """Dates of the older form are written as those of the newer one."""
    assert year_first(text) == written


texts = (
    st.none()
    | st.text(max_size=5)
    | st.sampled_from(["PRIMARY", "NCT90000001", "OG000", "NA", "Larkspur tea", "2"])
    | st.sampled_from(["x\x07", "\x7f", "\ud800", "x" * 1001, "y\N{LINE SEPARATOR}z", "\ufffe"])
)
anything = st.recursive(
    texts | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["groups", "id", "title", "count", "x"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)


@given(st.data())
def test_no_value_anywhere_ends_the_import(data: st.DataObject) -> None:
    """Whatever stands at any place of a record, it is told, or imported and can be read again."""
    whole = json.loads((FOLDER / "trial.json").read_text())
    place: Any = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 5)) == 0:
            place[key] = data.draw(anything)
            break
        place = inner
    (found,) = read(whole)
    if isinstance(found, Imported):
        with TemporaryDirectory() as folder:
            (Path(folder) / f"{found.id}.yaml").write_text(yaml_text(found.document), "utf-8")
            assert read_corpus(Path(folder)).files
