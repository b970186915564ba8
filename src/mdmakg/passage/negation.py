"""Negations that a passage leaves outside though they may govern it.

A sentence is divided into clauses. A new one begins at ``;``, at a dash, inside
brackets, at ``but``, ``yet``, ``however`` and ``nor``; after a colon, or after
``, and`` and ``, or``, where a pronoun or a verb of its own makes what follows
independent; and at ``, which``, ``, although``, ``, not``, ``, no``,
``, without`` and their like, up to the next comma, after which the clause
around it goes on; and at ``, and even with this,`` and the like, where a phrase
set before a clause announces one. A sentence that opens with a subordinating word has such a
clause up to its first comma. Brackets and a pair of dashes suspend the clause
around them, which goes on after them.

A negation governs what stands after it in its own clause. It governs what
stands before it, too, if nothing but the passage's own clause lies between: no
comma, no ``and``, ``or``, ``who``, ``which``, ``that``; and unless it is
``without``, ``nor`` or ``neither``, which look forward only. A ``nor`` whose
``neither`` is inside adds a second part and denies nothing anew.

``not only … but``, ``no doubt``, ``if not``, ``whether or not``, ``not least``
and ``no. 5`` deny nothing; ``non-`` denies its own word alone. The stem of a
list (a segment that ends in a colon) belongs to each of its items.
"""

# text has curly apostrophes and dashes:
# ruff: noqa: RUF001
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.passage.lexicon import is_negation, wordlist
from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["negations_outside"]

_WORD = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\w.,]*\w|\d|[;:,()\[\]—]|(?<=\s)--?(?=\s)|(?<=\s)–(?=\s)"
)
_ITEM = re.compile(r"[•◦‣▪*–—-]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s")
_AFFIRMED = re.compile(
    r"(?P<but>(?:\bnot|\b\w+n['’]t) (?:only|merely|just|simply|solely|alone)\b)"
    r"|\bno doubt\b|\bif not\b|\bwhether or not\b|\bnot least\b|\bno\. ?(?=\d)",
    re.I,
)

_DASHES = frozenset({"—", "–", "-", "--"})
_TURNS = frozenset({"but", "yet", "however", "nor", "whereas"})
_ASIDES = wordlist(
    "which who whom whose where although though while whereas because since unless when if as "
    "not no without never rather despite"
)
_OPENERS = wordlist("although though while whereas because since if when despite")
_PRONOUNS = wordlist("i it they we he she you this that these those there")
_VERBS = wordlist(
    "is are was were am has have had does do did can could may might will would shall should "
    "must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't can't cannot "
    "couldn't won't wouldn't shouldn't mustn't remains remained showed shows became becomes"
)
_BARS = wordlist("and or but yet who whom whose which where that ,")
_FORWARD_ONLY = wordlist("without nor neither")
_AHEAD = 8
_ADVERBS = wordlist("even also then still again")
_PREPOSITIONS = wordlist(
    "with without in on at by for from after before during under among over to"
)
_CLAUSE = 4


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    at: Range
    clause: int


def negations_outside(
    text: str, spans: Sequence[Range], passages: Sequence[Range]
) -> tuple[Range, ...]:
    """Find negations of the sentences touched that may govern the passages and stay outside.

    Shape: ``spans`` are the sentences as :func:`mdmakg.passage.sentences.sentences`
    gives them, ``passages`` all those of one claim; ascending, no doubles.
    """
    found: set[Range] = set()
    for index, span in enumerate(spans):
        if _touches(text, span, passages):
            found.update(_of_sentence(text, span, passages))
            found.update(_of_stem(text, spans[:index], span, passages))
    return tuple(sorted(found))


def _touches(text: str, span: Range, passages: Sequence[Range]) -> bool:
    shared = (text[max(span.start, p.start) : min(span.end, p.end)] for p in passages)
    return any(letter.isalnum() for piece in shared for letter in piece)


def _of_sentence(text: str, span: Range, passages: Sequence[Range]) -> Iterator[Range]:
    words = tuple(_words(text, span))
    covered = [any(p.covers(word.at) for p in passages) for word in words]
    last = {word.clause: index for index, word in enumerate(words) if covered[index]}
    before = tuple(_governed_before(words, covered))
    for index in _denying(text, span, words):
        word = words[index]
        if _is_answered(words, covered, index):
            continue
        if not covered[index] and (last.get(word.clause, -1) > index or before[index]):
            yield word.at


def _is_answered(words: Sequence[_Word], covered: Sequence[bool], index: int) -> bool:
    """Whether a word is the ``nor`` of a ``neither`` that is inside."""
    if words[index].text.casefold() != "nor":
        return False
    plain = [word.text.casefold() for word in words[:index]]
    return "neither" in plain and covered[index - 1 - plain[::-1].index("neither")]


