"""Random shapes of all of SHACL Core, over random graphs: pySHACL finds what is found here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdmakg.check.compile import compile_shapes
from mdmakg.check.evaluate import evaluate
from mdmakg.check.shacl import engine_results
from mdmakg.check.shapes import Shapes
from mdmakg.check.statements import turtle_statements
from mdmakg.check.union import graph_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdmakg.model.check import CheckResult

PREFIXES = """\
@prefix : <https://w3id.org/mdmakg/shape/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PROPERTIES = ("<u:p>", "<u:q>", "<u:r>")
NODES = ("<u:a>", "<u:b>", "<u:c>", "<u:d>")
CLASSES = ("<u:C>", "<u:D>")
NUMBERS = ("1", "2", "2.0", "3", "01")
LANGUAGES = ("'a'@en", "'b'@en", "'b'@en-GB", "'c'@EN-gb", "'a'@de")
WORDS = ("'a'", "'ab'", "'A b'", *LANGUAGES)
VALUES = (*NODES, *NUMBERS, *WORDS, "_:n")

# --- Shapes ---------------------------------------------------------------------------

# Inverse of single properties alone: of longer paths pySHACL does otherwise (see test_paths.py).
steps = st.sampled_from([*PROPERTIES, *(f"[ sh:inversePath {path} ]" for path in PROPERTIES)])
paths = st.recursive(
    steps,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda steps: f"( {' '.join(steps)} )"),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda ways: f"[ sh:alternativePath ( {' '.join(ways)} ) ]"
        ),
        st.tuples(st.sampled_from(["zeroOrMore", "oneOrMore", "zeroOrOne"]), inner).map(
            lambda repeat: f"[ sh:{repeat[0]}Path {repeat[1]} ]"
        ),
    ),
    max_leaves=4,
)


def some(values: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw a list of some values, as Turtle writes it."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=4).map(
        lambda members: f"( {' '.join(members)} )"
    )


