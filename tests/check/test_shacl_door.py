"""The one door to pySHACL: what comes out is typed, and nothing checked is never green."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from rdflib import BNode, Graph, URIRef

from mdmakg.check.path import path_text, read_path
from mdmakg.check.shacl import validate
from mdmakg.check.shapes import Shapes, join_shapes, read_shapes
from mdmakg.check.turtle import read_turtle
from mdmakg.check.union import union_graph
from mdmakg.errors import InputError
from mdmakg.model.check import CheckCount, CheckReport, Severity, State
from mdmakg.vocab.foreign import SH

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://w3id.org/mdmakg/"
SHAPES = """\
@prefix : <https://w3id.org/mdmakg/shape/> .
@prefix mdmakg: <https://w3id.org/mdmakg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:claim a sh:NodeShape ; sh:targetClass mdmakg:Claim ;
    sh:property :claim.gloss, :claim.voice .
:claim.gloss a sh:PropertyShape ; sh:path mdmakg:gloss ;
    sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:severity sh:Warning ;
    sh:message "a claim has one gloss, in words" .
:claim.voice a sh:PropertyShape ; sh:path ( mdmakg:voice [ sh:inversePath mdmakg:relays ] ) ;
    sh:maxCount 0 ; sh:message "the voice is relayed" .
:quotation a sh:NodeShape ; sh:targetClass mdmakg:Quotation ;
    sh:property :quotation.words .
:quotation.words a sh:PropertyShape ; sh:path mdmakg:words ; sh:minCount 1 ;
    sh:message "a quotation has words" .
"""
DATA = """\
@prefix : <https://w3id.org/mdmakg/claim/tea/> .
@prefix mdmakg: <https://w3id.org/mdmakg/> .
:c1 a mdmakg:Claim ; mdmakg:gloss "Tea is drunk." .
:c2 a mdmakg:Claim .
:c3 a mdmakg:Claim ; mdmakg:gloss 7 ; mdmakg:voice mdmakg:page .
mdmakg:blog mdmakg:relays mdmakg:page .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Shapes:
    """Read the shapes above."""
    path = tmp_path / "claim.ttl"
    path.write_text(SHAPES)
    return read_shapes([path])


def data(turtle: str = DATA) -> Graph:
    """Read a graph."""
    return Graph().parse(data=turtle.encode(), format="turtle")


def test_results_are_typed_records(shapes: Shapes) -> None:
    """Focus, path, value, shape, component, severity and message come out as IRIs and text.

    Expected by hand: c2 has no gloss, c3's is a number, c3's voice is relayed by the blog.
    """
    results = validate(data(), shapes).results
    assert all(result.state is State.FAILED for result in results)
    assert [
        (r.check, r.focus.removeprefix(BASE), r.path, r.value_term, r.component.removeprefix(SH))
        for r in results
    ] == [
        ("claim.gloss", "claim/tea/c2", f"{BASE}gloss", "", "MinCountConstraintComponent"),
        (
            "claim.gloss",
            "claim/tea/c3",
            f"{BASE}gloss",
            '"7"^^<http://www.w3.org/2001/XMLSchema#integer>',
            "DatatypeConstraintComponent",
        ),
        (
            "claim.voice",
            "claim/tea/c3",
            f"<{BASE}voice>/^<{BASE}relays>",
            "",
            "MaxCountConstraintComponent",
        ),
    ]
    assert [r.severity for r in results] == [
        Severity.WARNING,
        Severity.WARNING,
        Severity.VIOLATION,
    ]
    assert results[1].shape == f"{BASE}shape/claim.gloss"
    assert (results[1].message, results[1].value) == ("a claim has one gloss, in words", "7")


def counts(report: CheckReport) -> dict[str, tuple[int, int]]:
    """Give passed and failed of each shape."""
    return {count.check: (count.passed, count.failed) for count in report.counts}


def test_each_shape_is_counted_by_focus(shapes: Shapes) -> None:
    """Passed are the foci that did not fail; a shape without foci has looked at nothing."""
    report = validate(data(), shapes)
    assert counts(report) == {
        "claim": (3, 0),
        "claim.gloss": (1, 2),
        "claim.voice": (2, 1),
        "quotation": (0, 0),
        "quotation.words": (0, 0),
    }
    assert [count.check for count in report.counts if not count.looked_at] == [
        "quotation",
        "quotation.words",
    ]
    assert not report.conforms


