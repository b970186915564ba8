"""A corpus as one dataset: sorted, free of duplicates, the same bytes every time."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from mdmakg.encode.document import encode_document
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from mdmakg.errors import Place
    from mdmakg.model.corpus import Corpus

__all__ = [
    "Dataset",
    "Places",
    "encode_corpus",
    "from_trig",
    "parse_nquads",
    "to_nquads",
    "to_trig",
]

Places = Mapping[str, Mapping[str, tuple[tuple[str, "Place"], ...]]]
"""Subject IRI to predicate IRI to the values said, as N-Triples terms, each with its place."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a corpus says, as quads, and where each was written.

    ``nquads`` is sorted by whole line; without blank nodes that is its
    canonical form (RDFC-1.0), so ``digest`` is the dataset's.
    """

    nquads: bytes
    places: Places

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form."""
        return sha256(self.nquads).hexdigest()

    def quads(self) -> Iterable[Quad]:
        """The quads, in order of their lines."""
        return parse_nquads(self.nquads)

    def __len__(self) -> int:
        return self.nquads.count(b"\n")


def encode_corpus(corpus: Corpus) -> Dataset:
    """Encode every document of a corpus."""
    quads: set[Quad] = set()
    places: dict[str, dict[str, dict[str, Place]]] = defaultdict(lambda: defaultdict(dict))
    for file in corpus.files:
        for quad, path in encode_document(file, corpus.index):
            quads.add(quad)
            said = places[_iri(quad.subject)][quad.predicate.value]
            said.setdefault(str(quad.object), file.place(path))
    return Dataset(to_nquads(quads), _frozen(places))


def _iri(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    raise TypeError(f"a subject that is no IRI: {term}")


def _frozen(places: Mapping[str, Mapping[str, Mapping[str, Place]]]) -> Places:
    return {
        subject: {predicate: tuple(said.items()) for predicate, said in predicates.items()}
        for subject, predicates in places.items()
    }


def parse_nquads(nquads: bytes) -> Iterable[Quad]:
    """Read N-Quads that this module wrote."""
    return parse(nquads, RdfFormat.N_QUADS)


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Serialise quads as N-Quads sorted by whole line, each once."""
    out = io.BytesIO()
    serialize(quads, out, RdfFormat.N_QUADS)
    lines = sorted(set(out.getvalue().splitlines(keepends=True)))
    return b"".join(lines)


def to_trig(nquads: bytes) -> bytes:
    """Write sorted N-Quads as TriG, graph by graph."""
    # Sorting keeps the order of lines within a graph: subject, predicate, object.
    quads = sorted(parse(nquads, RdfFormat.N_QUADS), key=_graph_name)
    out = io.BytesIO()
    serialize(quads, out, RdfFormat.TRIG, prefixes=dict(PREFIXES))
    return out.getvalue()


def from_trig(trig: bytes) -> bytes:
    """Read TriG as sorted N-Quads."""
    return to_nquads(parse(trig, RdfFormat.TRIG))


def _graph_name(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
