"""The real table: every cell of every row stands in the document, as ``csv`` reads it."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from imported import from_file

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {
    "n": "n_arm",
    "mean": "mean_arm",
    "standard-deviation": "sd_arm",
    "events": "event_arm",
    "of": "totaln_arm",
    "baseline-n": "baseline_n_arm",
    "baseline-mean": "baseline_m_arm",
    "baseline-standard-deviation": "baseline_sd_arm",
    "change-n": "n_change_arm",
    "change-mean": "mean_change_arm",
    "change-standard-deviation": "sd_change_arm",
    "dose": "dose_arm",
    "cumulative-dose": "cumulative_dose_arm",
}
RATINGS = {"clinician": "clinician", "participant": "self-report"}
DESIGNS = {"parallel-groups": "parallel", "crossover": "crossover"}


@pytest.fixture(scope="session")
def rows(table_dir: Path) -> list[dict[str, str]]:
    """Read the table with the standard library, cells as they stand."""
    with (table_dir / "data.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="session")
def document(table_dir: Path) -> Any:
    """Import the table with nothing beside it."""
    found, left_out = from_file(table_dir / "data.csv")
    assert left_out == []
    return found


@pytest.fixture(scope="session")
def domains(table_dir: Path) -> dict[str, str]:
    """Name the columns of risk of bias by the domain that the description gives them."""
    said = json.loads((table_dir / "variable_description.json").read_text("utf-8"))
    named = {re.findall(r"\((.*)\)", said[f"d{n}"])[0]: f"d{n}" for n in range(1, 6)}
    return {**named, "overall": "rob"}


def of_row(document: Any, number: int) -> list[Any]:
    """Give the results that say they come from a row."""
    return [
        result
        for result in document["results"].values()
        if re.match(rf"row {number}\b", result["from"]["locator"])
    ]


def cells(document: Any, number: int, domains: dict[str, str]) -> dict[str, str]:
    """Put the cells of a row together again from what the document says; what is not said is NA."""
    results = of_row(document, number)
    result, study = results[0], document["studies"][results[0]["study"]]
    (report,) = study["reports"].values()
    found = {
        "study": study["label"],
        ".id": result["from"]["locator"].rpartition(", ")[2],
        **_compared(document, result, report),
        **_measured(document, result),
        **_timed(result),
        **_numbers(results),
        **_reported(document, study, report),
        **_judged(document, result["study"], number, domains),
    }
    return {key: str(value) for key, value in found.items() if value is not None}


def _compared(document: Any, result: Any, report: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for arm, figures in zip("12", result["figures"], strict=True):
        told = report["arms"][figures["arm"]]
        received = document["interventions"][told["intervention"]]
        drug = document["concepts"][received["parts"][0]]["label"]
        condition, *more = received["label"].split(", ")
        group = [part for part in more if part != drug]
        found |= {
            f"name_arm{arm}": told["label"],
            f"drug_arm{arm}": drug,
            f"condition_arm{arm}": condition.lower(),
            f"multi_arm{arm}": group[0] if group else None,
        }
        for key, column in FIGURES.items():
            value = figures.get(key)
            found[f"{column}{arm}"] = (
                value.removesuffix(" mg") if key == "cumulative-dose" and value else value
            )
        for column in ("event_arm", "totaln_arm"):
            found[f".{column}{arm}"] = found[f"{column}{arm}"]
    assert result["between"] == [figures["arm"] for figures in result["figures"]]
    return found


def _measured(document: Any, result: Any) -> dict[str, Any]:
    label = document["outcomes"][result["outcomes"][0]]["label"]
    event = re.fullmatch(r"(\w+) \((\w+)\)", label)
    scale = "change" if "change-mean" in result["figures"][0] else "msd"
    return {
        "outcome_type": event[1] if event else scale,
        "instrument_symptom": event[2] if event else label.removesuffix(" symptoms"),
        "instrument": document["instruments"][result["instrument"]]["label"],
        "rating": RATINGS[result["rated-by"]],
    }


def _timed(result: Any) -> dict[str, Any]:
    study_time, covidence_time = result["time-frame"]
    found: dict[str, Any] = {"study_time_point": study_time, "cov_time_point": covidence_time}
    for offset in result["time"]:
        assert offset["order"] == "after"
        what = {"baseline": "time", "last-dose": "dose"}[offset["event"]]
        number, unit = offset["by"].split()
        found[f"{what}_{ {'d': 'days', 'wk': 'weeks'}[unit] }"] = number
    flags = {True: "1", False: "0", None: None}
    return found | {
        "primary_instrument": flags[result.get("primary-instrument")],
        "primary_timepoint": flags[result.get("primary-time-point")],
        "post_crossover": flags[result.get("after-crossover")],
    }


def _numbers(results: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "n_dosing_sessions": results[0].get("dosing-sessions"),
        "mean_age": results[0]["mean-age"].removesuffix(" a"),
        "percent_women": results[0]["women"].removesuffix(" %"),
    }
    for result in results:
        column = {"standardised-difference": ".g", "log-risk-ratio": ".log_rr"}[result["measure"]]
        found |= {column: result["estimate"], f"{column}_se": result["standard-error"]}
    return found


def _reported(document: Any, study: Any, report: Any) -> dict[str, Any]:
    (drawn,) = report["drawn-from"]
    (population,) = report["populations"]
    paper = document["sources"][drawn["value"]]
    design, blinding = (feature["value"] for feature in report["design"])
    return {
        "design": DESIGNS[design],
        "blinding": blinding,
        "diagnosis": document["concepts"][population["value"]]["label"],
        "target_group": population["written"],
        "full_ref": drawn["written"],
        "doi": paper["identifiers"][0].removeprefix("doi "),
        "year": paper["issued"],
        "registration_number": study["registrations"][0]["value"].removeprefix("nct "),
    }


def _judged(document: Any, study: str, number: int, domains: dict[str, str]) -> dict[str, Any]:
    table = document["sources"]["metapsy-ptsd-mdmactr-table"]
    found = {}
    for judged in table["risk-of-bias"]:
        first, last = re.findall(r"rows (\d+)-(\d+), ", judged["from"]["locator"])[0]
        if judged["study"] == study and int(first) <= number <= int(last):
            found[domains[judged["domain"]]] = judged["judgement"]["written"]
    return found


def test_every_row_is_there(rows: list[dict[str, str]], document: Any) -> None:
    """61 of 61: each row has a result, and a second where it has a ratio of risks too."""
    assert len(rows) == 61
    told = [len(of_row(document, number)) for number in range(1, 62)]
    wanted = [(row[".g"] != "NA") + (row[".log_rr"] != "NA") for row in rows]
    assert told == wanted
    assert sum(told) == len(document["results"]) == 59 + 30


@pytest.mark.parametrize("number", range(1, 62))
def test_every_cell_is_there(
    rows: list[dict[str, str]], document: Any, domains: dict[str, str], number: int
) -> None:
    """A text is the cell's, a number has its digits, and NA is said by nothing at all."""
    row = rows[number - 1]
    found = cells(document, number, domains)
    for column in ("time_weeks", "dose_weeks"):
        if column not in found and row[column] != "NA":
            days = Decimal(row[column.replace("weeks", "days")])
            given = Decimal(row[column].replace(",", "."))
            assert abs(days / 7 - given) < Decimal("0.01")
            found[column] = row[column]
    said = {column: _plain(cell) for column, cell in row.items() if cell != "NA"}
    assert {column: _plain(value) for column, value in found.items()} == said


