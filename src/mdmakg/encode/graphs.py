"""Which named graph holds a statement: one table, ``ontology/graphs.tsv``, decides."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GraphKind", "graph_kinds", "graph_name", "graph_of"]

_PREFIXES: Mapping[str, str] = {
    "mdmakg": m.BASE,
    "rdfs": f.RDFS,
    "oa": f.OA,
    "dcterms": f.DCTERMS,
    "skos": f.SKOS,
}


class GraphKind(StrEnum):
    """Who stands behind a statement: a source, a curator, a set of mappings, or a rule."""

    SOURCE = "source"
    CURATION = "curation"
    MAPPINGS = "mappings"
    CHECKS = "checks"
    ONTOLOGY = "ontology"


@cache
def graph_kinds() -> Mapping[str, GraphKind]:
    """Read the table: the IRI of a predicate or class to the kind of its graph."""
    rows = (folder("ontology") / "graphs.tsv").read_text("utf-8").splitlines()[1:]
    pairs = (row.split("\t") for row in rows)
    return {_expand(term): GraphKind(kind) for term, kind in pairs}


def _expand(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return _PREFIXES[prefix] + local


def graph_of(predicate: str, object_: str, source: str, document: str) -> str:
    """Name the graph of a statement; for ``rdf:type`` its class decides."""
    kind = graph_kinds()[object_ if predicate == f.rdf_type else predicate]
    return graph_name(kind, source, document)


def graph_name(kind: GraphKind, source: str, document: str) -> str:
    """Name the graph of a kind for what a source says in a document."""
    match kind:
        case GraphKind.SOURCE:
            return f"{m.BASE}graph/source/{source}"
        case GraphKind.CURATION:
            return f"{m.BASE}graph/curation/{document}"
        case GraphKind.MAPPINGS | GraphKind.CHECKS | GraphKind.ONTOLOGY:
            return f"{m.BASE}graph/{kind}"