def _of_stem(
    text: str, before: Sequence[Range], item: Range, passages: Sequence[Range]
) -> Iterator[Range]:
    """Find negations that the stem of a list leaves outside for its item."""
    stem = _stem(text, before, item)
    if stem is None:
        return
    words = tuple(_words(text, stem))
    for index in _denying(text, stem, words):
        apart = not any(p.covers(words[index].at) for p in passages)
        if apart and words[index].clause == words[-1].clause:
            yield words[index].at


def _stem(text: str, before: Sequence[Range], item: Range) -> Range | None:
    if not _ITEM.match(text, item.start, item.end):
        return None
    for span in reversed(before):
        if not _ITEM.match(text, span.start, span.end):
            return span if text[span.end - 1] == ":" else None
    return None


def _denying(text: str, span: Range, words: Sequence[_Word]) -> Iterator[int]:
    """Give the indices of words that deny, without those that only seem to."""
    turn = text.rfind("but", span.start, span.end)
    affirmed = {
        at
        for match in _AFFIRMED.finditer(text, span.start, span.end)
        if match["but"] is None or match.end() < turn
        for at in range(*match.span())
    }
    for index, word in enumerate(words):
        if _denies(word.text) and word.at.start not in affirmed:
            yield index


def _denies(word: str) -> bool:
    # The prefix non- denies the word it stands at, and no more.
    return is_negation(word) and word.casefold() != "non"


def _governed_before(words: Sequence[_Word], covered: Sequence[bool]) -> Iterator[bool]:
    """Say of each word whether, as a negation, it would deny what is covered before it."""
    clause = None
    for index, word in enumerate(words):
        plain = word.text.casefold()
        yield clause == word.clause and plain not in _FORWARD_ONLY
        if covered[index]:
            clause = word.clause
        elif plain in _BARS:
            clause = None


def _words(text: str, span: Range) -> Iterator[_Word]:
    """Divide a sentence into words and marks, each with the number of its clause."""
    found = list(_WORD.finditer(text, span.start, span.end))
    plain = [match[0].casefold() for match in found]
    clauses = _Clauses(plain)
    for index, match in enumerate(found):
        yield _Word(match[0], Range(*match.span()), clauses.at(index))


class _Clauses:
    """Number the clauses of a sentence, word by word."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._last = 0
        self._has_verb = False
        self._open: list[tuple[int, str]] = [(0, "")]
        if words and words[0] in _OPENERS:
            self._push(",")

    def at(self, index: int) -> int:
        """Take the next word and give the number of its clause."""
        word = self._words[index]
        self._has_verb = self._has_verb or word in _VERBS
        if word in _SUSPENDING:
            self._suspend(word)
        elif word == ",":
            self._comma(index)
        elif word == ";" or word in _TURNS or (word == ":" and self._independent(index + 1)):
            self._turn()
        return self._open[-1][0]

    def _suspend(self, word: str) -> None:
        closing = _SUSPENDING[word]
        if self._open[-1][1] == closing and word not in _OPENING:
            self._open.pop()
        elif word != closing or word in _DASHES:
            self._push(closing)

    def _comma(self, index: int) -> None:
        if self._open[-1][1] == ",":
            self._open.pop()
        following = self._words[index + 1 : index + 2]
        if following and following[0] in _ASIDES:
            self._push(",")
        elif following and following[0] in {"and", "or", "so"} and self._opens(index + 2):
            self._turn()

    def _opens(self, index: int) -> bool:
        return self._independent(index) or self._announced(index)

    def _announced(self, index: int) -> bool:
        """Whether the words from here are a phrase set before a clause, and the clause."""
        ahead = self._words[index : index + _AHEAD]
        phrase = ahead[1:] if ahead and ahead[0] in _ADVERBS else ahead
        if not phrase or phrase[0] not in _PREPOSITIONS or "," not in ahead:
            return False
        start = index + list(ahead).index(",") + 1
        clause = self._words[start : start + _CLAUSE]
        return len(clause) == _CLAUSE and not _MARKS & set(clause)

    def _independent(self, index: int) -> bool:
        """Whether the words from here have a subject and a verb of their own."""
        ahead = self._words[index : index + _AHEAD]
        if ahead and ahead[0] in _PRONOUNS:
            return True
        return self._has_verb and _has_verb(ahead)

    def _turn(self) -> None:
        self._last += 1
        self._open[-1] = (self._last, self._open[-1][1])

    def _push(self, closing: str) -> None:
        self._last += 1
        self._open.append((self._last, closing))


_OPENING = frozenset("([")
_MARKS = frozenset(",;:()[]—")
_SUSPENDING = {"(": ")", "[": "]", ")": ")", "]": "]", **dict.fromkeys(_DASHES, "—")}


def _has_verb(words: Sequence[str]) -> bool:
    """Whether a verb stands among the words up to the first mark."""
    for word in words:
        if word in _VERBS:
            return True
        if word in ",;:—()":
            return False
    return False
