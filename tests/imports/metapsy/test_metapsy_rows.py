"""Cells beyond the ordinary, what lies beside a table, and names that read alike."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from imported import from_file, from_text, left
from test_metapsy_tables import HEAD, ROW, changed, results, table

from mdmakg.errors import UsageError
from mdmakg.imports.importer import Imported
from mdmakg.imports.importing import records
from mdmakg.imports.known import NOTHING, Known
from mdmakg.imports.metapsy.importer import Metapsy
from mdmakg.imports.opened import bounded, opened
from mdmakg.imports.ris import Ris

if TYPE_CHECKING:
    from pathlib import Path


def wider(**cells: str) -> tuple[Any, list[str]]:
    """Import the invented row with more columns."""
    text = table((*ROW, *cells.values()), head=(*HEAD, *cells))
    document, left_out = from_text(text)
    return document, left(left_out)


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("primary_instrument", "2", "'2' is neither 0 nor 1"),
        ("time_days", "-7", "'-7' is below 0"),
        ("design", "cluster", "'cluster' is no design that is known"),
        ("blinding", "half", "'half' is no blinding that is known"),
        ("rob", "so so", "'so so' is no level of risk of bias"),
        ("full_ref", "x" * 1001, "has more than 1,000 characters"),
        ("target_group", "nurses", "without a diagnosis no group can be stated"),
        ("study_time_point", "x" * 1001, "is no line of 1 to 1000 printable characters"),
        ("year", "3", "3: no one year of publication"),
        (".log_rr_se", "0.5", "has no number, so its standard error was not taken"),
        (".event_arm1", "5", "5 was not taken: event_arm1 has nothing"),
    ],
)
def test_cells_that_cannot_be_taken(column: str, cell: str, told: str) -> None:
    """The cell is told, and the row is taken without it."""
    document, left_out = wider(**{column: cell})
    assert len(results(document)) == 1
    (only,) = left_out
    assert only.startswith("lamps.csv:2:1#")
    assert told in only


@pytest.mark.parametrize("name", ["x" * 301, "lamp\x7f", "lamp\x07"])
def test_names_that_nothing_can_have(name: str) -> None:
    """A name that no line may have, or too long to stand beside others, is told and not taken."""
    document, left_out = wider(diagnosis=name)
    assert "concepts" not in document
    (only,) = left_out
    assert only.startswith("lamps.csv:2:1#diagnosis: ")
    assert only.endswith(" is no line of 1 to 300 printable characters")
    document, told = from_text(table(ROW, changed(instrument=name, _id="lamp_2")))
    assert len(results(document)) == 1
    assert ["#instrument: " in each for each in left(told)] == [True, True]


def test_a_computed_number_that_differs_is_told() -> None:
    """What the table counted stands; what it computed from that is not stated again."""
    document, left_out = wider(event_arm1="4", **{".event_arm1": "5"})
    (result,) = results(document)
    assert result["figures"][0]["events"] == "4"  # type: ignore[index] # read as plain values
    assert left_out == ["lamps.csv:2:1#.event_arm1: 5 was not taken: event_arm1 has 4"]


def test_a_computed_number_of_nothing_is_told() -> None:
    """Each of a row's numbers that were computed where nothing was counted is told, and no more."""
    document, left_out = wider(
        event_arm1="NA",
        totaln_arm1="40",
        **{".event_arm1": "12", ".totaln_arm1": "40.0", ".event_arm2": "NA"},
    )
    assert left_out == ["lamps.csv:2:1#.event_arm1: 12 was not taken: event_arm1 has nothing"]
    (result,) = results(document)
    assert "events" not in result["figures"][0]  # type: ignore[index] # read as plain values


def test_a_rater_that_is_not_known() -> None:
    """Who rated is not guessed."""
    document, left_out = from_text(table(changed(rating="neighbour")))
    assert [each["rated-by"] for each in results(document)] == ["not-stated"]
    assert ["'neighbour' is nobody" in each for each in left(left_out)] == [True]


