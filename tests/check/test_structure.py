"""Structure is checked by compiled shapes as SHACL has it; where pySHACL differs, it says how."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from mdmakg.check.shacl import validate
from mdmakg.check.shapes import read_shapes
from mdmakg.check.structure import _book, check_structure
from mdmakg.encode.dataset import parse_nquads
from mdmakg.errors import InputError
from mdmakg.model.check import Severity
from mdmakg.vocab.foreign import SH

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.check import CheckReport

PREFIXES = """\
@prefix : <https://w3id.org/mdmakg/shape/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = """
:s a sh:NodeShape ; sh:targetSubjectsOf <u:p> ; sh:property :s.p .
:s.p a sh:PropertyShape ; sh:path <u:p> ; sh:message "no" ; """
MEMBERS = {
    ":i": ":i sh:nodeKind sh:IRI ; sh:message 'i' .",
    ":j": ":j sh:datatype xsd:integer ; sh:message 'j' .",
    ":k": ":k sh:in ( 1 'x' ) ; sh:message 'k' .",
    ":l": ":l sh:property :l.q .",
    ":l.q": ":l.q sh:path <u:q> ; sh:minCount 1 ; sh:message 'l' .",
}


def nquads(turtle: str) -> bytes:
    """Write Turtle as N-Quads."""
    quads = parse((PREFIXES + turtle).encode(), RdfFormat.TURTLE)
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None
    return written


def both(folder: Path, shapes: str, turtle: str) -> tuple[CheckReport, CheckReport]:
    """Check some statements, here and by pySHACL."""
    path = folder / "s.ttl"
    path.write_text(PREFIXES + shapes, "utf-8")
    data = nquads(turtle)
    return check_structure(parse_nquads(data), [path]), validate(data, read_shapes([path]))


def hits(report: CheckReport) -> list[str]:
    """Name what failed: the value concerned, or the focus where there is none."""
    return [result.value or result.focus for result in report.results]


# What SHACL, chapter 4, says of each constraint: demands on the values of u:p, statements,
# and what fails by hand.
TEXT: list[tuple[str, str, str, list[str]]] = [
    ("4.1.1", "sh:class <u:C>", "<u:a> <u:p> <u:b>, <u:c> .", ["u:c"]),
    ("4.1.1", "sh:class <u:C>", "<u:a> <u:p> 'a literal' .", ["a literal"]),
    ("4.1.2", "sh:datatype xsd:integer", "<u:a> <u:p> <u:b>, '1', 2 .", ["1", "u:b"]),
    ("4.1.2", "sh:datatype xsd:integer", "<u:a> <u:p> 'x'^^xsd:integer .", ["x"]),
    ("4.1.2", "sh:datatype xsd:string", "<u:a> <u:p> 'in a language'@en .", ["in a language"]),
    ("4.1.3", "sh:nodeKind sh:IRI", "<u:a> <u:p> <u:b>, 'b' .", ["b"]),
    ("4.1.3", "sh:nodeKind sh:BlankNodeOrIRI", "<u:a> <u:p> <u:b>, [], 'b' .", ["b"]),
    ("4.1.3", "sh:nodeKind sh:BlankNode", "<u:a> <u:p> [], <u:b> .", ["u:b"]),
    ("4.1.3", "sh:nodeKind sh:Literal", "<u:a> <u:p> 'b', <u:b> .", ["u:b"]),
    ("4.1.3", "sh:nodeKind sh:IRIOrLiteral", "<u:a> <u:p> 'b', <u:b>, [] .", ["u:a"]),
    ("4.2.1", "sh:minCount 2", "<u:a> <u:p> <u:b> . <u:c> <u:p> 1, 2 .", ["u:a"]),
    ("4.2.2", "sh:maxCount 1", "<u:a> <u:p> <u:b> . <u:c> <u:p> 1, 2 .", ["u:c"]),
    (
        "4.3.2",
        "sh:minInclusive 1",
        "<u:a> <u:p> 0.99, 1.0, 1e0, <u:b>, 'b' .",
        ["0.99", "b", "u:b"],
    ),
    ("4.3.4", "sh:maxInclusive 1", "<u:a> <u:p> 1.0, 1.01, 'INF'^^xsd:double .", ["1.01", "INF"]),
    ("4.3.1", "sh:minExclusive 1", "<u:a> <u:p> 1.0, 1.01, 'b' .", ["1.0", "b"]),
    ("4.3.3", "sh:maxExclusive 1", "<u:a> <u:p> 1.0, 0.99 .", ["1.0"]),
    ("4.4.1", "sh:minLength 2", "<u:a> <u:p> 'a', 'ab', <u:>, 7 .", ["7", "a"]),
    (
        "4.4.2",
        "sh:maxLength 2",
        "<u:a> <u:p> 'ab', 'abc'@en, <u:b>, '\U0001f600b' .",
        ["abc", "u:b"],
    ),
    ("4.4.3", "sh:pattern 'A' ; sh:flags 'i'", "<u:a> <u:p> 'ba', 'b' .", ["b"]),
    (
        "4.4.4",
        "sh:languageIn ( 'en' 'de-AT' )",
        "<u:a> <u:p> 'a'@en, 'b'@en-GB, 'c'@eng, 'd'@de, 'e'@DE-at, 'f', <u:b> .",
        ["c", "d", "f", "u:b"],
    ),
    ("4.4.5", "sh:uniqueLang true", "<u:a> <u:p> 'a'@en, 'b'@EN . <u:b> <u:p> 'a', 'b' .", ["u:a"]),
    ("4.4.5", "sh:uniqueLang false", "<u:a> <u:p> 'a'@en, 'b'@en .", []),
    ("4.5.1", "sh:equals <u:q>", "<u:a> <u:p> 1, 2 ; <u:q> 2, 3 .", ["1", "3"]),
    ("4.6.1", "sh:not :i", "<u:a> <u:p> <u:b>, 1 .", ["u:b"]),
    ("4.6.2", "sh:and ( :j :k )", "<u:a> <u:p> <u:b>, 1, 2 .", ["2", "u:b"]),
    ("4.6.4", "sh:xone ( :j :k )", "<u:a> <u:p> <u:b>, 1, 2 .", ["1", "u:b"]),
    ("4.7.1", "sh:node :l", "<u:a> <u:p> <u:b>, <u:c> . <u:c> <u:q> 1 .", ["u:b"]),
    ("4.7.2", "sh:property :l.q", "<u:a> <u:p> <u:b>, <u:c> . <u:c> <u:q> 1 .", ["u:b"]),
    (
        "4.7.3",
        "sh:qualifiedValueShape :j ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
        "<u:a> <u:p> 1, 'x' . <u:b> <u:p> 'x' . <u:c> <u:p> 1, 2 .",
        ["u:b", "u:c"],
    ),
    ("4.4.3", "sh:pattern '^u?:?[a-z]$'", "<u:a> <u:p> <u:b>, 'b', 'b'@en, 7 .", ["7"]),
    ("4.4.3", "sh:pattern '^[^ ]+$'", "<u:a> <u:p> <u:b>, [] .", ["u:a"]),
    ("4.5.2", "sh:disjoint <u:q>", "<u:a> <u:p> 1, 2 ; <u:q> 2, 3 .", ["2"]),
    ("4.5.3", "sh:lessThan <u:q>", "<u:a> <u:p> 0, 1 ; <u:q> 1, 2 .", ["1"]),
    ("4.5.4", "sh:lessThanOrEquals <u:q>", "<u:a> <u:p> 1, 2 ; <u:q> 1.0, 2 .", ["2"]),
    ("4.6.3", "sh:or ( :i :j )", "<u:a> <u:p> <u:b>, 1, 'x' .", ["x"]),
    ("4.8.2", "sh:hasValue <u:b>", "<u:a> <u:p> <u:b>, 1 . <u:c> <u:p> 1 .", ["u:c"]),
    ("4.8.3", "sh:in ( 1 <u:b> )", "<u:a> <u:p> 1, <u:b>, 2 .", ["2"]),
]
CLASSES = "<u:b> a <u:D> . <u:D> rdfs:subClassOf <u:E> . <u:E> rdfs:subClassOf <u:C>, <u:D> ."


@pytest.mark.parametrize(("section", "demands", "turtle", "fail"), TEXT)
def test_constraints_are_as_the_text_has_them(
    tmp_path: Path, section: str, demands: str, turtle: str, fail: list[str]
) -> None:
    """What fails by hand fails here, and pySHACL agrees in every part of every result."""
    named = {*demands.split(), *([":l.q"] if ":l" in demands.split() else [])}
    members = "".join(said for name, said in MEMBERS.items() if name in named)
    ours, theirs = both(tmp_path, f"{SHAPE}{demands} .{members}", turtle + CLASSES)
    assert hits(ours) == fail, section
    assert ours == theirs


def test_a_closed_node_has_what_is_known_and_no_more(tmp_path: Path) -> None:
    """SHACL 4.8.1: a result for each statement, with its predicate as path, its value as value."""
    shapes = """
    :s a sh:NodeShape ; sh:targetObjectsOf <u:of> ; sh:property :s.p ; sh:closed true ;
        sh:ignoredProperties ( rdf:type <u:q> ) ; sh:message "closed" ; sh:severity sh:Warning .
    :s.p sh:path <u:p> ; sh:maxCount 9 ; sh:message "p" .
    """
    turtle = "<u:x> <u:of> <u:a>, 'lit' . <u:a> a <u:C> ; <u:p> 1 ; <u:q> 2 ; <u:r> 'r', <u:a> ."
    ours, theirs = both(tmp_path, shapes, turtle)
    assert [(r.focus, r.path, r.value, r.severity) for r in ours.results] == [
        ("u:a", "u:r", "r", Severity.WARNING),
        ("u:a", "u:r", "u:a", Severity.WARNING),
    ]
    assert {r.component for r in ours.results} == {f"{SH}ClosedConstraintComponent"}
    assert [(c.check, c.passed, c.failed) for c in ours.counts] == [("s", 1, 1), ("s.p", 2, 0)]
    assert ours == theirs


def test_a_shape_of_nodes_looks_at_its_foci(tmp_path: Path) -> None:
    """SHACL 2.1 and 3.4: targets in four ways; the value is the focus; messages are joined."""
    shapes = """
    :s a sh:NodeShape ; sh:targetClass <u:C> ; sh:targetNode <u:n> ; sh:targetObjectsOf <u:p> ;
        sh:targetSubjectsOf <u:p> ; sh:class <u:C> ; sh:message "second", "first"@en .
    """
    ours, theirs = both(tmp_path, shapes, "<u:a> <u:p> <u:b>, 'lit', _:b ." + CLASSES)
    assert {(r.focus, r.value, r.path) for r in ours.results if r.value} == {
        ("u:a", "u:a", ""),
        ("u:n", "u:n", ""),
        ("lit", "lit", ""),
    }
    assert {r.message for r in ours.results} == {"first second"}
    assert len(ours.results) == 4  # one more is of the node without a name
    assert ours == theirs


def test_values_of_sisters_are_not_counted(tmp_path: Path) -> None:
    """SHACL 4.7.3: a thumb is no finger where the qualified shapes are to be disjoint."""
    shapes = """
    :hand a sh:NodeShape ; sh:targetNode <u:l>, <u:r> ; sh:property :hand.thumb, :hand.fingers .
    :hand.thumb sh:path <u:p> ; sh:qualifiedValueShape :thumb ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShapesDisjoint true ; sh:message "thumb" .
    :hand.fingers sh:path <u:p> ; sh:qualifiedValueShape :finger ; sh:qualifiedMinCount 2 ;
        sh:qualifiedValueShapesDisjoint true ; sh:message "fingers" .
    :thumb sh:class <u:Thumb> ; sh:message "t" . :finger sh:class <u:Finger> ; sh:message "f" .
    """
    turtle = """
    <u:l> <u:p> <u:1>, <u:2>, <u:3> . <u:r> <u:p> <u:1>, <u:2> .
    <u:1> a <u:Thumb> . <u:2> a <u:Finger> . <u:3> a <u:Finger> . <u:Thumb> rdfs:subClassOf
    <u:Finger> .
    """
    ours, theirs = both(tmp_path, shapes, turtle)
    # A thumb is a finger, so that the thumbs of both hands conform to a sister's shape.
    assert [(r.check, r.focus) for r in ours.results] == [
        ("hand.fingers", "u:r"),
        ("hand.thumb", "u:l"),
        ("hand.thumb", "u:r"),
    ]
    assert ours == theirs


def test_a_class_is_the_target_of_its_shape(tmp_path: Path) -> None:
    """SHACL 2.1.3.3: a shape that is a class looks at its instances, and at those below it."""
    shapes = """
    <u:C> a rdfs:Class, sh:NodeShape ; sh:property :c.p ; rdfs:label "C" .
    <u:D> a <u:M>, sh:NodeShape ; sh:closed true ; sh:message "closed" .
    <u:M> rdfs:subClassOf rdfs:Class .
    :c.p sh:path <u:p> ; sh:minCount 1 ; sh:message "no" .
    """
    turtle = "<u:a> a <u:C> . <u:b> a <u:E> . <u:E> rdfs:subClassOf <u:C> . <u:d> a <u:D> ."
    ours, theirs = both(tmp_path, shapes, turtle)
    assert [(r.check, r.focus) for r in ours.results] == [
        ("c.p", "u:a"),
        ("c.p", "u:b"),
        ("u:D", "u:d"),
    ]
    assert ours == theirs


# Shapes of which one is left to pySHACL, or none.
APART = """
:c a sh:NodeShape ; sh:targetClass <u:C> ; sh:property :c.p .
:c.p sh:path <u:p> ; sh:minCount 1 ; sh:class <u:C> ; sh:message "p" .
:on a sh:NodeShape ; sh:targetSubjectsOf <u:p> ; sh:property :on.p .
:on.p sh:path <u:p> ; sh:node :with-q ; sh:property :with-q.r ; sh:message "on" .
:with-q sh:property :with-q.q .
:with-q.q sh:path <u:q> ; sh:minCount 1 ; sh:message "q" .
:with-q.r sh:path <u:r> ; sh:minCount 1 ; sh:message "r" .
"""
LEFT = ":c.p sh:pattern '\\\\w' ."


@pytest.mark.parametrize("more", ["", LEFT])
def test_what_is_apart_is_no_focus(tmp_path: Path, more: str) -> None:
    """It is looked at where others refer to it, but nothing is reported of it or counted."""
    path = tmp_path / "s.ttl"
    path.write_text(PREFIXES + APART + more, "utf-8")
    data = nquads("<u:a> a <u:C> ; <u:p> <u:b> . <u:b> a <u:C> .")
    whole = check_structure(parse_nquads(data), [path])
    part = check_structure(parse_nquads(data), [path], apart={"u:b"})
    found = [(result.check, result.focus, result.value) for result in whole.results]
    assert found == [("c.p", "u:b", ""), ("on.p", "u:a", "u:b"), ("with-q.r", "u:b", "")]
    assert [(r.check, r.focus, r.value) for r in part.results] == [("on.p", "u:a", "u:b")]
    looked_at = {count.check: count.looked_at for count in part.counts}
    assert looked_at == {"c": 1, "c.p": 1, "on": 1, "on.p": 1, "with-q.r": 0}


@pytest.mark.parametrize("more", ["", " ; sh:pattern '\\\\w'"])
def test_what_is_apart_is_an_iri(tmp_path: Path, more: str) -> None:
    """A literal that reads like one is a focus all the same."""
    path = tmp_path / "s.ttl"
    shape = ":s a sh:NodeShape ; sh:targetNode 'u:b', <u:b> ; sh:datatype <u:type> ; sh:message 's'"
    path.write_text(f"{PREFIXES}{shape}{more} .", "utf-8")
    quads = list(parse_nquads(nquads("<u:a> <u:p> 1 .")))
    report = check_structure(quads, [path], apart={"u:b"})
    assert [result.value_term for result in report.results] == ['"u:b"']
    assert [count.looked_at for count in report.counts] == [1]


# Where pySHACL departs from the text: whether it should fail, and by what.
DIFFERENT = [
    ("sh:pattern '^b$'", "<u:a> <u:p> 'b\\n' .", True, "XPath functions 5.6.1: $ is the very end"),
    ("sh:datatype xsd:date", "<u:a> <u:p> '12025-01-01'^^xsd:date .", False, "XSD 3.3.9: a year"),
    ("sh:datatype xsd:date", "<u:a> <u:p> '0000-01-01'^^xsd:date .", False, "XSD 1.1 has a year 0"),
    ("sh:datatype xsd:integer", "<u:a> <u:p> ' 7'^^xsd:integer .", True, "RDF 1.1: no whitespace"),
    ("sh:minInclusive 1", "<u:a> <u:p> ' 7'^^xsd:integer .", True, "an ill-typed one has no value"),
    ("sh:datatype xsd:decimal", "<u:a> <u:p> '1e3'^^xsd:decimal .", True, "XSD 3.3.3: no exponent"),
    (
        "sh:lessThan <u:q>",
        "<u:a> <u:p> <u:b> ; <u:q> <u:c> .",
        True,
        "SPARQL 17.3: no order of IRIs",
    ),
    (
        "sh:lessThan <u:q>",
        "<u:a> <u:p> 1 ; <u:q> 'x'^^xsd:integer .",
        True,
        "nor of what has no value",
    ),
    (
        "sh:minCount 1 . :s sh:closed true ; sh:message 'closed'",
        "<u:a> <u:p> 1 ; a rdfs:Resource .",
        True,
        "SHACL 4.8.1 knows no property that is always ignored",
    ),
    ("sh:minLength 0", "<u:a> <u:p> [] .", True, "SHACL 4.4.1: a blank node, even so"),
]


@pytest.mark.parametrize(("demands", "turtle", "fails", "why"), DIFFERENT)
def test_where_the_engine_departs_from_the_text_the_text_wins(
    tmp_path: Path, demands: str, turtle: str, why: str, *, fails: bool
) -> None:
    """The text decides; a test that fails at its end says that pySHACL was mended."""
    ours, theirs = both(tmp_path, f"{SHAPE}{demands} .", turtle)
    assert bool(ours.results) == fails, why
    assert bool(theirs.results) != fails


def test_two_spellings_of_a_number_are_two_values(tmp_path: Path) -> None:
    """SHACL counts terms: 1 and 01 are two, and each is reported as it is written."""
    ours, theirs = both(
        tmp_path, f"{SHAPE}sh:maxInclusive 0 .", "<u:a> <u:p> 1, 01 ; <u:q> 'two\\nlines' ."
    )
    assert hits(ours) == ["01", "1"]
    assert ours == theirs


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-data"),
        (b"\n", "no-data"),
        (b"<u:a> <u:b> .", "nquads-syntax"),
        (b"<u:a> <u:b> <<( <u:a> <u:b> <u:c> )>> .", "statement-as-term"),
    ],
)
def test_data_that_cannot_be_checked_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """Nothing checked is never green."""
    path = tmp_path / "s.ttl"
    path.write_text(f"{PREFIXES}{SHAPE}sh:minCount 1 .", "utf-8")
    with pytest.raises(InputError, match=rf"mine\.nq:1:1: {code}"):
        validate(data, read_shapes([path]), name="mine.nq")


def test_nothing_to_check_is_refused(tmp_path: Path) -> None:
    """No statement at all is no sound corpus."""
    path = tmp_path / "s.ttl"
    path.write_text(f"{PREFIXES}{SHAPE}sh:minCount 1 .", "utf-8")
    with pytest.raises(InputError, match=r"mine\.nq:1:1: no-data"):
        check_structure([], [path], name="mine.nq")


def test_shapes_are_compiled_once(tmp_path: Path) -> None:
    """And anew as soon as a file's bytes are others."""
    path = tmp_path / "s.ttl"
    quads = tuple(parse_nquads(nquads("<u:a> <u:p> 1, 2, 3 .")))

    def checked(most: int) -> CheckReport:
        path.write_text(f"{PREFIXES}{SHAPE}sh:maxCount {most} .", "utf-8")
        return check_structure(quads, [path])

    compiled = _book.cache_info().misses
    assert [len(checked(most).results) for most in (2, 2, 3, 2)] == [1, 1, 0, 1]
    assert _book.cache_info().misses == compiled + 2


