"""Sentences of a text as ranges, by fixed rules and without a model.

A line is a hard boundary: headings, list items and paragraphs never share a
segment. Within a line a sentence ends at ``.``, ``!``, ``?`` or an ellipsis,
with the quotation marks and brackets that close after it, where white space
follows and what comes next can begin a sentence. Bullets and list numbers stay
in the segment of their item; a heading or an item without a full stop is one
segment. A heading that runs into its paragraph on one line stays with it.
"""

# text has curly quotation marks and dashes:
# ruff: noqa: RUF001
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdmakg.passage.lexicon import wordlist
from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sentences"]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# One possessive run per stop: what follows is looked at outside the pattern,
# so that a text of nothing but full stops costs one pass.
_STOP = re.compile(r"[.!?…]++[)\]}\"'”’»›]*+(?:\[\d[\d,–-]*\])?+[¹²³⁰⁴-⁹]*+")
_BEGINS = re.compile(r"[\s(\[{\"'“‘«‹¿¡–—-]*(\w*)(\.?)")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\.")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ENUMERATED = re.compile(r"[:;,]\s+\d{1,2}\Z")

_REACH = 60

_NEVER_LAST = wordlist(
    "approx. ca. cf. dr. drs. e.g. eg. fig. figs. i.e. ie. messrs. mr. mrs. ms. prof. resp. "
    "st. viz. vs."
)
_BEFORE_NUMBER = wordlist(
    "al. app. art. ch. chap. eq. eqs. no. nos. p. pp. para. ref. refs. sec. sect. suppl. tab. "
    "vol. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
)
# Words with which a sentence begins even where an initial or U.S. stands before.
_STARTERS = wordlist(
    "A After All Although An And As At Because Before Both But By Each For From He Here How "
    "However I If In It Its Many More Most No None Not Of On One Other Our She Since So Some "
    "Such That The Their Then There These They This Those Three Though Thus To Two Under Was "
    "We Were What When Where Which While Who Why With Without Yet You"
)


def sentences(text: str) -> tuple[Range, ...]:
    """Divide a text into sentences and sentence-like segments.

    Shape: ascending, disjoint, each trimmed of white space; together they hold
    every code point that is not white space.
    """
    lines = _LINE.finditer(text)
    return tuple(span for line in lines for span in _of_line(text, line.start(), line.end()))


def _of_line(text: str, start: int, end: int) -> Iterator[Range]:
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and text[stop.end()].isspace() and _ends(text, start, stop, end):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        first = start + len(piece) - len(piece.lstrip())
        yield Range(first, first + len(kept))


def _ends(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    follows = _BEGINS.match(text, stop.end(), end)
    word, dot = follows.groups() if follows else ("", "")
    if not _can_begin(word):
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    # A fixed reach backwards keeps a line of nothing but abbreviations linear.
    before = text[max(start, stop.start() - _REACH) : stop.start()]
    return not _is_abbreviated(before, word, dotted=bool(dot))


def _can_begin(word: str) -> bool:
    # mTOR and pH begin a sentence, a plain small word does not.
    return not word[:1].islower() or any(letter.isupper() for letter in word[1:3])


def _is_abbreviated(before: str, word: str, *, dotted: bool) -> bool:
    """Whether the full stop after ``before`` belongs to an abbreviation."""
    lead, _, last = _last_word(before)
    token = last.lstrip("([{\"'“‘«‹") + "."
    if _opens_item(lead, token) or _ENUMERATED.search(before[-20:]):
        return True
    if token.lower() in _NEVER_LAST:
        return True
    if token.lower() in _BEFORE_NUMBER:
        return word[:1].isdigit()
    return bool(_INITIALS.fullmatch(token[:-1])) and (dotted or word not in _STARTERS)


def _opens_item(lead: str, token: str) -> bool:
    bullets = lead.strip().strip("•◦‣▪*–—-#(")
    return not bullets and _LIST_NUMBER.fullmatch(token) is not None


def _last_word(before: str) -> tuple[str, str, str]:
    words = before.rsplit(None, 1)
    return (words[0], " ", words[1]) if len(words) > 1 else ("", "", before.strip())
