"""Works into document files: each once, beside what the corpus has already."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.errors import InputError, UsageError
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.work import doi_id, facts, known_through, slug, source_id, source_of
from mdmakg.model.source import PublicationState
from mdmakg.model.study import Completeness, ReadDepth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened
    from mdmakg.imports.stated import Stated
    from mdmakg.imports.work import Registered, Work

__all__ = ["SOURCES", "Taken", "documents"]

SOURCES: Final = 1000
"""How many sources one document file has at most; those that follow go into a further one."""

_SHOWN: Final = 3  # registrations that a message names
_UNKNOWN: Final = Completeness.UNKNOWN.value
_LISTS: Final = {
    "arms": _UNKNOWN,
    "outcomes": _UNKNOWN,
    "time-points": _UNKNOWN,
    "populations": _UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one import has taken so far, of all its files.

    ``works`` has id and place of a work by its identifiers and its id, ``studies`` the id
    of a study by registration, ``documents`` the ids of documents.
    """

    works: dict[str, tuple[str, str]] = field(default_factory=dict)
    studies: dict[str, str] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)

    def document_id(self, name: str) -> str:
        """Give an id that no document of the import has: the name, or the name and a number."""
        id_, number = name, 1
        while id_ in self.documents:
            number += 1
            id_ = slug(f"{name}-{number}", exact=True)
        self.documents.add(id_)
        return id_


def documents(
    works: Iterable[Work | LeftOut],
    opened: Opened,
    known: Known,
    seen: date | None,
    taken: Taken,
    most: int = SOURCES,
) -> Iterator[Imported | LeftOut]:
    """Gather the works of one file into document files named after it.

    ``seen`` is the day of which the file tells; if it is not given, the file's own.
    ``taken`` is added to.
    Where reading stops, what was read before is given first and the rest is told.
    Errors: ``InputError`` where reading stops before any work was read.
            ``UsageError`` where no day is given and the file has none.
    """
    day = (seen or _day_of(opened.name)).isoformat()
    name = _named(opened.name)
    shelf = _Shelf(name, known.of_others(name), day, taken)
    begun = False
    try:
        for work in works:
            if isinstance(work, LeftOut):
                yield work
                continue
            yield from shelf.take(work)
            begun = True
            if len(shelf.sources) >= most:
                yield shelf.document()
    except InputError as error:
        if not begun:
            raise
        for fault in error.faults:
            yield LeftOut(str(fault.place), f"{fault.message}; nothing after it was taken")
    if shelf.sources:
        yield shelf.document()


def _named(name: str) -> str:
    """Make the id of a document from the name of its file."""
    stem = PurePath(name).name
    for ending in (".gz", PurePath(stem.removesuffix(".gz")).suffix):
        stem = stem.removesuffix(ending) if ending else stem
    return slug(stem, exact=True) if any(c.isascii() and c.isalnum() for c in stem) else "works"


def _day_of(name: str) -> date:
    """Give the day on which a file, or the archive that it is in, was written."""
    path = Path(name)
    for place in (path, *path.parents):
        with suppress(OSError, ValueError):  # ValueError: a name that no file can have
            if place.is_file():
                return datetime.fromtimestamp(place.stat().st_mtime, UTC).date()
    raise UsageError(f"{name} has no date of its own: say with --seen of which day it tells")


