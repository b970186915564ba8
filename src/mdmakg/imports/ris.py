"""RIS, the tagged format of reference managers: one source per record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.bibliography import Taken, documents
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.moments import moment, year_in
from mdmakg.imports.ris_records import RisRecord, ris_records
from mdmakg.imports.stated import Notes, Stated, doi_of, shown
from mdmakg.imports.work import Work
from mdmakg.model.source import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mdmakg.imports.importer import Imported
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened
    from mdmakg.imports.ris_records import Tagged

__all__ = ["Ris"]

_TITLES: Final = ("TI", "T1", "CT", "BT")
_VENUES: Final = ("JF", "T2", "JO", "JA", "J2", "J1", "SE")
_DATES: Final = ("DA", "PY", "Y1")
_DATE: Final = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2})(?:[/-]([0-9]{0,2})(?:/.*)?)?)?")
_PUBMED: Final = frozenset({"pubmed", "medline", "nlm"})
_TOLD: Final = 3  # lines that a message names


@dataclass(frozen=True, slots=True)
class Ris:
    """RIS; ``seen`` is the day on which the file was got."""

    seen: date | None = None
    token: str = "ris"  # noqa: S105 - the name of a kind of file
    says: str = "references in RIS, as reference managers and publishers give them"
    taken: Taken = field(default_factory=Taken)

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give the works of a file, as ``documents`` does."""
        yield from documents(_works(opened), opened, known, self.seen, self.taken)


def _works(opened: Opened) -> Iterator[Work | LeftOut]:
    for record in ris_records(opened.stream, opened.name):
        yield record if isinstance(record, LeftOut) else _work(record, opened.name)


def _work(record: RisRecord, file: str) -> Work:
    notes = Notes(f"{file}:{record.line}:1")
    if record.inexact:
        lines = ", ".join(map(str, record.inexact[:_TOLD]))
        notes.leave(f"line {lines} is not UTF-8 and was read as Windows-1252: look at its letters")
    creators = tuple(_creators(record, notes))
    return Work(
        where=notes.where,
        locator=f"line {record.line}",
        key=next((one.text for one in record.each("ID")), ""),
        family=creators[0].value.partition(",")[0] if creators else "",
        kind=_kind(record),
        title=_one(record, _TITLES, "the title", notes),
        creators=creators,
        issued=_issued(record, notes),
        publisher=_one(record, ("PB",), "the publisher", notes),
        venue=_one(record, _VENUES, "the journal or book", notes),
        identifiers=tuple(_identifiers(record, notes)),
        left_out=tuple(notes.left_out),
    )


def _at(one: Tagged) -> str:
    return f"line {one.line}, {one.tag}"


def _place(one: Tagged, notes: Notes) -> str:
    file = notes.where.rsplit(":", 2)[0]
    return f"{file}:{one.line}:1"


def _line(what: str, one: Tagged, notes: Notes) -> Stated | None:
    return notes.line(what, one.text, _at(one), _place(one, notes))


def _one(record: RisRecord, tags: tuple[str, ...], what: str, notes: Notes) -> Stated | None:
    """Take the value of the first of these tags; of several for the first tag, the first."""
    given = list(record.each(*tags))
    if not given:
        return None
    first, *others = given
    for other in others:
        if other.tag == first.tag and other.text != first.text:
            notes.leave(f"{what} is given again and is another there", _place(other, notes))
    return _line(what, first, notes)


def _creators(record: RisRecord, notes: Notes) -> Iterator[Stated]:
    authors = list(record.each("AU")) or list(record.each("A1"))
    for author in authors:
        taken = _line("a name", author, notes)
        if taken is not None:
            yield taken


def _kind(record: RisRecord) -> Stated | None:
    """Take the kind; no type of reference but that of data says one."""
    for one in record.each("TY"):
        if one.text == "DATA":
            return Stated(SourceKind.DATASET.value, _at(one), one.text)
    return None


def _issued(record: RisRecord, notes: Notes) -> Stated | None:
    """Take the most precise date that begins with the year that the others have."""
    found = [date for one in record.each(*_DATES) if (date := _date(one, notes)) is not None]
    if not found:
        return None
    years = {date.value[:4] for date in found}
    if len(years) > 1:
        notes.leave(f"its dates are of several years: {', '.join(sorted(years))}")
        return next((date for date in found if ", PY" in date.locator), found[0])
    return max(found, key=lambda date: len(date.value))


def _date(one: Tagged, notes: Notes) -> Stated | None:
    match = _DATE.fullmatch(one.text)
    parts = match.groups(default="") if match is not None else (year_in(one.text), "", "")
    value, whole = moment(*parts)
    if not value:
        notes.leave(f"{shown(one.text)} is no date", _place(one, notes))
        return None
    exact = match is not None and whole
    if not exact:
        notes.leave(f"{shown(one.text)} is no date: of it {value} was taken", _place(one, notes))
    return Stated(value, _at(one), "" if exact and one.text.rstrip("/") == value else one.text)


def _identifiers(record: RisRecord, notes: Notes) -> Iterator[Stated]:
    """Give the PubMed number where the record comes from there, then every DOI, each once."""
    met: set[str] = set()
    for taken in (*_pmid(record, notes), *_doi(record, notes)):
        if taken.value not in met:
            met.add(taken.value)
            yield taken


def _pmid(record: RisRecord, notes: Notes) -> Iterator[Stated]:
    bases = {one.text.lower() for one in record.each("DB", "DP")}
    for one in record.each("AN"):
        if bases & _PUBMED and one.text.isascii() and one.text.isdigit():
            taken = notes.identifier("pmid", one.text, _at(one), _place(one, notes))
            if taken is not None:
                yield taken


def _doi(record: RisRecord, notes: Notes) -> Iterator[Stated]:
    """Take ``DO``; without it, what is a DOI among addresses and numbers, where many put it."""
    given = list(record.each("DO"))
    for one in given or record.each("UR", "L3", "M3", "N1"):
        if given or doi_of(one.text):
            yield from notes.dois(one.text, _at(one), _place(one, notes))
