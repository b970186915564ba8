"""A build, given out portion by portion to be written in another form."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Final

from mdmakg import __version__
from mdmakg.build.around import mapped_from, part_with, spoken_of
from mdmakg.build.graph import read_graph
from mdmakg.build.index import open_index
from mdmakg.build.manifest import read_manifest
from mdmakg.build.record import is_parted, parts_in, read_record, said_in
from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.graphs import GraphKind, graph_name
from mdmakg.errors import UsageError
from mdmakg.export.material import Asked, Material, Portion
from mdmakg.trace.trace import claim_of, trace_claim, trace_document
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
    manifest = read_manifest(out)
    iri = claim_of(read_graph(out, claim), claim) if claim else ""
    asked = Asked(iri, document, reviewer, licence)
    made = Material(
        portions=lambda: _portions(out, asked),
        graph=lambda: _graph(out, asked),
        digest=lambda: _digest(out),
        version=__version__,
        manifest=manifest,
        asked=asked,
    )
    if document and not any(True for _ in made.portions()):
        made.graph()  # says which documents there are
    return made


def _graph(out: Path, asked: Asked) -> MultiDiGraph[str]:
    graph = read_graph(out, asked.claim)
    if asked.claim:
        return trace_claim(graph, asked.claim)
    return trace_document(graph, asked.document) if asked.document else graph


def _portions(out: Path, asked: Asked) -> Iterator[Portion]:
    if not is_parted(read_manifest(out)):
        said, found = read_record(out)
        portions: Iterable[Portion] = (Portion(said, found),)
    elif asked.claim:
        portions = _around(out, asked.claim)
    else:
        portions = _parts(out, f'"{asked.document}:'.encode() if asked.document else b"")
    return (portion for portion in portions if asked.everything or portion.claims(asked))


def _around(out: Path, claim: str) -> Iterator[Portion]:
    found = part_with(out, claim)
    if found is not None:
        yield _portion(open_index(out), *found)


def _parts(out: Path, mark: bytes) -> Iterator[Portion]:
    """Read part after part; those with a mark in what they say, if there is one."""
    index = open_index(out)
    for said, found in parts_in(out, read_manifest(out)):
        if mark in said:
            yield _portion(index, said, found())


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


def _digest(out: Path) -> str:
    """Give the dataset's digest, or of parts the digest of theirs, in the order of their names."""
    manifest = read_manifest(out)
    if not is_parted(manifest):
        return str(manifest["dataset"]["sha256"])
    digests = (sha256(said).hexdigest() for said in said_in(out, manifest))
    return sha256("".join(digests).encode()).hexdigest()
