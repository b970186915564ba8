"""The claim-to-evidence graph: counted by hand on a small corpus, and in the bundled one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mdmakg.build.example import make_example
from mdmakg.bundle import folder
from mdmakg.encode.dataset import encode_corpus
from mdmakg.explore.boxes import box_of
from mdmakg.explore.boxes import facts as shown_of
from mdmakg.graph.claims import claim_graph
from mdmakg.graph.facts import Facts, local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.chain import EdgeKind, NodeKind
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from mdmakg.vocab.term import Quad

BASE = m.BASE


def graph_of(corpus: Path) -> MultiDiGraph[str]:
    """Build the graph of a corpus folder."""
    return claim_graph(Facts.of(encode_corpus(read_corpus(corpus)).quads()))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> MultiDiGraph[str]:
    """Build the graph of the example corpus."""
    corpus = tmp_path_factory.mktemp("graph") / "demo"
    make_example(corpus)
    return graph_of(corpus)


def short(node: str) -> str:
    """Cut the base off an IRI."""
    return node.removeprefix(BASE)


def test_nodes_of_the_example(example: MultiDiGraph[str]) -> None:
    """Six claims, four lines, two results, one study, two sources, two outcomes."""
    kinds = Counter(row["kind"] for _, row in example.nodes(data=True))
    assert kinds == {
        NodeKind.CLAIM: 6,
        NodeKind.EVIDENCE_LINE: 4,
        NodeKind.RESULT: 2,
        NodeKind.STUDY: 1,
        NodeKind.SOURCE: 2,
        NodeKind.OUTCOME: 2,
    }


def test_edges_of_the_example(example: MultiDiGraph[str]) -> None:
    """Every edge, as a person reads them off the document."""
    edges = {(short(t), kind, short(h)) for t, h, kind in example.edges(keys=True)}
    claim, line, result = "claim/example/", "evidence-line/example/", "result/example/"
    lines = [("c1", "r1", "reports"), ("c2", "r2", "reports"), ("c4", "r1", "supports")]
    lines.append(("c5", "r2", "disputes"))
    heads = {(claim + c, t): h for c, h, t in _line_nodes(example)}
    expected = {
        *((f"{claim}{c}", "said-by", "source/lamp-abstract") for c in ("c1", "c2")),
        *((f"{claim}{c}", "said-by", "source/column") for c in ("c3", "c4", "c5", "c6")),
        *((f"{claim}{c}", "has-evidence-line", heads[claim + c, r]) for c, r, _ in lines),
        *((heads[claim + c, r], verdict, result + r) for c, r, verdict in lines),
        (f"{claim}c4", "relays", f"{claim}c1"),
        ("source/column", "relays", "source/lamp-abstract"),
        (f"{result}r1", "measures", "outcome/sleep-quality"),
        (f"{result}r2", "measures", "outcome/mood"),
        *((f"{result}{r}", "of-study", "study/lamp-trial") for r in ("r1", "r2")),
        *((f"{result}{r}", "reported-in", "source/lamp-abstract") for r in ("r1", "r2")),
        ("study/lamp-trial", "reported-in", "source/lamp-abstract"),
    }
    assert edges == expected
    assert all(head.startswith(line) for head in heads.values())


def _line_nodes(graph: MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    """Give claim, node and target of each evidence line, by the line's own attributes."""
    rows = []
    for tail, head, kind in graph.edges(keys=True):
        if kind == EdgeKind.HAS_EVIDENCE_LINE:
            target = graph.nodes[head]["id"].removeprefix("→ example:")
            rows.append((graph.nodes[tail]["id"].removeprefix("example:"), short(head), target))
    return rows


