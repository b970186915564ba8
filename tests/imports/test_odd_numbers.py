"""Numbers that nothing can hold, in every field of a record: none of them breaks a build."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import FOLDER, bare, one, record, told

from mdmakg.bundle import folder
from mdmakg.check.rules import check_files
from mdmakg.check.structure import check_structure
from mdmakg.encode.dataset import encode_corpus
from mdmakg.imports.clinicaltrials import ClinicalTrials
from mdmakg.imports.importer import Imported, Importer, LeftOut
from mdmakg.imports.importing import records
from mdmakg.imports.known import NOTHING
from mdmakg.imports.metapsy.columns import BIAS, NUMBERS
from mdmakg.imports.metapsy.importer import Metapsy
from mdmakg.imports.opened import bounded
from mdmakg.read.corpus import read_corpus
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

Change = Callable[[str], str]

ODD = (
    *("-1", "-0.5", "-0", "0", "1", "1.7", "100.5", "101", "1e3", "1E-3", "1e-30", "1e14", "2e15"),
    *("9" * 15, "9" * 16, f"0.{'1' * 18}", f"0.{'1' * 19}", f"-{'9' * 15}.{'9' * 18}"),
    *("<0", "< 0", ">1", ">0.5", "<1", "<= 1.2", "≤0", "≥1", "p<0.05", "P=1.01"),
    *("=-1", "<-1", ">-1"),
    *("+5", "\N{MINUS SIGN}2", ".5", "5.", "-.5", "00", "007", "1,5", "1 000", "1_0"),
    *("", "NA", "N/A", "NaN", "inf", "-", "about 5", "5 to 3", "3 to 5", "50%", "5 %", "٣", "²"),
    *("-1 mg", "25 mg", "0 mg", "> 5 mg", "-3 to 2 mg"),
    *("2031-02-30", "2031-13", "0000", "0000-01-01", "0001", "9999-12-31", "10000", "-2031"),
    *("1582-10-10", "1900-02-29", "2031-02-29T10:00", "February 30, 2031", "May 2031", "May 0000"),
)
_NUMBER = re.compile(r"[<=>]*-?[0-9.]+( \(one-sided\))?|NA|[0-9]{4}(-[0-9]{2}){1,2}")
_DATE = re.compile(r"[A-Z][a-z]+ (?:[0-9]{1,2}, )?[0-9]{4}")


def json_with(change: Change) -> str:
    """Give the invented record with each number and date of it changed."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: changed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [changed(item) for item in value]
        number = not isinstance(value, bool) and _NUMBER.fullmatch(str(value))
        return change(str(value)) if number else value

    return json.dumps(changed(json.loads((FOLDER / "trial.json").read_text("utf-8"))))


