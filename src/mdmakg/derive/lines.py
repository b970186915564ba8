"""Whether lines of evidence lead to what their claims are on, and who the studies' authors are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.derive.behind import AUTHORS
from mdmakg.derive.claimed import claimed_outcome
from mdmakg.derive.nearness import Nearness, labels
from mdmakg.encode.derived import derived
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive_authors", "derive_lines"]


def derive_lines(facts: Facts, near: Nearness) -> Iterator[Quad]:
    """State how the outcomes at the end of each line stand to the outcome of its claim.

    Left out where either is no outcome, or a general term that covers whatever was measured.
    """
    for claim in facts.instances(m.Claim):
        outcome = claimed_outcome(facts, claim)
        if not _is_measured(near, outcome):
            continue
        for line in facts.all(claim, m.hasEvidenceLine):
            found = [one for one in _outcomes(facts, line) if m.Outcome in _classes(facts, one)]
            if found and all(_is_measured(near, one) for one in found):
                match = near.nearest(outcome, found)
                yield derived(line, m.lineMatch, concept_iri("match", match))
                yield derived(line, m.lineOutcomes, literal_term(labels(facts, found)))


def _outcomes(facts: Facts, line: str) -> Iterator[str]:
    for target in facts.all(line, m.evidence):
        yield from facts.all(target, m.ofOutcome)
        if m.Claim in _classes(facts, target):
            yield claimed_outcome(facts, target)


def _is_measured(near: Nearness, thing: str) -> bool:
    return thing in near.outcomes and not near.is_general(thing)


def _classes(facts: Facts, thing: str) -> tuple[str, ...]:
    return facts.all(thing, f.rdf_type)


def derive_authors(facts: Facts) -> Iterator[Quad]:
    """State in which sources the authors of each study speak of it, wholes included."""
    found: dict[str, set[str]] = defaultdict(set)
    for class_ in (m.StudyReport, m.OutcomeReport, m.Result):
        for thing in facts.instances(class_):
            for source in facts.all(thing, m.reportedIn):
                found[facts.one(thing, m.ofStudy)].update(_own(facts, source))
    for study, sources in sorted(found.items()):
        for source in sorted(sources):
            yield derived(study, m.authorsSpeakIn, source)


def _own(facts: Facts, source: str) -> Iterator[str]:
    """Give a source of authors, and the works of authors that it is a part of."""
    seen: set[str] = set()
    while source and source not in seen and facts.name(source, m.sourceKind) in AUTHORS:
        seen.add(source)
        yield source
        source = facts.one(source, m.partOf)