def said(names: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw one of some parameters, with a value."""
    return st.tuples(st.sampled_from(names.split()), values).map(
        lambda pair: f"sh:{' '.join(pair)}"
    )


kinds = ["IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
types = ["xsd:integer", "xsd:decimal", "xsd:string", "rdf:langString", "<u:type>"]
properties = st.sampled_from(PROPERTIES)
of_any = st.one_of(
    said("class", st.sampled_from(CLASSES)),
    said("datatype", st.sampled_from(types)),
    said("nodeKind", st.sampled_from([f"sh:{kind}" for kind in kinds])),
    said("minLength maxLength", st.sampled_from("123")),  # of 0 pySHACL thinks otherwise
    said("pattern", st.sampled_from(["'a'", "'^.b'", "'^u:[ab]$'", "'A' ; sh:flags 'i'"])),
    said("languageIn", some(["'en'", "'DE'", "'en-GB'", "'*'"])),
    said("equals disjoint", properties),
    said("hasValue", st.sampled_from(VALUES[:-1])),
    said("in", some(VALUES[:-1])),
    said("minInclusive minExclusive maxInclusive maxExclusive", st.sampled_from("123")),
    st.just("sh:closed true ; sh:ignoredProperties ( rdf:type <u:r> )"),
)
of_properties = st.one_of(
    of_any,
    said("minCount maxCount", st.sampled_from("0123")),
    said("uniqueLang", st.just("true")),
)
# Nothing but numbers: pySHACL compares what SPARQL does not (see tests/check/test_structure.py).
ORDERED = ("<u:least>", "<u:most>")
compared = st.tuples(
    st.sampled_from(ORDERED), said("lessThan lessThanOrEquals", st.sampled_from(ORDERED))
).map(lambda parts: f"sh:path {parts[0]} ; {parts[1]}")


of_path = paths.map(lambda path: f"sh:path {path}")


@st.composite
def shapes(draw: st.DrawFn) -> str:
    """Draw a few shapes; each leads only to those before it, so that none leads to itself."""
    written: list[str] = []
    nodes: list[str] = []
    sisters: list[str] = []
    last = draw(st.integers(1, 5))
    for number in range(last + 1):
        name = f":s{number}"
        of_property = draw(st.booleans())
        parts = [draw(of_path | compared) if of_property else "a sh:NodeShape"]
        parts += draw(st.lists(of_properties if of_property else of_any, max_size=2, unique=True))
        before = nodes + sisters
        if before:
            parts += draw(st.lists(leading(before, nodes, sisters), max_size=2, unique=True))
        if of_property and before and draw(st.booleans()):
            parts.append(draw(qualified(before)))
        if number == last or draw(st.booleans()):
            parts.append(draw(targets))
        written.append(f"{name} {' ; '.join(once(parts))} ; sh:message '{number}' .")
        (sisters if of_property else nodes).append(name)
    return PREFIXES + "\n".join(written)


def once(parts: Sequence[str]) -> list[str]:
    """Keep the first of several parts that say one thing; most may be said only once."""
    several = {"sh:class", "sh:property", "sh:node", "sh:not", "sh:and", "sh:or", "sh:xone"}
    return [
        part
        for number, part in enumerate(parts)
        if (term := part.split()[0]) in several
        or term not in {earlier.split()[0] for earlier in parts[:number]}
    ]


def leading(
    before: Sequence[str], nodes: Sequence[str], sisters: Sequence[str]
) -> st.SearchStrategy[str]:
    """Draw what leads to other shapes."""
    ways = [said("not", st.sampled_from(before)), said("and or xone", some(before))]
    ways += [said("node", st.sampled_from(nodes))] if nodes else []
    ways += [said("property", st.sampled_from(sisters))] if sisters else []
    return st.one_of(ways)


def qualified(before: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw how many values conform to another shape."""
    return st.tuples(
        st.sampled_from(before),
        st.sampled_from(["Min", "Max"]),
        st.sampled_from("012"),
        st.sampled_from(["true", "false"]),
    ).map(
        lambda draw: (
            f"sh:qualifiedValueShape {draw[0]} ; sh:qualified{draw[1]}Count {draw[2]} ;"
            f" sh:qualifiedValueShapesDisjoint {draw[3]}"
        )
    )


targets = st.one_of(
    said("targetClass", st.sampled_from(CLASSES)),
    said("targetSubjectsOf targetObjectsOf", properties),
    said("targetNode", st.sampled_from((*NODES, "'a'", "1", "<u:absent>"))),
)

# --- Data -----------------------------------------------------------------------------

statements = st.one_of(
    st.tuples(st.sampled_from((*NODES, "_:n")), properties, st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(NODES[:2]), properties, st.sampled_from(LANGUAGES)),
    st.tuples(st.sampled_from(NODES), st.sampled_from(ORDERED), st.sampled_from(NUMBERS)),
    st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES)),
    st.tuples(st.just("<u:D>"), st.just("rdfs:subClassOf"), st.just("<u:C>")),
)
graphs = st.lists(statements, min_size=3, max_size=20).map(
    lambda triples: PREFIXES + "\n".join(f"{' '.join(triple)} ." for triple in triples)
)


def both(shapes: str, data: str) -> tuple[set[CheckResult], set[CheckResult]]:
    """Check some statements, here and by pySHACL."""
    said, read = turtle_statements(shapes, "shapes"), turtle_statements(data, "data")
    plan = compile_shapes(said)
    assert plan.left == frozenset()
    ours = set(evaluate(plan, read).results)
    return ours, set(engine_results(graph_of(read), Shapes(graph=graph_of(said))))


@pytest.mark.no_cover  # what runs of ours, the cases of W3C's suite run too
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(shapes=shapes(), data=graphs)
def test_any_shapes_over_any_graph(shapes: str, data: str) -> None:
    """Whatever core shapes demand of whatever is said, both find the same."""
    ours, theirs = both(shapes, data)
    assert ours == theirs
