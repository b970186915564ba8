"""RIS: tags, lines that go on, dates of all makes, and files that are none."""

from __future__ import annotations

from datetime import date

import pytest
from bibliographies import DOIS, facts_of, lines_of, said, take, works_in
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import InputError
from mdmakg.imports import ris_records as records
from mdmakg.imports.lines import LONGEST_LINE
from mdmakg.imports.ris import Ris

_RIS = Ris(date(2031, 5, 6))


def _record(*lines: str) -> str:
    return "\r\n".join(("TY  - JOUR", *lines, "ER  - ", "", ""))


def test_a_whole_record_is_taken() -> None:
    """Title, names, date, journal, publisher and numbers are as the record has them."""
    taken = take(
        _RIS,
        _record(
            "AU  - Nachtigall, Anna B.",
            "AU  - The Lamp Group",
            "TI  - Light and sleep after",
            "      long nights",
            "T2  - Journal of Lamps",
            "PY  - 2030",
            "DA  - 2030/11/05/",
            "DO  - https://doi.org/10.5555/Lamp.1",
            "AN  - 90000001",
            "DB  - PubMed",
            "PB  - Lamp Press",
            "AB  - Nobody reads this.",
        ),
        "lamps.ris",
    )
    (document,) = taken.documents
    source = document.sources["pmid-90000001"]
    assert said(source) == {
        "label": "Nachtigall 2030",
        "kind": "not-stated",
        "title": "Light and sleep after long nights",
        "creators": ["Nachtigall, Anna B.", "The Lamp Group"],
        "issued": "2030-11-05",
        "venue": "Journal of Lamps",
        "publisher": "Lamp Press",
        "identifiers": ["pmid:90000001", "doi:10.5555/lamp.1"],
    }
    assert source.issued is not None
    assert source.issued.written == "2030/11/05/"
    assert taken.told == ()
    assert "Nobody" not in str(taken.imported)
    places = [fact["from"]["locator"] for _, fact in facts_of(taken.sources["pmid-90000001"])]
    assert places == [
        "line 4, TI",
        "line 8, DA",
        "line 12, PB",
        "line 6, T2",
        "line 2, AU",
        "line 3, AU",
        "line 10, AN",
        "line 9, DO",
    ]


@pytest.mark.parametrize(
    ("lines", "value", "written"),
    [
        (("PY  - 2030",), "2030", None),
        (("Y1  - 2030///",), "2030", None),
        (("Y1  - 2030/03//spring",), "2030-03", "2030/03//spring"),
        (("DA  - 2030-03-04",), "2030-03-04", None),
        (("PY  - 2030", "DA  - 2030/03"), "2030-03", "2030/03"),
        (("PY  - 2030", "DA  - 2030/13/40"), "2030", None),
        (("PY  - circa 2030",), "2030", "circa 2030"),
    ],
)
def test_dates_are_as_precise_as_they_are_sure(
    lines: tuple[str, ...], value: str, written: str | None
) -> None:
    """The most precise good date comes out, with the record's own form where it differs."""
    (source,) = take(_RIS, _record("TI  - Lamps", *lines)).sources.values()
    assert source["issued"]["value"] == value
    if written is not None:
        assert source["issued"]["written"] == written


def test_dates_that_contradict_are_told() -> None:
    """Of two years the one of publication is taken, and both are named."""
    taken = take(_RIS, _record("TI  - Lamps", "DA  - 2029/01/01", "PY  - 2030"))
    (source,) = taken.sources.values()
    assert source["issued"]["value"] == "2030"
    (told,) = taken.told
    assert told.endswith("its dates are of several years: 2029, 2030")


