"""Which claim of one coder is which of the other: by the passages that both marked.

Codes that are compared afterwards never decide who is matched with whom: that
would count agreement as its own proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from networkx import Graph

    from mdmakg.passage.span import Range

__all__ = ["LEAST", "Pair", "Unit", "match", "overlap"]

LEAST: Final = Fraction(1, 2)
"""The least overlap of core passages at which two units may be one, unless said otherwise."""

_STEPS: Final = 10**6  # an overlap in whole steps: the matching computes with integers exactly
_ABOVE: Final = 10**12  # more than any sum of what matters less


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Something a coder marked in the text; ``about`` is what it speaks of, as written."""

    id: str
    core: tuple[Range, ...]
    whole: tuple[Range, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two units that are taken for one.

    ``doubtful``: the passages alone would as well have it with another one.
    """

    a: str
    b: str
    core: Fraction
    whole: Fraction
    doubtful: bool


def overlap(one: Iterable[Range], other: Iterable[Range]) -> Fraction:
    """Give the share of the code points under either that lie under both; 0 under neither.

    Source: Jaccard 1901.
    """
    first, second = _joined(one), _joined(other)
    both = sum(_shared(left, right) for left in first for right in second)
    either = _size(first) + _size(second) - both
    return Fraction(both, either) if either else Fraction(0)


def _joined(spans: Iterable[Range]) -> list[tuple[int, int]]:
    """Join ranges that touch or overlap, so that no code point counts twice."""
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1][1]:
            start, end = joined.pop()
            joined.append((start, max(end, span.end)))
        else:
            joined.append((span.start, span.end))
    return joined


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def _size(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)


def match(a: Sequence[Unit], b: Sequence[Unit], least: Fraction = LEAST) -> tuple[Pair, ...]:
    """Match the units of two coders one to one, in the order of ``a``.

    Shape:  of all matchings whose core passages overlap by ``least`` or more, the
            one with the greatest sum of overlaps of core passages; among equals
            that of all passages, then of equal ``about``, equal ids, nearest rank.
    Source: Edmonds 1965, maximum weight matching, as networkx has it.
    """
    from networkx import connected_components, max_weight_matching

    graph = _candidates(a, b, least)
    found: dict[int, int] = {}
    for part in connected_components(graph):
        # Sorted, because the order of a set is not the same on every run.
        held = graph.subgraph(part)
        ordered: Graph[tuple[str, int]] = type(graph)()
        ordered.add_weighted_edges_from(sorted(held.edges(data="weight")))
        for edge in max_weight_matching(ordered):
            (_, left), (_, right) = sorted(edge)
            found[left] = right
    return tuple(_pair(a, b, graph, i, found[i]) for i in sorted(found))


def _candidates(a: Sequence[Unit], b: Sequence[Unit], least: Fraction) -> Graph[tuple[str, int]]:
    from networkx import Graph

    graph: Graph[tuple[str, int]] = Graph()
    for i, left in enumerate(a):
        for j, right in enumerate(b):
            if (core := overlap(left.core, right.core)) and core >= least:
                whole = overlap(left.whole, right.whole)
                rank = max(len(a), len(b)) - abs(i - j)
                weight = _weight(core, whole, left, right, rank)
                graph.add_edge(("a", i), ("b", j), weight=weight, core=core, whole=whole)
    return graph


def _weight(core: Fraction, whole: Fraction, left: Unit, right: Unit, rank: int) -> int:
    alike = sum(one == other for one, other in zip(left.about, right.about, strict=False))
    weight = 0
    for part in (int(core * _STEPS), int(whole * _STEPS), alike, int(left.id == right.id), rank):
        weight = weight * _ABOVE + part
    return weight


def _pair(
    a: Sequence[Unit], b: Sequence[Unit], graph: Graph[tuple[str, int]], i: int, j: int
) -> Pair:
    edge = graph["a", i]["b", j]
    return Pair(
        a=a[i].id,
        b=b[j].id,
        core=edge["core"],
        whole=edge["whole"],
        doubtful=any(
            (other["core"], other["whole"]) == (edge["core"], edge["whole"])
            for other in _others(graph, i, j)
        ),
    )


def _others(graph: Graph[tuple[str, int]], i: int, j: int) -> Iterator[dict[str, Fraction]]:
    """Give the candidates that a pair was preferred to, on either side."""
    for one, other in ((("a", i), ("b", j)), (("b", j), ("a", i))):
        yield from (edge for node, edge in graph[one].items() if node != other)
