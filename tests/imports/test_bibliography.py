"""Works into documents: ids, days, several files, and what each importer shares."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from bibliographies import take
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import InputError, UsageError
from mdmakg.imports.bibliography import Taken, documents
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import NOTHING, Known
from mdmakg.imports.moments import moment, month_number, year_in
from mdmakg.imports.opened import bounded, opened
from mdmakg.imports.ris import Ris
from mdmakg.imports.stated import Notes, Stated, fits
from mdmakg.imports.work import Work, slug, source_id
from mdmakg.model.scalar import Id, MomentText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAY = date(2031, 5, 6)
_RIS = Ris(_DAY)
_LAMP = "TY  - JOUR\nTI  - Lamps\nDO  - 10.5555/lamp.1\nER  - \n"


def _work(number: int) -> Work:
    return Work(
        where=f"a:{number}:1",
        locator=f"line {number}",
        title=Stated(f"Lamp {number}", f"line {number}"),
        identifiers=(Stated(f"pmid {number}", f"line {number}"),),
    )


def _ids(work: Work) -> str:
    return source_id(work, "refs")


def _numbered(*identifiers: str, key: str = "", title: str = "Lamps") -> Work:
    stated = tuple(Stated(one, "line 1") for one in identifiers)
    return Work(
        where="a:1:1", locator="line 1", key=key, identifiers=stated, title=Stated(title, "line 2")
    )


def test_ids_come_from_numbers_first() -> None:
    """A PubMed number goes before a DOI, a DOI before a key, a key before the facts."""
    assert _ids(_numbered("doi 10.5555/a.b", "pmid 7")) == "pmid-7"
    assert _ids(_numbered("doi 10.5555/a.b", key="k")) == "doi-10-5555-a-b"
    assert _ids(_numbered(key="Lamp")) == _ids(_numbered(key="Lamp", title="Other"))
    assert _ids(_numbered(key="lamp")) == "refs-lamp"
    assert _ids(_numbered()) != _ids(_numbered(title="Other"))


@given(text=st.text(min_size=1), exact=st.booleans())
def test_every_text_makes_an_id(text: str, *, exact: bool) -> None:
    """Whatever a key or file is called, its id is one that a file may have."""
    assert fits(Id, slug(f"a {text}", exact=exact))
    assert fits(Id, slug(text, exact=False))


def test_dois_that_differ_in_marks_alone_do_not_clash() -> None:
    """Two DOIs whose letters and digits are the same are two sources."""
    content = _LAMP + _LAMP.replace("lamp.1", "lamp-1") + _LAMP.replace("lamp.1", "lamp_1")
    taken = take(_RIS, content)
    assert len(taken.sources) == 3
    assert next(iter(taken.sources)) == "doi-10-5555-lamp-1"


def test_a_record_without_a_number_that_comes_twice_is_told() -> None:
    """What has the same title, date and names, and nothing else, is the same work."""
    record = "TY  - JOUR\nTI  - Lamps\nPY  - 2030\nER  - \n"
    taken = take(_RIS, record + record, "a.ris")
    assert len(taken.sources) == 1
    assert taken.told == ("a.ris:5:1: the record at a.ris:1:1 has the same title, date and names",)


def test_ids_of_the_corpus_are_not_used_again() -> None:
    """An id that something else of the corpus has gets a digest."""
    taken = take(_RIS, _LAMP, known=Known(ids=frozenset({"doi-10-5555-lamp-1"})))
    (id_,) = taken.sources
    assert id_.startswith("doi-10-5555-lamp-1-")


def test_many_works_go_into_several_documents() -> None:
    """After so many sources a further document begins; none is held longer than that."""
    held: list[int] = []

    def works() -> Iterator[Work]:
        for number in range(1, 8):
            held.append(number)
            yield _work(number)

    given_out: list[tuple[str, int]] = []
    for one in documents(works(), bounded("refs.ris", BytesIO()), NOTHING, _DAY, Taken(), most=3):
        assert isinstance(one, Imported)
        given_out.append((one.id, held[-1]))
    assert given_out == [("refs", 3), ("refs-2", 6), ("refs-3", 7)]


def test_several_files_are_one_import(tmp_path: Path) -> None:
    """A work in two files is taken from the first; files of one name get ids of their own."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "a" / "refs.ris").write_text(_LAMP)
    (tmp_path / "b" / "refs.ris").write_text(_LAMP + _LAMP.replace("lamp.1", "lamp.2"))
    importer = Ris(_DAY)
    found = [
        one
        for file in opened([tmp_path])
        if not isinstance(file, LeftOut)
        for one in importer.read(file, NOTHING)
    ]
    assert [one.id if isinstance(one, Imported) else one.why for one in found] == [
        "refs",
        f"doi 10.5555/lamp.1 is doi-10-5555-lamp-1 already, at {tmp_path / 'a' / 'refs.ris'}:1:1",
        "refs-2",
    ]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("refs.ris", "refs"),
        ("folder/My Library (2).ris", "my-library-2"),
        ("pubmed25n0001.xml.gz", "pubmed25n0001"),
        ("2031.ris", "n-2031"),
        ("灯.ris", "works"),
        ("<stdin>", "stdin"),
    ],
)
def test_documents_are_named_after_files(name: str, id_: str) -> None:
    """The id of a document is made of the name of its file."""
    (document,) = take(_RIS, _LAMP, name).imported
    assert document.id == id_


