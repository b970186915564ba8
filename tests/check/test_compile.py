"""Which shapes are compiled, and that none of ours is left to an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.check.compile import Plan, compile_shapes
from mdmakg.check.shacl import validate
from mdmakg.check.shapes import NOUNS, read_shapes, rules_of
from mdmakg.check.statements import Statements, turtle_statements
from mdmakg.check.structure import check_structure
from mdmakg.check.turtle import read_turtle
from mdmakg.encode.dataset import parse_nquads

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = """\
@prefix : <https://w3id.org/mdmakg/shape/> .
@prefix mdmakg: <https://w3id.org/mdmakg/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
KNOWN = """\
:claim a sh:NodeShape ; sh:targetClass mdmakg:Claim ; sh:property :claim.gloss, :shared .
:claim.gloss a sh:PropertyShape ; sh:path mdmakg:gloss ;
    sh:minCount 1 ; sh:message "a claim has a gloss" .
:source a sh:NodeShape ; sh:targetClass mdmakg:Source ; sh:property :shared .
:shared a sh:PropertyShape ; sh:path mdmakg:note ; sh:maxCount 1 ; sh:message "one note" .
"""
DATA = b"""\
<u:c1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/mdmakg/Claim> .
<u:c1> <https://w3id.org/mdmakg/gloss> "a gloss"@en .
<u:c1> <https://w3id.org/mdmakg/gloss> <u:s1> .
<u:c1> <https://w3id.org/mdmakg/note> "one" .
<u:c2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/mdmakg/Claim> .
<u:s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/mdmakg/Source> .
<u:s1> <https://w3id.org/mdmakg/note> "one" .
<u:s1> <https://w3id.org/mdmakg/note> "two" .
"""
CLAIM = "<https://w3id.org/mdmakg/shape/claim>"


def plan(turtle: str) -> Plan:
    """Compile shapes written as Turtle."""
    return compile_shapes(turtle_statements(PREFIXES + turtle, "shapes.ttl"))


def codes(shapes: Plan) -> set[str]:
    """Name the shapes that were compiled."""
    return {node.rpartition("/")[2].rstrip(">") for node in shapes.shapes}


def test_none_of_ours_is_left() -> None:
    """Every shape of the five nouns is run without an engine, and each is one that runs."""
    files = [read_turtle(folder("shapes") / f"{noun}.ttl") for noun in NOUNS]
    ours = compile_shapes(Statements.joined(file.statements for file in files))
    assert ours.left == frozenset()
    # What an sh:or leads to is part of the shape that has it.
    whole = {rule.iri for rule in rules_of(files)}
    inside = {iri for iri in whole if iri.rpartition("/")[2].startswith("is-")}
    assert {node[1:-1] for node in ours.shapes} == whole - inside


def test_known_shapes_are_compiled_with_what_they_lead_to() -> None:
    """A property shape that two shapes name is compiled once."""
    known = plan(KNOWN)
    assert codes(known) == {"claim", "claim.gloss", "source", "shared"}
    assert known.left == frozenset()


