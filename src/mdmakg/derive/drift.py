"""Said against said: what became of a statement on its way from one voice to the next.

A claim is held against the claim that it passes on; if it passes on none, against
what its own lines of evidence cite as carrying it. Of several the nearest counts,
since a claim that merges others says of each only a part: the one with the fewest
differences, then with the fewest that alter it, then the first by IRI. A difference
belongs to one link of the chain; claims further up inherit it where nothing of the
kind happens again on their own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.derive.difference import differences
from mdmakg.derive.statement import of_claim, of_result
from mdmakg.encode.derived import derived
from mdmakg.encode.iri import drift_iri
from mdmakg.model.assessment import Drift
from mdmakg.model.claim import CARRYING, Basis
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.derive.nearness import Nearness
    from mdmakg.derive.statement import Difference, Statement
    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["Link", "derive_drifts", "links"]


@dataclass(frozen=True, slots=True)
class Link:
    """A claim, the nearest of what it passes on, and in what the two differ."""

    claim: str
    earlier: str
    differences: tuple[Difference, ...]

    @property
    def drifts(self) -> Mapping[str, str]:
        """The node of each aspect that differs."""
        return {d.aspect: drift_iri(self.claim, self.earlier, d.aspect) for d in self.differences}


def derive_drifts(near: Nearness) -> Iterator[Quad]:
    """State what each claim was held against, in what it differs, and what it inherits."""
    chain = links(near)
    for claim, link in chain.items():
        yield derived(claim, m.comparedWith, link.earlier)
        for difference in link.differences:
            yield from _stated(link, difference)
        for node in _inherited(chain, link):
            yield derived(claim, m.inheritsDrift, node)


def links(near: Nearness) -> Mapping[str, Link]:
    """Hold each claim that passes something on against the nearest of it."""
    facts = near.facts
    found: dict[str, Link] = {}
    for claim in facts.instances(m.Claim):
        candidates = _passed_on(facts, claim)
        if candidates:
            later = of_claim(near, claim)
            found[claim] = min((_link(near, later, e) for e in candidates), key=_farness)
    return found


def _passed_on(facts: Facts, claim: str) -> tuple[str, ...]:
    relayed = tuple(c for c in facts.all(claim, m.relaysClaim) if c != claim)
    return relayed or tuple(sorted(set(_cited(facts, claim)) - {claim}))


def _cited(facts: Facts, claim: str) -> Iterator[str]:
    for line in facts.all(claim, m.hasEvidenceLine):
        carries = facts.name(line, m.evidenceDirection) in CARRYING
        if carries and facts.name(line, m.basis) == Basis.CITED:
            for thing in facts.all(line, m.evidence):
                if {m.Claim, m.Result} & set(facts.all(thing, f.rdf_type)):
                    yield thing


def _link(near: Nearness, later: Statement, thing: str) -> Link:
    read = of_claim if m.Claim in near.facts.all(thing, f.rdf_type) else of_result
    return Link(later.node, thing, differences(near, later, read(near, thing)))


def _farness(link: Link) -> tuple[int, int, str]:
    altered = sum(difference.kind is Drift.ALTERED for difference in link.differences)
    return len(link.differences), altered, link.earlier


def _stated(link: Link, difference: Difference) -> Iterator[Quad]:
    node = link.drifts[difference.aspect]
    yield derived(node, f.rdf_type, m.Drift)
    yield derived(node, m.driftOf, link.claim)
    yield derived(node, m.driftFrom, link.earlier)
    yield derived(node, m.driftAspect, concept_iri("aspect", difference.aspect))
    yield derived(node, m.driftKind, concept_iri("drift", difference.kind))
    yield derived(node, m.was, literal_term(difference.was))
    yield derived(node, m.became, literal_term(difference.became))


def _inherited(chain: Mapping[str, Link], link: Link) -> Iterator[str]:
    """Walk down the chain: of each aspect, what happened on the nearest link below."""
    settled, seen = set(link.drifts), {link.claim}
    below = chain.get(link.earlier)
    while below is not None and below.claim not in seen:
        for aspect, node in below.drifts.items():
            if aspect not in settled:
                yield node
        settled |= set(below.drifts)
        seen.add(below.claim)
        below = chain.get(below.earlier)
