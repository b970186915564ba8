"""What the shapes allow as values, held against the model: closed lists, and forms of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from shape_cases import SHAPE, code, shapes

from mdmakg.check.shapelint import linked
from mdmakg.model import (
    assessment,
    check,
    claim,
    concept,
    intervention,
    mapping,
    outcome,
    quantity,
    record,
    scalar,
    source,
    study,
    text,
)
from mdmakg.vocab.foreign import SH
from mdmakg.vocab.scheme import concept_iri

if TYPE_CHECKING:
    from enum import StrEnum

# Which closed lists each shape allows: its property's, by the name of the shape.
LISTS: dict[str, dict[str, type[StrEnum]]] = {
    "arm.armRole": {"arm-role": study.ArmRole},
    "assessment.fidelity": {"fidelity": assessment.Fidelity},
    "assessment.support": {"support": assessment.Support},
    "check-count.severity": {"severity": check.Severity},
    "check-result.severity": {"severity": check.Severity},
    "check-result.state": {"state": check.State},
    "claim.claimKind": {"claim-kind": claim.ClaimKind},
    "claim.claimedDirection": {"direction": outcome.Direction},
    "claim.exportedAs": {"treatment-predicate": claim.TreatmentPredicate},
    "claim.hedge": {"hedge": claim.Hedge},
    "claim.polarity": {"polarity": claim.Polarity},
    "claim.quantifier": {"quantifier": claim.Quantifier},
    "claim.stance": {"stance": claim.Stance},
    "component.componentKind": {"component-kind": intervention.ComponentKind},
    "concept.conceptKind": {"concept-kind": concept.ConceptKind},
    "drift.driftAspect": {"aspect": assessment.Aspect},
    "drift.driftKind": {"drift": assessment.Drift},
    "evidence-line.basis": {"basis": claim.Basis},
    "evidence-line.evidenceDirection": {"evidence-direction": claim.EvidenceDirection},
    "figure.figureKind": {"figure-kind": outcome.FigureKind},
    "ground.howKnown": {"how-known": record.HowKnown},
    "is-unsaid": {"unsaid": scalar.Unsaid},
    "mapping.recordedState": {"pin-state": mapping.PinState},
    "offset.offsetEvent": {"event": study.Event},
    "offset.offsetOrder": {"order": study.Order},
    "outcome-report.outcomeRole": {"outcome-role": outcome.OutcomeRole},
    "outcome-report.ratedBy": {"rater": outcome.Rater},
    "passage.section": {"section": text.Section},
    "passage.skippedAs": {"skip-reason": text.SkipReason},
    "proposition.from": {"time-role": study.TimeRole, "unsaid": scalar.Unsaid},
    "proposition.relation": {"relation": claim.Relation},
    "proposition.to": {"time-role": study.TimeRole, "unsaid": scalar.Unsaid},
    "quantity.operator": {"operator": quantity.Operator},
    "result.changeFrom": {"time-role": study.TimeRole},
    "result.changeTo": {"time-role": study.TimeRole},
    "result.direction": {"direction": outcome.Direction},
    "result.level": {"level": outcome.Level},
    "result.measure": {"measure": outcome.Measure},
    "result.ratedBy": {"rater": outcome.Rater},
    "result.significance": {"significance": outcome.Significance},
    "risk-of-bias.biasLevel": {"bias-level": source.BiasLevel},
    "source.extent": {"extent": source.Extent},
    "source.publicationState": {"publication-state": source.PublicationState},
    "source.sourceKind": {"source-kind": source.SourceKind},
    "study-report.armsListed": {"completeness": study.Completeness},
    "study-report.designFeature": {"design-feature": study.DesignFeature},
    "study-report.outcomesListed": {"completeness": study.Completeness},
    "study-report.populationsListed": {"completeness": study.Completeness},
    "study-report.readDepth": {"read-depth": study.ReadDepth},
    "study-report.timePointsListed": {"completeness": study.Completeness},
    "time-point.timeRole": {"time-role": study.TimeRole},
}


def said(shape: str, term: str) -> list[str]:
    """Give what a shape says by a SHACL term."""
    values = shapes().graph.objects(URIRef(SHAPE + shape), URIRef(SH + term))
    return [str(value) for value in values]


def test_every_list_of_the_shapes_is_held_against_the_model() -> None:
    """The table above has each shape with ``sh:in``, and no other."""
    assert {code(s) for s in shapes().graph.subjects(URIRef(SH + "in"))} == set(LISTS)


@pytest.mark.parametrize("shape", LISTS)
def test_a_list_is_the_model_s_enumeration(shape: str) -> None:
    """What a shape allows is what the model's enumerations have, each member once, as IRIs."""
    listed = [str(v) for v in linked(shapes().graph, URIRef(SHAPE + shape), SH + "in")]
    members = {concept_iri(name, m) for name, kind in LISTS[shape].items() for m in kind}
    assert sorted(listed) == sorted(members)


