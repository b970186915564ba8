"""A layered layout: which row each box of a column takes, and how high it stands.

Edges that pass a column get a place of their own in it, so that none runs
through a box; those that run together share it. Rows are ordered by barycentre
(Sugiyama, Tagawa and Toda, 1981); heights are the nearest to their neighbours'
that keep order and distance (isotonic regression by pooling adjacent violators).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Extent", "Link", "Way", "arrange"]

Name: TypeAlias = "str | tuple[int, int]"
"""A box by its key, or the place of the n-th link in a column."""

_SWEEPS = 8
_PLACE = 5.0


@dataclass(frozen=True, slots=True)
class Extent:
    """The column of a box, and how far it reaches above and below the middle that edges seek."""

    column: int
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two boxes that want to stand near each other, from the lower column to the higher.

    Links of one ``bundle`` that begin in one column and end in one share the places that they pass.
    """

    left: str
    right: str
    bundle: str = ""


@dataclass(slots=True)
class Way:
    """Where everything stands: middles by name, and the places that each link passes."""

    middles: dict[Name, float] = field(default_factory=dict)
    passes: dict[int, list[Name]] = field(default_factory=dict)


def arrange(extents: Mapping[str, Extent], links: Sequence[Link], gap: float) -> Way:
    """Place the boxes, each column in the order given at first; the top of all is at 0."""
    columns, steps, passes = _with_places(extents, links)
    full = dict(extents) | {
        place: Extent(column, _PLACE, _PLACE)
        for column, names in enumerate(columns)
        for place in names
        if not isinstance(place, str)
    }
    ordered = _ordered(columns, steps)
    middles = _heights(ordered, steps, full, gap)
    _straighten(middles, links, passes, _room(ordered, middles, full, gap))
    return Way(middles, passes)


def _with_places(
    extents: Mapping[str, Extent], links: Sequence[Link]
) -> tuple[list[list[Name]], list[tuple[Name, Name]], dict[int, list[Name]]]:
    """Return columns, steps between neighbouring columns, and the places each link passes."""
    columns: list[list[Name]] = [
        [] for _ in range(1 + max((extent.column for extent in extents.values()), default=0))
    ]
    for name, extent in extents.items():
        columns[extent.column].append(name)
    steps: list[tuple[Name, Name]] = []
    passes: dict[int, list[Name]] = {}
    leaders: dict[tuple[str, int, int] | int, int] = {}
    for number, link in enumerate(links):
        first, last = extents[link.left].column, extents[link.right].column
        leader = leaders.setdefault((link.bundle, first, last) if link.bundle else number, number)
        passes[number] = passes.get(leader, [(number, column) for column in range(first + 1, last)])
        if first == last:
            continue
        way = list(pairwise([link.left, *passes[number], link.right]))
        if leader == number:
            for place in passes[number]:
                columns[_column(place)].append(place)
        else:  # between the places there are steps already
            way = [step for step in way if isinstance(step[0], str) or isinstance(step[1], str)]
        steps.extend(way)
    return columns, steps, passes


def _neighbours(
    steps: Iterable[tuple[Name, Name]],
) -> tuple[dict[Name, list[Name]], dict[Name, list[Name]]]:
    left: defaultdict[Name, list[Name]] = defaultdict(list)
    right: defaultdict[Name, list[Name]] = defaultdict(list)
    for tail, head in steps:
        right[tail].append(head)
        left[head].append(tail)
    return left, right


def _ordered(columns: list[list[Name]], steps: list[tuple[Name, Name]]) -> list[list[Name]]:
    """Return the columns in the order found with fewest crossings; the first keeps its own."""
    left, right = _neighbours(steps)
    best, fewest = columns, _crossings(columns, right)
    current = columns
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        rightward = sweep % 2 == 0
        current = _swept(current, left if rightward else right, rightward=rightward)
        crossings = _crossings(current, right)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def _swept(
    columns: list[list[Name]], beside: Mapping[Name, list[Name]], *, rightward: bool
) -> list[list[Name]]:
    swept = [list(column) for column in columns]
    order = range(1, len(columns)) if rightward else range(len(columns) - 2, 0, -1)
    for index in order:
        settled = swept[index - 1 if rightward else index + 1]
        rank = {name: place for place, name in enumerate(settled)}
        now = {name: place for place, name in enumerate(swept[index])}
        weight = {name: _mean([rank[n] for n in beside.get(name, ())], now[name]) for name in now}
        swept[index].sort(key=lambda name: (weight[name], now[name]))
    return swept


