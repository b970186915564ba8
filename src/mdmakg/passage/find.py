"""Finding a phrase in a text: where it stands, or why it is refused.

A phrase is found where the folded text holds the folded phrase, whole words and
numbers only, with nothing cut off at its edges (:mod:`mdmakg.passage.cut`).
Several places are all given. A phrase means too little to be anchored when it
has fewer than two words or numbers, fewer than six letters and digits, or
function words only, unless it is a whole sentence or segment, or a number with
its operator and what it is a value of (``n = 12``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.passage.cut import Cut, cut
from mdmakg.passage.differ import classify
from mdmakg.passage.fold import JOINT, Folded, fold, rewrite, unfolded
from mdmakg.passage.nearest import nearest
from mdmakg.passage.negation import negations_outside
from mdmakg.passage.reason import Reason
from mdmakg.passage.sentences import sentences
from mdmakg.passage.span import Range
from mdmakg.passage.token import Kind, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["LONGEST_PHRASE", "MOST_PLACES", "Answer", "Found", "Refused", "Several", "find"]

LONGEST_PHRASE = 2000
"""Code points of the longest phrase that is looked for."""

MOST_PLACES = 1000
"""Places listed at most; ``Several.whole`` says whether that was all."""

_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """The phrase stands at one place.

    ``negations`` are words of the sentence that may deny the passage and stay
    outside it: the anchor is good, and whoever uses it should know.
    """

    at: Range
    negations: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """The phrase stands at several places; which is meant is not for us to guess.

    ``whole`` is false where the search stopped before the end of the text.
    """

    places: tuple[Range, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """The phrase is no passage of the text: a stable code, why, and the nearest passage."""

    reason: Reason
    words: str
    nearest: Range | None = None


Answer = Found | Several | Refused

_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_HYPHEN = re.compile(rf"(?<=[^\W\d_])[-{JOINT}](?=[^\W\d_])")
_BLANK = re.compile(r"\W")
_LEAST_WORDS = 2
_LEAST_LETTERS = 6


def find(text: str, phrase: str) -> Answer:
    """Find a phrase in a text, folding typography alone."""
    if len(phrase) > LONGEST_PHRASE:
        return Refused(Reason.TOO_LONG, f"more than {LONGEST_PHRASE} characters; quote less")
    wanted = fold(phrase.strip()).text.strip()
    if not any(letter.isalnum() for letter in wanted):
        return Refused(Reason.EMPTY, "no letter and no digit to look for")
    folded = fold(text)
    places, faults, whole = _sift(text, folded, wanted)
    if places and _is_meagre(wanted):
        return _only_sentences(text, places, whole=whole)
    if places:
        return _answer(text, places, whole=whole)
    return _refuse(folded, wanted, faults)


def _answer(text: str, places: list[Range], *, whole: bool) -> Found | Several:
    if len(places) > 1 or not whole:
        return Several(tuple(places), whole)
    line = _line(text, places[0])
    return Found(places[0], negations_outside(text, line, places))


def _only_sentences(text: str, places: list[Range], *, whole: bool) -> Answer:
    spans = sentences(text)
    full = [place for place in places if _is_sentence(text, spans, place)]
    if full:
        return _answer(text, full, whole=whole)
    words = "too little to mean anything by itself; take in the words around it"
    return Refused(Reason.TOO_SHORT, words, places[0])


def _refuse(folded: Folded, wanted: str, faults: list[tuple[Cut, Range]]) -> Refused:
    if faults:
        (reason, words), cut_at = faults[0]
        return Refused(reason, words, cut_at)
    near = nearest(folded.text, wanted)
    place = folded.origin(near.start, near.end) if near else None
    if _ELLIPSIS.search(wanted):
        return Refused(Reason.ELIDED, "words are left out; give each part its own anchor", place)
    if bracket := _BRACKETED.search(wanted):
        return Refused(Reason.INSERTED, f"{bracket[0]} is not in the text", place)
    if _is_meagre(wanted):
        return Refused(Reason.TOO_SHORT, "too little to look for; give more of its words", place)
    if near is None:
        return Refused(Reason.ABSENT, "the text has nothing like it")
    reason, words = classify(near)
    return Refused(reason, words, place)


def _sift(
    text: str, folded: Folded, wanted: str
) -> tuple[list[Range], list[tuple[Cut, Range]], bool]:
    """Part the places where the phrase stands whole from those that cut something off."""
    places: list[Range] = []
    faults: list[tuple[Cut, Range]] = []
    for seen, (start, end) in enumerate(_occurrences(folded.text, wanted)):
        if seen == _LOOKED_AT or len(places) == MOST_PLACES:
            return places, faults, False
        place = folded.origin(start, end)
        if fault := cut(text, folded, start, end):
            faults = faults or [(fault, place)]
        else:
            places.append(place)
    return places, faults, True


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    if JOINT not in text and JOINT not in wanted:
        return _literal(text, wanted)
    return _hyphenated(text, wanted)


def _literal(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Find all places, overlapping ones too, skipping those that begin inside a word.

    The first of all is given even inside a word, to be named in a refusal.
    """
    at = text.find(wanted)
    first = True
    while at >= 0:
        inside = at > 0 and wanted[0].isalnum() and text[at - 1].isalnum()
        if first or not inside:
            yield at, at + len(wanted)
        first = False
        after = _BLANK.search(text, at) if inside else None
        if inside and after is None:
            return
        at = text.find(wanted, after.start() if after else at + 1)


def _hyphenated(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Find places where a hyphen at a line end may be part of the word or not."""
    bare = rewrite(unfolded(text), _HYPHEN, lambda _: "")
    for start, end in _literal(bare.text, _HYPHEN.sub("", wanted)):
        place = bare.origin(start, end)
        if _agree(place.of(text), wanted):
            yield place.start, place.end


def _agree(one: str, other: str) -> bool:
    """Whether two wordings agree when ``JOINT`` may stand for a hyphen or for nothing."""
    left = right = 0
    while left < len(one) and right < len(other):
        pair = one[left], other[right]
        if pair[0] == pair[1] or sorted(pair) == ["-", JOINT]:
            left, right = left + 1, right + 1
        elif JOINT in pair:
            left, right = left + (pair[0] == JOINT), right + (pair[1] == JOINT)
        else:
            return False
    return left == len(one) and right == len(other)


def _is_meagre(wanted: str) -> bool:
    words = [token for token in tokens(wanted) if token.kind in (Kind.WORD, Kind.NUMBER)]
    related = any(token.kind is Kind.OPERATOR for token in tokens(wanted))
    letters = sum(letter.isalnum() for letter in wanted)
    if len(words) < _LEAST_WORDS:
        return True
    if related and any(word.kind is Kind.NUMBER for word in words):
        return False
    return letters < _LEAST_LETTERS or not any(word.is_content for word in words)


def _is_sentence(text: str, spans: Sequence[Range], place: Range) -> bool:
    """Whether a place holds all letters and digits of the sentences it touches."""
    first = spans[bisect_right(spans, place.start, key=lambda span: span.start) - 1]
    last = spans[bisect_left(spans, place.end, key=lambda span: span.start) - 1]
    left = text[first.start : place.start] + text[place.end : last.end]
    return not any(letter.isalnum() for letter in left)


def _line(text: str, place: Range) -> tuple[Range, ...]:
    """Give the sentences of the lines that a place touches."""
    start = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", place.end)
    spans = sentences(text[start : len(text) if end < 0 else end])
    return tuple(Range(span.start + start, span.end + start) for span in spans)
