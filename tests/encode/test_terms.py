"""Terms are written as Oxigraph writes them, and lines are split into the terms they were of."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, parse

from mdmakg.encode.dataset import parse_nquads, sorted_nquads, to_nquads
from mdmakg.encode.scope import node, object_term
from mdmakg.vocab.foreign import XSD
from mdmakg.vocab.term import Quad, iri_term, literal_term, term_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
"""Texts of whatever characters there are; surrogates are halves of some."""
ESCAPED = "".join(map(chr, range(0x20))) + '"\\\x7f\x85\u2028\ufffe\uffff\U0010ffff'


@given(TEXTS)
@example(ESCAPED)
@example("")
def test_a_literal_is_written_as_oxigraph_writes_it(text: str) -> None:
    """Plain, typed, and with the type that a plain one has anyway."""
    assert literal_term(text) == str(Literal(text))
    for datatype in (f"{XSD}decimal", f"{XSD}string"):
        theirs = Literal(text, datatype=NamedNode(datatype))
        assert literal_term(text, datatype) == str(theirs)


@given(TEXTS)
@example(ESCAPED)
def test_a_literal_reads_as_its_text(text: str) -> None:
    """Whatever was escaped is said as it was meant, with and without a datatype."""
    assert term_text(literal_term(text)) == text
    assert term_text(literal_term(text, f"{XSD}decimal")) == text


IRIS = st.sampled_from(["https://a.example/a", "https://a.example/é#b", "urn:x:y?z"]).map(iri_term)
LITERALS = st.builds(literal_term, TEXTS, st.sampled_from(["", f"{XSD}decimal"]))
MISLEADING = [
    *(literal_term(text) for text in ("", " ", "a <b:c>", '" <b:c> .', "<b:c> .\n<d:e>", "_:b")),
    literal_term("a <b:c>", f"{XSD}decimal"),
    '"a <b:c>"@en',
    '"_:b"@en',
]
QUADS = st.tuples(IRIS, IRIS, IRIS | LITERALS | st.sampled_from(MISLEADING), IRIS | st.just(""))


@given(st.lists(QUADS))
@example([("<a:b>", "<a:c>", value, "") for value in MISLEADING])
@example([("<a:b>", "<a:c>", value, "<a:g>") for value in MISLEADING])
def test_lines_are_split_into_what_they_were_written_of(quads: list[Quad]) -> None:
    """Every statement comes back, each once, whatever its literals look like."""
    lines = to_nquads(quads)
    split = list(parse_nquads(lines))
    assert len(split) == len(set(quads))
    assert set(split) == set(quads)


@given(st.lists(QUADS))
def test_lines_are_those_of_oxigraph(quads: list[Quad]) -> None:
    """Oxigraph reads the same statements in them, and writes the same bytes."""
    lines = to_nquads(quads)
    theirs = list(parse(lines, RdfFormat.N_QUADS))
    said = {(str(q.subject), str(q.predicate), str(q.object), _graph(q.graph_name)) for q in theirs}
    assert said == set(quads)
    assert sorted_nquads(theirs) == lines


def _graph(name: object) -> str:
    return "" if isinstance(name, DefaultGraph) else str(name)


def test_what_is_no_iri_is_refused() -> None:
    """A name that would break out of its term, or that names nothing without a base."""
    for name in ("https://a.example/a b", "a:<b>", "a:> <b:c", "a:\n", "", "a", "/a"):
        with pytest.raises(ValueError, match="no absolute IRI"):
            node(name)
    assert node("https://a.example/é") == str(NamedNode("https://a.example/é"))


def test_an_object_is_an_iri_or_a_literal() -> None:
    """Its first character tells which; a literal is a term already."""
    assert object_term("https://a.example/a") == "<https://a.example/a>"
    assert object_term(literal_term("a")) == '"a"'
    with pytest.raises(ValueError, match="no absolute IRI"):
        object_term("a text that nobody made a literal of")
