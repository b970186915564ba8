"""A corpus as one dataset: sorted, free of duplicates, the same bytes every time."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat, parse, serialize

from mdmakg.encode.document import encode_document
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from mdmakg.errors import Place
    from mdmakg.model.corpus import Corpus
    from mdmakg.vocab.term import Quad

__all__ = [
    "Dataset",
    "Places",
    "encode_corpus",
    "from_trig",
    "parse_nquads",
    "sorted_nquads",
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
            subject, predicate, value, _ = quad
            said = places[subject[1:-1]][predicate[1:-1]]
            if value not in said:
                said[value] = file.place(path)
    return Dataset(to_nquads(quads), _frozen(places))


def _frozen(places: Mapping[str, Mapping[str, Mapping[str, Place]]]) -> Places:
    return {
        subject: {predicate: tuple(said.items()) for predicate, said in predicates.items()}
        for subject, predicates in places.items()
    }


def parse_nquads(nquads: bytes) -> Iterator[Quad]:
    """Split N-Quads that this program wrote, each line as ``to_nquads`` writes it.

    What others wrote is for ``encode/rdf.py`` to read.
    """
    for line in nquads.decode().split("\n"):
        if line:
            subject, predicate, rest = line.split(" ", 2)
            # Only a literal has spaces in it, and no graph's name has a quote mark.
            value, _, last = rest[:-2].rpartition(" ")
            if value and '"' not in last:
                yield subject, predicate, value, last
            else:
                yield subject, predicate, rest[:-2], ""


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Write statements as N-Quads sorted by whole line, each once."""
    lines = {f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads}
    # Code points sort as their bytes in UTF-8 do.
    return "".join(sorted(lines)).encode()


def sorted_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Write what was parsed elsewhere as ``to_nquads`` writes our own."""
    out = io.BytesIO()
    serialize(quads, out, RdfFormat.N_QUADS)
    return b"".join(sorted(set(out.getvalue().splitlines(keepends=True))))


def to_trig(nquads: bytes) -> bytes:
    """Write sorted N-Quads as TriG, graph by graph."""
    # Sorting keeps the order of lines within a graph: subject, predicate, object.
    quads = sorted(parse(nquads, RdfFormat.N_QUADS), key=_graph_name)
    out = io.BytesIO()
    serialize(quads, out, RdfFormat.TRIG, prefixes=dict(PREFIXES))
    return out.getvalue()


def from_trig(trig: bytes) -> bytes:
    """Read TriG as sorted N-Quads."""
    return sorted_nquads(parse(trig, RdfFormat.TRIG))


def _graph_name(quad: ox.Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
