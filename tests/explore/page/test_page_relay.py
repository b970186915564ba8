"""The map of relays."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from mdmakg.explore.page.relay import relay_map
from mdmakg.explore.sheet import column_box

if TYPE_CHECKING:
    from collections.abc import Sequence


def mapped(
    kinds: dict[str, str], *edges: tuple[str, str, str], findings: Sequence[str] = ()
) -> Any:
    """Map nodes, by id and kind, and edges: tail, kind, head; positions become ids."""
    graph: Any = nx.MultiDiGraph()
    for id_, kind in kinds.items():
        graph.add_node(id_, id=id_, label=id_, kind=kind, findings=list(findings))
    for tail, kind, head in edges:
        graph.add_edge(tail, head, key=kind, kind=kind)
    ids = sorted(kinds)
    boxes = {id_: column_box(graph, id_) for id_ in ids}
    found = relay_map(graph, {id_: number for number, id_ in enumerate(ids)}, boxes)
    at = {ids[number]: (x, y) for number, x, y in found["nodes"]}  # type: ignore[attr-defined]
    return found, at, boxes


SOURCES = dict.fromkeys(("article", "page", "post"), "source")


def test_statements_run_from_left_to_right() -> None:
    """The study, then who reports it, then who relays that, each in a column of its own."""
    _, at, _ = mapped(
        {**SOURCES, "trial": "study"},
        ("trial", "reported-in", "article"),
        ("page", "relays", "article"),
        ("post", "cites", "page"),
    )
    assert at["trial"][0] < at["article"][0] < at["page"][0] < at["post"][0]


def test_a_follow_up_stands_right_of_what_it_follows() -> None:
    """As a page stands right of what it relays."""
    _, at, _ = mapped({"a": "study", "b": "study"}, ("b", "follows-up", "a"))
    assert at["a"][0] < at["b"][0]


def test_every_edge_is_drawn_from_border_to_border() -> None:
    """A wire begins at a side of its tail and ends at a side of its head."""
    found, at, boxes = mapped(
        {**SOURCES, "trial": "study"},
        ("trial", "reported-in", "article"),
        ("trial", "reported-in", "post"),
        ("post", "relays", "page"),
        ("page", "relays", "article"),
    )
    drawn = list(at)
    assert len(found["edges"]) == 4
    for _, tail, head, points in found["edges"]:
        for node, (x, y) in ((drawn[tail], points[0]), (drawn[head], points[-1])):
            left, top = at[node]
            assert x in {round(left), round(left + boxes[node].width)}
            assert top - 1 <= y <= top + boxes[node].height + 1


def test_what_leads_nowhere_is_left_out() -> None:
    """A source that neither relays nor is relayed, and claims, are none of the map."""
    _, at, _ = mapped(
        {**SOURCES, "c1": "claim", "alone": "source"},
        ("page", "relays", "article"), ("c1", "said-by", "post"),
    )  # fmt: skip
    assert set(at) == {"article", "page"}


def test_sources_in_a_circle_stand_in_one_column() -> None:
    """Two pages that cite each other are drawn, and so are both edges."""
    found, at, _ = mapped(
        SOURCES, ("page", "cites", "post"), ("post", "cites", "page"), ("page", "cites", "article")
    )
    assert at["page"][0] == at["post"][0] > at["article"][0]
    assert len(found["edges"]) == 3


def test_what_is_found_below_a_box_has_room() -> None:
    """Findings hang below their box: the next box keeps clear of them, and the map ends below."""
    found, at, boxes = mapped(
        SOURCES,
        ("page", "relays", "article"), ("post", "relays", "article"),
        findings=["warning: Something was found here.", "info: And something else besides."],
    )  # fmt: skip
    bottoms = {node: y + boxes[node].height + boxes[node].tail for node, (_, y) in at.items()}
    assert min(box.tail for box in boxes.values()) > 30
    upper, lower = sorted(("page", "post"), key=lambda node: at[node][1])
    assert at[lower][1] >= bottoms[upper]
    assert found["height"] >= max(bottoms.values()) - 0.1


def test_edges_within_a_column_are_whole() -> None:
    """Round the right side of the last column, and round the left one of the first."""
    both = [("a", "cites", "b"), ("b", "cites", "a")]
    kinds = dict.fromkeys(("a", "b", "c"), "source")
    for edges in (both, [*both, ("a", "cites", "c")], [*both, ("c", "cites", "a")]):
        found, _, _ = mapped(kinds, *edges)
        reached = [x for *_, points in found["edges"] for x, _ in points]
        assert min(reached) > 0
        assert max(reached) < found["width"]


def test_nothing_to_map_is_an_empty_map() -> None:
    """Without any relay there is no box and no edge."""
    found, at, _ = mapped(SOURCES)
    assert (at, found["edges"]) == ({}, [])


def test_no_box_of_the_bundled_map_covers_another(corpus: Any) -> None:
    """Boxes keep apart and within the map."""
    found = corpus["relays"]
    rows = [(x, y, corpus["nodes"][n]["box"]) for n, x, y in found["nodes"]]
    assert len(rows) > 20
    for (x, y, box), (left, top, other) in combinations(rows, 2):
        apart_x = x + box["w"] <= left or left + other["w"] <= x
        assert apart_x or y + box["h"] <= top or top + other["h"] <= y
    assert all(x + box["w"] <= found["width"] for x, _, box in rows)
    assert all(y + box["h"] <= found["height"] for _, y, box in rows)
