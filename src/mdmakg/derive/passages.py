"""What follows from texts and positions: coverage, digests, negations cut off, quotations.

Coverage follows from positions alone; the rest is derived only where the text is
at hand, and its absence is what lets a check say that it cannot tell. A text
that has changed is still looked through for passages that moved; what rests on
its old positions (negations, quotations of own passages) is derived only where
the passage stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.encode.derived import derived
from mdmakg.graph.claims import resting_on
from mdmakg.passage.digest import digest16
from mdmakg.passage.find import Refused, find
from mdmakg.passage.negation import negations_outside
from mdmakg.passage.span import Range
from mdmakg.passage.verify import uncovered, verify
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_passages"]


def derive_passages(facts: Facts, texts: Mapping[str, str]) -> Iterator[Quad]:
    """Derive what shapes read of passages.

    ``texts`` has the texts at hand by the SHA-256 under which they were encoded.
    Passages without a whole position are left to the shapes of structure.
    """
    spans, resting = _by_text(facts), resting_on(facts)
    sentences, holders = _sentences(facts), _holders(facts)
    for text in facts.instances(m.Text):
        encoded = facts.one(text, m.sha256)
        words, own = texts.get(encoded), spans.get(text, {})
        same = words is not None and sha256(words.encode()).hexdigest() == encoded
        used = sorted(
            (span, passage)
            for passage, span in own.items()
            if passage in resting or facts.all(passage, m.skippedAs)
        )
        bare = {sentence: own[sentence] for sentence in sentences.get(text, ()) if sentence in own}
        yield from _coverage(bare, used, words if same else None)
        if words is not None:
            yield from _of_words(_Held(facts, text, words, own), holders.get(text, ()))


def _by_text(facts: Facts) -> Mapping[str, dict[str, Range]]:
    found: dict[str, dict[str, Range]] = defaultdict(dict)
    for passage in facts.instances(m.Passage):
        span = _span(facts, passage)
        if span is not None:
            found[facts.one(passage, f.oa_hasSource)][passage] = span
    return found


def _span(facts: Facts, passage: str) -> Range | None:
    selector = facts.one(passage, f.oa_hasSelector)
    start, end = facts.one(selector, f.oa_start), facts.one(selector, f.oa_end)
    whole = all(map(_POSITION.fullmatch, (start, end)))
    return Range(int(start), int(end)) if whole else None


# No text that is read has a position of ten digits.
_POSITION: Final = re.compile(r"[0-9]{1,9}")


def _sentences(facts: Facts) -> Mapping[str, Sequence[str]]:
    """Give the sentences of each text."""
    found: dict[str, list[str]] = defaultdict(list)
    for sentence in facts.instances(m.Sentence):
        found[facts.one(sentence, f.oa_hasSource)].append(sentence)
    return found


def _holders(facts: Facts) -> Mapping[str, Sequence[str]]:
    """Give, for each text, the claims with passages in it or with a quotation from it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in facts.instances(m.Claim):
        for passage in facts.all(claim, f.oa_hasTarget):
            found[facts.one(passage, f.oa_hasSource)][claim] = None
        for quotation in facts.all(claim, m.hasQuotation):
            for text in facts.all(facts.one(quotation, m.quotedFrom), m.expressedIn):
                found[text][claim] = None
    return {text: tuple(claims) for text, claims in found.items()}


def _coverage(
    sentences: Mapping[str, Range], used: Sequence[tuple[Range, str]], words: str | None
) -> Iterator[Quad]:
    """Derive, for each sentence, the first passage on it that something rests on or skips.

    With the text, to share a blank or a full stop is not to cover; and a segment
    without a letter or digit, which no passage need touch, counts as its own.
    """
    for sentence, span in sentences.items():
        over = _first_over(span, used, words)
        if over is None and words is not None and not uncovered([span], [], words):
            over = sentence
        if over is not None:
            yield derived(sentence, m.coveredBy, over)


def _first_over(
    sentence: Range, used: Iterable[tuple[Range, str]], words: str | None
) -> str | None:
    near = (pair for pair in used if pair[0].touches(sentence))
    over = (passage for span, passage in near if not uncovered([sentence], [span], words))
    return next(over, None)


@dataclass(frozen=True, slots=True)
class _Held:
    """A text at hand, and the passages of it that have a position."""

    facts: Facts
    text: str
    words: str
    own: Mapping[str, Range]

    def stands(self, passage: str) -> bool:
        """Whether a passage of this text is where its anchor says."""
        span = self.own.get(passage)
        digest = self.facts.one(passage, m.digest)
        return span is not None and span.within(self.words) and self.digest_at(span) == digest

    def digest_at(self, span: Range) -> str:
        return digest16(span.of(self.words))

    def standing(self, holder: str) -> Sequence[Range]:
        """Give the passages of a claim that stand in this text, in order."""
        passages = self.facts.all(holder, f.oa_hasTarget)
        return sorted(self.own[passage] for passage in passages if self.stands(passage))


def _of_words(held: _Held, claims: Iterable[str]) -> Iterator[Quad]:
    """Derive what the words show of passages, and of ``claims`` that may have any of the text."""
    yield from _digests(held)
    for claim in claims:
        yield from _quotations(held, claim)
    yield from _negations(held, claims)


def _digests(held: _Held) -> Iterator[Quad]:
    """Derive what stands where each anchor points, and where its passage went."""
    for passage, span in held.own.items():
        digest = held.facts.one(passage, m.digest)
        found = held.digest_at(span) if span.within(held.words) else ""
        yield derived(passage, m.foundDigest, literal_term(found))
        if found != digest:
            for place in verify(held.words, span, digest).places[:1]:
                yield derived(passage, m.foundAt, literal_term(str(place)))


def _negations(held: _Held, claims: Iterable[str]) -> Iterator[Quad]:
    facts = held.facts
    sentences = sorted(held.own[s] for s in facts.all(held.text, m.hasSentence) if held.stands(s))
    for claim in claims:
        passages = held.standing(claim)
        for negation in negations_outside(held.words, sentences, passages) if passages else ():
            yield derived(claim, m.negationOutside, literal_term(negation.of(held.words)))


def _quotations(held: _Held, claim: str) -> Iterator[Quad]:
    """Derive in what a quotation differs from what it quotes.

    Words quoted from a source are looked for in the whole of its text; words of
    the claim's own document in the claim's own passages.
    """
    facts = held.facts
    for quotation in facts.all(claim, m.hasQuotation):
        source = facts.one(quotation, m.quotedFrom)
        if source and held.text in facts.all(source, m.expressedIn):
            yield _alteration(facts, quotation, held.words)
        elif not source and (passages := held.standing(claim)):
            words = " ".join(span.of(held.words) for span in passages)
            yield _alteration(facts, quotation, words)


def _alteration(facts: Facts, quotation: str, words: str) -> Quad:
    found = find(words, facts.one(quotation, m.words))
    says = f"{found.reason}: {found.words}" if isinstance(found, Refused) else "none"
    return derived(quotation, m.alteration, literal_term(says))