def _plain(cell: str) -> str:
    """Write a number with a point; a DOI is the same in capitals; white space is one blank."""
    flat = " ".join(cell.split())
    if re.fullmatch(r"-?\d+,\d+", flat):
        return flat.replace(",", ".")
    return flat.lower() if flat.startswith("10.") else flat


def test_weeks_that_are_not_the_days_are_both_said(
    document: Any, rows: list[dict[str, str]]
) -> None:
    """A year of 365 days is 52.14 weeks; the table says 52.18, so the document says both."""
    number = next(n for n, row in enumerate(rows, 1) if row["time_days"] == "365")
    said = [offset["by"] for offset in of_row(document, number)[0]["time"]]
    assert said == ["365 d", "52.18 wk"]


def test_the_licence_travels(document: Any) -> None:
    """The table's source has the licence of the file beside it, and the notice it asks for."""
    table = document["sources"]["metapsy-ptsd-mdmactr-table"]
    licence = "http://opendatacommons.org/licenses/by/1.0/"
    assert table["licence"] == licence
    assert table["attribution"] == (
        "Contains information from metapsy-ptsd-mdmactr, which is made available under " + licence
    )
    assert table["kind"] == "dataset"


def test_low_doses_are_comparators(document: Any) -> None:
    """An active placebo is there to compare with; of three arms the middle one is not."""
    (report,) = document["studies"]["ot-alora-2018-study"]["reports"].values()
    roles = {arm["label"]: arm["role"] for arm in report["arms"].values()}
    assert roles == {
        "125 mg group": "investigational",
        "100 mg group": "investigational",
        "40 mg group": "comparator",
    }
