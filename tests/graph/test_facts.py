"""What is said of each subject, from one dataset or from two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

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