def test_what_a_reader_wants_first(example: MultiDiGraph[str]) -> None:
    """The attributes of one node of each kind, as the document has them."""
    nodes: dict[str, dict[str, Any]] = {
        row["id"]: row for node, row in example.nodes(data=True) if "evidence-line" not in node
    }
    assert nodes["example:c5"] == {
        "kind": "claim",
        "id": "example:c5",
        "label": "The lamp makes people who work at night feel better.",
        "claim_kind": "efficacy",
        "hedge": "none",
        "polarity": "affirmed",
        "quantifier": "generic",
        "direction": "improved",
        "voice": "column",
        "passages": ["635-643", "686-713"],
        "text": "example.txt",
    }
    assert nodes["example:r1"] == {
        "kind": "result",
        "id": "example:r1",
        "label": "Sleep was rated better after eight weeks of the lamp than before.",
        "direction": "improved",
        "change": "from baseline to post-treatment",
        "outcomes": ["quality of sleep"],
        "p": "0.02",
        "significance": "not-stated",
    }
    assert nodes["lamp-trial"]["size"] == "24"
    assert nodes["lamp-trial"]["design"] == "open label"
    assert nodes["lamp-trial"]["cohort"] == "lamp-nurses"
    assert nodes["column"]["source_kind"] == "commentary"
    assert nodes["column"]["issued"] == "2026-03-14"
    (line,) = [
        row
        for _, row in example.nodes(data=True)
        if row["id"] == "→ example:r2" and row.get("basis") == "curator"
    ]
    assert line["label"] == "disputes: The abstract saw no significant change in mood."


def quad(subject: str, predicate: str, value: str) -> Quad:
    """State a fact of made-up data; names with a slash are nodes under the base."""
    term = f"<{value}>" if value.startswith("http") else f'"{value}"'
    return f"<{BASE}{subject}>", f"<{predicate}>", term, ""


@pytest.mark.parametrize(
    ("said", "words"),
    [({"low": "0.2340", "high": "0.2340"}, "0.2340"), ({}, None)],
)
def test_a_standard_error_stands_with_its_estimate(said: dict[str, str], words: str | None) -> None:
    """A result has its standard error as stated, every digit of it; one without has none."""
    held = [quad("q", BASE + name, value) for name, value in said.items()]
    facts = Facts.of(
        [quad("r", f.rdf_type, m.Result), quad("r", m.standardError, f"{BASE}q"), *held]
    )
    assert claim_graph(facts).nodes[f"{BASE}r"].get("standard_error") == words


def test_a_row_of_a_table_is_shown_as_what_it_is() -> None:
    """Of the table's first row: between which arms, when, of what measure, after crossover."""
    graph = graph_of(Path(__file__).parents[1] / "build" / "joined")
    row = graph.nodes[f"{BASE}result/table/r1"]
    assert {key: row[key] for key in ("between", "time_frame", "measure", "flags")} == {
        "between": "bright lamp against no lamp",
        "time_frame": "Week 8",
        "measure": "standardised-difference",
        "flags": ["after crossover"],
    }
    assert shown_of(NodeKind.RESULT, row) == [
        "bright lamp against no lamp",
        "Week 8",
        "standardised difference 0.15 (standard error 0.25)",
        "after crossover",
    ]
    # The first arm of the third row is the second by its id.
    assert graph.nodes[f"{BASE}result/table/r3"]["between"] == "bright lamp against dark room"


def test_risk_of_bias_stands_with_the_study() -> None:
    """What is judged over all: high of the first trial, low of the second; no other domain."""
    graph = graph_of(Path(__file__).parents[1] / "build" / "joined")
    told = {id_: graph.nodes[f"{BASE}study/{id_}"] for id_ in ("trial-1", "trial-2")}
    assert [row["risk_of_bias"] for row in told.values()] == ["high", "low"]
    assert shown_of(NodeKind.STUDY, told["trial-1"]) == ["randomised", "risk of bias: high"]


@pytest.mark.parametrize("first", ["unsaid/not-stated", ""])
def test_arms_of_which_none_is_first_are_only_named(first: str) -> None:
    """Where the source does not tell which is taken from which, nothing is shown to be."""
    quads = [
        quad("result/r", f.rdf_type, m.Result),
        *(quad("result/r", m.betweenArm, f"{BASE}arm/{arm}") for arm in ("dim", "bright")),
        quad("arm/dim", f.rdfs_label, "dim lamp"),
        *([quad("result/r", m.firstArm, BASE + first)] if first else []),
    ]
    row = claim_graph(Facts.of(quads)).nodes[f"{BASE}result/r"]
    assert row["between"] == "bright and dim lamp"


@pytest.mark.parametrize("said", ["measure/not-stated", ""])
def test_a_measure_that_is_not_stated_is_none(said: str) -> None:
    """The number is then an estimate, of whatever."""
    told = [quad("r", m.measure, BASE + said)] if said else []
    graph = claim_graph(Facts.of([quad("r", f.rdf_type, m.Result), *told]))
    assert "measure" not in graph.nodes[f"{BASE}r"]