def test_rows_of_a_study_that_differ() -> None:
    """Judgements that differ stand side by side; of two references the second is told."""
    head = (*HEAD, "rob", "full_ref", "year")
    rows = (
        (*ROW, "Low", "Lindgren, A. (2031)", "2031"),
        (*changed(_id="lamp_2"), "High", "Lindgren (2032)", "2032"),
    )
    document, left_out = from_text(table(*rows, head=head))
    judged = document["sources"]["lamps-table"]["risk-of-bias"]
    assert [(each["judgement"]["value"], each["from"]["locator"]) for each in judged] == [
        ("low", "row 1, rob"),
        ("high", "row 2, rob"),
    ]
    assert [each.rpartition("#")[2] for each in left(left_out)] == [
        "year: 2031 and 2032: no one year of publication",
        "full_ref: rows of one study differ: 'Lindgren (2032)' was not taken",
    ]


def test_without_a_doi_a_publication_is_a_name() -> None:
    """A study without any identifier still has a report that the table drew on."""
    document, left_out = from_text(table(changed(doi="NA", registration_number="NA")))
    assert left_out == []
    report = document["sources"]["lindgren-2031-report"]
    assert report["label"] == "Lindgren 2031"
    assert "identifiers" not in report
    assert "registrations" not in document["studies"]["lindgren-2031-study"]


def test_without_a_symptom_the_outcome_is_the_score() -> None:
    """Where nothing says what an instrument surveys, its score is all that is known."""
    document, _ = from_text(table(changed(instrument_symptom="NA")))
    assert document["outcomes"]["shiss-score"]["label"] == "score on shiss"
    document, _ = from_text(table(changed(instrument_symptom="NA", outcome_type="response")))
    assert "shiss-response" in document["outcomes"]


def test_names_that_read_alike() -> None:
    """Two rows, and two arms, whose names differ by signs alone stay two."""
    other = changed(_id="lamp-1", condition_arm1="Lamp!", _g="0.7")
    document, left_out = from_text(table(ROW, other))
    assert left_out == []
    assert [each["estimate"] for each in results(document)] == ["0.6", "0.7"]
    (report,) = document["studies"]["lindgren-2031-study"]["reports"].values()
    assert len(report["arms"]) == 3


def test_studies_that_read_alike() -> None:
    """Three studies whose names differ in letters that no id can have are three, with their own."""
    rows = [
        changed(study=f"{name} 2020", doi="NA", registration_number="NA", _id=f"lamp_{n}")
        for n, name in enumerate("王李张")
    ]
    document, left_out = from_text(table(*rows))
    assert left_out == []
    assert [study["label"] for study in document["studies"].values()] == [
        "王 2020",
        "李 2020",
        "张 2020",
    ]
    assert [result["study"] for result in results(document)] == list(document["studies"])
    assert [source["label"] for source in document["sources"].values()][1:] == [
        "王 2020",
        "李 2020",
        "张 2020",
    ]


def test_publications_that_read_alike() -> None:
    """DOIs that differ in marks alone are two sources; one that two studies have is one."""
    rows = (
        changed(doi="10.5555/a.b"),
        changed(study="Berg 2032", doi="10.5555/a-b", registration_number="NA", _id="lamp_2"),
        changed(study="Dahl 2033", doi="10.5555/a.b", registration_number="NA", _id="lamp_3"),
    )
    document, left_out = from_text(table(*rows))
    assert left_out == []
    papers = {
        id_: source["identifiers"]
        for id_, source in document["sources"].items()
        if id_ != "lamps-table"
    }
    assert list(papers.values()) == [["doi 10.5555/a.b"], ["doi 10.5555/a-b"]]
    assert next(iter(papers)) == "doi-10-5555-a-b"
    drawn = [s["reports"][f"sr{n}"] for n, s in enumerate(document["studies"].values(), 1)]
    assert [papers[one["drawn-from"][0]] for one in drawn] == [
        ["doi 10.5555/a.b"],
        ["doi 10.5555/a-b"],
        ["doi 10.5555/a.b"],
    ]


