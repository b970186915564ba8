"""The chain of one claim as lines of text."""

from __future__ import annotations

from typing import Any

import drawn_chains
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdmakg.errors import UsageError
from mdmakg.explore.tree import draw_tree

BASE = drawn_chains.BASE
REPORTED = (
    "│  └─ reports: result page:r3: Depression score (MADRS), first to last visit"
    " (improved, estimate \u221212.4, p < 0.001)"
)
PRINTED = (
    "│     │  └─ reported in: source page: Conference abstract as reproduced on a web page"
    " (secondary summary, 2024)"
)


def lines(graph: Any, claim: str) -> list[str]:
    """Draw the tree from a claim's short id."""
    return list(draw_tree(graph, BASE + claim))


def test_a_chain_reads_from_claim_to_source() -> None:
    """Each line says the relation, the kind, the short id, the label and the numbers."""
    assert lines(drawn_chains.one_result(), "page:c3") == [
        "claim page:c3: Low mood was milder at the last visit than at the first. (finding)",
        "├─ has evidence line: evidence line page:e3: own report (cited)",
        REPORTED,
        "│     ├─ of study: study followup: Seven-month follow-up (n = 12, single arm, open label)",
        PRINTED,
        "│     └─ measures: outcome madrs: Depression",
        "└─ said by: source page (above)",
    ]


def test_a_claim_without_evidence_says_so() -> None:
    """Findings come first, then the evidence line that is not there, then the source."""
    assert lines(drawn_chains.claim_alone(), "blog:c40") == [
        "claim blog:c40: The medicine reaches what months of talking cannot. (mechanism)",
        "│  warning: mechanism-from-outcome: no study read looks at how it comes about",
        "│  cannotTell: passage: the text is not at hand",
        "├─ no evidence line",
        "└─ said by: source blog: A clinic's blog (commentary, 2025-12-05)",
    ]


def test_a_claim_with_nothing_at_all_is_two_lines() -> None:
    """The missing evidence line is the last branch where there is no other."""
    graph = drawn_chains.chain("a:c1", {"a:c1": {"kind": "claim", "label": "So."}}, [])
    assert lines(graph, "a:c1") == ["claim a:c1: So.", "└─ no evidence line"]


def test_circles_are_marked_and_cut() -> None:
    """A claim that comes back to itself by way of another is named and not followed."""
    rows = {"a:c1": {"kind": "claim", "label": "One."}, "b:c1": {"kind": "claim", "label": "Two."}}
    edges = [("a:c1", "relays", "b:c1"), ("b:c1", "relays", "a:c1")]
    assert lines(drawn_chains.chain("a:c1", rows, edges), "a:c1") == [
        "claim a:c1: One.",
        "├─ no evidence line",
        "└─ relays: claim b:c1: Two.",
        "   ├─ no evidence line",
        "   └─ relays: claim a:c1 (circle)",
    ]


def test_each_node_is_drawn_whole_once() -> None:
    """However many paths lead to a node, the lines are one per edge, not one per path."""
    graph: Any = nx.MultiDiGraph()
    for step in range(40):
        graph.add_node(f"{step:02}", kind="claim", id=f"{step:02}")
    for step in range(39):
        graph.add_edge(f"{step:02}", f"{step + 1:02}", key="a", kind="relays")
        graph.add_edge(f"{step:02}", f"{step + 1:02}", key="b", kind="relays")
    assert len(list(draw_tree(graph, "00"))) == 1 + 2 * 39 + 40


def test_a_long_chain_needs_no_recursion() -> None:
    """Four hundred claims that relay one another are drawn."""
    graph: Any = nx.MultiDiGraph()
    nx.add_path(graph, [f"{step:04}" for step in range(400)], kind="relays")
    for node in graph:
        graph.nodes[node]["kind"] = "claim"
    assert len(list(draw_tree(graph, "0000"))) == 800


def test_the_order_of_building_does_not_show() -> None:
    """The same graph built backwards gives the same lines."""
    graph = drawn_chains.relayed()
    made: Any = nx.MultiDiGraph()
    made.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for tail, head, key, row in reversed(list(graph.edges(keys=True, data=True))):
        made.add_edge(tail, head, key=key, **row)
    assert lines(made, "blog:c12") == lines(graph, "blog:c12")


@pytest.mark.parametrize("claim", ["nowhere", "page"])
def test_a_claim_that_is_not_there_is_refused(claim: str) -> None:
    """Neither an unknown IRI nor a source is a claim."""
    with pytest.raises(UsageError, match="there is no claim"):
        draw_tree(drawn_chains.one_result(), BASE + claim)


@given(st.lists(st.text(st.characters(codec=None), max_size=40), min_size=6, max_size=6))
@settings(deadline=None, max_examples=40, derandomize=True)
def test_no_label_breaks_a_line(texts: list[str]) -> None:
    """Labels cannot add lines, move the cursor or turn the text round."""
    graph = drawn_chains.one_result()
    for node, text in zip(sorted(graph), texts, strict=True):
        graph.nodes[node].update(label=text, id=text, design=text, findings=[text])
    for line in lines(graph, "page:c3"):
        line.encode()
        assert line.isprintable() or not any(
            character < " " or "\x7f" <= character <= "\x9f" or character in "\u202e\u2028\u2029"
            for character in line
        )


def test_a_long_label_is_cut() -> None:
    """Two hundred characters of a label are shown, with an ellipsis."""
    first = lines(drawn_chains.endless(), "page:c3")[0]
    assert len(first) == len("claim page:c3: ") + 199 + len("… (finding)")
