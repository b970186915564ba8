"""A corpus as one dataset: sorted, free of duplicates, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from mdmakg.encode.document import encode_document
from mdmakg.encode.places import StatedPlaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from mdmakg.encode.places import Said
    from mdmakg.model.corpus import Corpus
    from mdmakg.vocab.term import Quad

__all__ = [
    "Dataset",
    "Places",
    "encode_corpus",
    "parse_nquads",
    "sorted_nquads",
    "to_nquads",
]

Places = Mapping[str, "Said"]
"""Subject IRI to what is said of it, each statement with its place."""


_END: Final = " .\n"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a corpus says, as quads, and where each was written.

    ``nquads`` is sorted by whole line; without blank nodes that is its
    canonical form (RDFC-1.0), so ``digest`` is the dataset's.
    """

    nquads: bytes
    places: StatedPlaces

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
    stated = [(file, list(encode_document(file, corpus.index))) for file in corpus.files]
    quads = (quad for _, statements in stated for quad, _ in statements)
    return Dataset(to_nquads(quads), StatedPlaces(stated))


def parse_nquads(nquads: bytes) -> Iterator[Quad]:
    """Split N-Quads that this program wrote, each line as ``to_nquads`` writes it.

    What others wrote is for ``encode/rdf.py`` to read.
    """
    for line in nquads.decode().split(_END):  # in a literal, a line's end is escaped
        if line:
            subject, predicate, rest = line.split(" ", 2)
            value, _, last = rest.rpartition(" ")
            # Only a literal has spaces in it, and no graph's name has a quote mark.
            if value and '"' not in last:
                yield subject, predicate, value, last
            else:
                yield subject, predicate, rest, ""


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Write statements as N-Quads sorted by whole line, each once."""
    # In the order in which they were said they are nearly sorted; a set would shuffle them.
    lines = [f"{s} {p} {o} {g}" if g else f"{s} {p} {o}" for s, p, o, g in dict.fromkeys(quads)]
    # Code points sort as their bytes in UTF-8 do, and no line goes on where another ends.
    lines.sort()
    return _END.join([*lines, ""]).encode()


def sorted_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Write what was parsed elsewhere as ``to_nquads`` writes our own."""
    out = io.BytesIO()
    serialize(quads, out, RdfFormat.N_QUADS)
    return b"".join(sorted(set(out.getvalue().splitlines(keepends=True))))
