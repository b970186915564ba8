"""What leads from a corpus to terms of others: our own mappings, and those beside a corpus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.bundle import folder
from mdmakg.errors import InputError
from mdmakg.model.mapping import Links, MappingSet
from mdmakg.read.listing import corpus_files, leads_outside
from mdmakg.read.sssom import read_mappings
from mdmakg.read.terms import read_terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mdmakg.errors import Fault
    from mdmakg.model.mapping import PinnedTerm, TermMapping

__all__ = [
    "MAPPINGS",
    "TERMS",
    "Linking",
    "bundled_linking",
    "given_files",
    "link_files",
    "links_of",
    "own_linking",
]

MAPPINGS: Final = "mappings.sssom.tsv"
"""The file of mappings beside the documents of a corpus, or in the ontology."""

TERMS: Final = "terms.tsv"
"""The list of terms beside the documents of a corpus, or in the ontology."""


@dataclass(frozen=True, slots=True)
class Linking:
    """Mappings and pinned terms as one place has them; none where it has no such file."""

    mappings: MappingSet | None = None
    terms: tuple[PinnedTerm, ...] = ()


@cache
def bundled_linking() -> Linking:
    """Read the mappings and the terms that come with mdmakg.

    Errors: ``InputError`` with every fault of both files.
    """
    found, faults = _linking(folder("ontology"), PurePath("ontology"))
    if faults:
        raise InputError(faults)
    return found


def link_files(corpus: Path) -> tuple[Path, ...]:
    """List the files of a corpus that lead to terms of others."""
    return tuple(corpus / name for name in (MAPPINGS, TERMS) if (corpus / name).is_file())


def given_files(corpus: Path) -> tuple[Path, ...]:
    """List every file that a corpus is read from: its documents, and what leads on from them.

    Errors: as ``corpus_files``.
    """
    return (*corpus_files(corpus), *link_files(corpus))


def own_linking(corpus: Path, shown: PurePath) -> tuple[Linking, tuple[Fault, ...]]:
    """Read the mappings and terms beside the documents of a corpus, with every fault of them.

    ``shown`` is the folder's name in messages.
    """
    faults: list[Fault] = []
    for path in link_files(corpus):
        faults += leads_outside(path, corpus, str(shown / path.name))
    return (Linking(), tuple(faults)) if faults else _linking(corpus, shown)


def _linking(place: Path, shown: PurePath) -> tuple[Linking, tuple[Fault, ...]]:
    mappings, terms = place / MAPPINGS, place / TERMS
    read: MappingSet | None = None
    faults: list[Fault] = []
    if mappings.is_file():
        read, wrong = read_mappings(mappings, shown_as=str(shown / MAPPINGS))
        faults += wrong
    pinned: tuple[PinnedTerm, ...] = ()
    if terms.is_file():
        pinned, bad = read_terms(terms, shown_as=str(shown / TERMS))
        faults += bad
    return Linking(read, pinned), tuple(faults)


def links_of(own: Linking) -> Links:
    """Join our own mappings and terms with those of a corpus, whose terms count first."""
    ours = _ours()
    if own.mappings is None and not own.terms:
        return ours
    by_subject = dict(ours.by_subject)
    for mapping in own.mappings.mappings if own.mappings is not None else ():
        by_subject[mapping.subject_iri] = (*by_subject.get(mapping.subject_iri, ()), mapping)
    return replace(ours, by_subject=by_subject, terms={**ours.terms, **_by_name(own.terms)})


@cache
def _ours() -> Links:
    ours = bundled_linking()
    by_subject: dict[str, tuple[TermMapping, ...]] = {}
    for mapping in ours.mappings.mappings if ours.mappings is not None else ():
        by_subject[mapping.subject_iri] = (*by_subject.get(mapping.subject_iri, ()), mapping)
    return Links(by_subject, _by_name(ours.terms), ours.mappings.id if ours.mappings else "")


def _by_name(terms: Sequence[PinnedTerm]) -> dict[str, PinnedTerm]:
    return {term.iri or term.curie: term for term in terms}
