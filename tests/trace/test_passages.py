"""A passage that fails a check concerns every claim that rests on it."""

from __future__ import annotations

from networkx import MultiDiGraph

from mdmakg.model.check import CheckResult, Severity, State
from mdmakg.trace.trace import with_findings


def test_a_broken_passage_is_a_finding_on_its_claims() -> None:
    """Two claims rest on the passage and are told; a third does not and is not."""
    graph: MultiDiGraph[str] = MultiDiGraph()
    for claim in ("c1", "c2", "c3"):
        graph.add_node(claim, kind="claim", id=claim)
    broken = CheckResult(
        check="anchor-broken",
        shape="s",
        focus="https://w3id.org/mdmakg/text/0/1-2",
        state=State.FAILED,
        severity=Severity.VIOLATION,
        message="gone",
    )
    found = with_findings(graph, [broken], {broken.focus: ("c1", "c2")})
    told = {node: row.get("findings") for node, row in found.nodes(data=True)}
    says = ["violation: anchor-broken: gone"]
    assert told == {"c1": says, "c2": says, "c3": None}
