"""Where a claim stands in its text, and the words there where they may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.export.text import shown
from mdmakg.graph.facts import local_name
from mdmakg.passage.digest import digest16
from mdmakg.passage.span import Range
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.explore.page.glossary import Row
    from mdmakg.explore.page.look import Words
    from mdmakg.graph.facts import Facts

__all__ = ["first_place", "passage_rows", "text_at"]

_CONTEXT: Final = 240
"""How much is shown before a passage and after it, in code points."""

_PARTS: Final[Mapping[str, str]] = {
    "core": m.hasCore,
    "stem": m.hasStem,
    "qualifier": m.hasQualifier,
}


def passage_rows(facts: Facts, claim: str, words: Words) -> list[Row]:
    """List the passages of a claim in order of the text."""
    return [_passage(facts, claim, passage, words) for passage in _ordered(facts, claim)]


def first_place(facts: Facts, claim: str) -> int:
    """Give where the first core passage begins: a list's stem may stand far above its items."""
    own = facts.all(claim, m.hasCore) or facts.all(claim, f.oa_hasTarget)
    return min((_range(passage).start for passage in own), default=0)


def _ordered(facts: Facts, claim: str) -> list[str]:
    return sorted(facts.all(claim, f.oa_hasTarget), key=lambda p: (_range(p), p))


def _range(passage: str) -> Range:
    start, _, end = passage.rpartition("/")[2].partition("-")
    return Range(int(start), int(end))


def _passage(facts: Facts, claim: str, passage: str, words: Words) -> Row:
    text, span = facts.one(passage, f.oa_hasSource), _range(passage)
    parts = (part for part, term in _PARTS.items() if passage in facts.all(claim, term))
    digest = facts.one(passage, m.digest)
    row: Row = {
        "part": next(parts, ""),
        "section": facts.name(passage, m.section).replace("-", " "),
        "start": span.start,
        "end": span.end,
        "digest": digest,
        "file": shown(facts.one(text, m.fileName)),
        "text": local_name(text),
    }
    at_hand = words.texts.get(facts.one(text, m.sha256)) if words.may_show else None
    return row | ({"words": found} if (found := text_at(at_hand, span, digest)) else {})


def text_at(text: str | None, span: Range, digest: str) -> Row | None:
    """Give the words of a passage with what stands around it; None where it is not intact."""
    if text is None or not span.within(text) or digest16(span.of(text)) != digest:
        return None
    return {
        "before": _readable(_before(text, span.start)),
        "here": _readable(span.of(text)),
        "after": _readable(_after(text, span.end)),
    }


def _before(text: str, end: int) -> str:
    start = max(end - _CONTEXT, 0)
    near = text[start:end]
    if start and not text[start - 1].isspace():
        # Begin at a word's beginning: what is cut is the rest of another.
        cut = next((at for at, letter in enumerate(near) if letter.isspace()), 0)
        near = near[cut:].lstrip()
    return ("… " if start else "") + near


def _after(text: str, start: int) -> str:
    end = min(start + _CONTEXT, len(text))
    near = text[start:end]
    if end < len(text) and not text[end].isspace():
        cut = next((at for at in range(len(near), 0, -1) if near[at - 1].isspace()), len(near))
        near = near[:cut].rstrip()
    return near + (" …" if end < len(text) else "")


def _readable(words: str) -> str:
    """Make words safe to show on one line, with the blanks at their ends that join them."""
    inner = shown(words)
    return f"{' ' * words[:1].isspace()}{inner}{' ' * (bool(inner) and words[-1:].isspace())}"
