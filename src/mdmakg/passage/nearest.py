"""The passage of a text that is nearest to a phrase, and how the two differ.

First a place: every rarer word of the phrase that the text has votes for where
the phrase would begin, and the region with most votes wins, the first of equals.
Then an alignment of tokens: the cheapest edit of the phrase into some run of
the region's tokens (Sellers 1980). Costs are small integers, so that ties are
broken the same way everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING

from mdmakg.passage.token import Kind, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Nearest", "Pair", "nearest"]

Pair = tuple[Token | None, Token | None]
"""A token of the phrase and the one of the text in its place; None for nothing."""

_TOKENS = 400
_FEW = 60
_FEWEST = 5
_WORD = 100
_VOTERS = 48
_VOTES = 400
_ALIKE = 2
_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Nearest:
    """A run of the text's tokens, and the differences between it and the phrase.

    Units: ``start`` and ``end`` in the folded text. ``around`` holds the tokens
    of the region that the run does not hold.
    """

    start: int
    end: int
    differences: tuple[Pair, ...]
    around: tuple[Token, ...]


def nearest(text: str, phrase: str) -> Nearest | None:
    """Find the nearest passage; both texts are folded. None where hardly a word agrees."""
    wanted = tokens(phrase)[:_TOKENS]
    if not wanted:
        return None
    reach = wanted[-1].end
    margin = 2 * max(reach // 4, 16) + 40
    elected = _elect(text.lower(), wanted)[: _FEWEST if len(wanted) < _FEW else 2]
    regions = [_region(text, at - margin, at + margin + reach * 3 // 2) for at in elected]
    aligned = [_align(wanted, region) for region in regions]
    if not aligned:
        return None
    best = min(range(len(aligned)), key=lambda index: (aligned[index][0], index))
    return _judge(wanted, regions[best], aligned[best][1])


def _elect(text: str, wanted: tuple[Token, ...]) -> list[int]:
    """Let the phrase's words vote for where in the text it would begin, best first."""
    width = max(16, wanted[-1].end // 4)
    votes: Counter[int] = Counter()
    for token, word in _voters(text, wanted):
        weight = 4 if token.is_content else 1
        for found in islice(word.finditer(text), _VOTES):
            bucket = (found.start() - token.start) // width
            votes[bucket] += weight
            votes[bucket + 1] += weight
    best = nsmallest(2 * _FEWEST, votes, key=lambda bucket: (-votes[bucket], bucket))
    # The neighbour of a bucket already taken shows the same region again.
    apart = [b for at, b in enumerate(best) if b - 1 not in best[:at] and b + 1 not in best[:at]]
    return [bucket * width for bucket in apart]


def _voters(text: str, wanted: tuple[Token, ...]) -> list[tuple[Token, re.Pattern[str]]]:
    speak = [t for t in wanted if t.kind in (Kind.WORD, Kind.NUMBER) and t.text.lower() in text]
    speak.sort(key=lambda token: (not token.is_content, -len(token.text)))
    return [(t, re.compile(rf"(?<!\w){re.escape(t.text.lower())}(?!\w)")) for t in speak[:_VOTERS]]


def _region(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Take the tokens around a place, without half ones at its ends."""
    first = text.rfind(" ", 0, max(0, start)) + 1
    last = text.find(" ", min(len(text), end))
    within = (max(first, start - _WORD), len(text) if last < 0 else last)
    return tokens(text, within[0], min(within[1], end + _WORD))[: 4 * _TOKENS]


def _cost(token: Token) -> int:
    if token.is_content or token.is_negation:
        return 10
    return {Kind.WORD: 5, Kind.OPERATOR: 6}.get(token.kind, 3)


def _dropped(token: Token) -> int:
    # More than putting one word for another, so that the ends of a phrase are
    # compared with what stands there and not simply given up.
    return 2 * _cost(token)


def _left_out(token: Token) -> int:
    return _cost(token) - 1


def _swap(one: Token, other: Token) -> int:
    if one.text == other.text:
        return 0
    if one.text.casefold() == other.text.casefold():
        return _ALIKE
    if one.kind is other.kind is Kind.NUMBER and one.magnitude == other.magnitude:
        return _ALIKE
    most = max(_cost(one), _cost(other))
    return most if one.kind is other.kind else most + 5


def _align(wanted: tuple[Token, ...], region: tuple[Token, ...]) -> tuple[int, tuple[Pair, ...]]:
    """Align the phrase with some run of the region at the least cost."""
    rows = [[0] * (len(region) + 1)]
    costs = [_left_out(token) for token in region]
    for token in wanted:
        rows.append(_row(token, region, costs, rows[-1]))
    end = min(range(len(region) + 1), key=lambda column: (rows[-1][column], column))
    return rows[-1][end], tuple(_back(wanted, region, rows, end))[::-1]


def _row(token: Token, region: tuple[Token, ...], costs: list[int], above: list[int]) -> list[int]:
    drop = _dropped(token)
    row = [above[0] + drop]
    for column, other in enumerate(region, 1):
        row.append(
            min(
                above[column - 1] + _swap(token, other),
                above[column] + drop,
                row[column - 1] + costs[column - 1],
            )
        )
    return row


def _back(
    wanted: tuple[Token, ...], region: tuple[Token, ...], rows: list[list[int]], column: int
) -> Iterator[Pair]:
    row = len(wanted)
    while row:
        here, token = rows[row][column], wanted[row - 1]
        other = region[column - 1] if column else None
        if other and here == rows[row - 1][column - 1] + _swap(token, other):
            row, column = row - 1, column - 1
            yield token, other
        elif here == rows[row - 1][column] + _dropped(token):
            row -= 1
            yield token, None
        else:
            column -= 1
            yield None, other


def _judge(
    wanted: tuple[Token, ...], region: tuple[Token, ...], pairs: tuple[Pair, ...]
) -> Nearest | None:
    run = [other for _, other in pairs if other]
    agree = [token for token, other in pairs if token and other and _swap(token, other) <= _ALIKE]
    if not run or not any(token.is_content for token in agree):
        return None
    whole = sum(map(_cost, wanted))
    if sum(map(_cost, agree)) < (1 - _SHARE) * whole:
        return None
    start, end = run[0].start, run[-1].end
    differences = tuple(pair for pair in pairs if _differ(*pair))
    around = tuple(token for token in region if not start <= token.start < end)
    return Nearest(start, end, differences, around)


def _differ(one: Token | None, other: Token | None) -> bool:
    return one is None or other is None or one.text != other.text
