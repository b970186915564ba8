"""A table as a document: what it is, what it reports of each study, and its results."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.about import rows_in_words
from mdmakg.imports.metapsy.columns import ARMS, BIAS
from mdmakg.imports.metapsy.effects import RATERS, Compared, line, results_of
from mdmakg.imports.metapsy.names import Names
from mdmakg.imports.registry.numbers import registration
from mdmakg.imports.stated import Notes, fits, shown
from mdmakg.imports.work import slug
from mdmakg.model.scalar import IdentifierText, Line
from mdmakg.model.source import BiasLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.imports.known import Known
    from mdmakg.imports.metapsy.about import About
    from mdmakg.imports.metapsy.names import Value
    from mdmakg.imports.metapsy.table import Row, Table

__all__ = ["document_of"]

_DESIGNS: Final = {"crossover": "crossover", "parallel": "parallel-groups"}
_BLINDING: Final = {
    "open label": "open-label",
    "single blind": "single-blind",
    "double blind": "double-blind",
    "triple blind": "triple-blind",
}
_UNKNOWN: Final = "unknown"
_LISTS: Final = {
    "arms": _UNKNOWN,
    "outcomes": _UNKNOWN,
    "time-points": _UNKNOWN,
    "populations": _UNKNOWN,
}
_BETWEEN: Final = re.compile(r"\s*[;,|]\s*|\s+/\s+|\s+")
_YEAR: Final = re.compile(r"[1-9][0-9]{3}")


def document_of(table: Table, about: About, known: Known) -> tuple[str, Value] | None:
    """Make the document of a table; none where no row of it can be taken."""
    rows = list(_alone(table.rows))
    if not rows:
        return None
    source = slug(f"{about.id} table", exact=True)
    draft = _Draft(about, known, Names.of(rows, known, about.id), source, {source: {}})
    return about.id, draft.document(rows)


def _alone(rows: Iterable[Row]) -> Iterator[Row]:
    """Give each row once; of rows that contradict each other under one id, none."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not (lacking := [name for name in _NEEDED if not row.text(name)]):
            by_id[row.id].append(row)
        else:
            row.leave(lacking[0], "without this nothing of the row can be taken")
    for same in by_id.values():
        first, *others = same
        differing = [row for row in others if row.cells != first.cells]
        for row in others:
            row.leave(".id", f"the id of row {first.number} again: the row was left out")
        if differing:
            first.leave(".id", f"row {differing[0].number} contradicts it: neither was taken")
        else:
            yield first


_NEEDED: Final = ("study", "condition_arm1", "condition_arm2", "outcome_type", "instrument")


