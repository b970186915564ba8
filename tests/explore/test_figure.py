"""The picture of one claim's chain."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import TYPE_CHECKING, Any

import drawn_chains
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdmakg.errors import UsageError
from mdmakg.explore.boxes import box_of
from mdmakg.explore.figure import draw_claim
from mdmakg.explore.marks import EDGE_STYLES, GLYPHS, SEVERITY_GLYPHS
from mdmakg.explore.measure import text_width, wrap
from mdmakg.export.palette import INK, NODE_COLOURS
from mdmakg.export.text import shown
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SVG = "{http://www.w3.org/2000/svg}"
EVERY = [
    drawn_chains.claim_alone,
    drawn_chains.one_result,
    drawn_chains.relayed,
    drawn_chains.one_table,
    drawn_chains.hostile,
    drawn_chains.endless,
]
every_chain = pytest.mark.parametrize("make", EVERY)


def parsed(graph: Any) -> ET.Element:
    """Draw and parse: what is not well formed fails here."""
    return ET.fromstring(draw_claim(graph))  # noqa: S314 - our own text


def groups(root: ET.Element, name: str) -> list[ET.Element]:
    """Find the groups of a class."""
    return [g for g in root.iter(f"{SVG}g") if name in g.get("class", "").split()]


def title_of(group: ET.Element) -> str:
    """Read the title of a group."""
    return group.findtext(f"{SVG}title", "")


def shuffled(graph: Any) -> Any:
    """Build the same graph with nodes and edges put in backwards."""
    made: Any = nx.MultiDiGraph(**graph.graph)
    made.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for tail, head, key, row in reversed(list(graph.edges(keys=True, data=True))):
        made.add_edge(tail, head, key=key, **row)
    return made


@every_chain
def test_each_node_but_outcomes_is_drawn_with_its_whole_label(make: Callable[[], Any]) -> None:
    """A label is cut in its box, never in its title."""
    graph = make()
    titles = [title_of(group) for group in groups(parsed(graph), "node")]
    drawn = [row for _, row in graph.nodes(data=True) if row["kind"] != "outcome"]
    for row in drawn:
        assert any(shown(row["label"]) in title for title in titles)
    missing = titles.count("no evidence line")
    assert len(titles) == len(drawn) + missing


@every_chain
def test_each_edge_but_to_outcomes_is_drawn(make: Callable[[], Any]) -> None:
    """Edges are as many as in the graph, less those that measure an outcome."""
    graph = make()
    expected = sum(row["kind"] != "measures" for _, _, row in graph.edges(data=True))
    assert len(groups(parsed(graph), "edge")) == expected


@every_chain
def test_every_kind_has_its_glyph_and_its_line(make: Callable[[], Any]) -> None:
    """A box carries the glyph of its kind, an edge the dashes and head of its kind."""
    root = parsed(make())
    for group in groups(root, "node"):
        kind = group.get("class", "").split()[1]
        if kind != "missing":
            inner = [g for g in group.iter(f"{SVG}g") if g.get("class") == f"glyph {kind}"]
            assert len(inner) == 1
    for group in groups(root, "edge"):
        style = EDGE_STYLES[EdgeKind(group.get("class", "").split()[1])]
        line, *_, head = list(group)[1:]
        assert line.get("stroke-dasharray", "") == style.dash
        assert head.get("class") == f"head {style.head}"


def test_no_two_kinds_look_alike_without_colour() -> None:
    """Glyphs differ in shape; line styles differ in dash, head or width."""
    shapes = [glyph.filled for glyph in (*GLYPHS.values(), *SEVERITY_GLYPHS.values())]
    assert len(set(shapes)) == len(shapes)
    lines = [(style.dash, style.head, style.inner) for style in EDGE_STYLES.values()]
    assert len(set(lines)) == len(lines)
    assert set(GLYPHS) == set(NodeKind) - {NodeKind.OUTCOME}
    assert set(EDGE_STYLES) == set(EdgeKind) - {EdgeKind.MEASURES}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("kind", NODE_COLOURS)
def test_text_has_contrast_on_its_ground(kind: NodeKind) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    colours = NODE_COLOURS[kind]
    assert contrast(colours.ink, colours.ground) >= 4.5
    assert contrast(INK, colours.ground) >= 4.5


@pytest.mark.parametrize("kind", EDGE_STYLES)
def test_lines_have_contrast_on_paper(kind: EdgeKind) -> None:
    """WCAG 2.2, 1.4.11: graphics at least 3 to 1."""
    assert contrast(EDGE_STYLES[kind].colour, "#ffffff") >= 3


def boxes(root: ET.Element) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, top, right and bottom of all that each node takes, its findings included."""
    for group in groups(root, "node"):
        rect = next(r for r in group.iter(f"{SVG}rect") if r.get("class") == "box")
        x, y, w, h = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
        lowest = max((float(text.get("y", "")) for text in group.iter(f"{SVG}text")), default=0)
        yield x, y, x + w, max(y + h, lowest)