@pytest.mark.parametrize(
    ("lines", "identifiers"),
    [
        (("DO  - 10.5555/a; 10.5555/b",), ["doi 10.5555/a", "doi 10.5555/b"]),
        (("DO  - 10.5555/a", "DO  - doi:10.5555/B"), ["doi 10.5555/a", "doi 10.5555/b"]),
        (("DO  - 10.5555/a", "DO  - 10.5555/A"), ["doi 10.5555/a"]),
        (("DO  - 10.5555/(SICI)1<2;3>4.0.CO;2-X",), ["doi 10.5555/(sici)1<2;3>4.0.co;2-x"]),
        (("UR  - http://dx.doi.org/10.5555/a", "L3  - x"), ["doi 10.5555/a"]),
        (("UR  - https://lamps.example/10.5555/a",), []),
        (("M3  - 10.5555/a",), ["doi 10.5555/a"]),
        (("AN  - 90000001",), []),
        (("AN  - WOS:1", "DP  - NLM"), []),
    ],
)
def test_identifiers(lines: tuple[str, ...], identifiers: list[str]) -> None:
    """Every DOI comes out once, also from where it does not belong; others do not."""
    taken = take(_RIS, _record("TI  - Lamps", *lines))
    (source,) = taken.sources.values()
    assert [one["value"] for one in source.get("identifiers", [])] == identifiers
    assert taken.told == ()


def test_a_date_that_is_none_is_told() -> None:
    """Where no year can be found, the source has no date, and that is said."""
    taken = take(_RIS, _record("TI  - Lamps", "PY  - in press"), "a")
    assert taken.told == ("a:3:1: 'in press' is no date",)


def test_a_doi_that_is_none_is_told() -> None:
    """What stands under DO and is no DOI is not taken."""
    taken = take(_RIS, _record("TI  - Lamps", "DO  - S0140-6736"), "lamps.ris")
    assert taken.told == ("lamps.ris:3:1: 'S0140-6736' is no doi",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    """What says its encoding is read in it, whatever ends a line."""
    content = end.join(("TY  - JOUR", "TI  - Öllampen", "ER  - ", ""))
    taken = take(_RIS, content.encode(encoding))
    (source,) = taken.sources.values()
    assert source["title"]["value"] == "Öllampen"
    assert source["title"]["from"]["locator"] == "line 2, TI"
    assert taken.told == ()


def test_another_encoding_is_told() -> None:
    """A line that is not UTF-8 is read as Windows-1252, and that is said."""
    taken = take(_RIS, _record("TI  - Öllampen").encode("cp1252"), "lamps.ris")
    (source,) = taken.sources.values()
    assert source["title"]["value"] == "Öllampen"
    assert taken.told == (
        "lamps.ris:1:1: line 2 is not UTF-8 and was read as Windows-1252: look at its letters",
    )


def test_loose_tags_are_taken() -> None:
    """One space more or less, and nothing after the hyphen, are met and read."""
    content = "TY - JOUR\nTI   - Lamps\nAU  -\nER  -\nTY  - DATA\nT1  - Lux\nER  - \n"
    taken = take(_RIS, content)
    first, second = taken.sources.values()
    assert (first["title"]["value"], first["kind"]) == ("Lamps", "not-stated")
    assert (second["title"]["value"], second["kind"]["value"]) == ("Lux", "dataset")
    assert taken.told == ()


def test_what_is_not_whole_is_told() -> None:
    """A last record without an end is left out; one before another is whole."""
    taken = take(_RIS, "TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \nTY  - JOUR\nTI  - C", "a")
    assert [one["title"]["value"] for one in taken.sources.values()] == ["A", "B"]
    assert taken.told == ("a:6:1: this record has no end (ER): the file is cut off",)


def test_what_stands_outside_is_told() -> None:
    """Text between records belongs to none; blank lines and numbers are of no account."""
    taken = take(_RIS, "1.\n" + _record("TI  - A") + "\n2.\nTI  - B\n", "a")
    assert list(taken.sources)
    assert taken.told == ("a:8:1: this stands outside of records, which begin with TY",)


def test_many_lines_outside_are_told_once() -> None:
    """Lines between two records, and those after the last, make one message each time."""
    taken = take(_RIS, "a\n\nb\n" + _record("TI  - A") + "c\nd\ne\n", "a")
    outside = "stands outside of records, which begin with TY"
    assert taken.told == (
        f"a:1:1: this, with what follows until line 3, {outside}",
        f"a:8:1: this, with what follows until line 10, {outside}",
    )


def test_words_in_place_of_a_date_or_doi_are_told() -> None:
    """A year found among words is taken and told; words that are no DOI are told once."""
    taken = take(_RIS, _record("TI  - A", "PY  - about 2031", "DO  - not a doi"), "a")
    assert taken.told == (
        "a:3:1: 'about 2031' is no date: of it 2031 was taken",
        "a:4:1: 'not a doi' is no doi",
    )
    assert [one["label"] for one in taken.sources.values()] == ["A"]


def test_what_is_given_twice_is_told() -> None:
    """Of two titles the first is taken."""
    taken = take(_RIS, _record("TI  - A", "TI  - B", "T1  - A"), "a")
    (source,) = taken.sources.values()
    assert source["title"]["value"] == "A"
    assert taken.told == ("a:3:1: the title is given again and is another there",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "no-record"),
        ("hello\n", "no-record"),
        ("PMID- 90000001\nTI  - Lamps\n", "no-record"),
        ("TY  - JOUR\nTI  - a\0b\nER  - \n", "binary"),
        (b"TY  - JOUR\nTI  - \x81\nER  - \n", "encoding"),
        (b"\xff\xfeT\x00Y\x00 \xd8", "encoding"),
        ("TY  - " + "x" * (LONGEST_LINE + 1), "too-large"),
        ("TY  - JOUR\n" + "TI  - x\n" + ("x" * 1000 + "\n") * 4200, "too-large"),
    ],
)
def test_what_has_no_record_is_refused(content: str | bytes, code: str) -> None:
    """Files that are none, or beyond bounds before any record, are errors with their place."""
    with pytest.raises(InputError) as caught:
        take(_RIS, content)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_fault_after_records_keeps_them() -> None:
    """What was whole before a fault is taken, and the fault is told."""
    taken = take(_RIS, _record("TI  - A") + "TY  - JOUR\nTI  - a\0b\nER  - \n", "a")
    assert [one["title"]["value"] for one in taken.sources.values()] == ["A"]
    assert taken.told == (
        "a:6:1: this line has NUL, so the file is no text; nothing after it was taken",
    )