def xml_with(change: Change) -> str:
    """Give the invented record in the older form with each number and date of it changed."""

    def changed(match: re.Match[str]) -> str:
        text = match[2].replace("&lt;", "<").replace("&gt;", ">")
        if not (_NUMBER.fullmatch(text) or _DATE.fullmatch(text)):
            return match[0]
        new = change(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"{match[1]}{new}{match[3]}"

    declared, _, rest = (FOLDER / "trial.xml").read_text("utf-8").partition("?>")
    return f"{declared}?>" + re.sub(r'(>|=")([^<>"]*)(<|")', changed, rest)


_TEXTS = ("time_days", "dose_arm1", "dose_arm2", "year", "primary_instrument", "post_crossover")
_HEAD = (
    *("study", "condition_arm1", "condition_arm2", "outcome_type", "instrument"),
    *dict.fromkeys((*NUMBERS, *_TEXTS, *BIAS)),
)


def table_with(change: Change) -> str:
    """Give a table of one row with a number in each column that may have one."""
    row = ["Docht 2030", "lamp", "dark", "msd", "Sleep Scale", *map(change, _HEAD[5:])]
    return f"{';'.join(_HEAD)}\n{';'.join(row)}\n"


DAY = date(2031, 2, 3)
FORMS: dict[str, tuple[Callable[[Change], str], Importer]] = {
    "json": (json_with, ClinicalTrials(seen=DAY)),
    "xml": (xml_with, ClinicalTrials(seen=DAY)),
    "table": (table_with, Metapsy(seen=DAY)),
}


def imported(form: str, change: Change) -> list[Imported | LeftOut]:
    """Import a record of a form with each number of it changed."""
    made, importer = FORMS[form]
    return list(records(importer, [bounded("f", io.BytesIO(made(change).encode()))], NOTHING))


def violations(found: Iterable[Imported | LeftOut]) -> list[str]:
    """Write the only document, read it again, state it, and hold it against the shapes."""
    structure, _ = check_files(folder("shapes"))
    (document,) = (each for each in found if isinstance(each, Imported))
    with tempfile.TemporaryDirectory() as place:
        Path(place, "f.yaml").write_text(yaml_text(document.document), "utf-8")
        said = encode_corpus(read_corpus(Path(place)))
    report = check_structure(said.quads(), structure)
    return [f"{result.check} {result.focus}" for result in report.results]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_number_everywhere_breaks_no_build(form: str, odd: str) -> None:
    """What is taken of a record can be built, whatever stands in all its numeric fields."""
    assert violations(imported(form, lambda _: odd)) == []


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_odd_numbers_beside_others_break_no_build(form: str, data: st.DataObject) -> None:
    """Nor do odd numbers here and there, each beside a field that is as it should be."""
    choice = st.one_of(st.none(), st.sampled_from(ODD))
    found = imported(form, lambda was: odd if (odd := data.draw(choice)) is not None else was)
    assert violations(found) == []


ARMS = [{"label": "Drug", "type": "EXPERIMENTAL"}, {"label": "Placebo"}]
GROUPS = [{"id": "OG000", "title": "Drug"}, {"id": "OG001", "title": "Placebo"}]
ANALYSIS = {
    "groupIds": ["OG000", "OG001"],
    "paramValue": "-5",
    "dispersionType": "Standard Error of the Mean",
    "dispersionValue": "1",
    "ciPctValue": "95",
    "ciLowerLimit": "-7",
    "ciUpperLimit": "-3",
    "pValue": "0.04",
}


def reported(**outcome: Any) -> Imported:
    """Import a record with the results of one outcome in two arms."""
    whole = {"title": "Mood", "type": "PRIMARY", "groups": GROUPS, **outcome}
    return one(
        record(
            armsInterventionsModule__armGroups=ARMS,
            resultsSection__outcomeMeasuresModule__outcomeMeasures=[whole],
        )
    )


@pytest.mark.parametrize(
    ("field", "key", "text", "why"),
    [
        ("pValue", "p", "1.7", "its p-value: '1.7' is above 1"),
        ("pValue", "p", "> 1", "its p-value: '> 1' is above 1"),
        ("pValue", "p", "-0.01", "its p-value: '-0.01' is below 0"),
        ("pValue", "p", "<0", "its p-value: '<0' is below 0"),
        ("ciPctValue", "interval-level", "950", "the level of its interval: '950' is above 100"),
        ("ciPctValue", "interval-level", "-95", "the level of its interval: '-95' is below 0"),
        ("dispersionValue", "standard-error", "-1", "its spread: '-1' is below 0"),
    ],
)
def test_what_nothing_can_hold_is_left_out_of_an_analysis(
    field: str, key: str, text: str, why: str
) -> None:
    """It is told with the place of its analysis, and the other numbers stay."""
    whole = bare(reported(analyses=[ANALYSIS]).document)["results"]["r1"]
    found = reported(analyses=[{**ANALYSIS, field: text}])
    assert told(found) == [("0", why)]
    assert bare(found.document)["results"]["r1"] == {
        name: value for name, value in whole.items() if name != key
    }


@pytest.mark.parametrize(
    ("field", "key", "text"),
    [
        ("pValue", "p", "1"),
        ("pValue", "p", "0.000"),
        ("pValue", "p", "< 1"),
        ("pValue", "p", ">= 1"),
        ("ciPctValue", "interval-level", "100"),
        ("dispersionValue", "standard-error", "0"),
        ("paramValue", "estimate", "-1000"),
    ],
)
def test_what_is_at_a_bound_or_has_none_is_taken(field: str, key: str, text: str) -> None:
    """A bound is itself possible, and an estimate may be any number."""
    found = reported(analyses=[{**ANALYSIS, field: text}])
    assert told(found) == []
    taken = bare(found.document)["results"]["r1"][key]
    assert taken.removesuffix(" %") == text


@pytest.mark.parametrize(
    ("kind", "numbers", "why", "left"),
    [
        ("MEAN", {"value": "2", "spread": "-1"}, "the spread: '-1' is below 0", {"mean": "2"}),
        ("COUNT_OF_PARTICIPANTS", {"value": "-1", "spread": "2"}, "the value: '-1' is below 0", {
            "standard-deviation": "2"
        }),
        ("COUNT_OF_PARTICIPANTS", {"value": "=9"}, "counts 9 of 4 participants: of how many", {
            "events": {"value": "9", "written": "=9"}
        }),
        ("COUNT_OF_PARTICIPANTS", {"value": "9.0"}, "counts 9.0 of 4 participants: of how many", {
            "events": "9.0"
        }),
        ("COUNT_OF_PARTICIPANTS", {"value": "<9"}, "", {
            "events": {"value": "< 9", "written": "<9"}, "of": "4"
        }),
    ],
)  # fmt: skip
def test_what_nothing_can_hold_is_left_out_of_a_row(
    kind: str, numbers: dict[str, str], why: str, left: dict[str, Any]
) -> None:
    """Of a group, too, what cannot be is told, and so are more with an event than there were."""
    one_row = {"categories": [{"measurements": [{"groupId": "OG000", **numbers}]}]}
    counts = [{"units": "Participants", "counts": [{"groupId": "OG000", "value": "4"}]}]
    found = reported(
        paramType=kind, dispersionType="STANDARD_DEVIATION", classes=[one_row],
        denoms=counts if kind != "MEAN" and "spread" not in numbers else [],
    )  # fmt: skip
    assert [said for _, said in told(found)] == [*filter(None, [why])]
    (figures,) = bare(found.document)["results"]["r1"]["figures"]
    assert figures == {"arm": "a1", **left}