# What a shape may say beside, and what is not known: all of it legal SHACL.
WORDS = [
    ":claim.gloss sh:name 'gloss' ; sh:description 'words' ; sh:order 1 ; sh:severity sh:Info .",
    ":claim.gloss rdfs:comment 'Write one.' ; rdfs:seeAlso <u:page> .",
    ":claim sh:targetNode <u:c3> .",
    ":claim.gloss sh:targetSubjectsOf mdmakg:gloss .",
]
CORE = [
    ":claim.gloss sh:minLength 3 .",
    ":claim.gloss sh:maxLength 3 .",
    ":claim.gloss sh:uniqueLang true .",
    ":claim.gloss sh:languageIn ( 'en' ) .",
    ":claim.gloss sh:equals mdmakg:note .",
    ":claim.gloss sh:minExclusive 3 .",
    ":claim.gloss sh:maxExclusive 3 .",
    ":claim.gloss sh:datatype rdf:langString .",
    ":claim.gloss sh:datatype <u:type> .",
    ":claim.gloss sh:pattern '\\\\d' .",
    ":claim.gloss sh:pattern 'A' ; sh:flags 'i' .",
    ":claim.gloss sh:node :any . :any sh:nodeKind sh:IRI ; sh:message 'any' .",
    ":claim.gloss sh:not :any . :any sh:nodeKind sh:IRI ; sh:message 'any' .",
    ":claim.gloss sh:and ( :any ) . :any sh:nodeKind sh:IRI ; sh:message 'any' .",
    ":claim.gloss sh:xone ( :any ) . :any sh:nodeKind sh:IRI ; sh:message 'any' .",
    (
        ":claim.gloss sh:qualifiedValueShape :any ; sh:qualifiedMinCount 1 ."
        " :any sh:nodeKind sh:IRI ; sh:message 'any' ."
    ),
    ":claim.gloss sh:class mdmakg:Claim, mdmakg:Source .",
    ":claim.gloss sh:or ( :any ) . :any sh:property :shared ; sh:message 'any' .",
    ":claim.gloss sh:or ( :any ) . :any sh:path mdmakg:note ; sh:minCount 1 ; sh:message 'any' .",
    (
        ":claim.gloss sh:or ( :any ) . :any sh:or ( :one ) ; sh:message 'any' ."
        " :one sh:nodeKind sh:IRI ; sh:message 'one' ."
    ),
    (
        ":claim.gloss sh:or ( :one :any ) . :one sh:nodeKind sh:IRI ; sh:message 'one' ."
        " :any sh:minLength 3 ; sh:message 'any' ."
    ),
    ":claim.gloss sh:property :shared .",
    (
        ":claim sh:property :way . :way sh:path ( mdmakg:gloss mdmakg:note ) ; sh:maxCount 0 ;"
        " sh:message 'no way' ."
    ),
    (
        ":claim sh:property :way . :way sh:path [ sh:inversePath mdmakg:gloss ] ; sh:minCount 1 ;"
        " sh:message 'no way' ."
    ),
    ":claim sh:closed false ; sh:message 'open' .",
    ":claim a rdfs:Class .",
    "mdmakg:Source a rdfs:Class, sh:NodeShape ; sh:property :shared .",
]
UNKNOWN = [
    ":claim.gloss sh:datatype xsd:time .",
    ":claim.gloss sh:minInclusive '10:00:00'^^xsd:time .",
    ":claim.gloss sh:pattern '\\\\w' .",
    ":claim.gloss sh:pattern 'A' ; sh:flags 'x' .",
    ":claim.gloss sh:languageIn () .",
    (
        ":claim sh:sparql :q . :q sh:message 'q' ;"
        " sh:select 'SELECT $this WHERE { $this <https://w3id.org/mdmakg/note> ?n }' ."
    ),
    ":claim.gloss sh:node :any . :any sh:pattern '\\\\w' ; sh:message 'any' .",
]
# Shapes that lead back to themselves, and what is no shape to SHACL.
BROKEN = [
    ":claim.gloss sh:node :claim .",
    ":claim sh:not :any . :any sh:and ( :any ) .",
    ":claim.gloss sh:maxCount 1, 2 .",
    ":claim.gloss sh:minCount 2 .",
    ":claim.gloss sh:maxCount 1.0 .",
    ":claim.gloss sh:uniqueLang 'yes' .",
    ":claim.gloss sh:path mdmakg:note .",
    ":claim.gloss sh:pattern '(' .",
    ":claim.gloss sh:pattern 'a', 'b' .",
    ":claim.gloss sh:severity sh:Info, sh:Warning .",
    ":claim.gloss sh:severity <u:grave> .",
    ":claim.gloss sh:in mdmakg:note ; sh:nodeKind sh:Warning .",
    ":claim.gloss sh:nodeKind sh:Warning .",
    ":claim.gloss sh:class 'C' .",
    ":claim.gloss sh:languageIn ( <u:en> ) .",
    ":claim.gloss sh:or () .",
    ":claim.gloss sh:or :list . :list rdf:first :shared ; rdf:rest :list .",
    ":claim.gloss sh:or [ rdf:first :shared ; rdf:rest rdf:nil, () , [] ] .",
    ":claim.gloss sh:node :shared .",
    ":claim.gloss sh:qualifiedValueShape :source .",
    ":claim sh:qualifiedValueShape :source ; sh:qualifiedMinCount 1 .",
    ":claim sh:minCount 1 ; sh:message 'no path' .",
    ":claim sh:property :none .",
    ":claim sh:property :source .",
]
PATHS = [
    "[ sh:inversePath mdmakg:note ; sh:zeroOrMorePath mdmakg:note ]",
    "[ sh:inversePath mdmakg:note, mdmakg:gloss ]",
    "[ sh:alternativePath ( mdmakg:note ) ]",
    "( mdmakg:note )",
    "[ sh:somePath mdmakg:note ]",
    "'words'",
    "[]",
]


