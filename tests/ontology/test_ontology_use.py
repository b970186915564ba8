"""What the encoder, the shapes and the queries say is declared, and what is declared is said."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from every_record import every_record
from ontology_files import (
    CLASS,
    CONCEPT,
    DATA_PROPERTY,
    DOMAIN,
    EDITORIAL,
    PROPERTIES,
    RANGE,
    TYPE,
    declared,
    of_type,
    pinned,
    value,
)
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mdmakg.bundle import folder
from mdmakg.encode.dataset import encode_corpus
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as vocab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = vocab.BASE
SUBCLASS = f.RDFS + "subClassOf"
TERMS = sorted(of_type(CLASS, *PROPERTIES))
UNUSED = "Not used"
"""How the editorial note begins of a term that nothing uses yet."""


@cache
def quads() -> tuple[Quad, ...]:
    """Encode one document that uses every record of the model."""
    return tuple(parse(encode_corpus(every_record()).nquads, RdfFormat.N_QUADS))


@cache
def types() -> dict[str, set[str]]:
    """Give the classes of each thing that the document speaks of, and those above them."""
    found: dict[str, set[str]] = {}
    for quad in quads():
        if quad.predicate.value == f.rdf_type:
            classes = found.setdefault(value(quad.subject), set())
            classes.add(value(quad.object))
    for classes in found.values():
        for iri in list(classes):
            classes.update(declared()[iri][SUBCLASS] if iri.startswith(BASE) else ())
    return found


def is_of(term: NamedNode | Literal, wanted: str) -> bool:
    """Say whether a value is of a class: by its type, as a list's concept, as a property."""
    iri = term.value
    if wanted == f.RDF + "Property":
        return iri.startswith(f.DCTERMS) or iri in of_type(*PROPERTIES)
    return wanted in types().get(iri, set()) or (wanted == CONCEPT and iri in of_type(CONCEPT))


def test_the_document_uses_what_the_encoder_says() -> None:
    """The document below is not a small one that leaves most of the encoder unlooked at."""
    said = {quad.predicate.value for quad in quads()}
    kept = {"checks", "ontology"}
    rows = (
        line.split("\t") for line in (folder("ontology") / "graphs.tsv").read_text().splitlines()
    )
    derived = {term.removeprefix("mdmakg:") for term, graph in rows if graph in kept}
    unsaid = {iri.removeprefix(BASE) for iri in of_type(*PROPERTIES) - said}
    assert unsaid == derived - {iri.removeprefix(BASE) for iri in of_type(CLASS)}


def test_predicates_and_classes_are_declared() -> None:
    """No predicate or class of encoded data is outside the ontology and the pinned terms."""
    predicates = {quad.predicate.value for quad in quads()}
    classes = {value(q.object) for q in quads() if q.predicate.value == f.rdf_type}
    core = {iri for iri in predicates if iri.startswith((f.RDF, f.RDFS, f.DCTERMS))}
    assert predicates - core - set(pinned()) <= of_type(*PROPERTIES)
    assert classes - set(pinned()) <= of_type(CLASS)


def test_members_of_lists_are_declared() -> None:
    """An object under the base that is no thing of the document is a concept, or a check."""
    subjects = {value(quad.subject) for quad in quads()}
    objects = {quad.object for quad in quads() if isinstance(quad.object, NamedNode)}
    ours = {term.value for term in objects if term.value.startswith(BASE)}
    checks = {iri for iri in ours if iri.startswith(f"{BASE}check/")}
    assert ours - subjects - set(declared()) == checks


@pytest.mark.parametrize("iri", sorted(of_type(*PROPERTIES)))
def test_domain_and_range_hold(iri: str) -> None:
    """What a property entails of its subject and object is what the encoder says of them."""
    said = declared()[iri]
    for quad in (quad for quad in quads() if quad.predicate.value == iri):
        assert isinstance(quad.object, NamedNode | Literal)
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, Literal) == (said[TYPE] == [DATA_PROPERTY])
        for wanted in said[DOMAIN]:
            assert is_of(quad.subject, wanted), quad
        for wanted in said[RANGE]:
            if isinstance(quad.object, Literal):
                assert quad.object.datatype.value == wanted, quad
            else:
                assert is_of(quad.object, wanted), quad


def shared(terms: set[NamedNode]) -> set[str]:
    """Give the classes that all of these are of, a list's concept counting as a concept."""
    kinds = [
        {CONCEPT} if term.value in of_type(CONCEPT) else types().get(term.value, set())
        for term in terms
    ]
    return set.intersection(*kinds) if kinds else set()


