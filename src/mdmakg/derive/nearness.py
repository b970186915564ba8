"""How near one thing is to another: outcomes and concepts, by what is broader."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.graph.reach import closure
from mdmakg.model.assessment import Match
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mdmakg.graph.facts import Facts

__all__ = ["Nearness", "labels", "nearness"]

_ORDER = tuple(Match)


@dataclass(frozen=True, slots=True)
class Nearness:
    """What covers each outcome and concept.

    Shape: ``above`` is outcome or concept to all that is broader, through any
           number of steps, ``below`` the other way round; ``outcomes`` are the outcomes
           among them.
    """

    facts: Facts
    above: Mapping[str, frozenset[str]]
    below: Mapping[str, Sequence[str]]
    outcomes: frozenset[str]

    def nearest(self, claimed: str, reported: Iterable[str]) -> Match:
        """Say how the nearest of what was reported stands to what is claimed."""
        matches = (self.match(claimed, one) for one in reported)
        return min(matches, key=_ORDER.index, default=Match.NONE)

    def match(self, claimed: str, reported: str) -> Match:
        """Say how one reported thing stands to what is claimed.

        Beside a concept, an outcome stands for its construct. Outcomes of one
        construct are related, and concepts that something broader covers both.
        """
        if reported in self.outcomes and claimed not in self.outcomes:
            constructs = self.facts.all(reported, m.construct)
            return self.nearest(claimed, (one for one in constructs if one not in self.outcomes))
        if claimed == reported:
            return Match.SAME
        if self.covers(claimed, reported):
            return Match.NARROWER
        if self.covers(reported, claimed):
            return Match.BROADER
        return Match.RELATED if self._related(claimed, reported) else Match.NONE

    def covers(self, whole: str, part: str) -> bool:
        """Whether one thing is broader than another."""
        return whole in self.above.get(part, ())

    def parts(self, whole: str) -> tuple[str, ...]:
        """Give all that is narrower than a thing, in order of IRI."""
        return tuple(self.below.get(whole, ()))

    def widest(self, things: Iterable[str]) -> frozenset[str]:
        """Leave out what another of the things covers, unless that is a general term."""
        found = frozenset(things)
        covering = frozenset(one for one in found if not self.is_general(one))
        return frozenset(one for one in found if covering.isdisjoint(self.above.get(one, ())))

    def is_general(self, thing: str) -> bool:
        """Whether a thing is an outcome that no study measures as such."""
        return self.facts.one(thing, m.generalTerm) == "true"

    def _related(self, one: str, other: str) -> bool:
        if one in self.outcomes:
            constructs = frozenset(self.facts.all(one, m.construct))
            return not constructs.isdisjoint(self.facts.all(other, m.construct))
        return not self.above.get(one, frozenset()).isdisjoint(self.above.get(other, ()))


def nearness(facts: Facts) -> Nearness:
    """Collect what covers what."""
    outcomes = facts.instances(m.Outcome)
    above = {
        thing: _above(facts, thing, predicate)
        for things, predicate in (
            (outcomes, m.broaderOutcome),
            (facts.instances(m.Concept), m.broaderConcept),
        )
        for thing in things
    }
    below: dict[str, list[str]] = defaultdict(list)
    for thing, broader in above.items():
        for whole in broader:
            below[whole].append(thing)
    return Nearness(facts, above, below, frozenset(outcomes))


def _above(facts: Facts, thing: str, predicate: str) -> frozenset[str]:
    """Climb; a circle is walked once, and nothing is broader than itself."""
    return closure(facts, [thing], predicate) - {thing}


def labels(facts: Facts, things: Iterable[str]) -> str:
    """Name things on one line, each once, in the order of their labels."""
    named = {facts.one(t, f.rdfs_label) or facts.one(t, m.shortId) or t for t in things}
    return "; ".join(sorted(named))
