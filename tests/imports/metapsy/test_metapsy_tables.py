"""Tables of an invented trial: how they may be written, and what is wrong with them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from imported import from_text, left, remarks_on

from mdmakg.imports.known import Known
from mdmakg.imports.metapsy.table import read_table
from mdmakg.imports.opened import bounded

HEAD = (
    "study",
    "condition_arm1",
    "condition_arm2",
    "multi_arm1",
    "outcome_type",
    "instrument",
    "instrument_symptom",
    "rating",
    "n_arm1",
    "mean_arm1",
    "dose_arm1",
    "doi",
    "registration_number",
    ".id",
    ".g",
    ".g_se",
)
ROW = (
    "Lindgren 2031",
    "lamp",
    "dark",
    "NA",
    "msd",
    "shiss",
    "sleep",
    "self-report",
    "20",
    "7.1",
    "5 mg",
    "10.5555/lamp.1",
    "NCT99999999",
    "lamp_1",
    "0.6",
    "0.2",
)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, separator: str = ";") -> str:
    """Write a table."""
    return "".join(f"{separator.join(row)}\n" for row in (head, *rows))


def changed(**cells: str) -> tuple[str, ...]:
    """Give the row with other cells; a leading underscore of a name stands for a point."""
    wanted = {name.replace("_", ".", 1) if name[0] == "_" else name: c for name, c in cells.items()}
    return tuple(wanted.get(name, cell) for name, cell in zip(HEAD, ROW, strict=True))


def results(document: object) -> list[dict[str, object]]:
    """Give the results of a document."""
    assert isinstance(document, dict)
    return list(document["results"].values())


@pytest.mark.parametrize(
    "text",
    [
        table(ROW),
        table(ROW, separator=","),
        table(ROW, separator="\t"),
        table(changed(mean_arm1="7,1", _g="0,6", _g_se="0,2")),
        table(changed(mean_arm1="7,1", _g="6e-1", _g_se="2E-1"), separator="\t"),
        "\ufeff" + table(ROW),
        table(ROW).replace("\n", "\r\n"),
        table(ROW).removesuffix("\n"),
        table(tuple(f'"{cell}"' for cell in ROW)),
    ],
    ids=["semicolon", "comma", "tab", "decimal-comma", "exponent", "mark", "crlf", "end", "quotes"],
)
def test_forms_of_one_table(text: str) -> None:
    """However a table is separated, marked and quoted, the document is the same."""
    document, left_out = from_text(text)
    assert left_out == []
    (result,) = results(document)
    assert (result["estimate"], result["standard-error"]) == ("0.6", "0.2")
    assert document == from_text(table(ROW))[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_with_a_mark(encoding: str) -> None:
    """What a mark says of the encoding is believed."""
    text = table(changed(study="Åsa 2031"))
    document, left_out = from_text(text.encode(encoding))
    assert left_out == []
    assert document == from_text(text)[0]


def test_latin_1_is_read_and_told() -> None:
    """A file in another encoding is read, and it is said that it may have been misread."""
    document, left_out = from_text(table(changed(study="Åsa 2031")).encode("latin-1"))
    assert left(left_out) == [
        "lamps.csv:2:1: is not UTF-8; this line and others were read as Windows-1252"
    ]
    (study,) = document["studies"].values()
    assert study["label"] == "Åsa 2031"


@pytest.mark.parametrize(
    ("cells", "register"),
    [
        ("ISRCTN12345678", ["isrctn ISRCTN12345678"]),
        ("ACTRN12345678901234", ["actrn ACTRN12345678901234"]),
        ("2021-000805-26", ["eudract 2021-000805-26"]),
        ("CTRI/2031/01/000001", ["number CTRI/2031/01/000001"]),
        ("NCT99999999, DRKS00000001", ["nct NCT99999999", "drks DRKS00000001"]),
        ("NCT99999999 DRKS00000001", ["nct NCT99999999", "drks DRKS00000001"]),
        ("NCT99999999 / DRKS00000001", ["nct NCT99999999", "drks DRKS00000001"]),
        ("EudraCT 2020-000001-01", ["eudract 2020-000001-01"]),
        ("NCT 01234567", ["nct NCT01234567"]),
    ],
)
def test_registers_of_all_countries(cells: str, register: list[str]) -> None:
    """A number is that of its register, or a number; several in one cell are several."""
    document, _ = from_text(table(changed(registration_number=cells)))
    (study,) = document["studies"].values()
    assert [said["value"] for said in study["registrations"]] == register


@pytest.mark.parametrize(
    "cell", ["not registered", "pending", "NCT 99", "registered as NCT99999999", "see 12 and 13"]
)
def test_words_are_no_registration(cell: str) -> None:
    """What says in words whether a study is registered names none, and is told."""
    document, left_out = from_text(table(changed(registration_number=cell)))
    (study,) = document["studies"].values()
    assert "registrations" not in study
    assert left(left_out) == [
        f"lamps.csv:2:1#registration_number: {cell!r} is no number of a register"
    ]


def test_several_dois_in_one_cell() -> None:
    """Each is a publication from which the table drew."""
    document, left_out = from_text(
        table(changed(doi="10.5555/Lamp.1, https://doi.org/10.5555/lamp.2"), separator="\t")
    )
    assert left_out == []
    (study,) = document["studies"].values()
    drawn = study["reports"]["sr1"]["drawn-from"]
    assert [document["sources"][one]["identifiers"] for one in drawn] == [
        ["doi 10.5555/lamp.1"],
        ["doi 10.5555/lamp.2"],
    ]


def test_what_the_corpus_has_is_joined() -> None:
    """A study by its registration, a publication by its DOI, an instrument by its name."""
    known = Known(
        studies={"nct NCT99999999": "lamp"},
        sources={"doi 10.5555/lamp.1": "trial"},
        instruments={"shiss": ("shift-scale", "day-sleep")},
        interventions={"lamp": "lamp-therapy"},
        ids=frozenset({"lamp", "trial", "shift-scale", "day-sleep", "lamp-therapy"}),
    )
    document, left_out = from_text(table(ROW), known)
    assert left_out == []
    assert list(document["studies"]) == ["lamp"]
    assert "label" not in document["studies"]["lamp"]
    (report,) = document["studies"]["lamp"]["reports"].values()
    assert report["drawn-from"] == ["trial"]
    assert list(document["sources"]) == ["lamps-table"]
    assert next(iter(report["arms"].values()))["intervention"] == "lamp-therapy"
    (result,) = results(document)
    assert (result["instrument"], result["outcomes"]) == ("shift-scale", ["day-sleep"])
    assert "instruments" not in document


def test_a_study_is_known_by_its_publication_too() -> None:
    """Without a registration, the study is the one of which the publication reports."""
    known = Known(sources={"doi 10.5555/lamp.1": "trial"}, reported={"trial": "lamp"})
    document, _ = from_text(table(changed(registration_number="NA")), known)
    assert list(document["studies"]) == ["lamp"]


def test_a_registration_that_a_joined_study_lacks() -> None:
    """A number that the corpus does not have of the study is told; what it has is not."""
    known = Known(
        sources={"doi 10.5555/lamp.1": "trial"},
        reported={"trial": "lamp"},
        numbers={"lamp": frozenset({"number CTRI/2031/01/000001"})},
    )
    cell = "CTRI/2031/01/000001; NCT99999999; ISRCTN12345678"
    document, left_out = from_text(table(changed(registration_number=cell), separator="\t"), known)
    assert list(document["studies"]) == ["lamp"]
    assert left(left_out) == [
        f"lamps.csv:2:1#registration_number: lamp of the corpus has no registration {number}: "
        "add it there"
        for number in ("nct NCT99999999", "isrctn ISRCTN12345678")
    ]


def test_what_speaks_of_two_studies_is_told() -> None:
    """The registration is of one study and the publication of another: the first counts."""
    known = Known(
        studies={"nct NCT99999999": "aa"},
        sources={"doi 10.5555/lamp.1": "trial"},
        reported={"trial": "bb"},
    )
    document, left_out = from_text(table(ROW), known)
    assert list(document["studies"]) == ["aa"]
    assert left(left_out) == ["lamps.csv:2:1#study: trial reports bb in the corpus; taken for aa"]


KNOWN_BY_PMID = Known(
    studies={"nct NCT99999999": "lamp"},
    sources={"pmid 12345": "trial"},
    ids=frozenset({"lamp", "trial"}),
    unnamed={"lamp": ("abstract", "trial")},
)
"""A corpus that has the study, and reports of it without a DOI."""


def test_a_report_that_the_corpus_may_have_otherwise_is_remarked_upon() -> None:
    """A study is joined by its registration, and its report may be one known by other numbers."""
    (remark,) = remarks_on(table(ROW), KNOWN_BY_PMID)
    assert remark == (
        "study lamp is joined; its report doi 10.5555/lamp.1 is none of the sources that report "
        "lamp (abstract, trial): if it is one of them, add the identifier there"
    )


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (ROW, {"sources": {"doi 10.5555/lamp.1": "trial"}, "unnamed": {"lamp": ("trial",)}}),
        (ROW, {"unnamed": {"lamp": ()}}),
        (ROW, {"unnamed": {"other": ("trial",)}}),
        (ROW, {"studies": {}}),
        (changed(doi="NA"), {}),
    ],
    ids=["joined", "all-have-dois", "of-another-study", "not-joined", "no-doi"],
)
def test_nothing_to_remark_upon(row: tuple[str, ...], changes: dict[str, Any]) -> None:
    """What is joined, new or without a DOI could not be one that the corpus has so."""
    assert remarks_on(table(row), replace(KNOWN_BY_PMID, **changes)) == []


def test_a_second_publication_is_remarked_upon_too() -> None:
    """Of two DOIs in a cell one is joined; what it is joined to is not what the other may be."""
    known = replace(KNOWN_BY_PMID, sources={"doi 10.5555/lamp.1": "trial"})
    cell = changed(doi="10.5555/lamp.1, 10.5555/lamp.2")
    (remark,) = remarks_on(table(cell), known)
    assert "report doi 10.5555/lamp.2 is none of the sources that report lamp (abstract)" in remark


def test_ids_that_are_taken_are_not_taken_again() -> None:
    """A new thing whose name the corpus uses for another gets an id of its own."""
    known = Known(ids=frozenset({"shiss", "lindgren-2031-study", "sleep-symptoms"}))
    document, _ = from_text(table(ROW), known)
    assert list(document["studies"]) == ["lamps-lindgren-2031-study"]
    assert list(document["instruments"]) == ["lamps-shiss"]
    assert list(document["outcomes"]) == ["lamps-sleep-symptoms"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "lamps.csv:1:1: this file is empty"),
        ("a;b\n1;2\n", "this is no table in the Metapsy standard: it has no column study"),
        (table(head=HEAD), "this table has no row"),
        (table(ROW, head=(*HEAD[:-1], ".g")), "this table has '.g' twice"),
        (table(("NA", *ROW[1:])), "lamps.csv:2:1#study: without this nothing of the row"),
        (table(ROW[:-1]), "lamps.csv:2:1: this row has 15 cells, and the header 16"),
        (table(ROW, changed(_g="0.7")), "#.id: row 2 contradicts it: neither was taken"),
        ("\0", "this line has NUL, so the file is no text"),
        ("x" * 200_000 + ";b\n1;2\n", "lamps.csv:1:1: the header of this table cannot be read"),
        ('"study;b\n1;2\n', "lamps.csv:1:1: the header of this table cannot be read"),
        ("\n", "it has no column study"),
    ],
    ids=[
        *("empty", "other", "no-row", "double", "needed", "cells", "contradiction", "nul"),
        *("long", "quote", "blank"),
    ],
)
def test_nothing_can_be_taken(text: str, told: str) -> None:
    """There is no document, and the place and the reason are told."""
    document, left_out = from_text(text)
    assert document is None
    assert any(told in each for each in left(left_out)), left(left_out)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table(ROW) + table(ROW).partition("\n")[2][:40], "lamps.csv:3:1: this row has 7 cells"),
        (table(ROW, ROW[:3]), "lamps.csv:3:1: this row has 3 cells, and the header 16"),
        (table(ROW) + '"Lindgren', "lamps.csv:3:1: this row cannot be read"),
        (table(ROW) + "x" * 2_000_000, "lamps.csv:3:1: this line has more than 1,048,576 bytes"),
        (table(ROW) + "\0\n", "lamps.csv:3:1: this line has NUL"),
        (table(ROW, ROW), "lamps.csv:3:1#.id: the id of row 1 again: the row was left out"),
        (table((*ROW, "x"), head=(*HEAD, "colour")), "lamps.csv:1:17: the column 'colour'"),
        (table(changed(mean_arm1="about 7")), "#mean_arm1: 'about 7' is no number"),
        (table(changed(mean_arm1="7,1")), "#mean_arm1: '7,1' is no number"),
        (table(changed(mean_arm1="0." + "1" * 19)), "has more digits than are kept"),
        (table(changed(dose_arm1="a lot")), "#dose_arm1: 'a lot' is no dose"),
        (table(changed(doi="lamp")), "#doi: 'lamp' is no doi"),
    ],
    ids=[
        "truncated",
        "short-row",
        "open-quote",
        "long-line",
        "nul",
        "again",
        "column",
        "no-number",
        "other-mark",
        "digits",
        "dose",
        "doi",
    ],
)
def test_the_rest_is_taken(text: str, told: str) -> None:
    """What is wrong is told, and what is right is in the document."""
    document, left_out = from_text(text)
    assert any(told in each for each in left(left_out)), left(left_out)
    assert len(results(document)) == 1


def test_a_cell_of_ten_megabytes() -> None:
    """It ends the reading at its line; the rows before it are taken."""
    document, left_out = from_text(table(ROW) + ";".join(("x" * 10_000_000, *ROW[1:])))
    assert len(results(document)) == 1
    assert len(left_out) == 1


def test_more_rows_than_a_document_can_have() -> None:
    """The first 5,000 are taken, and the line is told from which on they are not."""
    head = ("study", "condition_arm1", "condition_arm2", "outcome_type", "instrument", ".id", ".g")
    rows = (("Lindgren 2031", "lamp", "dark", "msd", "shiss", f"l{n}", "0.5") for n in range(5001))
    found = read_table(bounded("lamps.csv", io.BytesIO(table(*rows, head=head).encode())))
    assert len(found.rows) == 5000
    assert left(found.left_out) == [
        "lamps.csv:5002:1: a table has at most 5,000 rows; the rest was left out: divide it"
    ]


def test_without_effect_sizes_there_is_what_was_measured() -> None:
    """A row that has no effect size gives a result of which no number is stated."""
    document, left_out = from_text(table(changed(_g="NA", _g_se="NA")))
    assert left_out == []
    (result,) = results(document)
    assert result["measure"] == "not-stated"
    assert "estimate" not in result
    assert result["figures"][0]["mean"] == "7.1"  # type: ignore[index] # read as plain values


def test_made_anew_beside_itself() -> None:
    """What an earlier import of the same table declared is declared again, not joined."""
    first, _ = from_text(table(ROW))
    ids = {id_ for section in first.values() for id_ in section if isinstance(section, dict)}
    known = Known(
        studies={"nct NCT99999999": "lindgren-2031-study"},
        sources={"doi 10.5555/lamp.1": "doi-10-5555-lamp-1"},
        instruments={"shiss": ("shiss", "sleep-symptoms")},
        outcomes={"sleep symptoms": "sleep-symptoms"},
        ids=frozenset({*ids, "other", "lamps"}),
        declared={"lamps": frozenset({*ids, "lamps"}), "other": frozenset({"other"})},
    )
    assert from_text(table(ROW), known) == (first, [])


def test_the_same_bytes_again() -> None:
    """Nothing of a document depends on anything but the table and its day."""
    assert from_text(table(ROW)) == from_text(table(ROW))
