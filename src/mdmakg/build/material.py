"""A build, given out portion by portion to be written in another form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from mdmakg import __version__
from mdmakg.build.around import facts_with, mapped_from, part_with, spoken_of
from mdmakg.build.graph import graph_of
from mdmakg.build.index import index_of
from mdmakg.build.manifest import read_manifest
from mdmakg.build.record import found_in, is_parted, parts_in, said_in, standing_still
from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.graphs import GraphKind, graph_name
from mdmakg.errors import UsageError
from mdmakg.export.material import Asked, Material, Portion
from mdmakg.graph.facts import Facts
from mdmakg.trace.trace import claim_of, trace_claim, trace_document
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from networkx import MultiDiGraph
    from pyoxigraph import Store

    from mdmakg.vocab.term import Quad

__all__ = ["material_of"]

_ONTOLOGY: Final = iri_term(graph_name(GraphKind.ONTOLOGY, "", ""))


def material_of(
    out: Path, *, claim: str = "", document: str = "", reviewer: str = "", licence: str = ""
) -> Material:
    """Open the build in ``out`` to be exported: all of it, one document's claims, or one claim.

    Errors: ``UsageError`` if there is no build, or no such claim or document;
            ``StoreError`` if it is damaged.
    """
    if claim and document:
        raise UsageError("give --claim or --document, not both")
    build = _Standing(out, read_manifest(out))
    iri = claim_of(build.graph(claim), claim) if claim else ""
    asked = Asked(iri, document, reviewer, licence)
    made = Material(
        portions=lambda: build.portions(asked),
        graph=lambda: _narrowed(build.graph(iri), asked),
        digest=build.digest,
        version=__version__,
        manifest=build.manifest,
        asked=asked,
    )
    if document and not any(True for _ in made.portions()):
        made.graph()  # says which documents there are
    return made


@dataclass(frozen=True, slots=True)
class _Standing:
    """The build that stood in a folder when it was opened, and no other that comes to stand there.

    Errors: ``StoreError`` if it is damaged, or another took its place before all is read.
    """

    out: Path
    manifest: Mapping[str, Any]

    def graph(self, claim: str) -> MultiDiGraph[str]:
        """Read the graph; of many parts, what is around a claim."""
        with standing_still(self.out, self.manifest):
            around = facts_with(self.out, self.manifest, claim) if claim else None
            return graph_of(around or Facts.of(chain.from_iterable(map(parse_nquads, self.all()))))

    def all(self) -> Iterator[bytes]:
        """Read what was said, and what was found of it."""
        yield from said_in(self.out, self.manifest)
        yield from found_in(self.out, self.manifest)

    def portions(self, asked: Asked) -> Iterator[Portion]:
        """Read those portions that have claims asked for."""
        with standing_still(self.out, self.manifest):
            yield from (
                each for each in self._read(asked) if asked.everything or each.claims(asked)
            )

    def _read(self, asked: Asked) -> Iterator[Portion]:
        out, manifest = self.out, self.manifest
        if not is_parted(manifest):
            yield Portion(b"".join(said_in(out, manifest)), b"".join(found_in(out, manifest)))
            return
        index = index_of(out, manifest)
        if asked.claim:
            part = part_with(out, manifest, asked.claim)
            parts: Iterable[tuple[bytes, bytes]] = () if part is None else (part,)
        else:
            mark = f'"{asked.document}:'.encode() if asked.document else b""
            both = parts_in(out, manifest)
            parts = ((said, found()) for said, found in both if mark in said)
        for said, found in parts:
            yield _portion(index, said, found)

    def digest(self) -> str:
        """Give the dataset's digest, or of parts the digest of theirs, by order of name."""
        if not is_parted(self.manifest):
            return str(self.manifest["dataset"]["sha256"])
        with standing_still(self.out, self.manifest):
            digests = [sha256(said).hexdigest() for said in said_in(self.out, self.manifest)]
        return sha256("".join(digests).encode()).hexdigest()


def _narrowed(graph: MultiDiGraph[str], asked: Asked) -> MultiDiGraph[str]:
    if asked.claim:
        return trace_claim(graph, asked.claim)
    return trace_document(graph, asked.document) if asked.document else graph


def _portion(index: Store, said: bytes, found: bytes) -> Portion:
    return Portion(said, found, partial(_beside, index, said, found))


def _beside(index: Store, said: bytes, found: bytes) -> Iterator[Quad]:
    """Read what other parts say of the words of this one, and what others call these words.

    The ontology, which the index has as well, is no part of a build.
    """
    spoken = set()
    for quad in spoken_of(index, chain(parse_nquads(said), parse_nquads(found))):
        if quad[3] != _ONTOLOGY:
            spoken.add(quad[0])
            yield quad
    for thing in sorted(spoken):
        yield from mapped_from(index, thing)
