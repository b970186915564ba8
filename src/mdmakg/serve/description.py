"""What the endpoint says of itself: SPARQL 1.1 Service Description.

No blank nodes: its parts are named within the endpoint's own address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from mdmakg.serve.formats import RESULTS, TRIPLES
from mdmakg.vocab import service as s
from mdmakg.vocab.foreign import rdf_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["describe"]


def describe(endpoint: str, dataset: str, graphs: Iterable[str]) -> Iterator[Triple]:
    """Describe the endpoint at ``endpoint``, which answers from ``dataset`` with ``graphs``."""
    service, default = f"{endpoint}#service", f"{endpoint}#default-graph"
    yield from (
        _say(service, rdf_type, s.sd_Service),
        _say(service, s.sd_endpoint, endpoint),
        _say(service, s.sd_supportedLanguage, s.sd_SPARQL11Query),
        _say(service, s.sd_feature, s.sd_UnionDefaultGraph),
        _say(service, s.sd_defaultDataset, dataset),
        _say(dataset, rdf_type, s.sd_Dataset),
        _say(dataset, s.sd_defaultGraph, default),
        _say(default, rdf_type, s.sd_Graph),
    )
    for form in (*RESULTS, *TRIPLES):
        yield _say(service, s.sd_resultFormat, form.iri)
    for number, graph in enumerate(sorted(graphs), start=1):
        named = f"{endpoint}#named-graph-{number}"
        yield _say(dataset, s.sd_namedGraph, named)
        yield _say(named, rdf_type, s.sd_NamedGraph)
        yield _say(named, s.sd_name, graph)


def _say(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
