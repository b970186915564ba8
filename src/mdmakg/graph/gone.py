"""What goes with a source: all that it says, and all that is known only through it.

Three kinds of thing are told apart. What is *said* (claims, reports, results) goes
with the voice that says it, or with the last of what it needs. What is *owned*
(quotations, arms, lines of evidence, quantities) goes with its owner. An
*identity* (a study, an outcome, a concept, a proposition, another source) stays
as long as something that is left speaks of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mdmakg.graph.vacant import vacant
from mdmakg.model.claim import Basis
from mdmakg.model.source import Extent
from mdmakg.model.stated import STATED
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from mdmakg.graph.facts import Facts

__all__ = ["Gone", "gone_with"]

Property = tuple[str, str]
"""A node and a predicate: all values that the one has by the other."""

_IDENTITIES: Final = (
    *(m.Source, m.Study, m.Cohort, m.Intervention),
    *(m.Outcome, m.Instrument, m.Concept, m.Proposition),
)
_OWNING: Final = (
    *(m.hasArm, m.hasTimePoint, m.hasOffset, m.hasComponent),
    *(m.hasCreator, m.hasQuotation, m.hasEvidenceLine, f.oa_hasSelector),
    *(m.hasFigure, m.measuredAt, m.judgesRiskOfBias),
)
# With the last value of one of these, what has it goes as well.
_NEEDED: Final = (
    *(m.partOf, m.voice, m.proposition, m.subject, m.object_, m.evidence, m.quotedFrom),
    *(m.reportedIn, m.ofStudy, m.ofOutcome, m.ofIntervention, m.hasOffset),
    *(m.grounds, m.acceptedFocus, m.judgedSource, m.ofArm, m.mapsFrom),
)
# With any value of one of these, too: a difference is one of all its arms.
_ALL_NEEDED: Final = (m.betweenArm,)
# Without what one of these says, known from a source of its own, nothing is left of what has it.
_SAYING: Final = frozenset({m.name, m.figureValue, m.biasLevel})
# What is said or owned goes with what it is known from; an identity may be known otherwise.
_KNOWN_FROM: Final = (f.oa_hasTarget, m.knownThrough)
# No source, and no report of an outcome, is without these, whoever told of them.
_KEPT: Final = frozenset(
    {m.sourceKind, m.extent, m.funding, m.interests, m.usedInstrument, m.outcomeRole, m.ratedBy}
)
# What means nothing once a property has lost its last value.
_TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {
    m.attributedTo: (m.stance,),
    m.knownThrough: (m.howKnown, m.locator),
    m.publicationState: (m.stateSince, m.stateSeen),
    f.dcterms_issued: (m.issuedYear,),
}


@dataclass(frozen=True, slots=True)
class Gone:
    """What is left out: whole nodes, and properties of nodes that stay."""

    nodes: frozenset[str]
    properties: frozenset[Property]

    def keeps(self, subject: str, predicate: str, value: str) -> bool:
        """Whether a statement stays; ``value`` is its object's IRI, or empty for a literal."""
        ends = subject in self.nodes or value in self.nodes
        return not ends and (subject, predicate) not in self.properties


def gone_with(facts: Facts, sources: Iterable[str]) -> Gone:
    """Find what goes with some sources, and with the sources that are parts of them.

    Where the values of a property are known one by one, they go together, once all
    that they are known through is gone: data do not say which of them is whose.
    """
    search = _Search(facts)
    gone = set(sources)
    while fresh := search.following(gone) or search.unspoken(gone):
        gone |= fresh
    gone |= vacant(facts, gone)
    return Gone(frozenset(gone), frozenset(search.dropped(gone)))