@dataclass(slots=True)
class _Shelf:
    """The works of the document at hand."""

    name: str
    known: Known
    seen: str
    taken: Taken
    sources: dict[str, object] = field(default_factory=dict)
    studies: dict[str, dict[str, object]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    reports: int = 0

    def take(self, work: Work) -> Iterator[LeftOut]:
        """Add a work to the document at hand, unless it is there already."""
        if work.title is None and not work.identifiers:
            why = "this record has neither a title nor an identifier that could be taken"
            yield from (*work.left_out, LeftOut(work.where, why))
            return
        if why := self._is_there(work):
            yield LeftOut(work.where, why)
            return
        id_ = source_id(work, self.name)
        if id_ in self.taken.works and not work.identifiers and not work.key:
            where = self.taken.works[id_][1]
            yield LeftOut(work.where, f"the record at {where} has the same title, date and names")
            return
        id_ = self._free(id_, work)
        for stated in work.identifiers:
            self.taken.works[stated.value] = (id_, work.where)
        self.taken.works[id_] = (id_, work.where)
        self.left_out += work.left_out
        self.sources[id_] = source_of(work, id_, self.seen)
        if work.registered is not None:
            self._report(id_, work, work.registered)

    def _is_there(self, work: Work) -> str:
        for stated in work.identifiers:
            if (other := self.known.sources.get(stated.value)) is not None:
                return f"{stated.value} is the source {other} of the corpus already{_news(work)}"
            if stated.value in self.taken.works:
                other, where = self.taken.works[stated.value]
                return f"{stated.value} is {other} already, at {where}{_news(work)}"
        return ""

    def _free(self, id_: str, work: Work) -> str:
        """Give an id that nothing else has; the second of two works with one id gets a digest."""
        if id_ not in self.taken.works and id_ not in self.known.ids:
            return id_
        told = [stated.value for stated in work.identifiers] or [work.locator]
        doi = next((one for one in told if one.startswith("doi ") and id_ == doi_id(one)), "")
        if doi:
            return doi_id(doi, again=True)
        return slug("\n".join((id_, *told)), exact=False)

    def _report(self, id_: str, work: Work, registered: Registered) -> None:
        """Say of which study a work is a report, where its registrations leave no doubt."""
        numbers = [stated.value for stated in registered.registrations]
        met = {self._study_of(number) for number in numbers} - {None}
        if len(numbers) > 1 and len(met) != 1:
            named = ", ".join(numbers[:_SHOWN])
            why = f"its {len(numbers)} registrations ({named}) may be of one study or of several"
            self.left_out.append(LeftOut(work.where, why))
            return
        study = met.pop() if met else None
        if study is None:
            study = self._new_study(registered.registrations[0], id_)
        self.reports += 1
        reports = self.studies.setdefault(study, {"reports": {}})["reports"]
        assert isinstance(reports, dict)  # noqa: S101 - made here
        reports[f"sr{self.reports}"] = _study_report(id_, registered)

    def _study_of(self, registration: str) -> str | None:
        return self.known.studies.get(registration) or self.taken.studies.get(registration)

    def _new_study(self, registration: Stated, source: str) -> str:
        scheme, _, value = registration.value.partition(" ")
        id_ = slug(value if value[0].isalpha() else f"{scheme}-{value}", exact=scheme != "number")
        if id_ in self.known.ids or id_ in self.taken.works:
            id_ = slug(f"study {registration.value}", exact=False)
        self.taken.studies[registration.value] = id_
        self.studies[id_] = {
            "label": f"Study {value}",
            "registrations": facts(source, [registration]),
            "from": known_through(source, registration.locator),
            "reports": {},
        }
        return id_

    def document(self) -> Imported:
        """Close the document at hand and begin another."""
        content: dict[str, object] = {
            "curation": {"curator": "mdmakg import", "coded": self.seen},
            "sources": self.sources,
        }
        if self.studies:
            content["studies"] = self.studies
        id_ = self.taken.document_id(self.name)
        part_of = self.name if id_ != self.name else ""
        done = Imported(id_, content, tuple(self.left_out), part_of=part_of)
        self.sources, self.studies, self.left_out, self.reports = {}, {}, [], 0
        return done


def _news(work: Work) -> str:
    """Tell what a record says of the state of a work that is not taken from it."""
    if work.state is None or work.state.state is PublicationState.CURRENT:
        return ""
    return f"; this record says that it is {work.state.state.value}"


def _study_report(source: str, registered: Registered) -> dict[str, object]:
    report: dict[str, object] = {"source": source, "read": ReadDepth.SECONDARY.value}
    if registered.design:
        report["design"] = facts(source, registered.design)
    report["lists"] = dict(_LISTS)
    report["from"] = known_through(source, registered.locator)
    return report
