"""Shape files are read strictly: each guard fires, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import SH, URIRef

from mdmakg.check.shapes import read_shapes
from mdmakg.check.statements import turtle_statements
from mdmakg.check.target import with_targets
from mdmakg.check.term import TERMS, local_code
from mdmakg.errors import InputError
from mdmakg.model.check import Severity

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = "https://w3id.org/mdmakg/shape/"
PREFIXES = """\
@prefix : <https://w3id.org/mdmakg/shape/> .
@prefix mdmakg: <https://w3id.org/mdmakg/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GOOD = """\
:claim a sh:NodeShape ; sh:targetClass mdmakg:Claim ; sh:property :claim.gloss .
:claim.gloss a sh:PropertyShape ; sh:path mdmakg:gloss ;
    sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "a claim has a gloss" ; rdfs:comment "Write one." .
"""


def write(folder: Path, text: str, name: str = "claim.ttl") -> Path:
    """Write a shape file with the usual prefixes."""
    path = folder / name
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """Each shape is known by the last part of its IRI, with its words and its severity."""
    shapes = read_shapes([write(tmp_path, GOOD)])
    assert [(rule.check, rule.severity) for rule in shapes.rules] == [
        ("claim", Severity.VIOLATION),
        ("claim.gloss", Severity.WARNING),
    ]
    gloss = shapes.rules[1]
    assert (gloss.label, gloss.advice) == ("a claim has a gloss", "Write one.")
    assert gloss.place is not None
    # Six lines of prefixes and one of the node shape come before it.
    assert (gloss.place.line, gloss.place.column) == (8, 1)


BAD = [
    ("unknown-term", ":claim.gloss sh:minCuont 1 .", "sh:minCuont"),
    ("unknown-term", ":claim.gloss sh:nodeKind sh:Iri .", "sh:Iri"),
    ("unknown-term", ":claim sh:rule :r .", "sh:rule"),
    ("unknown-term", ":claim sh:js :r .", "sh:js"),
    ("unknown-term", ":claim sh:target :r .", "sh:target "),
    ("unknown-term", ":claim <http://www.w3.org/ns/shacl#clossed> true .", "<http"),
    ("import", "<https://x.example/> owl:imports <https://y.example/> .", "owl:imports"),
    ("blank-node", ":claim sh:property [ sh:path mdmakg:note ; sh:message 'n' ] .", ""),
    ("blank-node", ":claim sh:or _:x . _:x <u:first> _:x .", ""),
    ("blank-node", ":claim.gloss sh:in _:x . :claim.gloss sh:languageIn _:x .", None),
    (
        "empty-shape",
        ":bare a sh:NodeShape ; sh:targetClass mdmakg:Claim .",
        ":bare",
    ),
    ("empty-shape", ":claim sh:property :lost .", ":lost"),
    (
        "no-message",
        ":mute a sh:NodeShape ; sh:targetClass mdmakg:Claim ; sh:nodeKind sh:IRI .",
        ":mute",
    ),
    (
        "unreached-shape",
        ":idle a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:message 'i' .",
        ":idle",
    ),
    ("deactivated", ":claim.gloss sh:deactivated true .", None),
    ("severity", ":claim.gloss sh:severity mdmakg:Grave .", None),
    (
        "severity-in-sparql",
        ":claim sh:sparql :q . :q sh:severity sh:Info ; sh:message 'q' ; sh:select 'ASK {}' .",
        ":q",
    ),
    ("no-query", ":claim sh:sparql :q . :q sh:message 'q' .", ":q"),
    (
        "query-minus",
        ":claim sh:sparql <u:q> . <u:q> sh:select 'SELECT $this { $this a 1 MINUS { ?x a 2 } }' .",
        "MINUS",
    ),
    ("wrong-value", ":claim.gloss sh:maxCount 'one' .", "sh:maxCount"),
    ("wrong-value", ":claim.gloss sh:maxCount true .", "sh:maxCount"),
    ("wrong-value", ":claim.gloss sh:in mdmakg:gloss .", "sh:in"),
    ("wrong-value", ":claim sh:message 'c' ; sh:closed 'maybe' .", "sh:closed"),
    ("wrong-value", ":claim.gloss sh:nodeKind sh:Warning .", "sh:nodeKind"),
    ("relative-iri", "<claim> rdfs:label 'c' .", "<claim>"),
    ("bad-iri", "<http://x.example/a b> rdfs:label 'c' .", "http://x.example/a b"),
]


@pytest.mark.parametrize(("code", "line", "at"), BAD)
def test_each_guard_fires(tmp_path: Path, code: str, line: str, at: str | None) -> None:
    """What an engine would pass over in silence is refused, where it stands."""
    path = write(tmp_path, GOOD + line + "\n")
    with pytest.raises(InputError) as caught:
        read_shapes([path])
    faults = [fault for fault in caught.value.faults if fault.code == code]
    assert faults, caught.value.faults
    if at:
        assert (faults[0].place.line, faults[0].place.column) == (11, line.index(at) + 1)
        assert faults[0].line == line


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (':claim "é" .', 7, 12),
        (":claim sh:minCount 1 ; ; !!", 7, 26),
        ("nope:claim a sh:NodeShape .", 7, 1),
    ],
)
def test_turtle_errors_have_their_place(tmp_path: Path, text: str, line: int, column: int) -> None:
    """A file that is not Turtle is refused near where it ceases to be."""
    with pytest.raises(InputError) as caught:
        read_shapes([write(tmp_path, text)])
    (fault,) = caught.value.faults
    assert fault.code == "turtle-syntax"
    assert fault.place.line == line
    assert abs(fault.place.column - column) <= 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-shapes"),
        (b"\xff\xfe\x00", "binary"),
        (b"\x00\x01", "binary"),
        (b"<u:a> \xff", "not-utf8"),
        (b"<u:a> <u:b> " + b"[" * 5000, "turtle-syntax"),
        (b"# " + b"x" * 1_000_000, "too-large"),
        (b'<u:a> <u:b> "cut', "turtle-syntax"),
    ],
)
def test_files_that_hold_no_shapes(tmp_path: Path, content: bytes, code: str) -> None:
    """Empty, binary, endless and half-written files are faults, never a traceback."""
    path = tmp_path / "bad.ttl"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_shapes([path])
    assert [fault.code for fault in caught.value.faults] == [code]


def test_all_faults_of_all_files_are_said(tmp_path: Path) -> None:
    """One run names the missing file, the broken one and the misspelt term."""
    paths = [
        tmp_path / "absent.ttl",
        write(tmp_path, "!", "broken.ttl"),
        write(tmp_path, GOOD.replace("minCount", "minimumCount"), "misspelt.ttl"),
    ]
    with pytest.raises(InputError) as caught:
        read_shapes(paths)
    codes = [fault.code for fault in caught.value.faults]
    assert codes == ["missing-file", "turtle-syntax", "empty-shape", "unknown-term"]
    assert "did you mean sh:minCount?" in caught.value.faults[-1].message


def test_what_is_no_turtle_has_its_place_to_either_reader() -> None:
    """The strict reader alone says the same as both."""
    with pytest.raises(InputError, match=r"s\.ttl:2:1: turtle-syntax: not Turtle"):
        turtle_statements("<u:a> <u:b> <u:c> .\n!", "s.ttl")


def test_a_class_is_its_own_target(tmp_path: Path) -> None:
    """SHACL 2.1.3.3: a shape that is a class runs, and so does what it leads to."""
    line = "<u:C> a rdfs:Class, sh:NodeShape ; sh:property :c . :c sh:path <u:p> ; sh:maxCount 1 ;"
    shapes = read_shapes([write(tmp_path, f"{GOOD}{line} sh:message 'c' .\n")])
    assert {rule.iri.rpartition("/")[2] for rule in shapes.rules} == {
        "claim",
        "claim.gloss",
        "c",
        "u:C",
    }
    assert with_targets(shapes.graph) == {URIRef(f"{SHAPE}claim"), URIRef("u:C")}
    kept = shapes.targeting(frozenset({"<u:C>"}))
    assert with_targets(kept.graph) == {URIRef("u:C")}
    assert not with_targets(shapes.targeting(frozenset()).graph)


def test_a_shape_may_stand_in_another_file(tmp_path: Path) -> None:
    """What one file uses another may describe, and neither is idle or empty."""
    node, shape = GOOD.split("\n", 1)
    shapes = read_shapes([write(tmp_path, node, "a.ttl"), write(tmp_path, shape, "b.ttl")])
    assert [rule.check for rule in shapes.rules] == ["claim", "claim.gloss"]


def test_no_two_shapes_share_a_name(tmp_path: Path) -> None:
    """Two files that describe one shape would add up to one that nobody wrote."""
    with pytest.raises(InputError, match="double-shape"):
        read_shapes([write(tmp_path, GOOD, "a.ttl"), write(tmp_path, GOOD, "b.ttl")])


def test_shapes_in_lists_are_shapes(tmp_path: Path) -> None:
    """The members of an sh:or are read and reached as shapes; so are those of its members."""
    text = """
    :any a sh:NodeShape ; sh:targetClass mdmakg:Claim ; sh:or ( :one :two ) ; sh:message "any" .
    :one sh:nodeKind sh:IRI ; sh:message "an IRI" .
    :two sh:not :one ; sh:message "no IRI" .
    """
    assert [rule.check for rule in read_shapes([write(tmp_path, text)]).rules] == [
        "any",
        "one",
        "two",
    ]


def test_a_list_that_bites_its_tail_is_refused(tmp_path: Path) -> None:
    """A list without an end is a fault, and reading it ends."""
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . "
    loop = rdf + ":claim sh:message 'c' ; sh:or _:a . _:a rdf:first :claim ; rdf:rest _:a ."
    with pytest.raises(InputError, match="blank-node"):
        read_shapes([write(tmp_path, GOOD + loop)])


def test_a_query_may_bring_its_shapes_words(tmp_path: Path) -> None:
    """A shape whose only demand is a query needs no message of its own where that has one."""
    text = """
    :q a sh:NodeShape ; sh:targetClass mdmakg:Claim ; sh:sparql :q.c .
    :q.c sh:message "why" ; sh:select "SELECT $this WHERE { $this a mdmakg:Claim }" .
    """.replace("{ $this a mdmakg:Claim }", "{ $this a <https://w3id.org/mdmakg/Claim> }")
    (rule,) = read_shapes([write(tmp_path, text)]).rules
    assert rule.check == "q"


def test_our_terms_are_shacls() -> None:
    """Every term allowed here is one of SHACL's own namespace, as rdflib lists it."""
    assert {term for term in TERMS if term not in SH} <= {str(SH.Shape)}


@pytest.mark.parametrize(
    ("iri", "code"),
    [
        ("https://w3id.org/mdmakg/shape/claim.gloss", "claim.gloss"),
        ("https://w3id.org/mdmakg/check/uncovered-text", "uncovered-text"),
        ("https://x.example/shapes#Claim", "Claim"),
    ],
)
def test_local_code(iri: str, code: str) -> None:
    """A shape is named by what follows ``/shape/``, or else by its last part."""
    assert local_code(iri) == code
