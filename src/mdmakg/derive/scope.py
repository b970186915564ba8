"""Whether a claim is wider than the outcomes by which it is carried, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.derive.claimed import claimed_outcome
from mdmakg.derive.nearness import Nearness, labels
from mdmakg.encode.derived import derived
from mdmakg.model.assessment import Match
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.derive.behind import Behind
    from mdmakg.derive.reported import Reported
    from mdmakg.vocab.term import Quad

__all__ = ["derive_scope"]


def derive_scope(behind: Behind, near: Nearness, found: Reported) -> Iterator[Quad]:
    """State by which narrower outcomes a claim on an outcome is carried, and what these leave out.

    The results that carry the claim speak; where there is none, what was reported
    for the studies that carry it.
    """
    facts = behind.facts
    for claim in found.outcomes:
        outcome = claimed_outcome(facts, claim)
        carrying = _carrying(behind, found, claim)
        if carrying and m.Outcome in facts.all(outcome, f.rdf_type):
            match = near.nearest(outcome, carrying)
            yield derived(claim, m.carriedMatch, concept_iri("match", match))
            if match is Match.NARROWER:
                yield from _left_out(near, claim, outcome, carrying)


def _carrying(behind: Behind, found: Reported, claim: str) -> frozenset[str]:
    results = behind.carried_results[claim]
    if results:
        return frozenset(o for result in results for o in behind.facts.all(result, m.ofOutcome))
    return found.outcomes[claim] if behind.carried[claim] else frozenset()


def _left_out(near: Nearness, claim: str, outcome: str, carrying: frozenset[str]) -> Iterator[Quad]:
    within = near.widest(one for one in carrying if near.covers(outcome, one))
    rest = near.widest(
        part
        for part in near.parts(outcome)
        if not near.is_general(part)
        and part not in carrying
        and not any(near.covers(one, part) or near.covers(part, one) for one in within)
    )
    yield derived(claim, m.outcomesCarrying, literal_term(labels(near.facts, within)))
    if rest:
        yield derived(claim, m.partsNotReported, literal_term(labels(near.facts, rest)))
