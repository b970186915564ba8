"""Assessments and the counts of checks, as statements in ``graph/checks``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.derived import common, derived, stated
from mdmakg.encode.graphs import GraphKind
from mdmakg.encode.scope import node as node_term
from mdmakg.encode.scope import whole
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.model.assessment import Assessment, Judgement
    from mdmakg.model.check import CheckCount, CheckRule
    from mdmakg.vocab.term import Quad, Term

__all__ = ["assessment_iri", "encode_assessments", "encode_counts", "encode_validity"]


def assessment_iri(claim: str) -> str:
    """Name the assessment of a claim: ``claim/blog/c12`` has ``assessment/blog/c12``."""
    own = claim.removeprefix(f"{m.BASE}claim/")
    return f"{m.BASE}assessment/{own}"


def encode_assessments(assessments: Iterable[Assessment]) -> Iterator[Quad]:
    """State how each claim stands, and what decided."""
    for assessment in assessments:
        node = assessment_iri(assessment.claim)
        yield derived(node, f.rdf_type, m.Assessment)
        yield derived(node, m.assessmentOf, assessment.claim)
        yield from stated(node, _judged("fidelity", assessment.fidelity, _FIDELITY))
        yield from stated(node, _judged("support", assessment.support, _SUPPORT))


_FIDELITY = (m.fidelity, m.fidelityBecause, m.fidelityDecidedBy)
_SUPPORT = (m.support, m.supportBecause, m.supportDecidedBy)


def _judged(
    scheme: str, judgement: Judgement, predicates: tuple[str, str, str]
) -> Iterator[tuple[str, Term]]:
    value, because, decided_by = predicates
    yield value, common(concept_iri(scheme, judgement.value))
    yield because, literal_term(judgement.because)
    for iri in judgement.decided_by:
        yield decided_by, node_term(iri)


def encode_validity(dataset: str) -> Iterator[Quad]:
    """State for which dataset, by its SHA-256, all that was derived holds; nothing if unknown.

    Shape: once, on the graph, so that what one document gives does not change with another.
    """
    if dataset:
        yield derived(f"{m.BASE}graph/{GraphKind.CHECKS}", m.forDataset, literal_term(dataset))


def encode_counts(counts: Iterable[CheckCount], rules: Iterable[CheckRule]) -> Iterator[Quad]:
    """State the four counts of each check, and why it could not be told.

    ``rules`` describe the checks and the shapes of structure that were counted.
    """
    named = {rule.check: rule.iri for rule in rules}
    for count in counts:
        node = f"{m.BASE}check-count/{count.check}"
        yield derived(node, f.rdf_type, m.CheckCount)
        yield derived(node, m.countedCheck, named[count.check])
        yield derived(node, m.severity, concept_iri("severity", count.severity))
        for predicate, number in (
            (m.passedCount, count.passed),
            (m.failedCount, count.failed),
            (m.inapplicableCount, count.inapplicable),
            (m.cannotTellCount, count.cannot_tell),
            (m.propositionCount, count.propositions),
        ):
            yield derived(node, predicate, whole(number))
        for reason, times in count.reasons:
            yield derived(node, m.countReason, literal_term(f"{reason} ({times})"))