def test_the_bound_on_a_record_is_as_it_says() -> None:
    """The bound used above lies beyond any record of people's making."""
    assert records.MOST == 4 * 1024 * 1024


# What people write: letters of any script, marks and digits, on one line.
_WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S"), codec="utf-8"), min_size=1, max_size=12
)
_LINES = lines_of(_WORDS)
_WORKS = st.lists(
    st.tuples(
        _LINES,
        st.lists(_LINES, max_size=3),
        st.integers(1500, 2099),
        DOIS,
        st.sampled_from(["\n", "\r\n", "\r"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda work: work[3],
)


@given(_WORKS, st.sampled_from([" ", "{end}  "]))
def test_what_is_written_as_ris_is_taken(
    works: list[tuple[str, list[str], int, str, str]], gap: str
) -> None:
    """Any list of works, written as RIS and imported, is that list of works."""
    content = ""
    for title, names, year, doi, end in works:
        broken = title.replace(" ", gap.format(end=end))
        authors = [f"AU  - {name}" for name in names]
        lines = (
            "TY  - JOUR",
            f"TI  - {broken}",
            *authors,
            f"PY  - {year}",
            f"DO  - {doi}",
            "ER  - ",
        )
        content += end.join((*lines, ""))
    taken = take(_RIS, content)
    assert taken.told == ()
    assert works_in(taken) == [work[:4] for work in works]


@given(st.binary() | st.text().map(str.encode))
def test_nothing_else_is_ever_raised(content: bytes) -> None:
    """Whatever the bytes are, they are works, told, or an InputError."""
    for data in (content, b"TY  - JOUR\nTI  - " + content + b"\nER  - \n"):
        try:
            take(_RIS, data)
        except InputError as error:
            assert error.faults
