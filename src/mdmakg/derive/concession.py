"""Which limits of the evidence a claim grants in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.derived import derived
from mdmakg.graph.facts import local_name
from mdmakg.model.claim import ClaimKind
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_concessions"]


def derive_concessions(facts: Facts) -> Iterator[Quad]:
    """State the limits that each claim concedes, in one line; cautions are no limits."""
    for claim in facts.instances(m.Claim):
        limits = [
            facts.one(granted, m.shortId) or local_name(granted)
            for granted in facts.all(claim, m.concedes)
            if facts.name(granted, m.claimKind) == ClaimKind.LIMIT
        ]
        if limits:
            yield derived(claim, m.concededLimits, literal_term(" and ".join(limits)))
