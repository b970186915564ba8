"""Folding of typography, with a way back to positions.

Folded are, and only are:

- Unicode form: composed and decomposed letters; the ligatures of the Latin
  presentation forms and of Dutch. Superscripts, subscripts, fractions, circled
  and full-width digits stay what they are: ``10²`` is never ``102``.
- soft hyphens, zero-width spaces and word joiners: removed.
- a hyphen at the end of a line between letters: it may be part of the word or
  not, so it becomes ``JOINT``, which :mod:`mdmakg.passage.find` lets stand for
  either; between digits it stays a hyphen.
- kinds of white space, and runs of it: one space; around ``< > = ≤ ≥ ≠ ≈ ± ~ ×``
  and between a number and ``%``: none.
- kinds of quotation mark: double with double, single with single and apostrophe.
  Primes stay: 5′ and 5″ are units.
- kinds of dash. A dash or hyphen directly before a digit is a sign where
  nothing that it could continue stands directly before it, and becomes U+2212;
  between numbers it is the hyphen of a range, spaced or not; spaced on both
  sides, or an em dash, or ``--``, it is ``BREAK`` without spaces; else a hyphen.
  A spaced U+2212 stays a minus.

Case is not folded: US is not us.
"""

# the look-alikes of dash and quotation mark are the matter:
# ruff: noqa: RUF001, RUF002
from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Literal

from mdmakg.passage.span import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["BREAK", "JOINT", "MINUS", "Folded", "Form", "fold", "form", "rewrite", "unfolded"]

Form = Literal["NFC", "NFD"]

JOINT = "\u00ad"
BREAK = "\u2014"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text after folding, and where each of its code points comes from.

    Shape: ``starts`` and ``ends`` have one entry per code point of ``text``.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def origin(self, start: int, end: int) -> Range:
        """Give the range of the original behind a non-empty range of the folded text."""
        return Range(self.starts[start], self.ends[end - 1])


def unfolded(text: str) -> Folded:
    """Begin with the text as it is: every code point comes from itself."""
    return Folded(text, range(len(text)), range(1, len(text) + 1))