@dataclass(frozen=True)
class _Search:
    facts: Facts

    @cached_property
    def leading(self) -> Mapping[str, tuple[Property, ...]]:
        """Give, for each node, the properties that lead to it."""
        found: dict[str, list[Property]] = defaultdict(list)
        for node, properties in self.facts.said.items():
            for predicate, values in properties.items():
                for value in values:
                    found[value].append((node, predicate))
        return {node: tuple(found[node]) for node in self.facts.said if node in found}

    @cached_property
    def identities(self) -> frozenset[str]:
        """All things that are there whoever speaks of them."""
        return frozenset(node for kind in _IDENTITIES for node in self.facts.instances(kind))

    @cached_property
    def grounds(self) -> Mapping[Property, tuple[str, ...]]:
        """Give, for properties that have grounds of their own, those grounds."""
        found: dict[Property, tuple[str, ...]] = {}
        for node in self.facts.instances(m.Grounding):
            pair = self.facts.one(node, m.grounds), self.facts.one(node, m.groundsProperty)
            found[pair] = (*found.get(pair, ()), node)
        return found

    def following(self, gone: Set[str]) -> set[str]:
        """Find what is said or owned by what is gone, or needs it."""
        fresh = {node for node in self.facts.said if self._goes(node, gone)}
        for node, predicate in self.dropped(gone):
            fresh.update(v for v in self.facts.all(node, predicate) if v.startswith(f"{node}/"))
            fresh.update((node,) if predicate in _SAYING else ())
        return fresh - gone

    def _goes(self, node: str, gone: Set[str]) -> bool:
        known_from = () if node in self.identities else _KNOWN_FROM
        return (
            _is_below(node, gone)
            or _all_in(gone, self._leading(node, *_OWNING))
            or _all_in(gone, filter(self._is_read, self._leading(node, m.expressedIn)))
            or any(self._lost(node, predicate, gone) for predicate in (*_NEEDED, *known_from))
            or any(not gone.isdisjoint(self.facts.all(node, p)) for p in _ALL_NEEDED)
        )

    def _leading(self, node: str, *predicates: str) -> list[str]:
        return [s for s, predicate in self.leading.get(node, ()) if predicate in predicates]

    def _is_read(self, source: str) -> bool:
        return self.facts.name(source, m.extent) != Extent.NOT_READ

    def _lost(self, node: str, predicate: str, gone: Set[str]) -> bool:
        """Whether a property had values, and none of them is left."""
        return _all_in(gone, self.facts.all(node, predicate))

    def unspoken(self, gone: Set[str]) -> set[str]:
        """Find the identities that were spoken of, or known, only by what is gone."""
        dropped = self.dropped(gone)
        concerned = {
            node
            for node in self.identities - gone
            if self._lost(node, m.knownThrough, gone)
            or any(s in gone or (s, p) in dropped for s, p in self.leading.get(node, ()))
        }
        return {node for node in concerned if not self._is_held(node, gone, dropped)}

    def _is_held(self, node: str, gone: Set[str], dropped: Set[Property]) -> bool:
        """Whether an identity is known from what is left: a work, its own text, who names it."""
        texts = self.facts.all(node, m.expressedIn) if self._is_read(node) else ()
        if any(origin not in gone for origin in (*self.facts.all(node, m.knownThrough), *texts)):
            return True
        return any(
            pair not in dropped and pair[0] not in gone and self._names(node, *pair)
            for pair in self.leading.get(node, ())
        )

    def _names(self, node: str, other: str, predicate: str) -> bool:
        """Whether a statement makes a thing known; what a curator only joins to it does not."""
        if _is_below(other, {node}):
            return False
        if predicate == m.evidence:
            return self.facts.name(other, m.basis) == Basis.CITED
        return predicate not in (m.acceptedFocus, m.mapsFrom)

    def dropped(self, gone: Set[str]) -> set[Property]:
        """Find the properties, of what stays, that were known only through what is gone."""
        found = {pair for pair in self.grounds if self._is_baseless(pair, gone)}
        for node in self.identities - gone:
            if self._lost(node, m.knownThrough, gone):
                found.update(
                    (node, p) for p in STATED.values() if not self._is_grounded((node, p), gone)
                )
        beside = {pair[0] for node in gone for pair in self.leading.get(node, ())}
        lost = {(s, p) for s in beside for p in _TOGETHER if self._lost(s, p, gone)}
        found.update((s, more) for s, p in found | lost for more in _TOGETHER.get(p, ()))
        return {pair for pair in found if pair[0] not in gone}

    def _is_baseless(self, pair: Property, gone: Set[str]) -> bool:
        lost = sum(self._lost(ground, m.knownThrough, gone) for ground in self.grounds[pair])
        return pair[1] not in _KEPT and 0 < lost >= len(self.facts.all(*pair))

    def _is_grounded(self, pair: Property, gone: Set[str]) -> bool:
        grounds = self.grounds.get(pair, ())
        return any(not self._lost(ground, m.knownThrough, gone) for ground in grounds)


def _all_in(gone: Set[str], nodes: Iterable[str]) -> bool:
    """Whether there are some, and all of them are gone."""
    found = list(nodes)
    return bool(found) and all(node in gone for node in found)


def _is_below(node: str, gone: Set[str]) -> bool:
    """Whether a node is gone, or is named below one that is."""
    while node and node not in gone:
        node = node.rpartition("/")[0]
    return bool(node)
