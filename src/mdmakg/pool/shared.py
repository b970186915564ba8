"""Which other study has the participants of a result that is left out for theirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mdmakg.derive.participants import named_by
from mdmakg.graph.facts import local_name
from mdmakg.vocab import foreign as f
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.graph.facts import Facts
    from mdmakg.pool.effect import Effect, LeftOut

__all__ = ["with_others"]

_AMONG: Final = frozenset(
    {
        "primary-instrument",
        "primary-time-point",
        "continuous-first",
        "one-comparison",
        "one-result",
    }
)
"""The rules by which one result of some participants gives way to another of theirs."""


def with_others(
    facts: Facts, effects: Iterable[Effect], left_out: Iterable[LeftOut]
) -> tuple[LeftOut, ...]:
    """Name, behind the reason, the other studies of the same participants, and how that is known.

    A result that is left out for what its own source flags gives way to none.
    """
    studies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for effect in effects:
        studies[effect.cohort].add(effect.study)
    return tuple(_named(facts, out, studies[out.effect.cohort]) for out in left_out)


def _named(facts: Facts, out: LeftOut, studies: set[str]) -> LeftOut:
    own = out.effect.study
    others = sorted(studies - {own})
    if out.rule not in _AMONG or not others or _is_flagged(out):
        return out
    return replace(out, why="; ".join((out.why, *(_told(facts, own, one) for one in others))))


def _is_flagged(out: LeftOut) -> bool:
    flags = {
        "primary-instrument": out.effect.primary_instrument,
        "primary-time-point": out.effect.primary_time_point,
    }
    return flags.get(out.rule) is False


def _told(facts: Facts, own: str, other: str) -> str:
    """Say of another study what names the participants of both."""
    label = facts.one(other, f.rdfs_label) or local_name(other)
    common = sorted(set(named_by(facts, own)) & set(named_by(facts, other)))
    numbers = ", ".join(one.partition(":")[2] for one in common if not one.startswith(BASE))
    if numbers:
        return f"{label} has the registration {numbers} too"
    return f"{label} is of the same {'cohort' if common else 'participants'}"
