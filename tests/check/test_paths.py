"""Property paths lead where SPARQL says: Oxigraph, of another make, goes the same ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, RdfFormat, Store

from mdmakg.check.core.path import path_words, reached, read_path
from mdmakg.check.statements import Statements, turtle_statements
from mdmakg.check.union import graph_of
from mdmakg.vocab.foreign import SH
from mdmakg.vocab.path import Inverse, Unless, path_text

if TYPE_CHECKING:
    from collections.abc import Iterable

SHAPE, PATH = "<u:shape>", f"<{SH}path>"
PROPERTIES = ("<u:p>", "<u:q>")
NODES = ("<u:a>", "<u:b>", "<u:c>", "<u:d>")
VALUES = (*NODES, '"words"', "_:n")


def shape(path: str) -> Statements:
    """Read a shape that has a path."""
    return turtle_statements(f"@prefix sh: <{SH}> . {SHAPE} sh:path {path} .", "shape")


def leads(path: str, data: str, node: str) -> set[str]:
    """Go where a path leads from a node."""
    said = shape(path)
    (start,) = said.values(SHAPE, PATH)
    found = reached(read_path(said, start), turtle_statements(data, "data"), {node})
    assert all(found.values())  # nodes from which it leads nowhere are left out
    return set(found.get(node, ()))


# A path as SHACL states it in Turtle, and as SPARQL writes it.
Ways = tuple[str, str]


def joined(paths: list[Ways], mark: str) -> str:
    """Write several paths as SPARQL does."""
    return f"({mark.join(sparql for _, sparql in paths)})"


paths: st.SearchStrategy[Ways] = st.recursive(
    st.sampled_from([(path, path) for path in PROPERTIES]),
    lambda inner: st.one_of(
        inner.map(lambda path: (f"[ sh:inversePath {path[0]} ]", f"(^{path[1]})")),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda steps: (f"( {' '.join(turtle for turtle, _ in steps)} )", joined(steps, "/"))
        ),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda ways: (
                f"[ sh:alternativePath ( {' '.join(turtle for turtle, _ in ways)} ) ]",
                joined(ways, "|"),
            )
        ),
        inner.map(lambda path: (f"[ sh:zeroOrMorePath {path[0]} ]", f"({path[1]}*)")),
        inner.map(lambda path: (f"[ sh:oneOrMorePath {path[0]} ]", f"({path[1]}+)")),
        inner.map(lambda path: (f"[ sh:zeroOrOnePath {path[0]} ]", f"({path[1]}?)")),
    ),
    max_leaves=5,
)
subjects, values = st.sampled_from((*NODES, "_:n")), st.sampled_from(VALUES)
# Every node is in the graph: Oxigraph lets no other reach itself by a path of no length.
THERE = "".join(f"{node} <u:is> {node} .\n" for node in NODES)
graphs = st.lists(st.tuples(subjects, st.sampled_from(PROPERTIES), values), max_size=10).map(
    lambda triples: THERE + "".join(f"{' '.join(triple)} .\n" for triple in triples)
)


@given(path=paths, data=graphs, node=st.sampled_from(NODES))
def test_any_path_leads_where_sparql_says(path: Ways, data: str, node: str) -> None:
    """From any node of any small graph, each value once; also when it is written by us."""
    store = Store()
    store.load(data.encode(), RdfFormat.TURTLE)
    said = shape(path[0])
    (start,) = said.values(SHAPE, PATH)
    for written in (path[1], path_text(read_path(said, start))):
        rows = store.query(f"SELECT DISTINCT ?value {{ {node} {written} ?value }}")
        assert isinstance(rows, QuerySolutions)
        assert named(leads(path[0], data, node)) == named(str(row[0]) for row in rows)


@given(data=graphs, node=st.sampled_from(NODES), path=st.sampled_from(["!<u:p>", "^(!<u:p>)"]))
def test_all_properties_but_some(data: str, node: str, path: str) -> None:
    """A path that only SPARQL states, walked both ways."""
    store = Store()
    store.load(data.encode(), RdfFormat.TURTLE)
    rows = store.query(f"SELECT DISTINCT ?value {{ {node} {path} ?value }}")
    assert isinstance(rows, QuerySolutions)
    other = Unless(("<u:p>",))
    walked = Inverse(other) if path.startswith("^") else other
    found = reached(walked, turtle_statements(data, "data"), {node}).get(node, ())
    assert named(found) == named(str(row[0]) for row in rows)


def test_a_path_of_no_length_leads_to_the_node_itself() -> None:
    """SPARQL 18.4, ZeroLengthPath: whether the graph knows it or not."""
    assert leads("[ sh:zeroOrMorePath <u:p> ]", THERE, "<u:absent>") == {"<u:absent>"}


def named(terms: Iterable[str]) -> set[str]:
    """Call the one node without a name alike, whatever an engine calls it."""
    return {"_:n" if term.startswith("_:") else term for term in terms}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("<u:p>", "u:p"),
        ("[ sh:inversePath <u:p> ]", "^<u:p>"),
        ("( <u:p> ( <u:q> <u:p> ) )", "<u:p>/<u:q>/<u:p>"),
        (
            "[ sh:alternativePath ( <u:p> ( <u:q> <u:p> ) [ sh:oneOrMorePath <u:q> ] ) ]",
            "<u:p>|(<u:q>/<u:p>)|<u:q>+",
        ),
        (
            "( [ sh:zeroOrOnePath ( <u:p> <u:q> ) ] [ sh:alternativePath ( <u:p> <u:q> ) ] )",
            "(<u:p>/<u:q>)?/(<u:p>|<u:q>)",
        ),
        ("[ sh:inversePath [ sh:zeroOrMorePath <u:p> ] ]", "^<u:p>*"),
        ("[ sh:inversePath [ sh:inversePath <u:p> ] ]", "^(^<u:p>)"),
        ("[ sh:oneOrMorePath [ sh:zeroOrOnePath <u:p> ] ]", "(<u:p>?)+"),
    ],
)
def test_a_path_is_written_as_sparql_does(path: str, text: str) -> None:
    """Reports name a single property by its IRI, and a longer path as a query would."""
    said = shape(path)
    (start,) = said.values(SHAPE, PATH)
    assert path_words(read_path(said, start)) == text


def test_where_the_engine_departs_from_sparql() -> None:
    """9.3: what is behind b is where a path leads to b, which nothing does; pySHACL finds c."""
    from pyshacl import validate

    data = "<u:a> <u:p> <u:b>, <u:c> . <u:b> <u:q> <u:c> ."
    back = "[ sh:inversePath ( <u:p> [ sh:inversePath <u:p> ] ) ]"
    assert leads(back, data, "<u:b>") == set()
    shapes = f"@prefix sh: <{SH}> . {SHAPE} sh:path {back} ; sh:targetNode <u:b> ; sh:maxCount 0 ."
    conforms, *_ = validate(
        graph_of(turtle_statements(data, "data")),
        shacl_graph=graph_of(turtle_statements(shapes, "shapes")),
    )
    assert not conforms