def stand_apart(root: ET.Element) -> None:
    """Assert that every two boxes, with the findings under them, are apart and on the sheet."""
    placed = list(boxes(root))
    for (a, b, c, d), (e, f, g, h) in combinations(placed, 2):
        assert c <= e or g <= a or d <= f or h <= b
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for left, top, right, bottom in placed:
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom + 64 <= height


@every_chain
def test_boxes_do_not_overlap_and_stay_on_the_sheet(make: Callable[[], Any]) -> None:
    """Computed from the picture itself, no box and no finding touches another."""
    stand_apart(parsed(make()))


def bezier(numbers: list[float]) -> Iterator[tuple[float, float]]:
    """Yield points on a cubic curve."""
    for step in range(21):
        t = step / 20
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            sum(w * n for w, n in zip(weights, numbers[0::2], strict=True)),
            sum(w * n for w, n in zip(weights, numbers[1::2], strict=True)),
        )


def points(path: str) -> Iterator[tuple[float, float]]:
    """Yield points on a path of moves, lines and cubic curves."""
    here: list[float] = []
    for letter, rest in re.findall(r"([MLC])([^MLC]+)", path):
        numbers = [float(n) for n in rest.split()]
        if letter == "C":
            yield from bezier([*here, *numbers])
        elif letter == "L":
            yield from (
                (
                    here[0] + (numbers[0] - here[0]) * step / 20,
                    here[1] + (numbers[1] - here[1]) * step / 20,
                )
                for step in range(21)
            )
        here = numbers[-2:]


def run_free(root: ET.Element) -> None:
    """Assert that no point sampled along any edge lies inside a box."""
    frames = [
        tuple(float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
        if rect.get("class") == "box"
    ]
    for path in (p for p in root.iter(f"{SVG}path") if p.get("class") == "line"):
        for px, py in points(path.get("d", "")):
            assert not any(
                x + 1 < px < x + w - 1 and y + 1 < py < y + h - 1 for x, y, w, h in frames
            )


@every_chain
def test_no_edge_runs_through_a_box(make: Callable[[], Any]) -> None:
    """Edges that pass a column have a place of their own in it."""
    run_free(parsed(make()))


@every_chain
def test_the_order_of_building_does_not_show(make: Callable[[], Any]) -> None:
    """The same graph built backwards is the same picture, byte for byte."""
    assert draw_claim(make()) == draw_claim(shuffled(make()))


def paths(root: ET.Element, kind: str, head: str) -> list[str]:
    """Find the lines of a kind that lead to a box, each as its path, from its head on."""
    return [
        next(p.get("d", "") for p in group.iter(f"{SVG}path") if p.get("class") == "line")
        for group in groups(root, kind)
        if title_of(group).endswith(f" to {head}")
    ]


def test_lines_into_one_source_run_together() -> None:
    """Twelve lines arrive at one point; the six that pass the studies do so at one place."""
    found = paths(parsed(drawn_chains.one_table()), "reported-in", "table")
    assert len(found) == 12
    assert len({path.partition("C")[0] for path in found}) == 1
    passing = [path for path in found if "L" in path]
    assert len(passing) == 6
    # From the head on: a bend to the column of studies, straight through it, a bend of its own.
    shared = {path.rpartition("C")[0] for path in passing}
    assert len(shared) == 1
    assert len(set(passing)) == 6


def test_lines_of_other_kinds_keep_apart() -> None:
    """Lines of evidence leave their claim at six points, and verdicts never share a head."""
    root = parsed(drawn_chains.relayed())
    heads = [
        path.partition("C")[0]
        for kind in ("supports", "disputes", "inconclusive", "of-study")
        for group in groups(root, kind)
        for path in [p.get("d", "") for p in group.iter(f"{SVG}path") if p.get("class") == "line"]
    ]
    assert len(set(heads)) == len(heads) > 10


def test_a_claim_without_evidence_shows_an_empty_place() -> None:
    """Nothing is invented: one dashed box says so, and no evidence, result or study is drawn."""
    root = parsed(drawn_chains.claim_alone())
    (missing,) = groups(root, "missing")
    words = " ".join(text.text or "" for text in missing.iter(f"{SVG}text"))
    assert words == "no evidence line"
    assert [g.get("class") for g in groups(root, "node")] == [
        "node claim",
        "node source",
        "node missing",
    ]


def test_only_claims_that_have_no_line_show_an_empty_place() -> None:
    """Of three claims in the chain, the relayed one in the middle has none."""
    assert len(groups(parsed(drawn_chains.relayed()), "missing")) == 1
    assert groups(parsed(drawn_chains.one_result()), "missing") == []


def test_findings_stand_under_their_claim_with_their_glyphs() -> None:
    """Each check result is shown with its severity's shape, what could not be told too."""
    root = parsed(drawn_chains.claim_alone())
    found = [g.get("class") for g in groups(root, "finding")]
    assert found == ["finding warning", "finding cannotTell"]
    assert len(groups(root, "warning")) == 4
    text = " ".join(element.text or "" for element in groups(root, "finding")[1].iter(f"{SVG}text"))
    assert text == "passage: the text is not at hand"


def test_more_than_six_findings_are_counted() -> None:
    """Six are written out and the rest is a number."""
    graph = drawn_chains.claim_alone()
    graph.nodes[drawn_chains.BASE + "blog:c40"]["findings"] = [f"info: {n}" for n in range(9)]
    texts = [text.text for text in parsed(graph).iter(f"{SVG}text")]
    assert "and 3 more" in texts


def test_a_finding_of_unknown_severity_is_information() -> None:
    """What names no severity is shown whole."""
    graph = drawn_chains.claim_alone()
    graph.nodes[drawn_chains.BASE + "blog:c40"]["findings"] = "odd: text"
    (finding,) = groups(parsed(graph), "finding")
    assert title_of(finding) == "info: odd: text"


def test_numbers_stand_in_the_boxes() -> None:
    """A result shows direction, estimate and p with its operator; a study its size."""
    texts = [text.text or "" for text in parsed(drawn_chains.one_result()).iter(f"{SVG}text")]
    # Where a line ends between two facts, no dot stands.
    facts = {fact for text in texts for fact in text.split(" · ")}
    assert facts >= {"improved", "estimate \u221212.4", "p < 0.001", "n = 12"}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("page:r3", ["page:r3"]),
        ("→ page:r3", ["→ page:r3"]),
        ("→ example:r1", ["→", "example:r1"]),
        ("→ mdd-followup", ["→ mdd-", "followup"]),
        ("→ ptsd-phase2-followup", ["→ ptsd-", "phase2-", "followup"]),
        # Of one that is too long the document goes first, as its neighbours have the same.
        ("→ long-table-of-lamps:ward-2031-g", ["→ …:ward-", "2031-g"]),
    ],
)
def test_an_id_is_broken_where_its_parts_meet(name: str, lines: list[str]) -> None:
    """In the narrow box of an evidence line an id stands whole, below the glyph if it must."""
    box = box_of("urn:x", {"id": name, "label": "supports"}, NodeKind.EVIDENCE_LINE, 92.0)
    told = [line.text for line in box.lines if line.weight == 600]
    assert told == lines


