"""Which claims hang on the things of a corpus."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mdmakg.encode.iri import entry_iri, global_iri
from mdmakg.model.scalar import Kind
from mdmakg.read.walk import linked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from mdmakg.model.corpus import Corpus, DocumentFile, Entry
    from mdmakg.model.document import Document

__all__ = ["claims_by_thing", "labels_of_things"]

_MAPPED: Final = (Kind.CONCEPT, Kind.OUTCOME, Kind.INSTRUMENT, Kind.INTERVENTION)


def labels_of_things(corpus: Corpus) -> Mapping[str, str]:
    """Give the label of everything in a corpus that can be mapped, by IRI."""
    return {
        global_iri(kind, id_): label
        for file in corpus.files
        for kind, id_, label in _labelled(file.document)
        if label  # an entry without one only adds reports
    }


def _labelled(document: Document) -> Iterator[tuple[Kind, str, str]]:
    for id_, concept in document.concepts.items():
        yield Kind.CONCEPT, id_, concept.label
    for id_, instrument in document.instruments.items():
        yield Kind.INSTRUMENT, id_, instrument.label
    for id_, outcome in document.outcomes.items():
        yield Kind.OUTCOME, id_, outcome.label or ""
    for id_, intervention in document.interventions.items():
        yield Kind.INTERVENTION, id_, intervention.label or ""


def claims_by_thing(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Give the claims that name a thing, or rest on a result that does, by the thing's IRI.

    Shape: short ids, sorted.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for file in corpus.files:
        for id_, claim in file.document.claims.items():
            for entry in _named(corpus, file, claim):
                found[entry_iri(entry)].add(f"{file.id}:{id_}")
    return {iri: tuple(sorted(claims)) for iri, claims in found.items()}


def _named(corpus: Corpus, file: DocumentFile, record: BaseModel) -> Iterator[Entry]:
    for _, ref in linked(record).refs:
        entry = corpus.index.find(ref, file.id)
        if entry is None:
            continue
        if entry.kind in _MAPPED:
            yield entry
        elif entry.kind is Kind.RESULT:
            other = corpus[entry.document]
            yield from _named(corpus, other, other.document.results[entry.id])
