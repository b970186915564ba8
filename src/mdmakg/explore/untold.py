"""What could not be told along a chain, said once for all that it concerns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mdmakg.export.text import shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from networkx import MultiDiGraph

__all__ = ["untold_of"]

_MOST_NAMED: Final = 12


def untold_of(graph: MultiDiGraph[str]) -> list[str]:
    """Say what could not be told, of how many nodes, and why: one sentence for each.

    Reasons that differ only in what they name, after a colon, are one that names it all.
    """
    nodes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for node, text in _texts(graph):
        check, _, because = shown(text).partition(": ")
        reason, _, name = because.partition(": ")
        nodes[check, reason].add(node)
        names[check, reason] |= {name} - {""}
    return [_sentence(*key, len(nodes[key]), names[key]) for key in sorted(nodes)]


def _texts(graph: MultiDiGraph[str]) -> list[tuple[str, str]]:
    rows = ((node, row.get("untold")) for node, row in graph.nodes(data=True))
    return [(node, str(text)) for node, row in rows if isinstance(row, list) for text in row]


def _sentence(check: str, reason: str, number: int, names: Collection[str]) -> str:
    named = sorted(names)[:_MOST_NAMED]
    more = [f"and {len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    told = f": {'; '.join([*named, *more])}" if names else ""
    return f"{check} could not be told of {number} here: {reason}{told}"
