"""One claim's chain: what stands behind it, and what was found along it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from networkx import MultiDiGraph

from mdmakg.build.example import make_example
from mdmakg.bundle import folder
from mdmakg.check.iri import result_iri
from mdmakg.encode.dataset import encode_corpus
from mdmakg.encode.derived import encode_results
from mdmakg.errors import UsageError
from mdmakg.explore.figure import draw_claim
from mdmakg.explore.tree import draw_tree
from mdmakg.graph.claims import claim_graph
from mdmakg.graph.facts import Facts
from mdmakg.model.assessment import Assessment, Judgement
from mdmakg.model.check import CheckResult, Severity, State
from mdmakg.read.corpus import read_corpus
from mdmakg.trace.results import results_of
from mdmakg.trace.standing import with_assessments
from mdmakg.trace.trace import claim_of, trace_claim, trace_document, with_findings
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from pathlib import Path

BASE = m.BASE


def graph_of(corpus: Path) -> MultiDiGraph[str]:
    """Build the graph of a corpus folder."""
    return claim_graph(Facts.of(encode_corpus(read_corpus(corpus)).quads()))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> MultiDiGraph[str]:
    """Build the graph of the example corpus."""
    corpus = tmp_path_factory.mktemp("trace") / "demo"
    make_example(corpus)
    return graph_of(corpus)


def ids(graph: MultiDiGraph[str]) -> list[str]:
    """Give the ids of all nodes, sorted."""
    return sorted(str(row["id"]) for _, row in graph.nodes(data=True))


@pytest.mark.parametrize("name", ["example:c4", f"{BASE}claim/example/c4", "claim/example/c4"])
def test_a_claim_has_three_names(example: MultiDiGraph[str], name: str) -> None:
    """Its short id, its IRI, and the IRI without the base."""
    assert claim_of(example, name) == f"{BASE}claim/example/c4"


def test_an_unknown_claim_is_refused_with_near_names(example: MultiDiGraph[str]) -> None:
    """What is close is offered; a source is no claim."""
    with pytest.raises(UsageError, match="did you mean example:c4"):
        claim_of(example, "exmple:c4")
    with pytest.raises(UsageError, match="there is no claim 'column'"):
        claim_of(example, "column")
    with pytest.raises(UsageError, match="a claim is named like"):
        claim_of(example, "example:zzz")


def test_the_chain_of_a_relaying_claim(example: MultiDiGraph[str]) -> None:
    """Its line, result, study and sources, and the claim that it relays with its own."""
    chain = trace_claim(example, f"{BASE}claim/example/c4")
    assert ids(chain) == [
        *("column", "example:c1", "example:c4", "example:r1"),
        *("lamp-abstract", "lamp-trial", "→ example:r1", "→ example:r1"),
    ]
    assert chain.graph["name"] == "chain of example:c4"


def test_a_claim_without_evidence_has_its_voice(example: MultiDiGraph[str]) -> None:
    """Nothing else is behind it, and nothing is invented."""
    chain = trace_claim(example, f"{BASE}claim/example/c3")
    assert ids(chain) == ["column", "example:c3"]
    assert any("no evidence line" in line for line in draw_tree(chain, f"{BASE}claim/example/c3"))


def test_a_document_has_all_its_chains(example: MultiDiGraph[str]) -> None:
    """Everything behind its claims, but no outcome; an unknown one is met with those known."""
    whole = trace_document(example, "example")
    assert {row["kind"] for _, row in whole.nodes(data=True)} == {
        *("claim", "evidence-line", "result", "study", "source"),
    }
    assert len(whole) == 15
    with pytest.raises(UsageError, match="there are example"):
        trace_document(example, "exampl")


def ring() -> MultiDiGraph[str]:
    """Make two claims that relay each other, and two studies that follow each other up."""
    graph: MultiDiGraph[str] = MultiDiGraph()
    for name, kind in (("c1", "claim"), ("c2", "claim"), ("l", "evidence-line"), ("s1", "study")):
        graph.add_node(name, kind=kind, id=name, label=name)
    graph.add_node("s2", kind="study", id="s2", label="s2")
    graph.add_node("v", kind="source", id="v", label="v")
    graph.add_node("w", kind="source", id="w", label="w")
    for tail, head, kind in (
        *(("c1", "c2", "relays"), ("c2", "c1", "relays"), ("c1", "c1", "relays")),
        *(("c2", "l", "has-evidence-line"), ("l", "s1", "supports"), ("c1", "v", "said-by")),
        *(("s1", "s2", "follows-up"), ("s2", "s1", "follows-up"), ("s1", "w", "reported-in")),
    ):
        graph.add_edge(tail, head, key=kind, kind=kind)
    return graph


def test_circles_come_to_an_end() -> None:
    """Claims that relay one another and studies in a ring are reached once each."""
    chain = trace_claim(ring(), "c1")
    # No other way leads to a source of s1, so the one that reports it is shown.
    assert ids(chain) == ["c1", "c2", "l", "s1", "s2", "v", "w"]
    assert len(list(draw_tree(chain, "c1"))) < 40
    assert draw_claim(chain).startswith("<svg")


def result(focus: str, state: State = State.FAILED) -> CheckResult:
    """Make a check result on a focus."""
    return CheckResult(
        check="anchor-broken",
        shape=f"{BASE}check/anchor-broken",
        focus=BASE + focus,
        state=state,
        severity=Severity.VIOLATION,
        message="it moved" if state is State.FAILED else "",
        reason="" if state is State.FAILED else "no text",
        path=f"{BASE}digest",
        value="v",
    )


def test_findings_stand_at_what_they_are_about(example: MultiDiGraph[str]) -> None:
    """On the node itself, or on the claim that a quotation is of; what has no node has none."""
    found = with_findings(
        example,
        [
            result("claim/example/c1"),
            result("claim/example/c1/quotation/1", State.CANNOT_TELL),
            result("text/0123/1-2"),
        ],
    )
    told = {
        row["id"]: (row.get("findings"), row.get("untold"))
        for _, row in found.nodes(data=True)
        if "findings" in row or "untold" in row
    }
    failed, untold = "violation: anchor-broken: it moved", "anchor-broken: no text"
    assert told == {"example:c1": ([failed], [untold])}
    assert not any("findings" in row for _, row in example.nodes(data=True))


def test_results_come_back_from_what_was_derived() -> None:
    """What a build states of its check results is read back whole."""
    results = {result("claim/example/c1"), result("claim/example/c2", State.CANNOT_TELL)}
    facts = Facts.of(encode_results((result_iri(one), one) for one in results))
    assert set(results_of(facts)) == results


def test_every_claim_of_the_bundled_corpus_can_be_shown() -> None:
    """A tree and a picture of each, every one with the claim's own words."""
    graph = graph_of(folder("data"))
    claims = [node for node, row in graph.nodes(data=True) if row["kind"] == "claim"]
    assert len(claims) > 200
    for claim in claims:
        chain = trace_claim(graph, claim)
        tree = list(draw_tree(chain, claim))
        assert str(graph.nodes[claim]["label"]) in " ".join(tree)
        assert draw_claim(chain).endswith("</svg>\n")


