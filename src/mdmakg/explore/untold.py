"""What could not be told along a chain, said once for all that it concerns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mdmakg.export.text import shown

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["untold_of"]


def untold_of(graph: MultiDiGraph[str]) -> list[str]:
    """Say what could not be told, of how many nodes, and why: one sentence for each."""
    rows = (row.get("untold") for _, row in graph.nodes(data=True))
    counted = Counter(str(text) for row in rows if isinstance(row, list) for text in row)
    return [_sentence(text, number) for text, number in sorted(counted.items())]


def _sentence(text: str, number: int) -> str:
    check, _, reason = shown(text).partition(": ")
    return f"{check} could not be told of {number} here: {reason}"
