"""What a dataset has, in the Vocabulary of Interlinked Datasets (VoID)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

from mdmakg.export.about import about, about_triples
from mdmakg.export.turtle import turtle_pieces
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import service as s
from mdmakg.vocab.foreign import rdf_type, xsd_integer
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term, literal_term, term_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.export.material import Material
    from mdmakg.vocab.term import Term

    Statement: TypeAlias = tuple[Term, Term, Term]

__all__ = ["Numbers", "describe_dataset", "void_pieces"]

PREFIXES: Final = {
    "void": s.VOID,
    "dcterms": f.DCTERMS,
    "prov": x.PROV,
    "rdfs": f.RDFS,
    "mdmakg": BASE,
}


def void_pieces(material: Material) -> Iterator[str]:
    """Write what the dataset is, and how much of what it has."""
    told = about(material)
    described = describe_dataset(told.iri, numbers_of(material), within=f"{told.iri}#part")
    prefixes = {**PREFIXES, "this": f"{told.iri}#"}
    return turtle_pieces((*described, *about_triples(told)), prefixes)


def numbers_of(material: Material) -> Numbers:
    """Count what was said and curated; what several graphs say counts once.

    Only what several parts of a build may state is held from one to the next:
    propositions, which belong to no document.
    """
    shared: set[Statement] = set()
    subjects, classes, properties = 0, Counter[str](), Counter[str]()
    for portion in material.portions():
        said = {(s_, p, o) for s_, p, o, _ in portion.said_quads()} - shared
        shared |= {triple for triple in said if triple[0].startswith(_SHARED)}
        subjects += len({triple[0] for triple in said})
        properties.update(term_text(p) for _, p, _ in said)
        classes.update(term_text(o) for _, p, o in said if p == f"<{rdf_type}>")
    counts = {
        s.void_triples: properties.total(),
        s.void_distinctSubjects: subjects,
        s.void_properties: len(properties),
        s.void_classes: len(classes),
    }
    return Numbers(counts=counts, classes=classes, properties=properties)


_SHARED: Final = f"<{BASE}proposition/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How much there is of what; a number that could not be had in time is absent."""

    counts: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]


def describe_dataset(
    dataset: str, numbers: Numbers, *, endpoint: str = "", within: str = ""
) -> Iterator[Statement]:
    """Describe a dataset, and where it can be asked; its parts are named within ``within``.

    Source: VoID 2 to 4: access, structure and statistics.
    """
    within = within or dataset
    yield _link(dataset, rdf_type, s.void_Dataset)
    if endpoint:
        yield _link(dataset, s.void_sparqlEndpoint, endpoint)
    for vocabulary in sorted({_namespace(iri) for iri in numbers.properties}):
        yield _link(dataset, s.void_vocabulary, vocabulary)
    if BASE in {_namespace(iri) for iri in (*numbers.classes, *numbers.properties)}:
        yield _say(dataset, s.void_uriSpace, literal_term(BASE))
    for counted, number in numbers.counts.items():
        yield _count(dataset, counted, number)
    for iri, number in numbers.classes.items():
        part = f"{within}-class-{quote(iri, safe='')}"
        yield _link(dataset, s.void_classPartition, part)
        yield _link(part, s.void_class, iri)
        yield _count(part, s.void_entities, number)
    for iri, number in numbers.properties.items():
        part = f"{within}-property-{quote(iri, safe='')}"
        yield _link(dataset, s.void_propertyPartition, part)
        yield _link(part, s.void_property, iri)
        yield _count(part, s.void_triples, number)


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri


def _link(subject: str, predicate: str, value: str) -> Statement:
    return _say(subject, predicate, iri_term(value))


def _count(subject: str, predicate: str, number: int) -> Statement:
    return _say(subject, predicate, literal_term(str(number), xsd_integer))


def _say(subject: str, predicate: str, value: Term) -> Statement:
    return iri_term(subject), iri_term(predicate), value
