"""What could not be told, and where a claim stands, in the picture and the tree."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from networkx import MultiDiGraph

from mdmakg.explore.figure import draw_claim
from mdmakg.explore.measure import text_width
from mdmakg.explore.tree import draw_tree
from mdmakg.explore.untold import untold_of


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


def _untold(*of_claims: list[str]) -> MultiDiGraph[str]:
    """Give claims of which this could not be told."""
    graph: MultiDiGraph[str] = MultiDiGraph(name="chain", claim="c0")
    for number, untold in enumerate(of_claims):
        graph.add_node(f"c{number}", kind="claim", id=f"a:c{number}", label="So.", untold=untold)
    return graph


def test_reasons_that_differ_in_what_they_name_are_one() -> None:
    """Three sources of two claims are named in one line, in tree and picture, each once."""
    why = "source-retracted: whether it was retracted is not recorded"
    graph = _untold([f"{why}: Trial: a report", f"{why}: Second"], [f"{why}: First, part"])
    graph.nodes["c0"]["untold"].append(f"{why}: First, part")
    says = (
        "source-retracted could not be told of 2 here: whether it was retracted is not recorded: "
        "First, part; Second; Trial: a report"
    )
    assert untold_of(graph) == [says]
    assert list(draw_tree(graph, "c0"))[-1] == says


def test_other_checks_and_reasons_stay_apart() -> None:
    """Only the same check for the same reason is one."""
    assert untold_of(_untold(["a: cannot be read: x", "b: cannot be read: y", "b: is away"])) == [
        "a could not be told of 1 here: cannot be read: x",
        "b could not be told of 1 here: cannot be read: y",
        "b could not be told of 1 here: is away",
    ]


def test_many_names_are_counted() -> None:
    """Of fifteen sources twelve are named."""
    (told,) = untold_of(_untold([f"a: is not recorded: s{n:02}" for n in range(15)]))
    assert told.endswith("s10; s11; and 3 more")


def test_a_long_sentence_is_broken_in_the_picture() -> None:
    """What is wider than the picture takes several lines, all of them within it and apart."""
    names = [f"Report number {n} of the trial of lamps" for n in range(12)]
    graph = _untold([f"a-check: is not recorded: {name}" for name in names] + ["b-check: no"])
    root = ET.fromstring(draw_claim(graph))  # noqa: S314 - our own text
    svg = "{http://www.w3.org/2000/svg}"
    (legend,) = (one for one in root.iter(f"{svg}g") if one.get("class") == "legend")
    entries = [one for one in legend if "cannotTell" in one.get("class", "")]
    lines = [list(entry.iter(f"{svg}text")) for entry in entries]
    assert [len(texts) for texts in lines] == [4, 1]
    assert " ".join(text.text or "" for text in lines[0]) == untold_of(graph)[0]
    assert " ".join(text.text or "" for text in lines[1]) == untold_of(graph)[1]
    heights = [float(text.get("y", "")) for texts in lines for text in texts]
    assert all(later - earlier >= 14 for earlier, later in pairwise(heights))
    assert heights[-1] < float(root.get("height", ""))
    for text in (text for texts in lines for text in texts):
        assert float(text.get("x", "")) + text_width(text.text or "", 10.5) <= 944 - 30


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