def test_a_lone_warning_does_not_conform(shapes: Shapes) -> None:
    """SHACL 3.6.1.1: conforms is true only if validation produced no results, whatever their
    severity.
    """  # noqa: D205 - one sentence
    lone = "<u:c> a <https://w3id.org/mdmakg/Claim> ."
    report = validate(data(lone), shapes)
    assert report.by_severity() == {Severity.WARNING: 1}
    assert not report.conforms


def test_subclasses_are_targets_too(shapes: Shapes) -> None:
    """SHACL 2.1.3.2: instances of subclasses are SHACL instances of the class."""
    turtle = """
        <u:Sub> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/mdmakg/Claim> .
        <u:c> a <u:Sub> .
    """
    assert counts(validate(data(turtle), shapes))["claim.gloss"] == (0, 1)


def test_nested_shapes_speak_through_the_shape_that_names_them(tmp_path: Path) -> None:
    """A shape that only sh:node leads to is not counted: its faults are its parent's."""
    path = tmp_path / "s.ttl"
    path.write_text("""
        @prefix : <https://w3id.org/mdmakg/shape/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        :a a sh:NodeShape ; sh:targetSubjectsOf <u:p> ; sh:property :a.p .
        :a.p sh:path <u:p> ; sh:node :b ; sh:message "p leads to an IRI" .
        :b a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:message "an IRI" .
    """)
    report = validate(data("<u:x> <u:p> 1, <u:y> . <u:z> <u:p> <u:y> ."), read_shapes([path]))
    assert counts(report) == {"a": (2, 0), "a.p": (1, 1)}


def test_a_shape_with_two_ways_to_its_foci_counts_them_once(tmp_path: Path) -> None:
    """A property shape that has its parent's target too looks at the same foci."""
    path = tmp_path / "claim.ttl"
    path.write_text(SHAPES + ":claim.gloss sh:targetClass mdmakg:Claim .")
    assert counts(validate(data(), read_shapes([path])))["claim.gloss"] == (1, 2)


def test_named_graphs_carry_no_meaning(shapes: Shapes) -> None:
    """The same statements in many graphs, some twice, give the same report as in one."""
    lines = data().serialize(format="nt").splitlines()
    quads = "\n".join(
        f"{line.rstrip(' .')} <u:g{number % 3}> ." for number, line in enumerate(lines * 2) if line
    )
    assert validate(quads.encode(), shapes) == validate(data(), shapes)


def test_no_data_is_an_error(shapes: Shapes) -> None:
    """Nothing checked is never green."""
    with pytest.raises(InputError, match=r"empty\.nq:1:1: no-data"):
        validate(b"", shapes, name="empty.nq")


def test_no_shapes_is_an_error() -> None:
    """A run without shapes would find nothing wrong with anything."""
    with pytest.raises(InputError, match="no-shapes"):
        validate(data(), Shapes(graph=Graph()))


@pytest.mark.parametrize("bad", [b"<u:a> <u:b> .", b"\xff\xfe", b"<u:a> <u:b> <u:c"])
def test_broken_data_is_an_error(bad: bytes, shapes: Shapes) -> None:
    """Bytes that are not N-Quads are a fault."""
    with pytest.raises(InputError, match="nquads-syntax"):
        validate(bad, shapes)


@pytest.mark.parametrize(
    "broken",
    [
        ":claim.gloss sh:path mdmakg:note .",
        ":claim.gloss sh:pattern '(' .",
    ],
)
def test_shapes_that_pyshacl_cannot_use(broken: str, tmp_path: Path) -> None:
    """An ill-formed shape is a fault that names the files, not a traceback and not green."""
    path = tmp_path / "claim.ttl"
    path.write_text(SHAPES + broken)
    with pytest.raises(InputError, match=r"claim\.ttl.*shapes-unusable"):
        validate(data(), read_shapes([path]))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { $this a nowhere:Claim }",
        "SELECT $this WHERE { $this ?p ?o MINUS { $this a <u:B> } }",
        "SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }",
        "SELECT $this WHERE { $this ?p",
    ],
)
def test_queries_that_pyshacl_cannot_run(query: str, tmp_path: Path) -> None:
    """Shapes that went round the reader's guards still give a fault, never a traceback."""
    path = tmp_path / "q.ttl"
    path.write_text(SHAPES + f":claim sh:sparql :q . :q sh:select '{query}' .")
    with pytest.raises(InputError, match="shapes-unusable"):
        validate(data(), join_shapes([read_turtle(path)]))


