"""How many of how many participants had what a result counts, as a whole or by arm."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.derive.distribution import exact_upper
from mdmakg.derive.quantity import bounds_of
from mdmakg.graph.reach import closure
from mdmakg.model.outcome import FigureKind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.derive.quantity import Bounds
    from mdmakg.graph.facts import Facts

__all__ = ["Count", "counts_of", "is_counted_by_arm"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many participants had what a result counts; in words, what that leaves."""

    of_what: str
    events: int
    of: int

    def __str__(self) -> str:
        upper = exact_upper(self.events, self.of)
        return (
            f"{self.of_what}: {self.events} of {self.of} leaves up to"
            f" {_percent(upper.one_sided)} one-sided, {_percent(upper.two_sided)} two-sided"
        )


def counts_of(facts: Facts, result: str, subject: str) -> Iterator[Count]:
    """Give a result's own count, and those of its arms that received the subject."""
    outcome = facts.one(facts.one(result, m.ofOutcome), f.rdfs_label)
    events, of = bounds_of(facts, result, m.events), bounds_of(facts, result, m.outOf)
    if exact := _exact(events, of):
        yield Count(outcome, *exact)
    for arm, numbers in _by_arm(facts, result):
        if subject in closure(facts, facts.all(arm, m.armIntervention), m.hasPart):
            yield Count(f"{outcome} ({facts.one(arm, f.rdfs_label)})", *numbers)


def is_counted_by_arm(facts: Facts, result: str) -> bool:
    """Whether a result counts the participants of some arm."""
    return any(True for _ in _by_arm(facts, result))


def _by_arm(facts: Facts, result: str) -> Iterator[tuple[str, tuple[int, int]]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for figure in facts.all(result, m.hasFigure):
        found[facts.one(figure, m.ofArm)][facts.name(figure, m.figureKind)] = figure
    for arm, figures in sorted(found.items()):
        if FigureKind.EVENTS in figures and FigureKind.OF in figures:
            kinds = (FigureKind.EVENTS, FigureKind.OF)
            events, of = (bounds_of(facts, figures[kind], m.figureValue) for kind in kinds)
            if exact := _exact(events, of):
                yield arm, exact


def _exact(events: Bounds | None, of: Bounds | None) -> tuple[int, int] | None:
    """Give both numbers, where they are exact and go together."""
    if events is None or of is None or events.unit or of.unit:
        return None
    if events.least != events.most or of.least != of.most or None in (events.least, of.least):
        return None
    numbers = int(events.least or 0), int(of.least or 0)
    return numbers if 0 <= numbers[0] <= numbers[1] else None


def _percent(share: float) -> str:
    """Write a share as a percentage of two digits at least: 22%, 1.2%, 100%."""
    percent = 100 * share
    return f"{percent:.0f}%" if percent >= 10 else f"{percent:.2g}%"  # noqa: PLR2004 - two digits
