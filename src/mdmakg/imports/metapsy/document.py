"""A table as a document: what it is, what it reports of each study, and its results."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.importer import Imported
from mdmakg.imports.metapsy.about import where
from mdmakg.imports.metapsy.apart import told_apart
from mdmakg.imports.metapsy.bias import judgements
from mdmakg.imports.metapsy.columns import REQUIRED
from mdmakg.imports.metapsy.effects import Compared, rater, results_of
from mdmakg.imports.metapsy.ids import LocalIds
from mdmakg.imports.metapsy.known_study import known_study
from mdmakg.imports.metapsy.names import Names
from mdmakg.imports.metapsy.registered import told_shared
from mdmakg.imports.metapsy.report import registrations_of, report_of
from mdmakg.imports.metapsy.roles import unknown_roles
from mdmakg.imports.metapsy.signs import signed, told_signs, unknown_signs
from mdmakg.imports.stated import Notes, fits
from mdmakg.imports.work import doi_id, slug
from mdmakg.model.scalar import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.imports.known import Known
    from mdmakg.imports.metapsy.about import About
    from mdmakg.imports.metapsy.names import Value
    from mdmakg.imports.metapsy.table import Row, Table

__all__ = ["document_of"]

_YEAR: Final = re.compile(r"[1-9][0-9]{3}")


def document_of(table: Table, about: About, known: Known) -> Imported | None:
    """Make the document of a table; none where no row of it can be taken."""
    rows = list(told_apart(_alone(table.rows)))
    if not rows:
        return None
    source = slug(f"{about.id} table", exact=True)
    draft = _Draft(about, known, Names.of(rows, known, about.id, source), source)
    document = draft.document(rows)
    left_out = tuple(dict.fromkeys(table.left_out))
    return Imported(about.id, document, left_out, tuple(draft.remarks), shared=True)


def _alone(rows: Iterable[Row]) -> Iterator[Row]:
    """Give each row once; of rows that contradict each other under one id, none."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if lacking := [name for name in REQUIRED if not row.text(name)]:
            row.leave(lacking[0], "without this nothing of the row can be taken")
        else:
            by_id[row.id].append(row)
    for first, *others in by_id.values():
        for row in others:
            row.leave(".id", f"the id of row {first.number} again: the row was left out")
        if differing := [row for row in others if row.cells != first.cells]:
            first.leave(".id", f"row {differing[0].number} contradicts it: neither was taken")
        else:
            yield first


