"""A graph that remembers its answers forgets them with every change."""

from __future__ import annotations

from rdflib import URIRef

from mdmakg.check.remember import remembering_graph

A, B, C = (URIRef(f"https://a.example/{name}") for name in "abc")


def test_answers_follow_every_change() -> None:
    """Added one by one, added together, removed: each is seen by the next question."""
    graph = remembering_graph()
    assert list(graph.objects(A, B)) == []
    graph.add((A, B, C))
    assert list(graph.objects(A, B)) == [C]
    assert list(graph.objects(A, B)) == [C]
    graph.addN([(A, B, A, graph)])
    assert set(graph.objects(A, B)) == {A, C}
    graph.remove((A, B, C))
    assert list(graph.objects(A, B)) == [A]
    assert (graph.value(A, B), len(graph)) == (A, 1)
