"""Closed lists: the ontology's schemes, the model's enumerations, ``vocab`` and ``sh:in`` agree."""

from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum
from typing import TYPE_CHECKING

import pytest
from ontology_files import (
    CONCEPT,
    IN_SCHEME,
    LABEL,
    NOTATION,
    RANGE,
    SCHEME,
    TYPE,
    Terms,
    declared,
    grouped,
    lists_of,
    members,
    of_type,
)
from pyoxigraph import RdfFormat, parse

import mdmakg.model
from mdmakg.bundle import folder
from mdmakg.model import (
    assessment,
    chain,
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
from mdmakg.vocab.foreign import RDF, SH, SKOS
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.scheme import SCHEMES, concept_iri, scheme_iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENUMERATIONS: dict[str, type[StrEnum]] = {
    "arm-role": study.ArmRole,
    "aspect": assessment.Aspect,
    "basis": claim.Basis,
    "bias-level": source.BiasLevel,
    "claim-kind": claim.ClaimKind,
    "completeness": study.Completeness,
    "component-kind": intervention.ComponentKind,
    "concept-kind": concept.ConceptKind,
    "control": assessment.Control,
    "design-feature": study.DesignFeature,
    "direction": outcome.Direction,
    "drift": assessment.Drift,
    "event": study.Event,
    "evidence-direction": claim.EvidenceDirection,
    "extent": source.Extent,
    "fidelity": assessment.Fidelity,
    "figure-kind": outcome.FigureKind,
    "hedge": claim.Hedge,
    "how-known": record.HowKnown,
    "level": outcome.Level,
    "match": assessment.Match,
    "measure": outcome.Measure,
    "operator": quantity.Operator,
    "order": study.Order,
    "outcome-role": outcome.OutcomeRole,
    "pin-state": mapping.PinState,
    "polarity": claim.Polarity,
    "publication-state": source.PublicationState,
    "quantifier": claim.Quantifier,
    "rater": outcome.Rater,
    "read-depth": study.ReadDepth,
    "relation": claim.Relation,
    "section": text.Section,
    "severity": check.Severity,
    "significance": outcome.Significance,
    "skip-reason": text.SkipReason,
    "source-kind": source.SourceKind,
    "stance": claim.Stance,
    "state": check.State,
    "support": assessment.Support,
    "time-role": study.TimeRole,
    "treatment-predicate": claim.TreatmentPredicate,
    "unsaid": scalar.Unsaid,
}
NO_LIST = {scalar.Kind, scalar.Part, chain.NodeKind, chain.EdgeKind}
"""Enumerations that are no closed lists of the data: kinds of id, parts, the graph's words."""
SHAPES = sorted(folder("shapes").glob("*.ttl"))


def enumerations() -> Iterator[type[StrEnum]]:
    """Give every enumeration that a module of the model defines."""
    for module in pkgutil.iter_modules(mdmakg.model.__path__):
        for thing in vars(importlib.import_module(f"mdmakg.model.{module.name}")).values():
            if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum:
                yield thing


def test_the_schemes_are_those_of_the_vocabulary() -> None:
    """schemes.ttl has just the schemes that vocab/scheme.py names, and this test knows them."""
    assert of_type(SCHEME) == {scheme_iri(scheme) for scheme in SCHEMES}
    assert tuple(ENUMERATIONS) == SCHEMES


def test_every_enumeration_is_a_list_or_says_why_not() -> None:
    """A new enumeration of the model cannot be forgotten here."""
    assert set(enumerations()) == set(ENUMERATIONS.values()) | NO_LIST


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_equals_enumeration(scheme: str) -> None:
    """The words of a scheme are the members of its enumeration, in the same order."""
    assert members(scheme) == [member.value for member in ENUMERATIONS[scheme]]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_concepts_are_named_by_their_scheme(scheme: str) -> None:
    """A concept's IRI is its scheme's name and its own word, and it is in that scheme alone."""
    for member in members(scheme):
        said = declared()[concept_iri(scheme, member)]
        assert said[TYPE] == [CONCEPT]
        assert said[NOTATION] == [member]
        assert said[IN_SCHEME] == said[SKOS + "topConceptOf"] == [scheme_iri(scheme)]
        assert said[SKOS + "prefLabel"] == said[LABEL]


def test_no_concept_is_without_a_scheme() -> None:
    """All concepts of schemes.ttl are members of the lists above."""
    listed = {concept_iri(scheme, member) for scheme in SCHEMES for member in members(scheme)}
    assert of_type(CONCEPT) == listed


@pytest.mark.parametrize("scheme", SCHEMES)
def test_some_property_takes_its_values_from_the_scheme(scheme: str) -> None:
    """No closed list is without use."""
    users = [iri for iri, said in declared().items() if scheme in lists_of(said)]
    assert users != []


def test_properties_with_a_list_take_concepts() -> None:
    """A property whose range is a concept names its list, and the lists it names exist."""
    for iri, said in declared().items():
        assert set(lists_of(said)) <= set(SCHEMES), iri
        if said[RANGE] == [CONCEPT]:
            assert lists_of(said), iri


def listed(terms: Terms, head: str) -> list[str]:
    """Give the items of an RDF list whose cells have names."""
    items: list[str] = []
    while head != RDF + "nil":
        items += terms[head][RDF + "first"]
        (head,) = terms[head][RDF + "rest"]
    return items


def in_lists(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Give each ``sh:in`` of a file: who says it, and its items."""
    quads = parse(path=file, format=RdfFormat.TURTLE)
    terms = grouped(quad.triple for quad in quads)
    for iri in list(terms):
        for head in terms[iri][SH + "in"]:
            yield iri, listed(terms, head)


def disagreement(items: list[str]) -> set[str]:
    """Give what an ``sh:in`` list has beyond, or lacks of, the closed lists that it begins."""
    schemes = {item.removeprefix(BASE).partition("/")[0] for item in items}
    whole = {
        concept_iri(scheme, member)
        for scheme in schemes & set(SCHEMES)
        for member in ENUMERATIONS[scheme]
    }
    return whole ^ set(items)


@pytest.mark.parametrize("file", SHAPES, ids=lambda file: file.name)
def test_sh_in_lists_are_whole_closed_lists(file: Path) -> None:
    """What ``sh:in`` allows is one closed list or several, each complete."""
    assert {iri: odd for iri, items in in_lists(file) if (odd := disagreement(items))} == {}


def test_a_list_that_lacks_a_member_is_seen() -> None:
    """A missing, a misspelt and a stray item are each found."""
    whole = [f"{BASE}order/before", f"{BASE}order/after"]
    assert disagreement(whole) == set()
    assert disagreement(whole[:1]) == {f"{BASE}order/after"}
    assert disagreement([*whole, f"{BASE}order/aftre"]) == {f"{BASE}order/aftre"}
    assert disagreement([*whole, f"{BASE}odrer/x"]) == {f"{BASE}odrer/x"}


def test_named_lists_are_followed(tmp_path: Path) -> None:
    """An ``sh:in`` with named cells is read from its first item to its last."""
    file = tmp_path / "list.ttl"
    file.write_text(
        f"@prefix rdf: <{RDF}> . @prefix sh: <{SH}> . @prefix : <https://example.org/> ."
        ":shape sh:in :1 . :1 rdf:first :a ; rdf:rest :2 . :2 rdf:first :b ; rdf:rest rdf:nil ."
    )
    ((iri, items),) = in_lists(file)
    assert iri == "https://example.org/shape"
    assert items == ["https://example.org/a", "https://example.org/b"]