def test_an_id_that_fills_three_lines_is_cut() -> None:
    """The fourth line of an id is not shown, and an ellipsis says so; the title has the whole."""
    name = "-".join(["followup"] * 9)
    box = box_of("urn:x", {"id": name}, NodeKind.EVIDENCE_LINE, 92.0)
    told = [line.text for line in box.lines if line.weight == 600]
    assert len(told) == 3
    assert told[2].endswith("…")
    assert name in box.title


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    """One entry for each kind of node and edge that is drawn."""
    root = parsed(drawn_chains.one_result())
    words = [text.text for group in groups(root, "entry") for text in group.iter(f"{SVG}text")]
    nodes = ["claim", "evidence line", "result", "study", "source"]
    edges = ["has evidence line", "reports", "of study", "reported in", "said by"]
    assert words == nodes + edges


def test_the_columns_are_headed() -> None:
    """Four headings, from the claim to its source."""
    root = parsed(drawn_chains.claim_alone())
    (headings,) = groups(root, "headings")
    words = [text.text for text in headings.iter(f"{SVG}text")]
    assert words == ["CLAIM", "EVIDENCE", "STUDY", "SOURCE"]


@every_chain
def test_the_picture_stands_alone(make: Callable[[], Any]) -> None:
    """It has a role, a title, a description and a ground, and nothing that runs or loads."""
    text = draw_claim(make())
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "circle", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not any(name.startswith("on") or "href" in name or name == "id" for name in names)
    assert "url(" not in text


@pytest.mark.parametrize("claim", ["https://example.org/nowhere", "https://example.org/page"])
def test_a_claim_that_is_not_there_is_refused(claim: str) -> None:
    """Neither an unknown IRI nor a source is a claim."""
    graph = drawn_chains.one_result()
    graph.graph["claim"] = claim
    with pytest.raises(UsageError, match=f"there is no claim '{claim}'"):
        draw_claim(graph)


def test_a_graph_without_claims_is_refused() -> None:
    """There is nothing to draw."""
    with pytest.raises(UsageError, match="no claim in the graph"):
        draw_claim(nx.MultiDiGraph(name="empty"))


