"""What the dataset is, in the Vocabulary of Interlinked Datasets (VoID)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from mdmakg.vocab import service as s
from mdmakg.vocab.foreign import rdf_type, xsd_integer
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["CLASSES", "COUNTS", "GRAPHS", "PROPERTIES", "Numbers", "describe_dataset"]

# What several graphs say counts once: the default graph keeps one triple for each.
COUNTS: Final = {
    s.void_triples: "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
    s.void_distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    s.void_distinctObjects: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    s.void_properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    s.void_classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
}
"""The queries that count the whole, by the property that tells the number ``?n``."""

CLASSES: Final = """\
SELECT ?of (COUNT(DISTINCT ?s) AS ?n) { ?s a ?of FILTER(isIRI(?of)) }
GROUP BY ?of ORDER BY DESC(?n) ?of LIMIT 500"""
PROPERTIES: Final = """\
SELECT ?of (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?of ?o { ?s ?of ?o } }
GROUP BY ?of ORDER BY DESC(?n) ?of LIMIT 500"""
GRAPHS: Final = "SELECT ?g { GRAPH ?g {} } ORDER BY ?g LIMIT 1000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How much there is of what; a number that could not be had in time is absent."""

    counts: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]


def describe_dataset(dataset: str, endpoint: str, numbers: Numbers) -> Iterator[Triple]:
    """Describe what is served, each part named within the dataset's own address."""
    yield _link(dataset, rdf_type, s.void_Dataset)
    yield _link(dataset, s.void_sparqlEndpoint, endpoint)
    for vocabulary in sorted({_namespace(iri) for iri in numbers.properties}):
        yield _link(dataset, s.void_vocabulary, vocabulary)
    if BASE in {_namespace(iri) for iri in (*numbers.classes, *numbers.properties)}:
        yield _say(dataset, s.void_uriSpace, Literal(BASE))
    for counted, number in numbers.counts.items():
        yield _count(dataset, counted, number)
    for iri, number in numbers.classes.items():
        part = f"{dataset}-class-{quote(iri, safe='')}"
        yield _link(dataset, s.void_classPartition, part)
        yield _link(part, s.void_class, iri)
        yield _count(part, s.void_entities, number)
    for iri, number in numbers.properties.items():
        part = f"{dataset}-property-{quote(iri, safe='')}"
        yield _link(dataset, s.void_propertyPartition, part)
        yield _link(part, s.void_property, iri)
        yield _count(part, s.void_triples, number)


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri


def _link(subject: str, predicate: str, value: str) -> Triple:
    return _say(subject, predicate, NamedNode(value))


def _count(subject: str, predicate: str, number: int) -> Triple:
    return _say(subject, predicate, Literal(str(number), datatype=NamedNode(xsd_integer)))


def _say(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
