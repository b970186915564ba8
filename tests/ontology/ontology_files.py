"""The ontology as the tests read it: files, triples, terms, closed lists, pinned terms."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from mdmakg.bundle import folder
from mdmakg.vocab.foreign import DCTERMS, OWL, RDF, RDFS, SKOS
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOUNS = ("source", "study", "intervention", "outcome", "claim")
FILES = ("mdmakg", *NOUNS, "schemes")

TYPE = RDF + "type"
LABEL = RDFS + "label"
DEFINITION = SKOS + "definition"
EXAMPLE = SKOS + "example"
DEFINED_BY = RDFS + "isDefinedBy"
SEE_ALSO = RDFS + "seeAlso"
DOMAIN = RDFS + "domain"
RANGE = RDFS + "range"
IN_SCHEME = SKOS + "inScheme"
NOTATION = SKOS + "notation"
SOURCE = DCTERMS + "source"
EDITORIAL = SKOS + "editorialNote"
STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"

CLASS = OWL + "Class"
OBJECT_PROPERTY = OWL + "ObjectProperty"
DATA_PROPERTY = OWL + "DatatypeProperty"
ANY_PROPERTY = RDF + "Property"
PROPERTIES = frozenset({OBJECT_PROPERTY, DATA_PROPERTY, ANY_PROPERTY})
SCHEME = SKOS + "ConceptScheme"
CONCEPT = SKOS + "Concept"


class Said(dict[str, list[str]]):
    """What is said of one thing: predicate to values, none where nothing is said."""

    def __missing__(self, predicate: str) -> list[str]:
        """Give no values, and leave the record as it is."""
        return []


Terms = dict[str, Said]
"""Subject to what is said of it: IRIs as such, literals as their text."""


def path(name: str) -> Path:
    """Find one file of the ontology."""
    return folder("ontology") / name


@cache
def triples(name: str) -> tuple[Triple, ...]:
    """Read one Turtle file, strictly."""
    quads = parse(path=path(f"{name}.ttl"), format=RdfFormat.TURTLE)
    return tuple(quad.triple for quad in quads)


def value(term: object) -> str:
    """Give an IRI, the text of a literal, or a name for the cell of a list in a shape."""
    assert isinstance(term, NamedNode | Literal | BlankNode), term
    return term.value


def grouped(found: Iterable[Triple]) -> Terms:
    """Group triples by subject and predicate."""
    terms: Terms = {}
    for triple in found:
        said = terms.setdefault(value(triple.subject), Said())
        said.setdefault(triple.predicate.value, []).append(value(triple.object))
    return terms


@cache
def declared(*names: str) -> Terms:
    """Give what the named files declare; all of them where none is named."""
    return grouped(triple for name in names or FILES for triple in triples(name))


def of_type(*types: str) -> set[str]:
    """Give the IRIs declared to be of any of these types."""
    return {iri for iri, said in declared().items() if set(said[TYPE]) & set(types)}


def members(scheme: str) -> list[str]:
    """Give the words of a closed list, in the order of its file."""
    iri = f"{BASE}scheme/{scheme}"
    return [said[NOTATION][0] for said in declared().values() if iri in said[IN_SCHEME]]


def lists_of(said: Said) -> list[str]:
    """Give the names of the closed lists that a property takes its values from."""
    return [iri.removeprefix(f"{BASE}scheme/") for iri in said[SEE_ALSO]]


@cache
def pinned() -> dict[str, dict[str, str]]:
    """Read terms.tsv: what is recorded of each foreign identifier, by IRI if it has one."""
    with path("terms.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["iri"] or row["curie"]: row for row in csv.DictReader(lines, delimiter="\t")}


@cache
def prefixes() -> dict[str, str]:
    """Give the prefixes of the Turtle files, which agree on what each stands for."""
    text = "".join(path(f"{name}.ttl").read_text("utf-8") for name in FILES)
    pairs = set(re.findall(r"^@prefix ([\w-]+): <([^>]+)>", text, re.M))
    assert len(dict(pairs)) == len(pairs), sorted(pairs)
    return dict(pairs)


@cache
def context() -> dict[str, Any]:
    """Read the JSON-LD context."""
    whole: dict[str, dict[str, Any]] = json.loads(path("context.jsonld").read_text("utf-8"))
    return whole["@context"]
