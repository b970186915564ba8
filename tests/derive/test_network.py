"""Constraints between points in time: which can hold together."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.derive.network import Edge, Point, contradiction

START, DOSE, VISIT = ("trial", "start"), ("trial", "dose"), ("trial", "visit")


def between(first: Point, then: Point, least: int, most: int, why: str) -> tuple[Edge, Edge]:
    """Say that one point lies so many days after another."""
    return (Edge(first, then, Fraction(most), why), Edge(then, first, Fraction(-least), why))


def test_no_constraints_contradict_nothing() -> None:
    """An empty network has a solution."""
    assert contradiction(()) == ()


def test_ranges_that_meet_at_a_bound_hold() -> None:
    """30 to 60 days and 60 to 90 days may both be 60."""
    edges = (*between(START, VISIT, 30, 60, "a"), *between(START, VISIT, 60, 90, "b"))
    assert contradiction(edges) == ()


def test_ranges_that_miss_by_a_day_do_not() -> None:
    """30 to 60 days and 61 to 90 days: the cycle sums up to one day less than nothing."""
    edges = (*between(START, VISIT, 30, 60, "a"), *between(START, VISIT, 61, 90, "b"))
    cycle = contradiction(edges)
    assert {edge.why for edge in cycle} == {"a", "b"}
    assert sum(edge.most for edge in cycle) == -1


def test_a_contradiction_over_three_points_is_found() -> None:
    """10 to 20 days to the dose, 10 to 20 from there to the visit, and 50 in all."""
    edges = (
        *between(START, DOSE, 10, 20, "a"),
        *between(DOSE, VISIT, 10, 20, "b"),
        *between(START, VISIT, 50, 50, "c"),
    )
    cycle = contradiction(edges)
    assert {edge.why for edge in cycle} == {"a", "b", "c"}
    assert sum(edge.most for edge in cycle) == -10


def closed(cycle: tuple[Edge, ...]) -> bool:
    """Say whether each edge begins where the one before it ends, round to the first."""
    return all(one.head == then.tail for one, then in pairwise((*cycle, cycle[0])))


POINTS = st.integers(0, 5).map(lambda number: ("trial", str(number)))
DAYS = st.integers(-40, 40).map(Fraction)


@given(st.lists(st.builds(Edge, POINTS, POINTS, DAYS, st.just("said")), max_size=14))
def test_what_is_given_is_a_cycle_below_nothing(edges: list[Edge]) -> None:
    """Whatever is found is a closed walk over given edges whose sum is negative."""
    if cycle := contradiction(edges):
        assert closed(cycle)
        assert set(cycle) <= set(edges)
        assert sum(edge.most for edge in cycle) < 0


@given(st.lists(st.builds(Edge, POINTS, POINTS, DAYS, st.just("said")), max_size=14))
def test_it_finds_a_cycle_where_networkx_does(edges: list[Edge]) -> None:
    """Another implementation is the judge; of parallel edges the least counts."""
    graph: nx.DiGraph[Point] = nx.DiGraph()
    for edge in sorted(edges, key=lambda edge: edge.most, reverse=True):
        graph.add_edge(edge.tail, edge.head, weight=edge.most)
    assert bool(contradiction(edges)) == nx.negative_edge_cycle(graph)


@given(
    st.lists(st.integers(0, 400), min_size=6, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 30)), max_size=14),
)
def test_what_is_true_of_a_calendar_never_contradicts(
    calendar: list[int], said: list[tuple[int, int, int]]
) -> None:
    """Bounds that dates keep to have these dates as a solution."""
    edges = [
        Edge(
            ("trial", str(tail)),
            ("trial", str(head)),
            Fraction(calendar[head] - calendar[tail] + room),
            "said",
        )
        for tail, head, room in said
    ]
    assert contradiction(edges) == ()
