"""Every term is declared once, in the file of its noun, and says what it is."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from ontology_files import (
    ANY_PROPERTY,
    CLASS,
    CONCEPT,
    DATA_PROPERTY,
    DEFINED_BY,
    DEFINITION,
    DOMAIN,
    EXAMPLE,
    FILES,
    IN_SCHEME,
    LABEL,
    NOUNS,
    OBJECT_PROPERTY,
    PROPERTIES,
    RANGE,
    SCHEME,
    STATUS,
    TYPE,
    declared,
    of_type,
    path,
    triples,
)
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import URIRef
from rdflib.namespace import DCTERMS as DCT
from rdflib.namespace import OWL, RDF, RDFS, SDO, SH, SKOS, VANN, XSD

import mdmakg
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as vocab

if TYPE_CHECKING:
    from pathlib import Path

BASE = vocab.BASE
CLOSED = (DCT, OWL, RDF, RDFS, SDO, SH, SKOS, VANN, XSD)
PREDICATES_OF_A_TERM = {
    TYPE,
    LABEL,
    DEFINITION,
    EXAMPLE,
    STATUS,
    DEFINED_BY,
    str(RDFS.seeAlso),
    str(DCT.source),
    str(SKOS.editorialNote),
    str(SKOS.exactMatch),
    str(SKOS.closeMatch),
    str(SKOS.broadMatch),
    str(SKOS.narrowMatch),
    str(SKOS.relatedMatch),
}
FURTHER = {
    CLASS: {str(RDFS.subClassOf), str(OWL.disjointWith)},
    **{kind: {DOMAIN, RANGE, str(RDFS.subPropertyOf)} for kind in PROPERTIES},
    SCHEME: set(),
    CONCEPT: {str(SKOS.prefLabel), str(SKOS.notation), IN_SCHEME, str(SKOS.topConceptOf)},
}
TERMS = sorted(set(declared()) - {BASE})


def vocabulary_by_file(checkout: Path) -> dict[str, set[str]]:
    """Read the names in each module of vocab/mdmakg/, which is called like its file."""
    found: dict[str, set[str]] = {}
    for module in (checkout / "src/mdmakg/vocab/mdmakg").glob("[a-z]*.py"):
        names = found.setdefault(module.stem, set())
        for line in module.read_text("utf-8").splitlines():
            if term := re.fullmatch(r'(\w+): Final = BASE \+ "(\w+)"', line):
                assert term[1].rstrip("_") == term[2], line
                names.add(term[2])
    return found


def test_the_files_are_these(checkout: Path) -> None:
    """No Turtle file stands beside those that the tests read."""
    assert {file.stem for file in (checkout / "ontology").glob("*.ttl")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_no_blank_nodes(name: str) -> None:
    """Each file says something, and every node in it has a name."""
    assert triples(name)
    assert not [t for t in triples(name) if isinstance(t.subject, BlankNode)]
    assert not [t for t in triples(name) if isinstance(t.object, BlankNode)]


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_said_twice(name: str) -> None:
    """A statement stands once in its file."""
    assert [t for t, count in Counter(triples(name)).items() if count > 1] == []


@pytest.mark.parametrize("noun", NOUNS)
def test_vocabulary_and_file_agree(noun: str, checkout: Path) -> None:
    """What a module of vocab/mdmakg/ names is what its file declares, no more and no less."""
    names = {f"{BASE}{name}" for name in vocabulary_by_file(checkout)[noun]}
    assert set(declared(noun)) == names


def test_every_name_of_the_vocabulary_has_a_file(checkout: Path) -> None:
    """No constant of vocab/mdmakg/ stands outside the modules called like a file."""
    sections = vocabulary_by_file(checkout)
    assert set(sections) == set(NOUNS)
    constants = {value for key, value in vars(vocab).items() if key[0] != "_" and key != "BASE"}
    iris = {value for value in constants if isinstance(value, str) and value.startswith(BASE)}
    assert iris == {BASE + name for names in sections.values() for name in names}


def test_a_term_stands_in_one_file() -> None:
    """No two files describe the same thing."""
    count = Counter(iri for name in FILES for iri in declared(name))
    assert [iri for iri, files in count.items() if files > 1] == []


@pytest.mark.parametrize("iri", TERMS)
def test_description(iri: str) -> None:
    """Label, definition, status and header once each; an example; nothing unforeseen."""
    said = declared()[iri]
    (kind,) = said[TYPE]
    assert set(said) <= PREDICATES_OF_A_TERM | FURTHER[kind]
    for predicate in (LABEL, DEFINITION, STATUS):
        assert len(said[predicate]) == 1, predicate
    assert said[STATUS][0] in {"stable", "testing"}
    assert said[DEFINED_BY] == [BASE]
    assert said[DEFINITION][0].endswith(".")
    assert len(said[EXAMPLE]) == 1 or kind == SCHEME


@pytest.mark.parametrize("name", FILES[1:])
def test_prose_is_in_english(name: str) -> None:
    """Labels, definitions, examples and notes say their language."""
    prose = {LABEL, DEFINITION, EXAMPLE, str(SKOS.prefLabel), str(SKOS.editorialNote)}
    for triple in triples(name):
        if triple.predicate.value in prose:
            assert isinstance(triple.object, Literal)
            assert triple.object.language == "en", triple


def kind_of(iri: str) -> str:
    """Say among which things a label is to be the only one: a list's concepts, say."""
    said = declared()[iri]
    if said[IN_SCHEME]:
        return said[IN_SCHEME][0]
    return "property" if said[TYPE][0] in PROPERTIES else said[TYPE][0]