@pytest.mark.parametrize("shape", LISTS)
def test_a_message_names_all_that_a_list_allows(shape: str) -> None:
    """A curator reads in the message every word that may stand there."""
    (message,) = said(shape, "message")
    words = {str(m) for kind in LISTS[shape].values() for m in kind}
    assert words <= set(re.findall(r"[\w-]+", message))


def pattern(shape: str) -> str:
    """Give the pattern of a shape."""
    (found,) = said(shape, "pattern")
    return found


def of_type(annotated: Any) -> str:
    """Give the pattern of one of the model's types of scalars."""
    kind = get_args(annotated)[1]
    assert isinstance(kind, scalar.Scalar)
    return kind.pattern


FORMS = {
    "named.shortId": of_type(scalar.Id),
    "named.label": of_type(scalar.Line),
    "text.sha256": of_type(scalar.Sha256),
    "text.fileName": of_type(scalar.FileName),
    "claim.intensifier": of_type(scalar.FewWords),
    "quantity.low": quantity.NUMBER,
    "quantity.high": quantity.NUMBER,
}


@pytest.mark.parametrize("shape", FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_shape_allows_every_form_that_the_model_allows(shape: str, data: st.DataObject) -> None:
    """Whatever a document file may say passes the shape's pattern too."""
    value = data.draw(st.from_regex(re.compile(FORMS[shape], re.ASCII), fullmatch=True))
    assert re.search(pattern(shape), value)


@pytest.mark.parametrize("shape", ["source.identifier", "study.registration"])
@settings(max_examples=100)
@given(written=st.from_regex(re.compile(of_type(scalar.IdentifierText), re.ASCII), fullmatch=True))
def test_a_shape_allows_every_identifier_of_the_model(shape: str, written: str) -> None:
    """An identifier passes as it is encoded: scheme, colon, value."""
    scheme, _, value = written.partition(" ")
    assert re.search(pattern(shape), str(scalar.Identifier(scheme, value)))


@settings(max_examples=100)
@given(written=st.from_regex(re.compile(of_type(quantity.QuantityText), re.ASCII), fullmatch=True))
def test_a_shape_allows_every_unit_of_the_model(written: str) -> None:
    """What stands last in a quantity, after a number and a blank, passes as a unit."""
    number, _, unit = written.rpartition(" ")
    if number and unit[0] not in "+-0123456789":
        assert re.search(pattern("quantity.unit"), unit)


def lines_with_their_own_pattern() -> list[str]:
    """Give the shapes of text that have the pattern of a line."""
    line = Literal(pattern("named.label"))
    return sorted(code(s) for s in shapes().graph.subjects(URIRef(SH + "pattern"), line))


def test_text_is_on_one_line_wherever_the_model_says_so() -> None:
    """The shapes of free text have one pattern: these, named by hand from the model's lines."""
    assert lines_with_their_own_pattern() == [
        "acceptance.acceptanceReason",
        "acceptance.acceptedBy",
        "assessment.fidelityBecause",
        "assessment.supportBecause",
        "claim.codedBy",
        "claim.gloss",
        "creator.name",
        "drift.became",
        "drift.was",
        "evidence-line.codedBy",
        "ground.locator",
        "instrument.abbreviation",
        "mapping.mappedLabel",
        "mapping.mappingSource",
        "mapping.recordedLabel",
        "named.label",
        "noted.note",
        "outcome-report.timeFrame",
        "quantity.asWritten",
        "quotation.words",
        "result.gloss",
        "result.intervalMethod",
        "result.timeFrame",
        "risk-of-bias.biasDomain",
        "risk-of-bias.biasTool",
        "source.attributionNotice",
        "source.funding",
        "source.interests",
        "source.licence",
        "source.publisher",
        "source.title",
        "source.venue",
        "study-report.aim",
        "study-report.multiplicity",
        "study-report.recruitmentStatus",
        "study-report.sponsor",
        "study-report.whyStopped",
        "written.asWritten",
    ]
