"""One claim's chain as an indented tree of plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.errors import UsageError
from mdmakg.explore.boxes import (
    MISSING,
    facts,
    findings_of,
    label_of,
    passages_of,
    row_of,
    verdicts,
)
from mdmakg.explore.untold import untold_of
from mdmakg.export.palette import edge_kind, node_kind
from mdmakg.export.text import cut, shown
from mdmakg.model.chain import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from networkx import MultiDiGraph

__all__ = ["draw_tree"]

_LONGEST = 200
_FINDING = 1000
"""The longest finding shown whole: its caveats come last."""
_ORDER = {kind: place for place, kind in enumerate(EdgeKind)}


@dataclass(frozen=True, slots=True)
class Branch:
    """A node to be drawn: how it is reached, what stands left of it, and who is above it."""

    node: str
    relation: str
    stem: str
    last: bool
    above: frozenset[str]


def draw_tree(graph: MultiDiGraph[str], claim: str) -> Iterator[str]:
    """Yield the lines of the tree that grows from a claim.

    Each node is drawn whole once, a claim with its passages. Where it is met again it is named with
    ``(above)``, and with ``(circle)`` where it leads back to itself.

    Errors: UsageError where the graph has no such claim.
    """
    if claim not in graph or node_kind(graph.nodes[claim]) is not NodeKind.CLAIM:
        raise UsageError(f"there is no claim {claim!r} in the graph")
    return _lines(graph, claim)


def _lines(graph: MultiDiGraph[str], claim: str) -> Iterator[str]:
    drawn: set[str] = set()
    waiting = [Branch(claim, "", "", last=True, above=frozenset())]
    while waiting:
        branch = waiting.pop()
        again = branch.node in drawn
        drawn.add(branch.node)
        mark = " (circle)" if branch.node in branch.above else " (above)" if again else ""
        yield _first_line(graph, branch, mark)
        if not again:
            yield from _notes(graph, branch)
            waiting.extend(reversed(_branches(graph, branch)))
    yield from untold_of(graph)


def _first_line(graph: MultiDiGraph[str], branch: Branch, mark: str) -> str:
    row = row_of(graph, branch.node)
    kind = node_kind(row)
    name = cut(shown(str(row.get("id") or branch.node)), _LONGEST)
    start = f"{branch.stem}{_corner(branch)}{branch.relation}{_spaced(kind or 'node')} {name}"
    if mark:
        return start + mark
    told = facts(kind, row) if kind else []
    rest = f" ({', '.join(told)})" if told else ""
    return f"{start}: {cut(label_of(branch.node, row), _LONGEST)}{rest}"


def _notes(graph: MultiDiGraph[str], branch: Branch) -> Iterator[str]:
    """Yield what stands under a node before its branches: findings, and missing evidence."""
    row = row_of(graph, branch.node)
    kinds = {edge_kind(edge) for _, _, edge in graph.out_edges(branch.node, data=True)}
    bare = node_kind(row) is NodeKind.CLAIM and EdgeKind.HAS_EVIDENCE_LINE not in kinds
    under = _under(branch)
    rail = f"{under}│  " if kinds else f"{under}   "
    for verdict, because in zip(verdicts(row), _reasons(row), strict=False):
        yield f"{rail}{verdict}, because {because}"
    if passages := passages_of(row):
        yield f"{rail}{cut(passages, _LONGEST)}"
    for severity, text in findings_of(row):
        yield f"{rail}{severity}: {cut(text, _FINDING)}"
    if bare:
        yield f"{under}{'├─' if kinds else '└─'} {MISSING}"


def _reasons(row: dict[str, object]) -> list[str]:
    told = (row.get("fidelity_because"), row.get("support_because"))
    return [cut(shown(str(reason)), _FINDING) for reason in told if reason]


def _branches(graph: MultiDiGraph[str], branch: Branch) -> list[Branch]:
    edges = sorted(graph.out_edges(branch.node, data=True), key=_place)
    above = branch.above | {branch.node}
    return [
        Branch(head, f"{_relation(row)}: ", _under(branch), place == len(edges), above)
        for place, (_, head, row) in enumerate(edges, start=1)
    ]


def _place(edge: tuple[str, str, dict[str, object]]) -> tuple[int, str]:
    """Return what edges are sorted by: the order of their kinds, those without one last."""
    kind = edge_kind(edge[2])
    return (_ORDER[kind] if kind else len(_ORDER), edge[1])


def _relation(row: dict[str, object]) -> str:
    return cut(_spaced(shown(str(edge_kind(row) or row.get("label") or "leads to"))), _LONGEST)


def _corner(branch: Branch) -> str:
    if not branch.relation:
        return ""
    return "└─ " if branch.last else "├─ "


def _under(branch: Branch) -> str:
    """Return what stands left of everything under a node."""
    if not branch.relation:
        return ""
    return branch.stem + ("   " if branch.last else "│  ")


def _spaced(words: str) -> str:
    return words.replace("-", " ")
