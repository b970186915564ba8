"""The parts of a query, each with the query that is left without it.

A part is a filter, an optional block, what is bound, a branch of a union, a member of a
list after ``IN``, one side of ``&&`` or ``||``, a triple, or one way or repetition of a
path. What ends where is told from the words alone, which suffices for the SPARQL of check files;
a rest that were no query would be refused by the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

__all__ = ["Part", "parts", "words"]

_WORD: Final = re.compile(
    r"""(?P<gap> \s+ | \#[^\n]* )
    | <[^<>"{}|^`\\\s]*>                        # an IRI
    | "(?:[^"\\\n]|\\.)*"                       # a string
    | [?$]\w+                                   # a variable
    | [A-Za-z][\w-]*(?: :(?:[\w.-]*\w)? )?      # a keyword, or a name with its prefix
    | \d+(?:\.\d+)?
    | && | \|\| | != | <= | >=
    | [{}()=<>!+*/^|,;.-]""",
    re.VERBOSE,
)
_OPEN: Final = frozenset("({")
_CLOSE: Final = frozenset(")}")
_GROUP: Final = frozenset({"{", "}", ".", "UNION", "OPTIONAL"})
_ENDS: Final = _GROUP | {"FILTER", "BIND", "SELECT"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its kind, its words with single spaces, and the query without it."""

    kind: str
    text: str
    rest: str


def parts(query: str) -> Iterator[Part]:
    """Give each part of a query: its triples in order of place, after all others."""
    places = tuple(_words(query))
    reader = _Reader(words(query))
    for kind, own, gone in reader.cuts():
        rest = f"{query[: places[gone.start].start()]} {query[places[gone.stop - 1].end() :]}"
        yield Part(kind, " ".join(reader.words[own.start : own.stop]), rest)


def words(query: str) -> tuple[str, ...]:
    """Give the words and signs of a query, without what stands between them."""
    return tuple(match[0] for match in _words(query))


def _words(query: str) -> Iterator[re.Match[str]]:
    place = 0
    while place < len(query):
        match = _WORD.match(query, place)
        assert match, query[place : place + 40]
        if match["gap"] is None:
            yield match
        place = match.end()


_Cut = tuple[str, range, range]
"""The kind of a part, its words by their numbers, and those that go with it."""


@dataclass(frozen=True, slots=True)
class _Reader:
    words: Sequence[str]

    def cuts(self) -> Iterator[_Cut]:
        for place, word in enumerate(self.words):
            match word:
                case "FILTER" | "OPTIONAL" | "BIND":
                    whole = range(place, self.end(place))
                    yield word.lower(), whole, whole
                case "UNION":
                    yield from self.branches(place)
                case "IN":
                    yield from _members("member", self.split(self.inside(place + 1), {","}))
                case "(":
                    yield from self.sides(self.inside(place))
        yield from self.triples()

    def end(self, start: int) -> int:
        """Where the next bracket from there on closes, one further."""
        depth = 0
        for place in range(start, len(self.words)):
            depth += (self.words[place] in _OPEN) - (self.words[place] in _CLOSE)
            if depth == 0 and self.words[place] in _CLOSE:
                return place + 1
        raise AssertionError(" ".join(self.words[start:]))

    def start(self, end: int) -> int:
        """Where the bracket opens that closes there."""
        return max(at for at in range(end) if self.words[at] in _OPEN and self.end(at) == end)

    def inside(self, place: int) -> range:
        return range(place + 1, self.end(place) - 1)

    def split(self, span: range, separators: Set[str]) -> list[range]:
        """Cut a span at its separators that stand in no bracket."""
        depth, begins, found = 0, span.start, []
        for place in span:
            depth += (self.words[place] in _OPEN) - (self.words[place] in _CLOSE)
            if depth == 0 and self.words[place] in separators:
                found.append(range(begins, place))
                begins = place + 1
        return [*found, range(begins, span.stop)]

    def branches(self, place: int) -> Iterator[_Cut]:
        """Give the branch after a ``UNION``, and the one before where it is the first."""
        before, after = self.start(place), self.end(place)
        if self.words[before - 1] != "UNION":
            yield "branch", range(before, place), range(before, place + 1)
        yield "branch", range(place + 1, after), range(place, after)

    def sides(self, span: range) -> Iterator[_Cut]:
        for argument in self.split(span, {",", "AS"}):
            either = self.split(argument, {"||"})
            for sides in (either, *(self.split(side, {"&&"}) for side in either)):
                yield from _members("side", sides, alone=False)

    def triples(self) -> Iterator[_Cut]:
        place = self.words.index("{")
        while place < len(self.words):
            word = self.words[place]
            if word in _GROUP:
                place += 1
            elif word in {"FILTER", "BIND"}:
                place = self.end(place)
            elif word == "SELECT":
                place = self.words.index("{", place)
            elif word == "GROUP":
                place = self.after(place, {"}"})
            else:
                block = range(place, self.after(place, _ENDS))
                yield from self.block(block)
                place = block.stop

    def after(self, start: int, ends: Set[str]) -> int:
        """Where the first of some words stands that is in no bracket."""
        place = start
        while place < len(self.words) and self.words[place] not in ends:
            place = self.end(place) if self.words[place] in _OPEN else place + 1
        return place

    def block(self, block: range) -> Iterator[_Cut]:
        """Give the triples about one subject, and the parts of their paths."""
        rest = self.split(block[1:], {";"})
        if len(rest) == 1:
            dot = self.words[block.stop : block.stop + 1] == (".",)
            yield "triple", block, range(block.start, block.stop + dot)
        else:
            yield from _members("triple", rest)
        for said in rest:
            yield from self.path(said[:-1])

    def path(self, path: range) -> Iterator[_Cut]:
        """Give the ways of a path, with those in brackets, and its signs of repetition."""
        brackets = (self.inside(place) for place in path if self.words[place] == "(")
        for span in (path, *brackets):
            yield from _members("way", self.split(span, {"|"}), alone=False)
        for place in path:
            if self.words[place] in {"*", "+"}:
                yield "repetition", path, range(place, place + 1)


def _members(kind: str, spans: Sequence[range], *, alone: bool = True) -> Iterable[_Cut]:
    """Give each span with the separator that goes with it; ``alone``, also where it is the only."""
    for before, own, after in zip([None, *spans], spans, [*spans[1:], None], strict=False):
        if before is not None:
            yield kind, own, range(before.stop, own.stop)
        elif after is not None:
            yield kind, own, range(own.start, after.start)
        elif alone:
            yield kind, own, own