@pytest.mark.parametrize("doi", ["10.5555/lamp.1", "10.5555/s2215-0366(18)30135-4"])
def test_a_publication_is_called_as_in_a_bibliography(doi: str) -> None:
    """The id of a DOI is the same in a table as in a list of references."""
    document, _ = from_text(table(changed(doi=doi)))
    reference = io.BytesIO(f"TY  - JOUR\nDO  - {doi}\nER  - \n".encode())
    (found,) = Ris(date(2031, 2, 3)).read(bounded("lamps.ris", reference), NOTHING)
    assert isinstance(found, Imported)
    sources = found.document["sources"]
    assert isinstance(sources, dict)
    assert list(document["sources"]) == ["lamps-table", *sources]


def test_a_name_of_the_corpus_is_for_arms_of_that_name() -> None:
    """An arm called otherwise had something else, though its condition and drug are the same."""
    head = (*HEAD, "name_arm1", "name_arm2")
    known = Known(interventions={"lamp therapy": "lamp-at"}, ids=frozenset({"lamp-at"}))
    rows = (
        (*ROW, "Lamp therapy", "dark"),
        (*changed(study="Berg 2032", doi="NA", _id="b"), "lamp, no therapy", "dark"),
    )
    document, _ = from_text(table(*rows, head=head), known)
    had = [
        arm["intervention"]
        for study in document["studies"].values()
        for report in study["reports"].values()
        for arm in report["arms"].values()
        if arm["label"] != "dark"
    ]
    assert had == ["lamp-at", "lamps-lamp"]
    assert document["interventions"]["lamps-lamp"]["label"] == "lamp"


def doses(*compared: tuple[str, str], name: str = "NA") -> tuple[Any, list[str]]:
    """Import comparisons of a lamp with itself, by the doses of the two arms."""
    head = (*HEAD, "dose_arm2", "name_arm1", "name_arm2")
    rows = (
        (*changed(condition_arm2="lamp", dose_arm1=a, _id=f"lamp_{n}"), b, name, name)
        for n, (a, b) in enumerate(compared)
    )
    document, left_out = from_text(table(*rows, head=head))
    return document, left(left_out)


def test_doses_of_one_thing_are_two_arms() -> None:
    """A table that compares doses of one thing compares two arms, of two interventions."""
    document, left_out = doses(("300 lm", "20 lm"), ("300 lm", "2 lm"))
    assert left_out == []
    (report,) = document["studies"]["lindgren-2031-study"]["reports"].values()
    arms = {id_: (arm["label"], arm["role"]) for id_, arm in report["arms"].items()}
    assert arms == {
        "arm-lindgren-2031-lamp-300-lm": ("lamp, 300 lm", "investigational"),
        "arm-lindgren-2031-lamp-20-lm": ("lamp, 20 lm", "comparator"),
        "arm-lindgren-2031-lamp-2-lm": ("lamp, 2 lm", "comparator"),
    }
    assert [each["label"] for each in document["interventions"].values()] == [
        "lamp, 300 lm",
        "lamp, 20 lm",
        "lamp, 2 lm",
    ]
    assert [each["between"] for each in results(document)] == [[*arms][:2], [*arms][::2]]


def test_doses_of_arms_of_one_name() -> None:
    """The name of an arm is said with its dose, where two have the same."""
    document, _ = doses(("300 lm", "20 lm"), name="bedside lamp")
    (report,) = document["studies"]["lindgren-2031-study"]["reports"].values()
    assert [arm["label"] for arm in report["arms"].values()] == [
        "bedside lamp, 300 lm",
        "bedside lamp, 20 lm",
    ]


