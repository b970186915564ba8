"""What is said of each subject, from one dataset or from two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse

from mdmakg.encode.dataset import to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.vocab.foreign import XSD, rdf_type

if TYPE_CHECKING:
    from mdmakg.vocab.term import Quad

NODES = st.sampled_from([f"<https://a.example/{name}>" for name in "abcd"])
VALUES = st.one_of(NODES, st.sampled_from(['"a"', f'"1"^^<{XSD}integer>', "_:b"]))
PREDICATES = st.one_of(NODES, st.just(f"<{rdf_type}>"))
QUADS = st.lists(st.tuples(NODES, PREDICATES, VALUES, NODES), max_size=12)


@given(QUADS, QUADS)
def test_two_say_together_what_each_says(some: list[Quad], more: list[Quad]) -> None:
    """As if all statements had been read at once, in the same order of subjects."""
    before = Facts.of(some)
    both, whole = before.and_also(Facts.of(more)), Facts.of([*some, *more])
    assert both == whole
    assert list(both.said) == list(whole.said)
    assert before == Facts.of(some)


@given(QUADS)
@example([("<a:s>", "<a:p>", r'"a\"b\u0041"', ""), ("<a:s>", "<a:p>", '"a"@en', "<a:g>")])
def test_what_is_said_is_what_oxigraph_reads(quads: list[Quad]) -> None:
    """Each value once and sorted, literals by their words, nothing of what has no name."""
    told: dict[tuple[str, str], set[str]] = {}
    for quad in parse(to_nquads(quads), RdfFormat.N_QUADS):
        if not isinstance(quad.object, BlankNode):
            told.setdefault((quad.subject.value, quad.predicate.value), set()).add(
                quad.object.value
            )
    facts = Facts.of(quads)
    found = {(s, p): values for s, said in facts.said.items() for p, values in said.items()}
    assert found == {key: tuple(sorted(values)) for key, values in told.items()}
    typed = {s for (s, p), values in told.items() if p == rdf_type for _ in values}
    assert {s for subjects in facts.classes.values() for s in subjects} == typed
