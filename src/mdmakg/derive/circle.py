"""Claims that rest on themselves, and sources that rest on one another."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from mdmakg.encode.derived import derived
from mdmakg.graph.facts import local_name
from mdmakg.model.claim import CARRYING, Basis
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from networkx import DiGraph

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_circles"]


Steps = dict[tuple[str, str], Basis]
"""From what rests to what it rests on, and who drew the step."""


def derive_circles(facts: Facts) -> Iterator[Quad]:
    """State what is in a circle with what, along which way, and who closes it.

    A source and its parts are one here: what a whole says of its part is no circle.
    """
    yield from _circles(facts, _between_claims(facts))
    yield from _circles(facts, _between_sources(facts))


def _between_claims(facts: Facts) -> Steps:
    found: Steps = {}
    for claim in facts.instances(m.Claim):
        found |= {(claim, to): Basis.CITED for to in facts.all(claim, m.relaysClaim)}
        for line in facts.all(claim, m.hasEvidenceLine):
            if facts.name(line, m.evidenceDirection) in CARRYING:
                curated = facts.name(line, m.basis) == Basis.CURATOR
                basis = Basis.CURATOR if curated else Basis.CITED
                claims = (e for e in facts.all(line, m.evidence) if _is_claim(facts, e))
                found |= {(claim, to): found.get((claim, to), basis) for to in claims}
    return found


def _is_claim(facts: Facts, thing: str) -> bool:
    return m.Claim in facts.all(thing, f.rdf_type)


def _between_sources(facts: Facts) -> Steps:
    whole = {source: _whole(facts, source) for source in facts.instances(m.Source)}
    steps = (
        (whole[source], whole.get(to, to))
        for source in whole
        for way in (m.relays, m.cites)
        for to in facts.all(source, way)
    )
    return {step: Basis.CITED for step in steps if step[0] != step[1]}


def _whole(facts: Facts, source: str) -> str:
    """Give what a source is part of in the end; a circle of parts is walked once."""
    seen = {source}
    while (above := facts.one(source, m.partOf)) and above not in seen:
        seen.add(above)
        source = above
    return source


def _circles(facts: Facts, steps: Steps) -> Iterator[Quad]:
    if not _has_circle(steps):
        return
    from networkx import DiGraph, strongly_connected_components

    graph: DiGraph[str] = DiGraph(sorted(steps))
    for together in strongly_connected_components(graph):
        inside = graph.subgraph(together)
        if inside.number_of_edges():
            for node in together:
                way = _way(inside, node)
                yield from _stated(facts, way, _drawn_by(way, steps))
                for other in together - {node} or {node}:
                    yield derived(node, m.inCircleWith, other)


def _has_circle(steps: Iterable[tuple[str, str]]) -> bool:
    """Whether there is any; found without the library that says which."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for start, end in steps:
        sorter.add(start, end)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


Way = list[str]
"""From a thing back to itself, which stands at both ends."""


def _way(inside: DiGraph[str], node: str) -> Way:
    """Find a shortest way back; of several the first by IRI."""
    from networkx import shortest_path

    ways = ([node, *shortest_path(inside, after, node)] for after in inside.successors(node))
    return min(ways, key=lambda way: (len(way), way))


def _drawn_by(way: Way, steps: Steps) -> Basis:
    bases = {steps[step] for step in pairwise(way)}
    return Basis.CURATOR if Basis.CURATOR in bases else Basis.CITED


def _stated(facts: Facts, way: Way, basis: Basis) -> Iterator[Quad]:
    words = " → ".join(facts.one(at, m.shortId) or local_name(at) for at in way)
    yield derived(way[0], m.circleInWords, literal_term(words))
    yield derived(way[0], m.circleDrawnBy, concept_iri("basis", basis))
