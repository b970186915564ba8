"""What is exported: a build, portion by portion, and which of its claims are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from mdmakg.encode.dataset import parse_nquads
from mdmakg.graph.facts import Facts
from mdmakg.graph.reach import reachable
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from networkx import MultiDiGraph

    from mdmakg.vocab.term import Quad

__all__ = ["Asked", "Material", "Portion"]

_TYPE: Final = iri_term(f.rdf_type)
_CLAIM: Final = iri_term(m.Claim)

_ABOUT: Final = (m.ofStudy, m.ofIntervention, m.ofOutcome)
"""From a report to what it is of; a report goes with it if its source does."""

_UPON: Final = (m.assessmentOf, m.focus, m.grounds, m.mapsFrom)
"""From what was judged or found of a thing, how it is known or mapped, to the thing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for: all claims, those of a document, or one; in whose name, and how.

    ``claim`` is the claim's IRI; ``reviewer`` is who answers for a published review;
    ``licence`` is the IRI of the licence under which the person gives the export to others.
    """

    claim: str = ""
    document: str = ""
    reviewer: str = ""
    licence: str = ""

    def takes(self, claim: str, short_id: str) -> bool:
        """Whether a claim is among those asked for."""
        if self.claim:
            return claim == self.claim
        return not self.document or short_id.startswith(f"{self.document}:")

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.claim or self.document)


@dataclass(frozen=True)
class Portion:
    """Documents that hang together, whole: a part of a build, or all of it.

    Shape: ``said`` and ``found`` are N-Quads sorted by line, what was said and curated
           and what was derived of it; ``beside`` are statements that other portions
           make, of words that this one uses (concepts, outcomes, instruments).
    """

    said: bytes
    found: bytes = b""
    beside: Callable[[], Iterable[Quad]] = tuple

    @cached_property
    def facts(self) -> Facts:
        """All that is known here, by subject and predicate: said, found, and beside."""
        return Facts.of(chain(self.said_quads(), parse_nquads(self.found), self.beside_quads))

    @cached_property
    def beside_quads(self) -> tuple[Quad, ...]:
        """What other portions say of the words of this one, read once."""
        return tuple(self.beside())

    def said_quads(self) -> Iterator[Quad]:
        """Read what was said and curated, typed values and named graphs included."""
        return parse_nquads(self.said)

    def claims(self, asked: Asked) -> tuple[str, ...]:
        """Give the claims of this portion that are asked for, in order of IRI."""
        own = {s for s, p, o, _ in self.said_quads() if p == _TYPE and o == _CLAIM}
        facts = self.facts
        iris = sorted(map(term_text, own))
        return tuple(iri for iri in iris if asked.takes(iri, facts.one(iri, m.shortId)))

    def subjects(self, asked: Asked) -> frozenset[str]:
        """Give what this portion itself describes, as far as it is asked for."""
        own = frozenset(term_text(subject) for subject, _, _, _ in self.said_quads())
        return own if asked.everything else own & self.around(self.claims(asked))

    def around(self, claims: Iterable[str]) -> frozenset[str]:
        """Give all that the claims speak of, rest on and were judged by, step by step.

        A text goes with its passages without its other sentences.
        """
        facts = self.facts
        reached = reachable(claims, lambda at: _onward(facts, at))
        while more := frozenset(self._upon(reached)) - reached:
            reached = reachable(reached | more, lambda at: _onward(facts, at))
        return reached

    def _upon(self, reached: frozenset[str]) -> Iterator[str]:
        for thing, told in self.facts.said.items():
            reports = _any(told, (m.reportedIn,), reached) and _any(told, _ABOUT, reached)
            if reports or _any(told, _UPON, reached):
                yield thing


def _any(told: Mapping[str, tuple[str, ...]], ways: Iterable[str], reached: frozenset[str]) -> bool:
    return any(value in reached for way in ways for value in told.get(way, ()))


def _onward(facts: Facts, at: str) -> Iterator[str]:
    for predicate, values in facts.said.get(at, {}).items():
        if predicate != m.hasSentence:
            yield from (value for value in values if value in facts.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A build, to be written in another form.

    Shape: ``portions`` reads the build anew at each call, one portion after another, those
           alone that have claims asked for; ``graph`` makes the claim-to-evidence graph of
           what is asked for; ``digest`` gives the SHA-256 of the dataset, of a build in
           parts that of its parts' digests; ``manifest`` is the build's; ``version`` is
           of the program.
    """

    portions: Callable[[], Iterator[Portion]]
    graph: Callable[[], MultiDiGraph[str]]
    digest: Callable[[], str]
    version: str
    manifest: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    asked: Asked = Asked()