def rewrite(
    folded: Folded, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> Folded:
    """Replace what matches and keep the way back.

    Shape: a replacement comes from the last group that matched, else from the
    whole match; one of the same length point by point.
    """
    pieces: list[str] = []
    starts, ends = array("Q"), array("Q")
    last = 0
    for match in pattern.finditer(folded.text):
        piece = replace(match)
        first, final = match.span(match.lastindex or 0)
        one_to_one = len(piece) == final - first
        pieces += (folded.text[last : match.start()], piece)
        starts.extend(folded.starts[last : match.start()])
        ends.extend(folded.ends[last : match.start()])
        if one_to_one:
            starts.extend(folded.starts[first:final])
            ends.extend(folded.ends[first:final])
        else:
            starts.extend([folded.starts[first]] * len(piece))
            ends.extend([folded.ends[final - 1]] * len(piece))
        last = match.end()
    if not last:
        return folded
    pieces.append(folded.text[last:])
    starts.extend(folded.starts[last:])
    ends.extend(folded.ends[last:])
    return Folded("".join(pieces), starts, ends)


def fold(text: str) -> Folded:
    """Fold the typography of a text."""
    return reduce(lambda folded, step: step(folded), _STEPS, unfolded(text))


def form(folded: Folded, name: Form) -> Folded:
    """Bring a text into a Unicode form, ``NFC`` or ``NFD``, cluster by cluster."""
    if unicodedata.is_normalized(name, folded.text):
        return folded
    return rewrite(folded, _clusters(folded.text, name), lambda m: _formed(m[0], name))


def _formed(cluster: str, name: Form) -> str:
    return unicodedata.normalize(name, cluster)


def _clusters(text: str, name: Form) -> re.Pattern[str]:
    """Match what normalising can change: a base with its marks, or one code point alone."""
    letters = set(text)
    marks = {c for c in letters if unicodedata.category(c)[0] == "M" or "\u1160" <= c <= "\u11ff"}
    odd = {c for c in letters - marks if _formed(c, name) != c}
    choices = []
    if marks:
        # Bounded: the sorting of marks costs their number squared.
        inside = "".join(map(re.escape, sorted(marks)))
        choices.append(f"[^{inside}]?[{inside}]{{1,30}}")
    if odd:
        choices.append(f"[{''.join(map(re.escape, sorted(odd)))}]")
    return re.compile("|".join(choices) or "(?!)", re.DOTALL)


_NEWLINE = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_DASHES = "‐‑‒–﹣－-"
_LONG = "—―"
_ALL = f"{_LONG}{MINUS}{_DASHES}"
_CONTINUES = r"\w%‰°)\]"

_INVISIBLE = re.compile(rf"\u00ad[^\S{_NEWLINE}]*[{_NEWLINE}]\s*(?=\w)|[\u00ad\u200b\u2060\ufeff]+")
_LINE_END = re.compile(rf"(?<=\w)([-‐])[^\S{_NEWLINE}]*[{_NEWLINE}]\s*(?=\w)")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")
_SPACE = re.compile(r"\s{2,}|[^\S ]")
_LIGATURE = re.compile("[\ufb00-\ufb06\u0132\u0133]")
_TYPED = re.compile(r"(?<!-)---?(?!-)")
_SIGN = re.compile(rf"(?<![{_CONTINUES}])[{_ALL}](?=\.?\d)")
_RANGE = re.compile(rf"(?<=[\d%])(?: ([{_LONG}{_DASHES}]) |([{_ALL}]))(?=\d)")
_BREAK = re.compile(rf" ?([{_LONG}]) ?|(?:^| )([{_DASHES}])(?: |$)")
_MINUS_IN_WORD = re.compile(rf"(?<=[^\W\d_]){MINUS}(?=\w)")
_OPERATOR = re.compile(r" ([<>=≤≥≠≈±~×]) ?|([<>=≤≥≠≈±~×]) ")
_PERCENT = re.compile(r"(?<=\d) ([%‰])")

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛‹›ʼ`´＇", "'"),
    }
)
_HYPHENS = str.maketrans(dict.fromkeys(_DASHES, "-"))


def _group(match: re.Match[str]) -> str:
    return str(match[match.lastindex or 0])


def _line_end(match: re.Match[str]) -> str:
    text, before, after = match.string, match.start() - 1, match.end()
    if _SUSPENDED.match(text, after):
        return "- "
    return JOINT if text[before].isalpha() and text[after].isalpha() else "-"


def _invisible(folded: Folded) -> Folded:
    return rewrite(folded, _INVISIBLE, lambda _: "")


def _line_ends(folded: Folded) -> Folded:
    return rewrite(folded, _LINE_END, _line_end)


def _spaces(folded: Folded) -> Folded:
    return rewrite(folded, _SPACE, lambda _: " ")


def _composed(folded: Folded) -> Folded:
    return form(folded, "NFC")


def _ligatures(folded: Folded) -> Folded:
    return rewrite(folded, _LIGATURE, lambda m: unicodedata.normalize("NFKC", m[0]))


def _quotes(folded: Folded) -> Folded:
    return Folded(folded.text.translate(_QUOTES), folded.starts, folded.ends)


def _dashes(folded: Folded) -> Folded:
    typed = rewrite(folded, _TYPED, lambda _: BREAK)
    signed = rewrite(typed, _SIGN, lambda _: MINUS)
    ranged = rewrite(signed, _RANGE, lambda _: "-")
    broken = rewrite(ranged, _BREAK, lambda _: BREAK)
    plain = rewrite(broken, _MINUS_IN_WORD, lambda _: "-")
    return Folded(plain.text.translate(_HYPHENS), plain.starts, plain.ends)


def _operators(folded: Folded) -> Folded:
    return rewrite(rewrite(folded, _OPERATOR, _group), _PERCENT, _group)


_STEPS: tuple[Callable[[Folded], Folded], ...] = (
    _invisible,
    _line_ends,
    _spaces,
    _composed,
    _ligatures,
    _quotes,
    _dashes,
    _operators,
)
