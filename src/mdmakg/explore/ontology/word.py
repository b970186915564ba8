"""The words of the ontology: classes, properties, closed lists and their members."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mdmakg.check.shapes import NOUNS
from mdmakg.check.turtle import read_turtle
from mdmakg.vocab.foreign import DCTERMS, OWL, RDF, RDFS, SKOS, rdf_type, rdfs_label
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.check.statements import Statements

__all__ = ["MATCHES", "Header", "Kind", "Word", "header_of", "purposes", "read_words", "values"]

MATCHES: Final = tuple(
    f"{SKOS}{near}Match" for near in ("exact", "close", "broad", "narrow", "related")
)
"""How near a term of another vocabulary comes, nearest first."""

_STATUS: Final = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
_FILES: Final = (*NOUNS, "schemes")


class Kind(StrEnum):
    """What sort of word it is, as readers call it."""

    CLASS = "class"
    LINK = "property, to a thing"
    VALUE = "property, to a value"
    PROPERTY = "property"
    LIST = "closed list"
    MEMBER = "member of a list"


_KINDS: Final = {
    OWL + "Class": Kind.CLASS,
    OWL + "ObjectProperty": Kind.LINK,
    OWL + "DatatypeProperty": Kind.VALUE,
    RDF + "Property": Kind.PROPERTY,
    SKOS + "ConceptScheme": Kind.LIST,
    SKOS + "Concept": Kind.MEMBER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as its file describes it; everything that leads elsewhere is an IRI.

    Shape: ``file`` is the stem of the file, ``matches`` pairs of a mapping property and a
           term of another vocabulary, nearest first; what is not said is empty.
    """

    iri: str
    kind: Kind
    file: str
    label: str
    definition: str
    example: str = ""
    status: str = ""
    notation: str = ""
    scheme: str = ""
    domain: str = ""
    range: str = ""
    lists: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()
    withdrawn: bool = False

    @property
    def anchor(self) -> str:
        """Where it stands on the page: its local name."""
        return self.iri.removeprefix(BASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the ontology says of itself; ``prior`` is the IRI of the version before, if any."""

    title: str
    description: str
    creator: str
    licence: str
    version: str
    version_iri: str
    prefix: str
    prior: str = ""


def read_words(ontology: Path) -> tuple[Word, ...]:
    """Read every word, in the order of the nouns and of their files.

    Errors: InputError for what is not Turtle.
    """
    return tuple(word for file in _FILES for word in _words(ontology / f"{file}.ttl"))


def header_of(ontology: Path) -> Header:
    """Read what the ontology says of itself.

    Errors: InputError for what is not Turtle.
    """
    said = read_turtle(ontology / "mdmakg.ttl").statements
    return Header(
        title=_one(said, BASE, DCTERMS + "title"),
        description=_one(said, BASE, DCTERMS + "description"),
        creator=_one(said, BASE, DCTERMS + "creator"),
        licence=_one(said, BASE, DCTERMS + "license"),
        version=_one(said, BASE, OWL + "versionInfo"),
        version_iri=_one(said, BASE, OWL + "versionIRI"),
        prefix=_one(said, BASE, "http://purl.org/vocab/vann/preferredNamespacePrefix"),
        prior=_one(said, BASE, OWL + "priorVersion"),
    )


def purposes(ontology: Path) -> dict[str, str]:
    """Give what each noun's file is for: the first line of it."""
    return {noun: _first_line(ontology / f"{noun}.ttl") for noun in NOUNS}


def values(said: Statements, subject: str, predicate: str) -> tuple[str, ...]:
    """Give the values of a property, as people read them, in the order of the file."""
    return tuple(map(term_text, said.values(iri_term(subject), iri_term(predicate))))


def _first_line(path: Path) -> str:
    return read_turtle(path).text.partition("\n")[0].removeprefix("# ").rpartition(": ")[2]


def _words(path: Path) -> Iterator[Word]:
    said = read_turtle(path).statements
    for subject in said.said.get(iri_term(rdf_type), {}):
        yield _word(said, term_text(subject), path.stem)


def _word(said: Statements, iri: str, file: str) -> Word:
    return Word(
        iri=iri,
        kind=_KINDS[_one(said, iri, rdf_type)],
        file=file,
        label=_one(said, iri, rdfs_label),
        definition=_one(said, iri, SKOS + "definition"),
        example=_one(said, iri, SKOS + "example"),
        status=_one(said, iri, _STATUS),
        notation=_one(said, iri, SKOS + "notation"),
        scheme=_one(said, iri, SKOS + "inScheme"),
        domain=_one(said, iri, RDFS + "domain"),
        range=_one(said, iri, RDFS + "range"),
        lists=values(said, iri, RDFS + "seeAlso"),
        broader=values(said, iri, RDFS + "subClassOf") + values(said, iri, RDFS + "subPropertyOf"),
        disjoint=values(said, iri, OWL + "disjointWith"),
        sources=values(said, iri, DCTERMS + "source"),
        notes=values(said, iri, SKOS + "editorialNote"),
        matches=tuple((match, term) for match in MATCHES for term in values(said, iri, match)),
        withdrawn=_one(said, iri, OWL + "deprecated") == "true",
    )


def _one(said: Statements, subject: str, predicate: str) -> str:
    return next(iter(values(said, subject, predicate)), "")
