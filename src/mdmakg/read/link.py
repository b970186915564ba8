"""Linking: what each id names, and whether everything that is named is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.model.corpus import DocumentFile, Entry, Index
from mdmakg.model.scalar import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pydantic import BaseModel

    from mdmakg.errors import Fault
    from mdmakg.model.corpus import Path
    from mdmakg.model.document import Document
    from mdmakg.read.walk import Linked

__all__ = ["build_index", "dangling"]


def build_index(files: Sequence[DocumentFile]) -> tuple[Index, tuple[Fault, ...]]:
    """Collect what every id names; an id that names two things is a fault at the second."""
    everywhere: dict[str, Entry] = {}
    within: dict[tuple[str, str], Entry] = {}
    faults: list[Fault] = []
    for file in files:
        for entry in _declared(file.id, file.document):
            first = everywhere.setdefault(entry.id, entry)
            faults += _double(files, file, first, entry)
        for entry in _local(file.id, file.document):
            first = within.setdefault((file.id, entry.id), entry)
            faults += _double(files, file, first, entry)
    for file in files:
        faults += _cohorts(file, everywhere)
    return Index(everywhere, within), tuple(faults)


def _cohorts(file: DocumentFile, everywhere: Mapping[str, Entry]) -> Iterator[Fault]:
    """Refuse cohorts named as something else is; studies share a cohort, so it is no entry."""
    for id_, study in file.document.studies.items():
        if (other := everywhere.get(study.cohort or "")) is not None:
            says = f"the id {other.id} names a {other.kind} already; a cohort has its own"
            yield file.fault(("studies", id_, "cohort"), "double-id", says)


def _double(
    files: Sequence[DocumentFile], file: DocumentFile, first: Entry, entry: Entry
) -> Iterator[Fault]:
    if first is not entry:
        other = next(one for one in files if one.id == first.document)
        says = f"the id {entry.id} names a {first.kind} already, at {other.place(first.path)}"
        yield file.fault(entry.path, "double-id", says)


def _declared(document_id: str, document: Document) -> Iterator[Entry]:
    """Yield what a document gives a global id; an entry without a label only adds reports."""
    named: tuple[tuple[str, Kind, Mapping[str, object]], ...] = (
        ("sources", Kind.SOURCE, document.sources),
        ("studies", Kind.STUDY, _labelled(document.studies)),
        ("interventions", Kind.INTERVENTION, _labelled(document.interventions)),
        ("instruments", Kind.INSTRUMENT, document.instruments),
        ("outcomes", Kind.OUTCOME, _labelled(document.outcomes)),
        ("concepts", Kind.CONCEPT, document.concepts),
    )
    for key, kind, things in named:
        for id_ in things:
            yield Entry(kind, id_, document_id, (key, id_))


def _labelled(things: Mapping[str, object]) -> Mapping[str, object]:
    return {id_: thing for id_, thing in things.items() if getattr(thing, "label", None)}


def _local(document_id: str, document: Document) -> Iterator[Entry]:
    """Yield what a document gives a local id: all kinds share one set of ids."""
    for path, kind, ids in _held(document):
        for id_ in ids:
            yield Entry(kind, id_, document_id, (*path, id_))


def _held(document: Document) -> Iterator[tuple[Path, Kind, Iterable[str]]]:
    for id_, study in document.studies.items():
        path = ("studies", id_, "reports")
        yield path, Kind.STUDY_REPORT, study.reports
        for local, report in study.reports.items():
            yield (*path, local, "arms"), Kind.ARM, report.arms
    for id_, intervention in document.interventions.items():
        path = ("interventions", id_, "reports")
        yield path, Kind.INTERVENTION_REPORT, intervention.reports
    for id_, outcome in document.outcomes.items():
        yield ("outcomes", id_, "reports"), Kind.OUTCOME_REPORT, outcome.reports
    yield ("results",), Kind.RESULT, document.results
    yield ("claims",), Kind.CLAIM, document.claims


def dangling(file: DocumentFile, found: Linked, index: Index) -> Iterator[Fault]:
    """Find references to what is not there, or is of another kind."""
    for path, ref in found.refs:
        if index.find(ref, file.id) is None:
            yield file.fault(path, "dangling-id", _missing(ref, file.id, index))
    for key, kind in (
        ("studies", Kind.STUDY),
        ("interventions", Kind.INTERVENTION),
        ("outcomes", Kind.OUTCOME),
    ):
        for id_, thing in getattr(file.document, key).items():
            if thing.label is not None:
                continue
            if index.find(Ref(id_, (kind,)), file.id) is None:
                says = f"no file gives the {kind} {id_} a label, so it has no identity"
                yield file.fault((key, id_), "dangling-id", says)
            else:
                yield from _strayed(file, (key, id_), thing)


def _strayed(file: DocumentFile, path: Path, thing: BaseModel) -> Iterator[Fault]:
    """Refuse what belongs to an identity where no label is: it would not be said."""
    for name, field in type(thing).model_fields.items():
        if name != "reports" and getattr(thing, name) not in (None, (), False):
            key = field.alias or name
            says = f"{key} stands where the label is; without a label, an entry only adds reports"
            yield file.fault((*path, key), "stray-identity", says)


def _missing(ref: Ref, document: str, index: Index) -> str:
    wanted = " or ".join(ref.kinds)
    other = index.find(Ref(ref.id, tuple(Kind)), document)
    if other is not None:
        return f"the id {ref.id} names: {other.kind}; wanted here: {wanted}"
    return f"no {wanted} has the id {ref.id} in this corpus"
