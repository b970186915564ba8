"""Passages on which nothing rests any more, once something is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.graph.claims import resting_on
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from mdmakg.graph.facts import Facts

__all__ = ["vacant"]

Span = tuple[str, int, int]
"""A text, and where in it a passage begins and ends."""


def vacant(facts: Facts, gone: Set[str]) -> set[str]:
    """Find the passages that only what is gone rested on, and the sentences under them alone.

    Where several voices share a text, the sentences of one that is gone are
    nobody's omission. What is skipped with a reason stays.
    """
    resting = resting_on(facts)
    left = {p for p, things in resting.items() if not gone >= set(things)}
    left |= {p for p in facts.instances(m.Passage) if facts.all(p, m.skippedAs)}
    lost = resting.keys() - left
    sentences = frozenset(facts.instances(m.Sentence))
    under = {_span(facts, passage) for passage in lost}
    beside = {_span(facts, passage) for passage in left}
    bare = {s for s in sentences if _touches(facts, s, under) and not _touches(facts, s, beside)}
    found = (lost - sentences) | bare
    return found | {part for passage in found for part in facts.all(passage, f.oa_hasSelector)}


def _touches(facts: Facts, sentence: str, spans: Iterable[Span]) -> bool:
    text, start, end = _span(facts, sentence)
    return any(text == other and start < last and first < end for other, first, last in spans)


def _span(facts: Facts, passage: str) -> Span:
    """Give a passage's place; one that has none (data from elsewhere) touches nothing."""
    selector = facts.one(passage, f.oa_hasSelector)
    start, end = facts.one(selector, f.oa_start), facts.one(selector, f.oa_end)
    whole = start.isdecimal() and end.isdecimal()
    return facts.one(passage, f.oa_hasSource), int(start) if whole else 0, int(end) if whole else 0
