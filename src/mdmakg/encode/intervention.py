"""Interventions and how each source describes them, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.ground import encode_ground, encode_quantity_fact
from mdmakg.encode.identity import encode_identity, encode_local_identity
from mdmakg.encode.iri import global_iri, local_iri
from mdmakg.encode.mapping import encode_mappings
from mdmakg.encode.scope import Scope, member
from mdmakg.model.scalar import Kind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.encode.scope import Statements
    from mdmakg.model.intervention import Component, Intervention, InterventionReport

__all__ = ["encode_intervention"]


def encode_intervention(scope: Scope, id_: str, intervention: Intervention) -> Statements:
    """State an intervention's identity, where this file gives it, and its reports."""
    subject = global_iri(Kind.INTERVENTION, id_)
    if intervention.label is not None:
        yield from encode_identity(scope, subject, m.Intervention, id_, intervention.label)
        yield from encode_mappings(scope, subject, intervention.label)
        yield from encode_ground(scope, subject, intervention)
        for number, part in enumerate(intervention.parts):
            yield scope.say(subject, m.hasPart, scope.iri(part), "parts", number)
    for local, report in intervention.reports.items():
        place = scope.at("reports", local).by(report.source.id)
        yield from _report(place, subject, local, report)


def _report(scope: Scope, intervention: str, local: str, report: InterventionReport) -> Statements:
    subject = local_iri(Kind.INTERVENTION_REPORT, scope.document, local)
    yield from encode_local_identity(scope, subject, m.InterventionReport, local)
    yield scope.say(subject, m.ofIntervention, intervention)
    yield scope.say(subject, m.reportedIn, scope.iri(report.source), "source")
    if report.study is not None:
        yield scope.say(subject, m.ofStudy, scope.iri(report.study), "study")
    yield from encode_ground(scope, subject, report)
    for id_, component in report.components.items():
        yield from _component(scope.at("components", id_), subject, id_, component)


def _component(scope: Scope, report: str, id_: str, component: Component) -> Statements:
    subject = f"{report}/component/{id_}"
    yield scope.say(report, m.hasComponent, subject)
    yield scope.say(subject, f.rdf_type, m.Component)
    yield scope.say(subject, m.componentKind, member("component-kind", component.kind), "kind")
    yield from encode_ground(scope, subject, component)
    for key, predicate, fact in (
        ("number", m.number, component.number),
        ("length", m.sessionLength, component.length),
        ("spacing", m.spacing, component.spacing),
        ("dose", m.dose, component.dose),
    ):
        yield from encode_quantity_fact(scope.at(key), subject, predicate, fact)
    if component.substance is not None:
        yield scope.say(subject, m.substance, scope.iri(component.substance), "substance")
