"""BibTeX and BibLaTeX: one source per entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.bibliography import Taken, documents
from mdmakg.imports.bibtex_entries import BibEntry, BibField, bib_entries
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.latex import letters
from mdmakg.imports.moments import moment, year_in
from mdmakg.imports.stated import Notes, Stated, doi_of, shown
from mdmakg.imports.work import Work
from mdmakg.model.source import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mdmakg.imports.importer import Imported
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

__all__ = ["BibTex"]

_VENUES: Final = ("journal", "journaltitle", "booktitle")
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T[0-9:Z+-]*)?)?)?")
_TYPE: Final = 40  # characters of a type that a place repeats
# Kinds of entry that hold no work.
_NO_WORK: Final = frozenset({"set", "xdata"})


@dataclass(frozen=True, slots=True)
class BibTex:
    """BibTeX; ``seen`` is the day on which the file was got."""

    seen: date | None = None
    token: str = "bibtex"  # noqa: S105 - the name of a kind of file
    says: str = "references in BibTeX or BibLaTeX"
    taken: Taken = field(default_factory=Taken)

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give the works of a file, as ``documents`` does."""
        yield from documents(_works(opened), opened, known, self.seen, self.taken)


def _works(opened: Opened) -> Iterator[Work | LeftOut]:
    for entry in bib_entries(opened.stream, opened.name):
        if isinstance(entry, LeftOut):
            yield entry
        elif entry.type in _NO_WORK:
            yield LeftOut(f"{opened.name}:{entry.line}:1", f"@{entry.type} is no work of its own")
        else:
            yield _Entry(entry, opened.name).work()


class _Entry:
    """One entry, and what has been taken of it."""

    def __init__(self, entry: BibEntry, file: str) -> None:
        self._entry = entry
        self._file = file
        self._notes = Notes(f"{file}:{entry.line}:1")
        self._notes.left_out += entry.left_out

    def work(self) -> Work:
        """Take the entry."""
        if "crossref" in self._entry.fields:
            self._notes.leave("what it has from its crossref is not taken")
        names = tuple(self._creators())
        return Work(
            where=self._notes.where,
            locator=f"line {self._entry.line}, @{self._entry.type[:_TYPE]}",
            key=self._entry.key,
            family=names[0].value.partition(",")[0] if names else "",
            kind=self._kind(),
            title=self._title(),
            creators=names,
            issued=self._issued(),
            publisher=self._one("publisher"),
            venue=self._one(*_VENUES),
            identifiers=tuple(self._identifiers()),
            left_out=tuple(self._notes.left_out),
        )

    def _field(self, name: str) -> BibField | None:
        found = self._entry.fields.get(name)
        return found if found is not None and found.latex.strip() else None

    def _at(self, found: BibField) -> str:
        return f"line {found.line}, {found.name}"

    def _place(self, found: BibField) -> str:
        return f"{self._file}:{found.line}:1"

    def _letters(self, found: BibField | None) -> str:
        if found is None:
            return ""
        text, why = letters(found.latex)
        if why:
            self._notes.leave(f"{found.name} {why}", self._place(found))
        return text

    def _one(self, *names: str) -> Stated | None:
        """Take the first of these fields that the entry has."""
        found = next((one for name in names if (one := self._field(name)) is not None), None)
        if found is None:
            return None
        return self._notes.line(
            found.name, self._letters(found), self._at(found), self._place(found)
        )

    def _kind(self) -> Stated | None:
        """Take the kind; no type of entry but that of data says one."""
        if self._entry.type != "dataset":
            return None
        return Stated(SourceKind.DATASET.value, f"line {self._entry.line}, @dataset")

    def _title(self) -> Stated | None:
        found = self._field("title")
        if found is None:
            return None
        parts = (self._letters(found), self._letters(self._field("subtitle")))
        text = ": ".join(part for part in parts if part)
        return self._notes.line("title", text, self._at(found), self._place(found))

    def _creators(self) -> Iterator[Stated]:
        found = self._field("author")
        if found is None:
            return
        from bibtexparser.middlewares.names import split_multiple_persons_names

        for name in split_multiple_persons_names(found.latex):
            if name.lower() == "others":
                self._notes.leave("the list of authors ends with others", self._place(found))
                continue
            taken = self._creator(name, found)
            if taken is not None:
                yield taken

    def _creator(self, name: str, found: BibField) -> Stated | None:
        from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

        try:
            parts = parse_single_name_into_parts(name, strict=True)
        except InvalidNameError as error:
            self._notes.leave(f"{shown(name)} is no name: {error.reason}", self._place(found))
            return None
        family = " ".join((*parts.von, *parts.last))
        ordered = (family, " ".join(parts.first), " ".join(parts.jr))
        texts = [self._letters(BibField(found.name, part, found.line)) for part in ordered if part]
        text = ", ".join(part for part in texts if part)
        return self._notes.line("a name", text, self._at(found), self._place(found))

    def _issued(self) -> Stated | None:
        """Take ``date``, or else the year with month and day."""
        if (found := self._field("date")) is not None:
            return self._date(found)
        year = self._field("year")
        if year is None:
            return None
        texts = [self._letters(self._field(name)).strip() for name in ("year", "month", "day")]
        value, whole = moment(texts[0], texts[1], texts[2])
        if value and whole:
            return Stated(value, self._at(year))
        return self._rough(value or year_in(texts[0]), " ".join(filter(None, texts)), year)

    def _date(self, found: BibField) -> Stated | None:
        text = self._letters(found).strip()
        match = _DATE.fullmatch(text)
        value, whole = moment(*match.groups(default="")) if match else (year_in(text), False)
        if value and whole:
            return Stated(value, self._at(found), "" if value == text else text)
        return self._rough(value, text, found)

    def _rough(self, value: str, text: str, found: BibField) -> Stated | None:
        """Take what is sure of something that is no date as a whole, and tell of it."""
        if not value:
            self._notes.leave(f"{shown(found.latex)} is no date", self._place(found))
            return None
        flat = " ".join(text.split())
        self._notes.leave(f"{shown(flat)} is no date: of it {value} was taken", self._place(found))
        return Stated(value, self._at(found), flat)

    def _identifiers(self) -> Iterator[Stated]:
        """Give the PubMed number, every DOI and the number in PubMed Central, each once."""
        met: set[str] = set()
        for taken in (*self._pmid(), *self._doi(), *self._plain("pmcid", "pmcid")):
            if taken.value not in met:
                met.add(taken.value)
                yield taken

    def _pmid(self) -> Iterator[Stated]:
        if self._letters(self._field("eprinttype")).strip().lower() == "pubmed":
            yield from self._plain("pmid", "eprint")
        yield from self._plain("pmid", "pmid")

    def _plain(self, scheme: str, name: str) -> Iterator[Stated]:
        found = self._field(name)
        if found is not None:
            text = self._letters(found)
            taken = self._notes.identifier(scheme, text, self._at(found), self._place(found))
            if taken is not None:
                yield taken

    def _doi(self) -> Iterator[Stated]:
        """Take ``doi``; without it, an address that is one."""
        given = self._field("doi")
        for found in (given,) if given is not None else (self._field("url"),):
            text = self._address(found)
            if found is not None and (given is not None or doi_of(text)):
                yield from self._notes.dois(text, self._at(found), self._place(found))

    def _address(self, found: BibField | None) -> str:
        """Read an identifier, which many files escape as LaTeX and as many do not."""
        if found is None:
            return ""
        return re.sub(r"\\([_%&#{}~])|[{}]|\\url", r"\1", found.latex).strip()