def test_a_study_shows_its_authors_and_not_only_who_speaks_of_it() -> None:
    """The follow-up behind blog:c61 is told of by the post, and by its own abstract."""
    graph = graph_of(folder("data"))
    chain = trace_claim(graph, claim_of(graph, "blog:c61"))
    assert {"blog", "abstract", "parent-article"} <= set(ids(chain))
    assert "page-summary" not in ids(chain)


def test_how_a_claim_stands_is_on_its_node(example: MultiDiGraph[str]) -> None:
    """Both verdicts with their reasons; a claim that is not there is passed over."""
    claim = claim_of(example, "example:c4")
    one = Assessment(
        claim=claim,
        fidelity=Judgement(value="strengthened", because="it says more"),
        support=Judgement(value="limited", because="a part of it"),
    )
    found = with_assessments(example, [one, replace(one, claim=f"{BASE}claim/nobody/c1")])
    row = found.nodes[claim]
    assert (row["fidelity"], row["fidelity_because"]) == ("strengthened", "it says more")
    assert (row["support"], row["support_because"]) == ("limited", "a part of it")
    assert "fidelity" not in example.nodes[claim]
    lines = list(draw_tree(found, claim))
    assert "│  source: strengthened, because it says more" in lines
    assert "│  evidence: limited, because a part of it" in lines
