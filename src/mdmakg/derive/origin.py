"""Through which sources the evidence of each claim comes, and which of them are retracted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.derive.reports import by_authors, in_dataset, reports_of
from mdmakg.encode.derived import derived
from mdmakg.graph.reach import closure
from mdmakg.model.claim import EvidenceDirection, Stance
from mdmakg.model.source import PublicationState
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_origins"]


def derive_origins(facts: Facts) -> Iterator[Quad]:
    """State the sources behind the evidence of each claim, and what is known of retracted ones.

    A source that is reached only through a line marked as inferred is one on which
    the claim may rest.
    """
    origins = _Origins(facts, reports_of(facts))
    lines = facts.instances(m.EvidenceLine)
    any_inferred = any(facts.one(line, m.inferred) == "true" for line in lines)
    for claim in facts.instances(m.Claim):
        sure = origins.behind(claim, inferred=False)
        for source in sorted(sure):
            yield derived(claim, m.restsOnSource, source)
        if any_inferred:
            for source in sorted(origins.behind(claim, inferred=True) - sure):
                yield derived(claim, m.mayRestOnSource, source)
    retracted = [s for s in facts.instances(m.Source) if _is_retracted(facts, s)]
    reporting = _reporting(facts) if retracted else {}
    for source in retracted:
        words = _in_words(facts, source, reporting)
        yield derived(source, m.retractionInWords, literal_term(words))


@dataclass(frozen=True, slots=True)
class _Origins:
    """The steps from a claim back to sources."""

    facts: Facts
    reports: Mapping[str, tuple[str, ...]]

    def behind(self, claim: str, *, inferred: bool) -> frozenset[str]:
        """Walk back from a claim, over lines marked as inferred as well if asked."""
        found: set[str] = set()
        seen, waiting = {claim}, [claim]
        while waiting:
            for thing in self._before(waiting.pop(), inferred=inferred):
                if m.Claim not in self.facts.all(thing, f.rdf_type):
                    found.update(self._sources(thing))
                elif thing not in seen:
                    seen.add(thing)
                    waiting.append(thing)
                    found.update(self._passing_on(self.facts.all(thing, m.voice)))
        return frozenset(found)

    def _before(self, claim: str, *, inferred: bool) -> Iterator[str]:
        """Give what a claim offers as evidence, what it passes on, and whom it names for it."""
        facts = self.facts
        for line in facts.all(claim, m.hasEvidenceLine):
            offered = facts.name(line, m.evidenceDirection) != EvidenceDirection.DISPUTES
            if offered and (inferred or facts.one(line, m.inferred) != "true"):
                yield from facts.all(line, m.evidence)
        yield from facts.all(claim, m.relaysClaim)
        if facts.name(claim, m.stance) != Stance.DISTANCES:
            yield from facts.all(claim, m.attributedTo)

    def _sources(self, thing: str) -> frozenset[str]:
        """Give the sources of a result, of a study or of a source that is named."""
        facts = self.facts
        if m.Source in facts.all(thing, f.rdf_type):
            return self._passing_on((thing,))
        study = facts.one(thing, m.ofStudy)
        if study:
            told = [(source, study) for source in facts.all(thing, m.reportedIn)]
        else:
            told = [(facts.one(r, m.reportedIn), thing) for r in self._authoritative(thing)]
        return frozenset().union(*(self._behind_told(source, study) for source, study in told))

    def _authoritative(self, study: str) -> tuple[str, ...]:
        """Give the reports of a study by its authors; where there is none, those of tables."""
        facts, reports = self.facts, self.reports.get(study, ())
        own = tuple(r for r in reports if by_authors(facts, r))
        return own or tuple(r for r in reports if in_dataset(facts, r))

    def _behind_told(self, source: str, study: str) -> frozenset[str]:
        """Give a source, and whence it has what it tells of one study.

        Of a table drawn from many papers that is what this study's row is drawn from;
        where that is not said, it may be anything that the source passes on.
        """
        facts = self.facts
        drawn = tuple(
            paper
            for report in self.reports.get(study, ())
            if facts.one(report, m.reportedIn) == source
            for paper in facts.all(report, m.drawnFrom)
        )
        if not drawn:
            return self._passing_on((source,))
        return closure(facts, (source,), m.partOf) | self._passing_on(drawn)

    def _passing_on(self, sources: tuple[str, ...]) -> frozenset[str]:
        """Add what sources pass on, and the wholes that all these are parts of.

        What a whole passes on beside is not what its part does.
        """
        found = closure(self.facts, sources, m.relays)
        return closure(self.facts, found, m.partOf)


def _is_retracted(facts: Facts, source: str) -> bool:
    return facts.name(source, m.publicationState) == PublicationState.RETRACTED


Reported = tuple[str, frozenset[str]]
"""A study, and the sources in which its authors report it."""


def _reporting(facts: Facts) -> Mapping[str, Sequence[Reported]]:
    """Give, for each source and whatever it is part of, the studies that authors report in it."""
    sources: dict[str, set[str]] = defaultdict(set)
    for report in facts.instances(m.StudyReport):
        if by_authors(facts, report):
            sources[facts.one(report, m.ofStudy)].update(facts.all(report, m.reportedIn))
    found: dict[str, list[Reported]] = defaultdict(list)
    for study, told_in in sources.items():
        for source in closure(facts, told_in, m.partOf):
            found[source].append((study, frozenset(told_in)))
    return found


def _in_words(facts: Facts, source: str, reporting: Mapping[str, Sequence[Reported]]) -> str:
    """Say since when, when that was seen, and who else reports the studies that it reports."""
    since, seen = facts.one(source, m.stateSince), facts.one(source, m.stateSeen)
    retracted = f"retracted on {since}" if since else "retracted"
    reported = reporting.get(source, ())
    return "; ".join((f"{retracted} (seen on {seen})", *_elsewhere(facts, reported)))


def _elsewhere(facts: Facts, reported: Iterable[Reported]) -> Iterator[str]:
    for study, sources in reported:
        others = sorted(s for s in sources if not _tainted(facts, s))
        label = facts.one(study, f.rdfs_label)
        told = ", ".join(facts.one(other, f.rdfs_label) for other in others)
        yield (
            f"{label} is also reported by its authors in {told}, not recorded as retracted"
            if told
            else f"no other report of {label} by its authors is recorded"
        )


def _tainted(facts: Facts, source: str) -> bool:
    return any(_is_retracted(facts, whole) for whole in closure(facts, (source,), m.partOf))