@pytest.mark.parametrize("line", WORDS)
def test_words_and_targets_are_known(line: str) -> None:
    """What demands nothing keeps no shape from being compiled."""
    assert plan(KNOWN + line).left == frozenset()


@pytest.mark.parametrize("line", CORE)
def test_all_of_core_is_compiled(line: str) -> None:
    """Whatever SHACL, chapters 2 and 4, has."""
    assert plan(KNOWN + line).left == frozenset()


@pytest.mark.parametrize("line", [*UNKNOWN, *BROKEN])
def test_a_shape_with_anything_else_is_left(line: str) -> None:
    """With what it leads to, but not what others lead to as well."""
    shapes = plan(KNOWN + line)
    assert shapes.left >= {CLAIM}
    assert {"source", "shared"} <= codes(shapes)
    assert "claim" not in codes(shapes)


@pytest.mark.parametrize("path", PATHS)
def test_a_shape_with_no_right_path_is_left(path: str) -> None:
    """SHACL 2.3.1: a path is of one kind, and lists of paths have two members at least."""
    line = f":claim sh:property :way . :way sh:path {path} ; sh:minCount 1 ."
    assert plan(KNOWN + line).left == {CLAIM}


def test_a_path_that_leads_into_itself_is_left() -> None:
    """It would never end."""
    line = ":claim sh:property :way . :way sh:path _:p . _:p sh:inversePath _:p ."
    assert plan(KNOWN + line).left == {CLAIM}


def test_a_class_with_demands_is_a_shape() -> None:
    """SHACL 2.1: it need not be called one; but a class that demands nothing is none."""
    line = "<u:C> a rdfs:Class ; sh:closed true ; sh:message 'c' . <u:D> a rdfs:Class ."
    classes = {term for term in plan(KNOWN + line).shapes if term.startswith("<u:")}
    assert classes == {"<u:C>"}


def test_a_deactivated_shape_demands_nothing() -> None:
    """SHACL 2.1.5: it has no targets, and whatever another holds to it conforms."""
    shapes = plan(f"{KNOWN} :claim sh:deactivated true . :source sh:node :claim .")
    assert shapes.left == frozenset()
    claim = shapes.shapes[CLAIM]
    assert (claim.targets, claim.demands, claim.properties) == ((), (), ())


@pytest.mark.parametrize("line", [*CORE, *UNKNOWN])
def test_an_engine_runs_what_is_left(line: str, tmp_path: Path) -> None:
    """Some shapes run here, some by pySHACL: together they find and count what it does alone."""
    path = tmp_path / "claim.ttl"
    path.write_text(PREFIXES + KNOWN + line)
    ours = check_structure(parse_nquads(DATA), [path])
    assert ours == validate(DATA, read_shapes([path]))
    assert {result.check for result in ours.results} > {"shared"}