def _crossings(columns: list[list[Name]], right: Mapping[Name, list[Name]]) -> int:
    """Count the pairs of steps that cross, column by column."""
    total = 0
    for column, following in pairwise(columns):
        rank = {name: place for place, name in enumerate(following)}
        seen: list[int] = []
        for name in column:
            ends = sorted(rank[head] for head in right.get(name, ()))
            total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _heights(
    columns: list[list[Name]],
    steps: list[tuple[Name, Name]],
    extents: Mapping[Name, Extent],
    gap: float,
) -> dict[Name, float]:
    left, right = _neighbours(steps)
    middles: dict[Name, float] = {}
    for column in columns:
        middles |= dict(zip(column, _apart(column, [0.0] * len(column), extents, gap), strict=True))
    near = {
        name: [*left.get(name, ()), *right.get(name, ())] for column in columns for name in column
    }
    for _ in range(_SWEEPS):
        before = dict(middles)
        for column in (*columns, *reversed(columns)):
            wanted = [_mean([middles[n] for n in near[name]], middles[name]) for name in column]
            middles |= dict(zip(column, _apart(column, wanted, extents, gap), strict=True))
        if middles == before:
            break
    top = min((middles[name] - extents[name].above for name in middles), default=0.0)
    return {name: middle - top for name, middle in middles.items()}


def _room(
    columns: list[list[Name]],
    middles: Mapping[Name, float],
    extents: Mapping[Name, Extent],
    gap: float,
) -> dict[Name, tuple[float, float]]:
    """Return how high and how low each place may be moved between the boxes beside it."""
    room: dict[Name, tuple[float, float]] = {}
    for column in columns:
        highest = -inf
        for name in column:
            room[name] = highest + _PLACE + gap / 2, inf
            if isinstance(name, str):
                highest = middles[name] + extents[name].below
        lowest = inf
        for name in reversed(column):
            room[name] = room[name][0], lowest - _PLACE - gap / 2
            if isinstance(name, str):
                lowest = middles[name] - extents[name].above
    return room


def _straighten(
    middles: dict[Name, float],
    links: Sequence[Link],
    passes: Mapping[int, Sequence[Name]],
    room: Mapping[Name, tuple[float, float]],
) -> None:
    """Bring the places of each link to one height wherever the boxes beside them let it pass.

    Places that others hold already are kept clear of.
    """
    held: dict[int, list[float]] = defaultdict(list)
    for places, bundle in _bundles(links, passes):
        highest = max(room[place][0] for place in places)
        lowest = min(room[place][1] for place in places)
        wanted = _mean([middles[end] for link in bundle for end in (link.left, link.right)], 0.0)
        height = _free(min(max(wanted, highest), lowest), highest, lowest, held, places)
        if height is not None:
            for place in places:
                middles[place] = height
        for place in places:
            held[_column(place)].append(middles[place])


def _bundles(
    links: Sequence[Link], passes: Mapping[int, Sequence[Name]]
) -> list[tuple[tuple[Name, ...], list[Link]]]:
    """Return the links that pass the same places, with these."""
    found: defaultdict[tuple[Name, ...], list[Link]] = defaultdict(list)
    for number, places in sorted(passes.items()):
        if places:
            found[tuple(places)].append(links[number])
    return list(found.items())


def _free(
    height: float,
    highest: float,
    lowest: float,
    held: Mapping[int, Sequence[float]],
    places: Sequence[Name],
) -> float | None:
    """Return the height nearest to that wanted that no other place is too near to, if any."""
    taken = [other for place in places for other in held.get(_column(place), ())]
    steps = (sign * _PLACE * 2 * count for count in range(len(taken) + 2) for sign in (1, -1))
    for step in steps:
        tried = height + step
        clear = all(abs(tried - other) >= _PLACE * 2 - 1 for other in taken)
        if highest <= tried <= lowest and clear:
            return tried
    return None


def _column(place: Name) -> int:
    return int(place[1])


def _apart(
    column: Sequence[Name], wanted: Sequence[float], extents: Mapping[Name, Extent], gap: float
) -> list[float]:
    """Return the heights nearest to those wanted, by least squares, that keep order and gap."""
    offsets = [0.0] * len(column)
    for index, (upper, lower) in enumerate(pairwise(column), start=1):
        apart = extents[upper].below + extents[lower].above + gap
        offsets[index] = offsets[index - 1] + apart
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            more, many = pools.pop()
            total, count = total + more, count + many
        pools.append((total, count))
    level = [total / count for total, count in pools for _ in range(count)]
    return [height + offset for height, offset in zip(level, offsets, strict=True)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