def test_no_shapes_are_refused(tmp_path: Path) -> None:
    """Nor is what was checked with nothing."""
    with pytest.raises(InputError, match="no-shapes"):
        check_structure(parse_nquads(nquads("<u:a> <u:p> 1 .")), [])
    (tmp_path / "s.ttl").write_text(PREFIXES)
    with pytest.raises(InputError, match=r"s\.ttl:1:1: no-shapes"):
        check_structure(parse_nquads(nquads("<u:a> <u:p> 1 .")), [tmp_path / "s.ttl"])


# Checks the example and draws it, as `mdmakg build` does, with every shape on the list.
WHOLE = """
import sys
from pathlib import Path
from mdmakg.build.build import build, check_corpus
from mdmakg.build.example import make_example
from mdmakg.bundle import folder
from mdmakg.check import linted
from mdmakg.check.turtle import read_turtle

rows = frozenset(linted.row(read_turtle(path)) for path in folder("shapes").glob("*.ttl"))
linted._rows = lambda: rows
place = Path(sys.argv[1])
make_example(place / "data")
report = build(check_corpus(place / "data"), place / "build")
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"rdflib", "pyshacl"}))
"""


def test_a_build_needs_no_engine(tmp_path: Path) -> None:
    """Neither rdflib nor pySHACL is loaded where every shape is compiled and on the list."""
    command = [sys.executable, "-c", WHOLE, str(tmp_path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert said.stdout.split() == []