@pytest.mark.parametrize("dose", ["300 lm", "NA"])
def test_an_arm_is_not_compared_with_itself(dose: str) -> None:
    """A row that tells its two arms by nothing is left out, and the others are taken."""
    document, left_out = doses((dose, dose), ("300 lm", "20 lm"))
    why = "this arm is called as the other is, of the same dose: the row was left out"
    assert left_out == [f"lamps.csv:2:1#condition_arm2: {why}"]
    assert len(results(document)) == 1


def test_a_number_that_is_no_register_s() -> None:
    """A number that no document file may have is told."""
    document, left_out = from_text(table(changed(registration_number="ä" * 3)))
    assert "registrations" not in document["studies"]["lindgren-2031-study"]
    assert ["is no number of a register" in each for each in left(left_out)] == [True]


# What lies beside a table


def folder(tmp_path: Path, **files: str) -> Path:
    """Make a folder with a table and files beside it."""
    place = tmp_path / "lamp-table"
    place.mkdir()
    (place / "data.csv").write_text(table(ROW), "utf-8")
    for name, text in files.items():
        (place / name.replace("__", ".")).write_text(text, "utf-8")
    return place


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("Free: https://example.org/free.\n", "https://example.org/free"),
        ("Free for all.\n", "Free for all."),
        ("", None),
    ],
)
def test_the_licence_beside(tmp_path: Path, text: str, licence: str | None) -> None:
    """An address, or one line; where it is empty, there is none."""
    document, left_out = from_file(folder(tmp_path, license=text))
    assert left_out == []
    assert document["sources"]["lamp-table-table"].get("licence") == licence


def test_the_licence_in_an_archive(tmp_path: Path) -> None:
    """A table in an archive finds what lies beside it there; what is no text is told."""
    place = tmp_path / "lamps.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("lamp-table/data.csv", table(ROW))
        archive.writestr("lamp-table/license", "Free for all.\n")
        archive.writestr("lamp-table/variable_description.json", b"\xff\xfe")
    document, left_out = from_file(place)
    assert [each.where.partition(":")[0] for each in left_out] == [
        f"{place}/lamp-table/variable_description.json"
    ]
    assert document["sources"]["lamp-table-table"]["licence"] == "Free for all."


@pytest.mark.parametrize("text", ["", "{}", '{"rob": 7}'])
def test_a_description_that_tells_nothing(tmp_path: Path, text: str) -> None:
    """A description without domains costs their names, and nothing else."""
    document, left_out = from_file(folder(tmp_path, variable_description__json=text))
    assert left_out == []
    assert len(results(document)) == 1


def read_alone(path: Path) -> list[Any]:
    """Import a file without saying of which day."""
    return list(records(Metapsy(), opened([path]), NOTHING))


def test_the_day_of_the_last_search(tmp_path: Path) -> None:
    """What lies beside the table says of which day it tells."""
    (found,) = read_alone(folder(tmp_path, last_search__txt="2031-02-03\n"))
    assert found.document["curation"]["coded"] == "2031-02-03"


def test_the_day_of_the_file(tmp_path: Path) -> None:
    """Where nothing else says it, the file's own date does."""
    place = folder(tmp_path, last_search__txt="last spring")
    os.utime(place / "data.csv", (1_930_000_000, 1_930_000_000))
    (found,) = read_alone(place)
    assert found.document["curation"]["coded"] == "2031-02-27"


def test_no_day_at_all() -> None:
    """A table that has no date of its own needs to be given one."""
    with pytest.raises(UsageError, match="--seen"):
        list(Metapsy().read(bounded("<stdin>", io.BytesIO(table(ROW).encode())), NOTHING))


def test_standard_input_has_no_name() -> None:
    """What comes in by itself is called after what it is."""
    document, _ = from_text(table(ROW), name="<stdin>")
    assert document["sources"]["effect-size-table-table"]["title"] == "effect-size table"