@pytest.mark.parametrize("iri", sorted(of_type(*PROPERTIES)))
def test_no_domain_or_range_is_missing(iri: str) -> None:
    """Where all subjects of a property are of one class, it says so; and all objects."""
    said = declared()[iri]
    mine = [quad for quad in quads() if quad.predicate.value == iri]
    subjects = {quad.subject for quad in mine if isinstance(quad.subject, NamedNode)}
    objects = {quad.object for quad in mine if isinstance(quad.object, NamedNode)}
    assert shared(subjects) == set() or said[DOMAIN], shared(subjects)
    assert shared(objects) == set() or said[RANGE], shared(objects)


def test_parts_of_a_ground_are_targets() -> None:
    """Core, stem and qualifier are subproperties of oa:hasTarget, and both are stated."""
    parts = (vocab.hasCore, vocab.hasStem, vocab.hasQualifier)
    below = {iri for iri in TERMS if f.oa_hasTarget in declared()[iri][f.RDFS + "subPropertyOf"]}
    assert below == set(parts)
    stated = {(q.subject, q.object) for q in quads() if q.predicate.value in parts}
    assert stated == {(q.subject, q.object) for q in quads() if q.predicate.value == f.oa_hasTarget}


def rules() -> list[Path]:
    """Give the shapes and the queries."""
    return sorted([*folder("shapes").glob("**/*.ttl"), *folder("queries").glob("**/*.rq")])


@pytest.mark.parametrize("file", rules(), ids=lambda file: file.name)
def test_names_in_shapes_and_queries_are_declared(file: Path) -> None:
    """A misspelt term in a shape or a query would match nothing, without a word."""
    assert misspelt(file.read_text("utf-8")) == set()


def misspelt(text: str) -> set[str]:
    """Give the names under ``mdmakg:`` in a text that the ontology does not declare."""
    names = set(re.findall(r"(?<![\w-])mdmakg:([A-Za-z][\w-]*)", text))
    names |= set(re.findall(rf"<{re.escape(BASE)}([A-Za-z][\w-]*)>", text))
    return {name for name in names if BASE + name not in TERMS}


def test_a_misspelt_name_is_seen() -> None:
    """Prefixed or whole, a name that is not declared is found; longer IRIs are left alone."""
    assert misspelt("?c mdmakg:hedge ?h ; a mdmakg:Claim .") == set()
    assert misspelt("?c mdmakg:hegde ?h ; a mdmakg:Claim .") == {"hegde"}
    assert misspelt(f"?c <{BASE}hegde> ?h") == {"hegde"}
    assert misspelt(f"?c mdmakg:hedge <{BASE}hedge/none>") == set()


def named(module: ast.Module) -> Iterator[str]:
    """Give the names of the vocabulary that a module of the program uses."""
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "mdmakg.vocab"
        for alias in node.names
        if alias.name == "mdmakg"
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in aliases:
                yield node.attr.rstrip("_")
        elif isinstance(node, ast.ImportFrom) and node.module == "mdmakg.vocab.mdmakg":
            yield from (alias.name.rstrip("_") for alias in node.names)


def used(checkout: Path) -> set[str]:
    """Give the names that the program, a shape or a query uses."""
    found: set[str] = set()
    for file in (checkout / "src").rglob("*.py"):
        found.update(named(ast.parse(file.read_text("utf-8"))))
    for file in rules():
        found.update(re.findall(r"mdmakg:([A-Za-z]\w*)", file.read_text("utf-8")))
    return found


def test_names_in_the_program_are_found() -> None:
    """Names reached through the module, by whatever alias, or imported by themselves."""
    aliased = "from mdmakg.vocab import mdmakg as own\nterm = own.from_"
    assert set(named(ast.parse(aliased))) == {"from"}
    assert set(named(ast.parse("from mdmakg.vocab.mdmakg import object_"))) == {"object"}
    assert set(named(ast.parse("import mdmakg.check\nmdmakg.check.run()"))) == set()


def test_every_term_is_used_or_says_why_not(checkout: Path) -> None:
    """A term that nothing uses has an editorial note "Not used …"; a used one has none."""
    names = used(checkout)
    unused = {iri for iri in TERMS if iri.removeprefix(BASE) not in names}
    silent = {iri for iri in TERMS if any(n.startswith(UNUSED) for n in declared()[iri][EDITORIAL])}
    assert unused == silent
