"""What is said of each subject, from one dataset or from two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mdmakg.graph.facts import Facts
from mdmakg.vocab.foreign import rdf_type

NODES = st.sampled_from([NamedNode(f"https://a.example/{name}") for name in "abcd"])
VALUES = st.one_of(NODES, st.sampled_from([Literal("a"), Literal(1), BlankNode("b")]))
PREDICATES = st.one_of(NODES, st.just(NamedNode(rdf_type)))
QUADS = st.lists(st.builds(Quad, NODES, PREDICATES, VALUES), max_size=12)


@given(QUADS, QUADS)
def test_two_say_together_what_each_says(some: list[Quad], more: list[Quad]) -> None:
    """As if all statements had been read at once, in the same order of subjects."""
    before = Facts.of(some)
    both, whole = before.and_also(Facts.of(more)), Facts.of([*some, *more])
    assert both == whole
    assert list(both.said) == list(whole.said)
    assert before == Facts.of(some)
