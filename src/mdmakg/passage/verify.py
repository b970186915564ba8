"""Whether a passage still stands where its anchor says, and where it went.

The digest alone is known, not the words. So the search hashes windows of the
passage's length: those that begin at the beginning of a word, or at a mark, and
end where a word or a mark ends, nearest to the claimed place first. Where none
has the digest, the same is tried on the text with its typography changed (line
endings, Unicode form, ligatures, white space, straight quotation marks, plain
hyphens), so that a text that was typeset anew since the anchor was made is
still recognised. Straight marks made curly are not: which way is not to be
known. The search stops at a budget of bytes, and ``whole`` then says no.
"""

# the look-alikes of dash and quotation mark are the matter:
# ruff: noqa: RUF001
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mdmakg.passage.digest import digest16
from mdmakg.passage.fold import Folded, form, rewrite, unfolded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mdmakg.passage.span import Range

__all__ = ["State", "Verdict", "uncovered", "verify"]

_BUDGET = 64_000_000
_PLACES = 100


class State(StrEnum):
    """How an anchor stands to its text."""

    INTACT = "intact"
    OUT_OF_RANGE = "out-of-range"
    MOVED = "moved"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a passage.

    ``places`` is where the digest now occurs, also for a range that lies outside;
    ``folded`` says that this is so after a change of typography alone; ``whole``
    that all of the text was looked through.
    """

    state: State
    places: tuple[Range, ...] = ()
    folded: bool = False
    whole: bool = True


def verify(text: str, claimed: Range, digest: str) -> Verdict:
    """Compare a passage with its digest, and look for it elsewhere if they differ."""
    inside = claimed.within(text)
    if inside and digest16(claimed.of(text)) == digest:
        return Verdict(State.INTACT)
    length = claimed.end - claimed.start
    places, folded, whole = _look(text, claimed.start, length, digest)
    state = State.MOVED if places else State.ALTERED
    return Verdict(state if inside else State.OUT_OF_RANGE, places, folded, whole)


def _look(text: str, near: int, length: int, digest: str) -> tuple[tuple[Range, ...], bool, bool]:
    if length <= 0:
        return (), False, True
    budget = _Budget(_BUDGET)
    plain = unfolded(text)
    for variant in (plain, *_variants(plain)):
        places = tuple(_windows(variant, near, length, digest, budget))
        if places or budget.spent:
            return places, bool(places) and variant is not plain, not budget.spent
    return (), False, True


class _Budget:
    """Bytes that may still be hashed."""

    def __init__(self, left: int) -> None:
        self.left = left

    @property
    def spent(self) -> bool:
        return self.left <= 0


def _windows(
    variant: Folded, near: int, length: int, digest: str, budget: _Budget
) -> Iterator[Range]:
    found = 0
    for start in _starts(variant.text, near, length):
        if budget.spent or found == _PLACES:
            return
        # Hashing a short window costs about as much as hashing 200 bytes.
        budget.left -= length + 200
        if digest16(variant.text[start : start + length]) == digest:
            found += 1
            yield variant.origin(start, start + length)


def _starts(text: str, near: int, length: int) -> list[int]:
    """Give the starts of all windows that begin and end at words or marks, nearest first."""
    last = len(text) - length
    starts = [m.start() for m in _EDGE.finditer(text) if m.start() <= last]
    fit = (start for start in starts if _ends_well(text, start + length))
    return sorted(fit, key=lambda start: (abs(start - near), start))


_EDGE = re.compile(r"(?<!\w)(?=\S)|(?<=\w)(?=[^\w\s])")


def _ends_well(text: str, end: int) -> bool:
    if text[end - 1].isspace():
        return False
    return end == len(text) or not (_is_word(text[end - 1]) and _is_word(text[end]))


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_CRLF = re.compile(r"\r\n")
_LF = re.compile(r"(?<!\r)\n")
_SPACE = re.compile(r"[^\S ]")
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_LIGATURE = re.compile("[\ufb00-\ufb06\u0132\u0133]")
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
    }
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def _replacing(pattern: re.Pattern[str], by: str) -> Callable[[Folded], Folded]:
    return lambda folded: rewrite(folded, pattern, lambda _: by)


def _translating(table: dict[int, str]) -> Callable[[Folded], Folded]:
    return lambda folded: Folded(folded.text.translate(table), folded.starts, folded.ends)


def _composed(folded: Folded) -> Folded:
    return form(folded, "NFC")


def _decomposed(folded: Folded) -> Folded:
    return form(folded, "NFD")


def _spelled(folded: Folded) -> Folded:
    return rewrite(folded, _LIGATURE, lambda m: unicodedata.normalize("NFKC", m[0]))


_CHANGES: Sequence[Sequence[Callable[[Folded], Folded]]] = (
    (_replacing(_CRLF, "\n"),),
    (_replacing(_LF, "\r\n"),),
    (_composed,),
    (_decomposed,),
    (_spelled,),
    (_replacing(_SOFT, ""),),
    (_replacing(_SPACE, " "),),
    (_replacing(_SPACES, " "),),
    (_translating(_QUOTES),),
    (_translating(_HYPHENS),),
    (_translating(_QUOTES), _translating(_HYPHENS)),
    (
        _composed,
        _spelled,
        _replacing(_SOFT, ""),
        _replacing(_SPACES, " "),
        _translating(_QUOTES),
        _translating(_HYPHENS),
    ),
)


def _variants(plain: Folded) -> Iterator[Folded]:
    """Give the text in other typography, each once, where it makes a difference."""
    seen = {plain.text}
    for steps in _CHANGES:
        variant = plain
        for step in steps:
            variant = step(variant)
        if variant.text not in seen:
            seen.add(variant.text)
            yield variant


def uncovered(
    spans: Iterable[Range], passages: Iterable[Range], text: str | None = None
) -> tuple[Range, ...]:
    """Find sentences that no passage touches in at least one letter or digit.

    Without the text any shared code point counts as touching. With it, a segment
    that has no letter and no digit (a rule of dashes) is never uncovered.
    """
    ordered = sorted(passages)
    return tuple(span for span in sorted(spans) if _is_open(span, ordered, text))


def _is_open(span: Range, passages: Sequence[Range], text: str | None) -> bool:
    near = [passage for passage in passages if passage.touches(span)]
    if text is None:
        return not near
    shared = (text[max(span.start, p.start) : min(span.end, p.end)] for p in near)
    said = any(letter.isalnum() for letter in span.of(text))
    return said and not any(letter.isalnum() for piece in shared for letter in piece)
