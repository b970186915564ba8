"""Whole answers as tables, from a store without graphs: the same terms as row by row."""

from __future__ import annotations

import sys
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.errors import StoreError, UsageError
from mdmakg.store.ask import select
from mdmakg.store.flat import fill_flat
from mdmakg.store.rows import rows
from mdmakg.vocab.foreign import XSD
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from types import FrameType

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

NUMBERS = st.sampled_from(
    ["1", "+1", "-0.50", ".5", "1.", "1e5", "-1.5E-5", "NaN", "true", "x", ""]
)
TYPES = st.sampled_from(["integer", "decimal", "double", "boolean", "date", "long"])
LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(literal_term),
    st.builds(lambda text, type_: literal_term(text, XSD + type_), NUMBERS, TYPES),
    st.just('"one"@en'),
    st.just("<u:o>"),
)


@given(st.lists(LITERALS, max_size=6))
def test_terms_are_those_of_the_other_way(values: list[str]) -> None:
    """Any literal, typed or not, an IRI, and nothing: in the same order, written alike."""
    store = fill_flat([("<u:s>", f"<u:p{n}>", value, "") for n, value in enumerate(values)])
    for query in (
        "SELECT ?p ?o ?nothing { ?s ?p ?o } ORDER BY ?p",
        "SELECT ?o { ?s ?p ?o } ORDER BY ?p",
        "SELECT ?nothing { ?s ?p ?o }",
    ):
        assert list(rows(store, query)) == [dict(row) for row in select(store, query)]


def test_statements_are_loaded_once_and_only_if_read() -> None:
    """One statement of two graphs is one; what no query reads is left out."""
    quads = [("<u:s>", f"<u:{p}>", "<u:o>", f"<u:{g}>") for p in "pq" for g in "gh"]
    assert len(fill_flat(quads)) == 2
    assert rows(fill_flat(quads, {"<u:p>"}), "SELECT ?p { ?s ?p ?o }") == [{"p": "<u:p>"}]


def test_faults_are_told_in_our_words() -> None:
    """What does not parse, what is no SELECT, what is no statement, and a store that fails."""
    store = fill_flat([])
    with pytest.raises(UsageError, match="does not parse"):
        rows(store, "SELECT ?x {")
    with pytest.raises(UsageError, match="SELECT"):
        rows(store, "ASK { ?s ?p ?o }")
    with pytest.raises(StoreError, match="cannot be loaded"):
        fill_flat([("no", "term", "at all", "")])


class Sampled:
    """A store that keeps the frame which asks it, as a profiler in another thread may."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.frames: list[FrameType] = []

    def query(self, query: str, *, base_iri: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask the store."""
        self.frames.append(sys._getframe(1))
        return self.store.query(query, base_iri=base_iri)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
def test_an_answer_ends_in_the_thread_that_asked(
    monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """The engine complains of an answer that is dropped elsewhere; none outlives its question."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: complaints.append(told.exc_value))
    sampled = Sampled(fill_flat([("<u:s>", "<u:p>", "<u:o>", "")]))

    def ask() -> None:
        with suppress(UsageError):
            rows(cast("Store", sampled), query)

    asking = Thread(target=ask)
    asking.start()
    asking.join()
    assert sampled.frames
    sampled.frames.clear()
    assert complaints == []