def study_with(*sizes: str) -> dict[str, Any]:
    """Give the study's attributes where each of its reports enrols another number."""
    quads = [quad("study/s", f.rdf_type, m.Study), quad("study/s", m.shortId, "s")]
    for number, size in enumerate(sizes):
        report, held = f"study-report/d/sr{number}", f"study-report/d/sr{number}/quantity/enrolled"
        quads += [
            quad(report, f.rdf_type, m.StudyReport),
            quad(report, m.ofStudy, f"{BASE}study/s"),
            quad(report, m.enrolled, BASE + held),
            quad(held, m.low, size),
            quad(held, m.high, size),
        ]
    return dict(claim_graph(Facts.of(quads)).nodes[f"{BASE}study/s"])


@pytest.mark.parametrize(
    ("sizes", "says"),
    [((), None), (("12",), "12"), (("13", "12"), "12 or 13"), (("9", "12", "9"), "9 or 12")],
)
def test_sizes_that_differ_are_both_said(sizes: tuple[str, ...], says: str | None) -> None:
    """Reports that disagree are shown to, the smaller number first."""
    assert study_with(*sizes).get("size") == says


def test_a_retracted_source_is_seen_to_be(tmp_path: Path) -> None:
    """The state of a source stands with its kind, in the graph and in its box."""
    (tmp_path / "w.yaml").write_text(
        "curation: {curator: Bo, coded: 2026-01-02}\n"
        "sources:\n"
        "  report: {label: A report, kind: primary-report, funding: not-stated,\n"
        "    interests: not-stated, extent: not-read}\n"
        "  gone: {label: A withdrawn report, kind: primary-report, funding: not-stated,\n"
        "    interests: not-stated, extent: not-read,\n"
        "    status: {state: retracted, seen: 2025-01-01},\n"
        "    from: {work: report, how: secondary}}\n"
    )
    graph = graph_of(tmp_path)
    row = graph.nodes[f"{BASE}source/gone"]
    assert row["source_kind"] == "primary-report, retracted"
    box = box_of("x", row, NodeKind.SOURCE, 200)
    assert any("retracted" in line.text for line in box.lines)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"low": "6", "high": "8", "unit": "h", "approximate": "true"}, "about 6 to 8 h"),
        ({"low": "0.001", "high": "0.001", "operator": f"{BASE}operator/less"}, "< 0.001"),
        ({"low": "5", "high": "5", "operator": f"{BASE}operator/at-least"}, "≥ 5"),
        ({"low": "5", "high": "5", "operator": f"{BASE}operator/at-most"}, "≤ 5"),
        ({"low": "5", "high": "5", "operator": f"{BASE}operator/greater"}, "> 5"),
        ({"low": "-11.7", "high": "-11.7", "operator": f"{BASE}operator/equal"}, "-11.7"),
        ({"high": "5"}, ""),
        ({}, ""),
    ],
)
def test_quantities_in_words(said: dict[str, str], words: str) -> None:
    """A quantity is said as a person writes it, with its operator and unit."""
    held = [quad("q", BASE + name, value) for name, value in said.items()]
    facts = Facts.of([quad("r", m.estimate, f"{BASE}q"), *held])
    assert quantity_text(facts, BASE + "r", m.estimate) == words


def test_the_bundled_corpus_is_counted_right() -> None:
    """As many nodes of each kind as the document files name, read without our own reader."""
    documents = [
        yaml.safe_load(path.read_bytes()) for path in sorted(folder("data").glob("*.yaml"))
    ]

    def number(key: str) -> int:
        return sum(len(document.get(key) or {}) for document in documents)

    lines = sum(
        len(claim.get("evidence") or ())
        for document in documents
        for claim in (document.get("claims") or {}).values()
    )
    graph = graph_of(folder("data"))
    kinds = Counter(str(row["kind"]) for _, row in graph.nodes(data=True))
    assert kinds == {
        "claim": number("claims"),
        "result": number("results"),
        "source": number("sources"),
        "evidence-line": lines,
        "outcome": len({name for document in documents for name in document.get("outcomes") or {}}),
        "study": len({name for document in documents for name in document.get("studies") or {}}),
    }
    assert local_name(f"{BASE}claim-kind/finding") == "finding"
