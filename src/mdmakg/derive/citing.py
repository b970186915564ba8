"""Which sources a claim names, so that a reader can look them up, and where it is first said."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.encode.derived import derived
from mdmakg.graph.reach import closure
from mdmakg.model.source import SourceKind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_citing"]


def derive_citing(facts: Facts) -> Iterator[Quad]:
    """State the sources that each claim names, and its first passage.

    A claim names the source it is attributed to. Where that is research that nobody
    names, it names those whom its document cites or retells and who told of that
    research. And a document that cites a source names it for every claim which says
    again what can be read there, whoever found that out.
    """
    parts = _parts(facts)
    for claim in facts.instances(m.Claim):
        for source in sorted({*_attributed(facts, claim), *_said_again(facts, parts, claim)}):
            yield derived(claim, m.namesSource, source)
        core = min(facts.all(claim, m.hasCore), key=lambda p: (_start(facts, p), p), default="")
        if core:
            yield derived(claim, m.firstCore, core)


def _attributed(facts: Facts, claim: str) -> Iterator[str]:
    for source in facts.all(claim, m.attributedTo):
        if _is_named(facts, source):
            yield source
        else:
            cited = _cited(facts, facts.all(claim, m.voice))
            yield from (teller for teller in cited if source in _pointed_at(facts, (teller,)))


def _said_again(facts: Facts, parts: Mapping[str, frozenset[str]], claim: str) -> Iterator[str]:
    earlier = facts.all(claim, m.relaysClaim)
    said = {voice for one in earlier for voice in facts.all(one, m.voice)}
    for source in _cited(facts, facts.all(claim, m.voice)) if said else ():
        if said & closure(facts, (source, *parts.get(source, ())), m.relays, m.partOf):
            yield source


def _parts(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Give, for each document, the voices that speak within it: who cites a page names them all."""
    found: dict[str, set[str]] = defaultdict(set)
    for voice in facts.instances(m.Source):
        for whole in closure(facts, (voice,), m.partOf) - {voice}:
            found[whole].add(voice)
    return {whole: frozenset(voices) for whole, voices in found.items()}


def _cited(facts: Facts, voices: Iterable[str]) -> frozenset[str]:
    """Give the named sources that voices, or the documents they are part of, cite or retell."""
    own = closure(facts, voices, m.partOf)
    return frozenset(s for s in _pointed_at(facts, own) if _is_named(facts, s)) - own


def _pointed_at(facts: Facts, sources: Iterable[str]) -> frozenset[str]:
    ways = (m.cites, m.relays)
    return frozenset(to for source in sources for way in ways for to in facts.all(source, way))


def _is_named(facts: Facts, source: str) -> bool:
    return facts.name(source, m.sourceKind) != SourceKind.UNNAMED_RESEARCH


def _start(facts: Facts, passage: str) -> int:
    start = facts.one(facts.one(passage, f.oa_hasSelector), f.oa_start)
    # No text that is read has a position of ten digits.
    return int(start) if re.fullmatch("[0-9]{1,9}", start) else 0