def test_the_day_is_that_of_the_file_or_its_archive(tmp_path: Path) -> None:
    """Without a day said, the file's own counts; what has none must be told one."""
    path, archive = tmp_path / "refs.ris", tmp_path / "refs.zip"
    path.write_text(_LAMP)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("inside/refs.ris", _LAMP)
    written = datetime(2029, 2, 3, 12, tzinfo=UTC).timestamp()
    for each in (path, archive):
        os.utime(each, (written, written))
        curations = [
            one.document["curation"]
            for file in opened([each])
            if not isinstance(file, LeftOut)
            for one in Ris().read(file, NOTHING)
            if isinstance(one, Imported)
        ]
        assert curations == [{"curator": "mdmakg import", "coded": "2029-02-03"}]
    with pytest.raises(UsageError, match="--seen"):
        list(Ris().read(bounded("<stdin>", BytesIO(_LAMP.encode())), NOTHING))


def test_the_same_bytes_give_the_same_document() -> None:
    """Nothing but the file, the corpus and the day goes into a document."""
    assert take(_RIS, _LAMP).imported == take(_RIS, _LAMP).imported


def test_a_fault_before_any_work_is_an_error() -> None:
    """Reading that stops before the first work is no import; after it, the rest is told."""
    with pytest.raises(InputError):
        take(_RIS, "TY  - JOUR\nTI  - \0\nER  - \n")


@pytest.mark.parametrize(
    ("parts", "value", "whole"),
    [
        (("2030", "2", "9"), "2030-02-09", True),
        (("2030", "Sept.", ""), "2030-09", True),
        (("2030", "", "9"), "2030", False),
        (("2030", "13", ""), "2030", False),
        (("2030", "Feb", "30"), "2030-02", False),
        (("2030", "Feb", "010"), "2030-02", False),
        (("2030", "Feb", "²"), "2030-02", False),
        (("30", "", ""), "", False),
        (("", "", ""), "", True),
    ],
)
def test_moments(parts: tuple[str, str, str], value: str, *, whole: bool) -> None:
    """Parts make a date as precise as they are good, and say whether any was not used."""
    assert moment(*parts) == (value, whole)


@given(st.dates(date(1000, 1, 1)))
def test_every_day_of_the_calendar_is_a_moment(day: date) -> None:
    """Any day, with its month as a number or by name, is a date that a file may have."""
    by_number = moment(str(day.year), str(day.month), str(day.day))
    by_name = moment(str(day.year), day.strftime("%B"), str(day.day))
    assert by_number == by_name == (day.isoformat(), True)
    assert fits(MomentText, by_number[0])


def test_months_and_years_in_words() -> None:
    """English names count, short or whole; a year is four digits by themselves."""
    assert [month_number(word) for word in ("jan", "JUNE", "12", "0", "Foo", "１")] == [  # noqa: RUF001
        1,
        6,
        12,
        None,
        None,
        None,
    ]
    assert [year_in(text) for text in ("c. 1998-99", "12030", "no")] == ["1998", "", ""]


def test_an_identifier_that_is_none_is_told() -> None:
    """What a scheme does not allow is left out with its place, cut short for the message."""
    notes = Notes("a:1:1")
    assert notes.identifier("pmid", "x" * 100, "line 1") is None
    assert notes.identifier("pmid", "  ", "line 1") is None
    assert [one.where for one in notes.left_out] == ["a:1:1"]
    assert notes.left_out[0].why == f"'{'x' * 59}…' is no pmid"
