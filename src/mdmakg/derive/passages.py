"""What follows from texts and positions: coverage, digests, negations cut off, quotations.

Coverage follows from positions alone; the rest is derived only where the text is
at hand, and its absence is what lets a check say that it cannot tell.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from mdmakg.encode.derived import derived
from mdmakg.passage.digest import digest16
from mdmakg.passage.find import Refused, find
from mdmakg.passage.negation import negations_outside
from mdmakg.passage.span import Range
from mdmakg.passage.verify import verify
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Quad

    from mdmakg.graph.facts import Facts

__all__ = ["derive_passages"]


def derive_passages(facts: Facts, texts: Mapping[str, str]) -> Iterator[Quad]:
    """Derive what shapes read of passages.

    ``texts`` has the texts at hand by the SHA-256 under which they were encoded.
    """
    spans = {passage: _span(facts, passage) for passage in facts.instances(m.Passage)}
    yield from _coverage(facts, spans)
    for text in facts.instances(m.Text):
        words = texts.get(facts.one(text, m.sha256))
        if words is not None:
            own = {p: s for p, s in spans.items() if text in facts.all(p, f.oa_hasSource)}
            yield from _digests(facts, words, own)
            yield from _negations(facts, words, text, own)
            yield from _quotations(facts, words, text, own)


def _span(facts: Facts, passage: str) -> Range:
    selector = facts.one(passage, f.oa_hasSelector)
    return Range(int(facts.one(selector, f.oa_start)), int(facts.one(selector, f.oa_end)))


def _coverage(facts: Facts, spans: Mapping[str, Range]) -> Iterator[Quad]:
    """Derive, for each sentence, the first passage on it that something rests on or skips."""
    resting = {passage for said in facts.said.values() for passage in said.get(f.oa_hasTarget, ())}
    used = sorted(
        (span, passage)
        for passage, span in spans.items()
        if passage in resting or facts.all(passage, m.skippedAs)
    )
    by_text: dict[str, list[tuple[Range, str]]] = defaultdict(list)
    for span, passage in used:
        by_text[facts.one(passage, f.oa_hasSource)].append((span, passage))
    for sentence in facts.instances(m.Sentence):
        passages = by_text[facts.one(sentence, f.oa_hasSource)]
        over = (passage for span, passage in passages if span.touches(spans[sentence]))
        if (first := next(over, None)) is not None:
            yield derived(sentence, m.coveredBy, first)


def _digests(facts: Facts, words: str, own: Mapping[str, Range]) -> Iterator[Quad]:
    """Derive what stands where each anchor points, and where its passage went."""
    for passage, span in own.items():
        digest = facts.one(passage, m.digest)
        found = digest16(span.of(words)) if span.within(words) else ""
        yield derived(passage, m.foundDigest, Literal(found))
        if found != digest:
            for place in verify(words, span, digest).places[:1]:
                yield derived(passage, m.foundAt, Literal(str(place)))


def _negations(facts: Facts, words: str, text: str, own: Mapping[str, Range]) -> Iterator[Quad]:
    sentences = sorted(own[s] for s in facts.all(text, m.hasSentence) if s in own)
    for claim in facts.instances(m.Claim):
        passages = sorted(own[p] for p in facts.all(claim, f.oa_hasTarget) if p in own)
        intact = [passage for passage in passages if passage.within(words)]
        for negation in negations_outside(words, sentences, intact) if intact else ():
            yield derived(claim, m.negationOutside, Literal(negation.of(words)))


def _quotations(facts: Facts, words: str, text: str, own: Mapping[str, Range]) -> Iterator[Quad]:
    """Derive in what a quotation differs from the text that it quotes."""
    for claim in facts.instances(m.Claim):
        for quotation in facts.all(claim, m.hasQuotation):
            source = facts.one(quotation, m.quotedFrom)
            if source and text in facts.all(source, m.expressedIn):
                yield _alteration(quotation, facts.one(quotation, m.words), words)
            elif not source:
                passages = sorted(own[p] for p in facts.all(claim, f.oa_hasTarget) if p in own)
                for held in [" ".join(span.of(words) for span in passages)] if passages else ():
                    yield _alteration(quotation, facts.one(quotation, m.words), held)


def _alteration(quotation: str, quoted: str, words: str) -> Quad:
    found = find(words, quoted)
    says = f"{found.reason}: {found.words}" if isinstance(found, Refused) else "none"
    return derived(quotation, m.alteration, Literal(says))
