"""In which order sources are read across, what is passed on first, and claims after them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mdmakg.explore.page.claim import document_of, place_in_text
from mdmakg.model.record import HowKnown
from mdmakg.model.source import Extent
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from networkx import DiGraph

    from mdmakg.graph.facts import Facts

__all__ = ["claims_in_order", "in_relay_order", "is_read", "is_record", "levels"]

_UNDATED: Final = "9999"


def in_relay_order(facts: Facts) -> list[str]:
    """Order all sources from a trial to whoever retells it.

    A source comes after those that it relays or cites, after their parts, and after those
    that report only the study that its own follows up; else by date, then id. Those
    without a date come after those with one; sources in a circle stand together.
    """
    from networkx import condensation, lexicographical_topological_sort

    whole = condensation(_links(facts))
    keys = {number: min(_key(facts, s) for s in whole.nodes[number]["members"]) for number in whole}
    return [
        source
        for number in lexicographical_topological_sort(whole, key=lambda n: keys[n])
        for source in sorted(whole.nodes[number]["members"], key=lambda s: _key(facts, s))
    ]


def is_read(facts: Facts, source: str) -> bool:
    """Whether a source was open to the curators or is a record, not only known through others."""
    return facts.name(source, m.extent) != Extent.NOT_READ or is_record(facts, source)


def is_record(facts: Facts, source: str) -> bool:
    """Whether a source was itself taken over from a machine-readable record, by a program."""
    itself = source in facts.all(source, m.knownThrough)
    return itself and facts.name(source, m.howKnown) == HowKnown.RECORD


def claims_in_order(facts: Facts, sources: Sequence[str]) -> list[str]:
    """Order claims: documents as their first voices are in ``sources``, in each as the text runs.

    ``sources`` are as ``in_relay_order`` gives them.
    """
    rank = {source: place for place, source in enumerate(sources)}
    first: dict[str, int] = {}
    for claim in facts.instances(m.Claim):
        document = document_of(facts.one(claim, m.shortId))
        place = rank.get(facts.one(claim, m.voice), len(rank))
        first[document] = min(place, first.get(document, place))

    def key(claim: str) -> tuple[object, ...]:
        document = document_of(facts.one(claim, m.shortId))
        return (first[document], document, *place_in_text(facts, claim))

    return sorted(facts.instances(m.Claim), key=key)


def levels(graph: DiGraph[str]) -> dict[str, int]:
    """Give how many steps lead to each node at most; nodes in a circle share a level."""
    from networkx import condensation, topological_generations

    whole = condensation(graph)
    return {
        node: level
        for level, numbers in enumerate(topological_generations(whole))
        for number in numbers
        for node in whole.nodes[number]["members"]
    }


def _links(facts: Facts) -> DiGraph[str]:
    from networkx import DiGraph

    links: DiGraph[str] = DiGraph()
    links.add_nodes_from(facts.instances(m.Source))
    links.add_edges_from(_passed_on(facts))
    return links


def _passed_on(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield what comes before what."""
    for source in facts.instances(m.Source):
        for earlier in _behind(facts, source):
            yield earlier, source
    reporters = _reporters(facts)
    for study, those in reporters.items():
        for followed in facts.all(study, m.followsUp):
            for earlier in sorted(reporters.get(followed, set()) - those):
                yield from ((earlier, source) for source in sorted(those))


def _behind(facts: Facts, source: str) -> list[str]:
    """Give what a source relays or cites, with the parts of it that the source is none of."""
    named = {one for term in (m.relays, m.cites) for one in facts.all(source, term)}
    parts = {
        part
        for part in facts.instances(m.Source)
        if not named.isdisjoint(facts.all(part, m.partOf))
    }
    known = frozenset(facts.instances(m.Source))
    return sorted(((named | parts) & known) - {source})


def _reporters(facts: Facts) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for report in facts.instances(m.StudyReport):
        found[facts.one(report, m.ofStudy)].update(facts.all(report, m.reportedIn))
    return found


def _key(facts: Facts, source: str) -> tuple[str, str]:
    return facts.one(source, f.dcterms_issued) or _UNDATED, facts.one(source, m.shortId)