def test_circles_and_loops_are_drawn() -> None:
    """Claims that relay each other, and a source that cites itself, end all the same."""
    edges = [
        ("a:c1", "relays", "b:c1"),
        ("b:c1", "relays", "a:c1"),
        ("a:c1", "said-by", "a"),
        ("a", "cites", "a"),
    ]
    rows = {"a:c1": {"kind": "claim"}, "b:c1": {"kind": "claim"}, "a": {"kind": "source"}}
    graph = drawn_chains.chain("a:c1", rows, edges)
    assert len(groups(parsed(graph), "edge")) == 4


def test_what_has_no_known_kind_is_left_out() -> None:
    """Nodes and edges outside the lists are not guessed at."""
    graph = drawn_chains.one_result()
    graph.add_edge(drawn_chains.BASE + "page:c3", "https://example.org/odd", kind="said-by")
    graph.add_edge(drawn_chains.BASE + "page:c3", drawn_chains.BASE + "page", kind="odd")
    assert len(groups(parsed(graph), "node")) == 5
    assert len(groups(parsed(graph), "edge")) == 5


def test_what_measures_no_outcome_is_left_out() -> None:
    """A measure of anything but an outcome has no line style, and is not drawn."""
    graph = drawn_chains.one_result()
    graph.add_edge(drawn_chains.BASE + "page:r3", drawn_chains.BASE + "page", kind="measures")
    assert len(groups(parsed(graph), "edge")) == 5


def test_basis_and_inference_of_the_edges_stand_in_the_evidence_line() -> None:
    """Who joined claim and evidence is said at the evidence line, wherever it is recorded."""
    graph = drawn_chains.one_result()
    line = drawn_chains.BASE + "page:e3"
    del graph.nodes[line]["basis"]
    edge = graph.edges[drawn_chains.BASE + "page:c3", line, "has-evidence-line"]
    edge.update(basis="curator", inferred=True)
    (group,) = (g for g in groups(parsed(graph), "node") if "evidence-line" in g.get("class", ""))
    assert title_of(group).endswith("· curator · inferred")


labels = st.text(st.characters(codec=None), max_size=60)


@given(st.lists(labels, min_size=6, max_size=6), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40, derandomize=True)
def test_no_label_breaks_the_picture(texts: list[str], random: Any) -> None:
    """Whatever a label is, the picture is well formed UTF-8 and the label is in a title."""
    graph = drawn_chains.one_result()
    for node, text in zip(sorted(graph), texts, strict=True):
        graph.nodes[node].update(label=text, id=random.choice(texts), p=text, findings=[text])
    draw_claim(graph).encode()
    titles = [title_of(group) for group in groups(parsed(graph), "node")]
    for _, row in graph.nodes(data=True):
        assert row["kind"] == "outcome" or any(shown(row["label"]) in t for t in titles)


@st.composite
def chains(draw: st.DrawFn) -> Any:
    """Draw a chain of many nodes, joined in every way that the kinds allow or not."""
    kinds = ["claim", "evidence-line", "result", "study", "source"]
    count = draw(st.integers(1, 14))
    rows: dict[str, dict[str, Any]] = {"c:0": {"kind": "claim"}}
    for number in range(1, count):
        kind = draw(st.sampled_from(kinds))
        rows[f"n:{number}"] = {"kind": kind, "label": "word " * draw(st.integers(1, 30))}
    names = st.sampled_from(sorted(rows))
    edges = st.tuples(names, st.sampled_from([*EDGE_STYLES]), names)
    return drawn_chains.chain("c:0", rows, draw(st.lists(edges, max_size=25)))


@given(chains())
@settings(deadline=None, max_examples=60, derandomize=True)
def test_boxes_never_overlap_however_a_chain_is_joined(graph: Any) -> None:
    """Any number of nodes and edges leaves every two boxes apart, and edges out of boxes."""
    root = parsed(graph)
    stand_apart(root)
    run_free(root)


def test_text_is_as_wide_as_the_font_metrics_say() -> None:
    """Helvetica's ``Hamburg`` is 722+556+833+556+556+333+556 thousandths; a sixth is added."""
    assert text_width("Hamburg", 10) == pytest.approx(41.12 * 1.16)


def test_wrapped_text_fits_and_ends_in_an_ellipsis() -> None:
    """Every line is as wide as allowed or narrower, words too long are broken, the rest is cut."""
    lines = wrap("short " + "x" * 90 + " tail tail", 100, 12, 4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(text_width(line, 12) <= 100 for line in lines)
    assert wrap("two\u00a0held apart", 60, 12, 4) == ["two\u00a0held", "apart"]
    assert wrap("", 60, 12, 4) == []


def test_marks_stay_with_their_letters() -> None:
    """A combining accent has no width and begins no line."""
    assert wrap("e\u0301" * 10, text_width("eeee", 12), 12, 5)[0] == "e\u0301" * 4
