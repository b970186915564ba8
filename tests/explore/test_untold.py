"""What could not be told, and where a claim stands, in the picture and the tree."""

from __future__ import annotations

from networkx import MultiDiGraph

from mdmakg.explore.figure import draw_claim
from mdmakg.explore.tree import draw_tree


def _chain() -> MultiDiGraph[str]:
    graph: MultiDiGraph[str] = MultiDiGraph(name="chain", claim="c1")
    untold = ["negation-cut: the text is not at hand"]
    graph.add_node(
        "c1",
        kind="claim",
        id="a:c1",
        label="Lamps help.",
        passages=["10-20", "30-44"],
        text="lamp.txt",
        untold=untold,
    )
    graph.add_node("c2", kind="claim", id="a:c2", label="Lamps may help.", untold=untold)
    graph.add_edge("c1", "c2", key="relays", kind="relays")
    return graph


def test_what_could_not_be_told_is_said_once_with_its_number() -> None:
    """Two claims for the same reason are one line of the tree and one of the picture."""
    says = "negation-cut could not be told of 2 here: the text is not at hand"
    assert list(draw_tree(_chain(), "c1"))[-1] == says
    assert draw_claim(_chain()).count(says) == 1


def test_a_claim_names_its_passages() -> None:
    """The tree gives ranges and file of a claim that has them, the picture the ranges."""
    lines = list(draw_tree(_chain(), "c1"))
    assert "at 10\u201320, 30\u201344 of lamp.txt" in lines[1]
    assert not any("of lamp.txt" in line for line in lines[2:])
    assert "at 10\u201320, 30\u201344" in draw_claim(_chain())


def test_nothing_is_said_where_all_could_be_told() -> None:
    """A chain without such results has no such line."""
    graph = _chain()
    for _, row in graph.nodes(data=True):
        del row["untold"]
    assert "could not be told" not in draw_claim(graph)
    assert not any("could not be told" in line for line in draw_tree(graph, "c1"))