def test_odd_numbers_do_not_crash(tmp_path: Path) -> None:
    """A NaN, which compares with nothing, is outside every bound."""
    path = tmp_path / "n.ttl"
    path.write_text(
        "@prefix : <https://w3id.org/mdmakg/shape/> . @prefix sh: <http://www.w3.org/ns/shacl#> ."
        ":n a sh:NodeShape ; sh:targetSubjectsOf <u:p> ; sh:property :n.p ."
        ":n.p sh:path <u:p> ; sh:minInclusive 0 ; sh:message 'not below nought' ."
    )
    double = "<http://www.w3.org/2001/XMLSchema#double>"
    nan = data(f'<u:x> <u:p> "NaN"^^{double} .')
    assert counts(validate(nan, read_shapes([path])))["n.p"] == (0, 1)


def test_nothing_is_written_to_the_terminal(
    shapes: Shapes, capfd: pytest.CaptureFixture[str]
) -> None:
    """A literal that is none of its datatype is reported once, by us; rdflib's log stays shut."""
    validate(b'<u:c> <u:p> "x"^^<http://www.w3.org/2001/XMLSchema#integer> .\n', shapes)
    assert capfd.readouterr() == ("", "")


def test_the_data_is_left_as_it_was(shapes: Shapes) -> None:
    """Validating in place adds nothing to the graph."""
    graph = data()
    before = set(graph)
    validate(graph, shapes)
    assert set(graph) == before


def test_pyshacl_is_called_once_with_these_options(checkout: Path) -> None:
    """One call in the whole library, and each of its options is one that pySHACL knows.

    pySHACL takes any keyword; these names were read in its documentation.
    """
    calls = [
        call
        for path in (checkout / "src").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pyshacl.validate"
    ]
    (call,) = calls
    assert {word.arg: ast.unparse(word.value) for word in call.keywords} == {
        "shacl_graph": "shapes.graph",
        "inference": "'none'",
        "advanced": "False",
        "inplace": "True",
        "js": "False",
        "do_owl_imports": "False",
    }


@pytest.mark.parametrize(
    ("turtle", "text"),
    [
        ("<u:s> sh:path <u:p> .", "u:p"),
        ("<u:s> sh:path [ sh:inversePath <u:p> ] .", "^<u:p>"),
        ("<u:s> sh:path ( <u:p> <u:q> ) .", "<u:p>/<u:q>"),
        ("<u:s> sh:path [ sh:alternativePath ( <u:p> <u:q> ) ] .", "<u:p>|<u:q>"),
        ("<u:s> sh:path [ sh:zeroOrMorePath <u:p> ] .", "<u:p>*"),
        ("<u:s> sh:path [ sh:oneOrMorePath <u:p> ] .", "<u:p>+"),
        ("<u:s> sh:path [ sh:zeroOrOnePath <u:p> ] .", "<u:p>?"),
        ("<u:s> sh:path ( [ sh:inversePath <u:p> ] <u:q> ) .", "^<u:p>/<u:q>"),
    ],
)
def test_paths_are_written_as_sparql_does(turtle: str, text: str) -> None:
    """SHACL 2.3.1 gives each kind of path its form in SPARQL 1.1."""
    graph = data(f"@prefix sh: <{SH}> . {turtle}")
    node = graph.value(URIRef("u:s"), URIRef(f"{SH}path"))
    assert node is not None
    assert path_text(read_path(graph, node)) == text


def test_what_is_no_path_is_refused() -> None:
    """A node that says nothing of a path is none."""
    with pytest.raises(ValueError, match="no SHACL path"):
        read_path(Graph(), BNode())


def test_a_union_merges_graphs() -> None:
    """One statement in two graphs is one statement."""
    assert len(union_graph(b"<u:a> <u:b> <u:c> <u:g> .\n<u:a> <u:b> <u:c> .\n")) == 1


def test_counts_have_severity(shapes: Shapes) -> None:
    """A count carries the severity of its shape."""
    assert {c.check: c.severity for c in validate(data(), shapes).counts if c.failed} == {
        "claim.gloss": Severity.WARNING,
        "claim.voice": Severity.VIOLATION,
    }
    assert isinstance(validate(data(), shapes).counts[0], CheckCount)