@dataclass(slots=True)
class _Draft:
    """A document in the making; ``relayed`` are publications in their order."""

    about: About
    known: Known
    names: Names
    source: str
    sources: dict[str, Value] = field(default_factory=dict)
    studies: dict[str, Value] = field(default_factory=dict)
    reports: dict[str, dict[str, Value]] = field(default_factory=dict)
    results: Value = field(default_factory=dict)
    judged: list[Value] = field(default_factory=list)
    relayed: dict[str, None] = field(default_factory=dict)

    def document(self, rows: list[Row]) -> Value:
        by_study: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_study[row.text("study")].append(row)
        for number, (name, of_study) in enumerate(by_study.items(), 1):
            self._study(number, name, of_study)
        self.sources[self.source] = self._table()
        document: Value = {
            "curation": {"curator": "mdmakg import", "coded": self.about.day},
            "sources": self.sources,
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
        numbers = list(dict.fromkeys(_registrations(rows)))
        id_ = self._known_study(numbers, papers)
        report = self._report(name, rows, papers)
        entry: Value = {}
        if id_ is None:
            id_ = self._free(f"{name} study")
            entry = {"label": name if fits(Line, name) else f"Study {number} of the table"}
            if numbers:
                found = {"from": self._through(_where(rows, "registration_number"))}
                entry["registrations"] = [{"value": one, **found} for one in numbers]
            entry["from"] = self._through(_where(rows, "study"))
        self.studies[id_] = {**entry, "reports": {f"sr{number}": report}}
        self._outcome_reports(id_, rows)
        for row in rows:
            arms = (_arm_id(row, "1"), _arm_id(row, "2"))
            self.results.update(results_of(row, Compared(self.source, id_, arms), self.names))
        self._bias(id_, papers[0], rows)

    def _known_study(self, numbers: list[str], papers: list[str]) -> str | None:
        found = [self.known.studies.get(number) for number in numbers]
        found += [self.known.reported.get(paper) for paper in papers]
        return next((id_ for id_ in found if id_ is not None and id_ not in self.studies), None)

    def _papers(self, name: str, rows: list[Row]) -> list[str]:
        """Name the publications of a study; one without identifier is known by its label alone."""
        found: list[str] = []
        notes = Notes(f"{rows[0].file}:{rows[0].line}:1#doi")
        for cell in dict.fromkeys(row.text("doi") for row in rows):
            for stated in notes.dois(cell, "doi") if cell else ():
                id_ = self.known.sources.get(stated.value) or slug(stated.value, exact=True)
                if id_ not in found:
                    found.append(id_)
                if id_ not in self.known.sources.values():
                    self.sources[id_] = self._paper(name, rows, stated.value)
        rows[0].left_out.extend(notes.left_out)
        if not found:
            found = [self._free(f"{name} report")]
            self.sources[found[0]] = self._paper(name, rows, "")
        self.relayed.update(dict.fromkeys(found))
        return found

    def _paper(self, name: str, rows: list[Row], doi: str) -> Value:
        source: Value = {"label": name if fits(Line, name) else doi, "kind": "primary-report"}
        years = {row.text("year") for row in rows} - {""}
        if len(years) == 1 and _YEAR.fullmatch(year := years.pop()):
            source["issued"] = year
        if doi:
            source["identifiers"] = [doi]
        source |= {"funding": "not-stated", "interests": "not-stated", "extent": "not-read"}
        source["from"] = self._through(_where(rows, "doi" if doi else "study"))
        return source

    def _report(self, name: str, rows: list[Row], papers: list[str]) -> Value:
        report: Value = {"source": self.source, "read": "secondary"}
        if design := [*_words(rows, "design", _DESIGNS), *_words(rows, "blinding", _BLINDING)]:
            report["design"] = design
        if populations := list(self._populations(rows)):
            report["populations"] = populations
        report["arms"] = self._arms(rows)
        report["drawn-from"] = list(_drawn(rows, papers))
        report["lists"] = dict(_LISTS)
        report["from"] = self._through(_where(rows, ""))
        return report

    def _populations(self, rows: list[Row]) -> Iterator[Value | str]:
        told = ((self.names.population(row), line(row, "target_group")) for row in rows)
        for population, written in dict.fromkeys(told):
            if population:
                yield {"value": population, "written": written} if written else population

    def _arms(self, rows: list[Row]) -> Value:
        """Give the arms; what is only ever the second of two is there to compare with."""
        arms: Value = {}
        leading = {_arm_id(row, "1") for row in rows}
        for row in rows:
            for arm in ARMS:
                id_ = _arm_id(row, arm)
                if id_ not in arms:
                    label = line(row, f"name_arm{arm}") or row.text(f"condition_arm{arm}")
                    arms[id_] = {
                        "label": label,
                        "role": "investigational" if id_ in leading else "comparator",
                        "intervention": self.names.intervention(row, arm),
                        "from": self._through(f"row {row.number}, name_arm{arm}"),
                    }
        return arms

    # --- Outcomes ---

    def _outcome_reports(self, study: str, rows: list[Row]) -> None:
        told: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            names = self.names
            told[names.outcome(row), names.instrument(row), _rater(row)].append(row)
        for (outcome, instrument, rater), of_rows in told.items():
            reports = self.reports.setdefault(outcome, {})
            number = sum(map(len, self.reports.values())) + 1
            reports[f"or{number}"] = {
                "source": self.source,
                "study": study,
                "instrument": instrument,
                "role": "not-stated",
                "rated-by": rater,
                "from": self._through(_where(of_rows, "instrument")),
            }

    def _with_reports(self, entries: Mapping[str, object]) -> Value:
        """Join new outcomes with reports of them and of those that the corpus has."""
        held: Value = {}
        for id_ in dict.fromkeys((*entries, *self.reports)):
            identity = entries.get(id_, {})
            reports = {"reports": self.reports[id_]} if id_ in self.reports else {}
            held[id_] = {**identity, **reports} if isinstance(identity, dict) else reports
        return held

    # --- Risk of bias ---

    def _bias(self, study: str, paper: str, rows: list[Row]) -> None:
        for column in BIAS:
            judged: dict[str, list[Row]] = defaultdict(list)
            for row in rows:
                if cell := row.text(column):
                    judged[cell].append(row)
            for cell, of_rows in judged.items():
                self._judge(study, paper, column, cell, of_rows)

    def _judge(self, study: str, paper: str, column: str, cell: str, rows: list[Row]) -> None:
        level = folded(cell).replace(" ", "-")
        if level not in {*BiasLevel}:
            rows[0].leave(column, f"{shown(cell)} is no level of risk of bias that is known")
            return
        domain = "overall" if column == "rob" else self.about.domains.get(column, column)
        self.judged.append(
            {
                "of": paper,
                "study": study,
                "domain": domain,
                "judgement": {"value": level, "written": cell} if cell != level else level,
                "from": self._through(_where(rows, column)),
            }
        )

    def _free(self, name: str) -> str:
        id_ = slug(name, exact=True)
        taken = {*self.sources, *self.studies, *self.known.ids, *self.names.called.values()}
        return slug(f"{self.about.id} {name}", exact=True) if id_ in taken else id_


def _where(rows: list[Row], column: str) -> str:
    told = rows_in_words([row.number for row in rows])
    return f"{told}, {column}" if column else told


def _arm_id(row: Row, arm: str) -> str:
    names = ("condition", "multi", "drug", "name")
    told = (row.text("study"), *(row.text(f"{name}_arm{arm}") for name in names))
    return slug(" ".join(dict.fromkeys(filter(None, told))), exact=True)


def _rater(row: Row) -> str:
    return RATERS.get(folded(row.text("rating")), "not-stated")


def _registrations(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        for text in filter(None, _BETWEEN.split(row.text("registration_number"))):
            if fits(IdentifierText, number := registration(text)):
                yield number
            else:
                row.leave("registration_number", f"{shown(text)} is no number of a register")


def _words(rows: list[Row], column: str, words: Mapping[str, str]) -> Iterator[Value]:
    """Give the features of a design that a column says, as it writes them."""
    for cell in dict.fromkeys(row.text(column) for row in rows):
        if feature := words.get(folded(cell)):
            yield {"value": feature, "written": cell} if feature != cell else {"value": feature}
        elif cell:
            rows[0].leave(column, f"{shown(cell)} is no {column} that is known")


def _drawn(rows: list[Row], papers: list[str]) -> Iterator[Value | str]:
    references = [row.text("full_ref") for row in rows if row.text("full_ref")]
    written = references[0] if references and fits(Line, references[0]) else ""
    if references and not written:
        rows[0].leave("full_ref", "has more than 1,000 characters, or one that no line may have")
    for paper in papers:
        yield {"value": paper, "written": written} if written else paper
        written = ""
