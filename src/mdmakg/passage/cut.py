"""What the edges of a passage cut off: half a word, a sign, an operator, a unit, a not.

Positions are those of the folded text. An edge cuts a word where letters or
digits stand on both sides of it, or a hyphen, apostrophe or slash joins them:
``reported`` is no passage of ``self-reported``, ``4`` none of ``3-4``. It cuts a
number off from its sign, operator or unit. It cuts a negation off where one
stands before the passage with at most two words between and no mark, ``but``
or ``and``, or directly after it, or after one preposition: so close that no
reader would take the passage without it. Negations further off are left to
:func:`mdmakg.passage.negation.negations_outside`.
"""

# the operators are the matter:
# ruff: noqa: RUF001
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

from mdmakg.passage.fold import JOINT, MINUS
from mdmakg.passage.lexicon import is_negation, is_number_word, is_unit, negates
from mdmakg.passage.reason import Reason

if TYPE_CHECKING:
    from mdmakg.passage.fold import Folded

__all__ = ["Cut", "cut"]

Cut = tuple[Reason, str]

_REACH = 100
_SIGNS = {MINUS, "+"}
_JOINED = re.compile(
    rf"(?:(?<!\w)[{MINUS}+])?(?:(?<!\w)\.\d|\w)\w*"
    rf"(?:(?:[-{JOINT}'/&]|(?<=\d)[.,:](?=\d)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b))\w+)*"
)
_OPERATORS = "<>=≤≥≠≈~±×"
_ENDS = ".!?;:,\u2014\u2026"
_CURRENCIES = "$€£¥"
_LAST_WORD = re.compile(r"(?:[^\W\d_]+|\d)\Z")
# A blank line, or a line break before anything but a small letter: not a wrapped line.
_LINE_ENDED = re.compile(r"\n\s*\n|\n(?=[^\Sa-z]*+[^\sa-z])")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT_AFTER = re.compile(r" ?([^\W\d_]+|[%‰°]\w?)")
_LAST_WORDS = re.compile(r"[\w'-]+(?: [\w'-]+)*(?= \Z)")
_NEXT_WORDS = re.compile(r" ([\w'-]+(?: [\w'-]+)*)")
_AFFIRMED = re.compile(
    r"not (?:only|merely|just|simply|solely)\b|\bno doubt|\bif not|whether or not|\bnot least", re.I
)
_PARTS_WITH = frozenset({"and", "but", "or", "yet"})
_FORWARD_ONLY = frozenset({"without", "nor", "neither", "non"})
_WORDS_BEFORE = 3
_PREPOSITIONS = frozenset({"at", "by", "for", "from", "in", "of", "on", "to", "with"})


def cut(text: str, folded: Folded, start: int, end: int) -> Cut | None:
    """Say what the edges of a passage cut off, if anything.

    ``start`` and ``end`` are positions in ``folded``, ``text`` is its original.
    """
    words = folded.text
    floor, ceiling = _floor(text, folded, start), _ceiling(text, folded, end)
    return (
        _sign(words, start)
        or _inside(words, start)
        or _inside(words, end)
        or _operator(words, start, end)
        or _unit(words[max(start, end - _REACH) : end], words[end:ceiling])
        or _currency(words, start)
        or _negation_before(words[floor:start])
        or _negation_after(words[end - 1 : end], words[end:ceiling])
    )


def _floor(text: str, folded: Folded, start: int) -> int:
    """Find where the words that may govern a passage begin: not across an ended line."""
    floor, at = max(0, start - _REACH), folded.starts[start]
    ended = [m.end() for m in _LINE_ENDED.finditer(text, folded.starts[floor], at + 1)]
    return bisect_left(folded.starts, ended[-1], floor, start) if ended else floor


def _ceiling(text: str, folded: Folded, end: int) -> int:
    ceiling, at = min(len(folded.text), end + _REACH), folded.ends[end - 1]
    ended = _LINE_ENDED.search(text, at, folded.ends[ceiling - 1])
    return bisect_left(folded.starts, ended.start(), end, ceiling) if ended else ceiling


def _inside(text: str, at: int) -> Cut | None:
    if at in (0, len(text)):
        return None
    if unicodedata.combining(text[at]):
        return Reason.PART_OF_WORD, f"the mark on “{text[at - 1]}” stays outside"
    region = max(0, at - _REACH)
    for whole in _JOINED.finditer(text, region, min(len(text), at + _REACH)):
        if whole.start() < at < whole.end():
            return _half(whole[0], at - whole.start())
    return None


def _half(whole: str, at: int) -> Cut:
    left, right = whole[:at].rstrip("-'/&.,:"), whole[at:].lstrip("-'/&.,:")
    if left in _SIGNS:
        return Reason.SIGN, f"the text has {whole} there"
    if left[-1:].isdigit() and right[:1].isdigit():
        return Reason.PART_OF_NUMBER, f"the text has {whole} there"
    if _parts_unit(whole[:at], right):
        return Reason.UNIT, f"the text has {whole} there"
    if is_negation(whole) or negates(whole.replace("-", ""), right):
        return Reason.NEGATION, f"the text has “{whole}” there"
    return Reason.PART_OF_WORD, f"the text has “{whole}” there"


def _parts_unit(left: str, right: str) -> bool:
    """Whether 10 and mg, seven and -month, or mg and /kg are parted."""
    number, unit = _LAST_WORD.search(left.rstrip("-")), _LETTERS.match(right)
    if number and unit and is_unit(unit[0]):
        return number[0].isdigit() or is_number_word(number[0]) or is_unit(number[0])
    return False


def _sign(text: str, start: int) -> Cut | None:
    before = text[max(0, start - 2) : start].rstrip(" ")
    if not text[start].isdigit() or before[-1:] not in (MINUS, "+", "±") or not before:
        return None
    return Reason.SIGN, f"the sign {before[-1]} stays outside"


def _operator(text: str, start: int, end: int) -> Cut | None:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in _OPERATORS and text[start] in f"0123456789.{MINUS}+":
        return Reason.OPERATOR, f"the operator {before} stays outside"
    if text[end - 1] in _OPERATORS and after.strip():
        return Reason.OPERATOR, f"what follows {text[end - 1]} stays outside"
    return None


def _currency(text: str, start: int) -> Cut | None:
    before = text[start - 1 : start]
    if before and before in _CURRENCIES and text[start].isdigit():
        return Reason.UNIT, f"the unit {before} stays outside"
    return None


def _unit(passage: str, after: str) -> Cut | None:
    last, unit = _LAST_WORD.search(passage), _UNIT_AFTER.match(after)
    if last is None or unit is None or not is_unit(unit[1]):
        return None
    counts = last[0].isdigit() or is_number_word(last[0])
    return (Reason.UNIT, f"the unit {unit[1]} stays outside") if counts else None


def _negation_before(before: str) -> Cut | None:
    near = _LAST_WORDS.search(before)
    if near is None or _AFFIRMED.search(near[0]):
        return None
    for word in reversed(near[0].split(" ")[-_WORDS_BEFORE:]):
        if word in _PARTS_WITH:
            return None
        if is_negation(word):
            return Reason.NEGATION, f"“{word}” stays outside"
    return None


def _negation_after(last: str, after: str) -> Cut | None:
    near = _NEXT_WORDS.match(after)
    if last in _ENDS or near is None or _AFFIRMED.match(near[1]):
        return None
    word, *others = near[1].split(" ")
    if word in _PREPOSITIONS and others:
        word = others[0]
    if is_negation(word) and word not in _FORWARD_ONLY:
        return Reason.NEGATION, f"“{word}” stays outside"
    return None
