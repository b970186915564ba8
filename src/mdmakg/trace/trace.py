"""One claim's chain, and what was found along it."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.derive.behind import AUTHORS
from mdmakg.errors import UsageError
from mdmakg.model.chain import VERDICTS, EdgeKind, NodeKind
from mdmakg.model.check import CheckResult, State
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from networkx import MultiDiGraph

__all__ = ["claim_of", "results_on", "trace_claim", "trace_document", "with_findings"]

# What leads on from a node, towards what stands behind the claim.
_ONWARD = {
    NodeKind.CLAIM: frozenset({EdgeKind.HAS_EVIDENCE_LINE, EdgeKind.RELAYS, EdgeKind.SAID_BY}),
    NodeKind.EVIDENCE_LINE: frozenset(VERDICTS),
    NodeKind.RESULT: frozenset({EdgeKind.OF_STUDY, EdgeKind.REPORTED_IN}),
    NodeKind.STUDY: frozenset({EdgeKind.FOLLOWS_UP}),
    NodeKind.SOURCE: frozenset[EdgeKind](),
    NodeKind.OUTCOME: frozenset[EdgeKind](),
}


def claim_of(graph: MultiDiGraph[str], name: str) -> str:
    """Find a claim by its short id (``blog:c12``) or IRI.

    Errors: ``UsageError`` with names that are close.
    """
    claims = {node: row for node, row in graph.nodes(data=True) if _is_claim(row)}
    for node, row in claims.items():
        if name in (node, row["id"], node.removeprefix(BASE)):
            return node
    raise UsageError(_unknown(name, [str(row["id"]) for row in claims.values()]))


def _unknown(name: str, ids: list[str]) -> str:
    from difflib import get_close_matches

    own = set(name.rpartition(":")[2])
    alike = [id_ for id_ in ids if own & set(id_.rpartition(":")[2])]
    close = get_close_matches(name, alike, n=3)
    hint = f"did you mean {', '.join(close)}?" if close else "a claim is named like blog:c12"
    return f"there is no claim {name!r}; {hint}"


def trace_claim(graph: MultiDiGraph[str], claim: str) -> MultiDiGraph[str]:
    """Cut out of a graph all that stands behind one claim.

    Shape: claim to evidence lines to results to studies to sources, through the
           claims that it relays; and the edges among what was reached. A study
           shows the sources reached otherwise and, if its own authors do not speak
           in any of these, all in which they do; without such, all that report it.
    """
    reached = _reached(graph, claim)
    for study in [node for node in reached if graph.nodes[node]["kind"] == NodeKind.STUDY]:
        sources = set(_heads(graph, study, {EdgeKind.REPORTED_IN}))
        authors = {source for source in sources if _is_authors(graph.nodes[source])}
        if not (authors or sources) & reached:
            reached |= authors or sources
    chain = graph.subgraph(sorted(reached)).copy()
    chain.graph.update(name=f"chain of {graph.nodes[claim]['id']}", claim=claim)
    return chain


def trace_document(graph: MultiDiGraph[str], document: str) -> MultiDiGraph[str]:
    """Cut out of a graph all that stands behind the claims of one document.

    Errors: ``UsageError`` if no claim is of that document.
    """
    claims = {node: str(row["id"]) for node, row in graph.nodes(data=True) if _is_claim(row)}
    own = [node for node, id_ in claims.items() if id_.startswith(f"{document}:")]
    if not own:
        known = ", ".join(sorted({id_.partition(":")[0] for id_ in claims.values()}))
        raise UsageError(f"no claim is of a document {document!r}; there are {known}")
    reached = set().union(*(trace_claim(graph, claim) for claim in own))
    chain = graph.subgraph(sorted(reached)).copy()
    chain.graph.update(name=f"chains of {document}")
    return chain


def _is_authors(row: Mapping[str, object]) -> bool:
    """Whether a source is one in which a study's own authors speak; its state may follow."""
    return str(row.get("source_kind", "")).split(", ")[0] in AUTHORS


def _is_claim(row: Mapping[str, object]) -> bool:
    return row["kind"] == NodeKind.CLAIM


def _reached(graph: MultiDiGraph[str], claim: str) -> set[str]:
    reached, waiting = {claim}, [claim]
    while waiting:
        node = waiting.pop()
        onward = _ONWARD[NodeKind(graph.nodes[node]["kind"])]
        new = {head for head in _heads(graph, node, onward) if head not in reached}
        reached |= new
        waiting.extend(new)
    return reached


def _heads(graph: MultiDiGraph[str], node: str, kinds: Iterable[EdgeKind]) -> Iterator[str]:
    wanted = frozenset(kinds)
    edges = graph.out_edges(node, data=True)
    return (head for _, head, edge in edges if edge["kind"] in wanted)


def with_findings(
    graph: MultiDiGraph[str],
    results: Iterable[CheckResult],
    resting: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> MultiDiGraph[str]:
    """Give each node the check results on it, on what belongs to it, and on its passages.

    ``resting`` gives what rests on each passage.
    Shape: ``findings`` has what failed, ``untold`` what could not be told, each a
           list of texts that begin with a severity or a check and end, where
           somebody accepts it, with who and why.
    """
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node, result in results_on(graph, results, resting):
        key = "untold" if result.state is State.CANNOT_TELL else "findings"
        told[node, key].add(_finding(result))
    found: MultiDiGraph[str] = graph.copy()
    for (node, key), texts in told.items():
        found.nodes[node][key] = sorted(texts)
    return found


def results_on(
    graph: MultiDiGraph[str],
    results: Iterable[CheckResult],
    resting: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Iterator[tuple[str, CheckResult]]:
    """Give each check result with the nodes that it is on, which may be none or several."""
    for result in results:
        for focus in (result.focus, *resting.get(result.focus, ())):
            if (node := _owner(graph, focus)) is not None:
                yield node, result


def _owner(graph: MultiDiGraph[str], focus: str) -> str | None:
    """Find the node that a focus is or belongs to: a claim for its quotation."""
    while focus.startswith(BASE) and focus not in graph:
        focus = focus.rpartition("/")[0]
    return focus if focus in graph else None


def _finding(result: CheckResult) -> str:
    if result.state is State.CANNOT_TELL:
        return f"{result.check}: {result.reason}"
    says = f"{result.severity}: {result.check}: {result.message}"
    return says if result.accepted is None else f"{says} ({result.accepted.words})"