def test_labels_differ() -> None:
    """No two classes, properties, schemes or concepts of one scheme share a label."""
    labels = Counter((kind_of(iri), declared()[iri][LABEL][0].casefold()) for iri in TERMS)
    assert [label for label, count in labels.items() if count > 1] == []


RENAMED = {
    "issuedYear": "year of issue",
    "is-manifestation-of": "is a manifestation of",
    "still-better-than-start": "still better than at the start",
}
"""Labels that are not their term's name with blanks put in."""


@pytest.mark.parametrize("iri", [iri for iri in TERMS if declared()[iri][TYPE] != [SCHEME]])
def test_label_is_the_name_spelt_out(iri: str) -> None:
    """A label has the letters and digits of its name, in order."""
    name, label = iri.rpartition("/")[2], declared()[iri][LABEL][0]
    if name in RENAMED:
        assert label == RENAMED[name]
    else:
        assert re.sub(r"[ -]", "", label).casefold() == name.replace("-", "").casefold()


def test_definitions_differ() -> None:
    """No definition serves two terms of one kind, as happens when one is copied and forgotten."""
    texts = Counter((kind_of(iri), declared()[iri][DEFINITION][0]) for iri in TERMS)
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_foreign_words_exist(name: str) -> None:
    """Every term of a closed namespace that a file uses is in that namespace."""
    iris = {
        term.value
        for triple in triples(name)
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    for space in CLOSED:
        inside = {URIRef(iri) for iri in iris if iri.startswith(str(space))}
        assert [iri for iri in inside if iri not in space] == []


@pytest.mark.parametrize("iri", sorted(of_type(*PROPERTIES)))
def test_domain_and_range(iri: str) -> None:
    """At most one domain and one range, each a class or datatype with a name."""
    said = declared()[iri]
    (kind,) = said[TYPE]
    classes = of_type(CLASS) | {CONCEPT, ANY_PROPERTY, str(SH.NodeShape)}
    assert len(said[DOMAIN]) <= 1
    assert set(said[DOMAIN]) <= classes
    if kind == DATA_PROPERTY:
        (datatype,) = said[RANGE]
        assert datatype.startswith(str(XSD))
    elif kind == OBJECT_PROPERTY:
        assert len(said[RANGE]) <= 1
        assert set(said[RANGE]) <= classes
    else:
        assert said[RANGE] == []


def test_header() -> None:
    """One ontology, its licence CC BY 4.0, its version that of the package."""
    said = declared("mdmakg")[BASE]
    assert set(declared("mdmakg")) == {BASE}
    assert said[TYPE] == [str(OWL.Ontology)]
    assert said[str(OWL.versionIRI)] == [BASE + mdmakg.__version__]
    assert said[str(OWL.versionInfo)] == [mdmakg.__version__]
    assert said[f.DCTERMS + "license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said[f.DCTERMS + "creator"] == ["mdmakg maintainers"]
    assert said[str(VANN.preferredNamespacePrefix)] == ["mdmakg"]
    assert said[str(VANN.preferredNamespaceUri)] == [BASE]
    assert said[f.DCTERMS + "title"]
    assert said[f.DCTERMS + "description"]


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain(name: str) -> None:
    """UTF-8, Unix line ends, one final newline, no trailing blanks, prefixes that are used."""
    raw = path(f"{name}.ttl").read_bytes()
    text = raw.decode("utf-8")
    assert b"\r" not in raw
    assert text.endswith(" .\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    prefixes = re.findall(r"^@prefix ([\w-]+):", text, re.M)
    assert [p for p in prefixes if not re.search(rf"(?<![\w-]){p}:", body)] == []