@dataclass(slots=True)
class _Draft:
    """A document in the making.

    ``relayed`` are publications in their order; ``unsigned`` the numbers of rows of which it
    is not known which arm their standardised difference takes from which.
    """

    about: About
    known: Known
    names: Names
    source: str
    ids: LocalIds = field(default_factory=LocalIds)
    papers: dict[str, Value] = field(default_factory=dict)
    by_doi: dict[str, str] = field(default_factory=dict)
    studies: dict[str, Value] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    reports: dict[str, dict[str, Value]] = field(default_factory=dict)
    results: Value = field(default_factory=dict)
    judged: list[Value] = field(default_factory=list)
    relayed: dict[str, None] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    unsigned: frozenset[int] = frozenset()

    def document(self, rows: list[Row]) -> Value:
        by_study: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_study[row.text("study")].append(row)
        self.unsigned = unknown_signs(rows)
        for number, (name, of_study) in enumerate(by_study.items(), 1):
            self._study(number, name, of_study)
        self.remarks.extend(unknown_roles(rows, self.names))
        self.remarks.extend(told_signs(self.unsigned))
        self.remarks.extend(told_shared(self.numbers))
        document: Value = {
            "curation": {"curator": "mdmakg import", "coded": self.about.day},
            "sources": {self.source: self._table(), **self.papers},
            "studies": self.studies,
        }
        for section, entries in self.names.entries().items():
            held = self._with_reports(entries) if section == "outcomes" else entries
            if held:
                document[section] = held
        document["results"] = self.results
        return document

    def _through(self, locator: str) -> Value:
        return {"work": self.source, "how": "record", "locator": locator}

    def _table(self) -> Value:
        about = self.about
        source: Value = {
            "label": f"Table of effect sizes {about.name}",
            "kind": "dataset",
            "title": about.name,
            "relays": list(self.relayed),
            "funding": "not-stated",
            "interests": "not-stated",
            "extent": "not-read",
        }
        if about.licence:
            source["licence"] = about.licence
            if fits(Line, about.notice):
                source["attribution"] = about.notice
        if self.judged:
            source["risk-of-bias"] = self.judged
        source["from"] = {"work": self.source, "how": "record"}
        return source

    # --- Studies ---

    def _study(self, number: int, name: str, rows: list[Row]) -> None:
        papers = self._papers(name, rows)
        numbers = self.numbers[name] = registrations_of(rows)
        id_ = known_study(rows[0], numbers, papers, self.known, self.studies)
        entry: Value = {}
        if id_ is not None:
            self.remarks.extend(self._doubts(id_, papers))
        else:
            id_ = self.names.new(f"{name} study")
            entry = {"label": name if fits(Line, name) else f"Study {number} of the table"}
            if numbers:
                found = {"from": self._through(where(rows, "registration_number"))}
                entry["registrations"] = [{"value": one, **found} for one in numbers]
            entry["from"] = self._through(where(rows, "study"))
        report = report_of(rows, self.source, papers, self.names, self.ids)
        self.studies[id_] = {**entry, "reports": {f"sr{number}": report}}
        self._outcome_reports(id_, rows)
        for row in rows:
            compared = Compared(self.source, id_, (self.ids.arm(row, "1"), self.ids.arm(row, "2")))
            for result, said in results_of(row, self.ids.row(row), compared, self.names):
                self.results[result] = signed(row, said, self.unsigned)
        of = {"of": papers[0], "study": id_}
        self.judged.extend(judgements(self.source, of, self.about.domains, rows))

    def _doubts(self, study: str, papers: list[str]) -> Iterator[str]:
        """Tell of each new publication that may be one which the corpus has without its DOI."""
        others = [one for one in self.known.unnamed.get(study, ()) if one not in papers]
        new = [doi for doi, paper in self.by_doi.items() if paper in papers]
        for doi in new if others else ():
            yield (
                f"study {study} is joined; its report {doi} is none of the sources "
                f"that report {study} ({', '.join(others)}): if it is one of them, add the "
                "identifier there"
            )

    def _papers(self, name: str, rows: list[Row]) -> list[str]:
        """Name the publications of a study; one without identifier is known by its label alone."""
        dois = list(_dois(rows))
        year = _year(rows) if len(dois) <= 1 else ""
        found: list[str] = []
        for doi in dois:
            id_ = self.known.sources.get(doi)
            if id_ is None:
                id_ = self._by_doi(name, rows, doi, year)
            found.append(id_)
        if not found:
            found = [self.names.new(f"{name} report")]
            self.papers[found[0]] = self._paper(name, rows, "", year)
        self.relayed.update(dict.fromkeys(found))
        return found

    def _by_doi(self, name: str, rows: list[Row], doi: str, year: str) -> str:
        """Name a publication by its DOI; one that two studies have is one."""
        if doi not in self.by_doi:
            id_ = self.names.new(doi, doi_id(doi), doi_id(doi, again=True))
            self.by_doi[doi] = id_
            self.papers[id_] = self._paper(name, rows, doi, year)
        return self.by_doi[doi]

    def _paper(self, name: str, rows: list[Row], doi: str, year: str) -> Value:
        label = name if fits(Line, name) else doi or "Report without a name"
        source: Value = {"label": label, "kind": "primary-report"}
        if year:
            source["issued"] = year
        if doi:
            source["identifiers"] = [doi]
        source |= {"funding": "not-stated", "interests": "not-stated", "extent": "not-read"}
        source["from"] = self._through(where(rows, "doi" if doi else "study"))
        return source

    # --- Outcomes ---

    def _outcome_reports(self, study: str, rows: list[Row]) -> None:
        told: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            names = self.names
            told[names.outcome(row), names.instrument(row), rater(row)].append(row)
        for (outcome, instrument, rated_by), of_rows in told.items():
            reports = self.reports.setdefault(outcome, {})
            number = sum(map(len, self.reports.values())) + 1
            reports[f"or{number}"] = {
                "source": self.source,
                "study": study,
                "instrument": instrument,
                "role": "not-stated",
                "rated-by": rated_by,
                "from": self._through(where(of_rows, "instrument")),
            }

    def _with_reports(self, entries: Mapping[str, Value]) -> Value:
        """Join new outcomes with reports of them and of those that the corpus has."""
        return {
            id_: {**entries.get(id_, {}), "reports": self.reports.get(id_, {})}
            for id_ in dict.fromkeys((*entries, *self.reports))
        }


def _dois(rows: list[Row]) -> Iterator[str]:
    """Give every DOI of a study's rows once, as a document file writes it."""
    notes = Notes(f"{rows[0].file}:{rows[0].line}:1#doi")
    cells = dict.fromkeys(row.text("doi") for row in rows)
    yield from dict.fromkeys(
        stated.value for cell in cells if cell for stated in notes.dois(cell, "doi")
    )
    rows[0].left_out.extend(notes.left_out)


def _year(rows: list[Row]) -> str:
    """Give the year on which all rows of a study agree."""
    years = list(dict.fromkeys(row.text("year") for row in rows if row.text("year")))
    if len(years) == 1 and _YEAR.fullmatch(years[0]):
        return years[0]
    if years:
        rows[0].leave("year", f"{' and '.join(years)[:60]}: no one year of publication")
    return ""
