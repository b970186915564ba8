"""Studies and what each source reports of them, as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.encode.ground import (
    encode_fact,
    encode_facts,
    encode_ground,
    encode_quantity_fact,
)
from mdmakg.encode.identity import encode_identity, encode_local_identity
from mdmakg.encode.iri import global_iri, local_iri
from mdmakg.encode.scope import Scope, in_scheme, member
from mdmakg.model.scalar import Kind
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from mdmakg.encode.scope import Statements
    from mdmakg.model.scalar import Moment
    from mdmakg.model.study import Arm, Offset, Study, StudyReport, TimePoint, TimeRole
    from mdmakg.vocab.term import Term

__all__ = ["encode_offset", "encode_study"]


def encode_study(scope: Scope, id_: str, study: Study) -> Statements:
    """State a study's identity, where this file gives it, and the reports this file holds."""
    subject = global_iri(Kind.STUDY, id_)
    if study.label is not None:
        yield from encode_identity(scope, subject, m.Study, id_, study.label)
        yield from _joined(scope, subject, study)
    for local, report in study.reports.items():
        place = scope.at("reports", local).by(report.source.id)
        yield from _report(place, subject, local, report)


def _joined(scope: Scope, subject: str, study: Study) -> Statements:
    yield from encode_ground(scope, subject, study)
    if study.follows_up is not None:
        yield scope.say(subject, m.followsUp, scope.iri(study.follows_up), "follows-up")
    if study.cohort is not None:
        cohort = global_iri(Kind.COHORT, study.cohort)
        yield scope.say(subject, m.hasCohort, cohort, "cohort")
        yield scope.say(cohort, f.rdf_type, m.Cohort, "cohort")
        yield scope.say(cohort, m.shortId, literal_term(study.cohort), "cohort")
    place = scope.at("registrations")
    for number, fact in enumerate(study.registrations):
        said = place.at(number).by(fact.from_.work.id if fact.from_ else scope.source)
        yield from encode_fact(
            said, subject, m.registration, fact, lambda i: literal_term(str(i)), number=number
        )


def _report(scope: Scope, study: str, local: str, report: StudyReport) -> Statements:
    subject = local_iri(Kind.STUDY_REPORT, scope.document, local)
    yield from encode_local_identity(scope, subject, m.StudyReport, local)
    yield scope.say(subject, m.ofStudy, study)
    yield scope.say(subject, m.reportedIn, scope.iri(report.source), "source")
    yield scope.say(subject, m.readDepth, member("read-depth", report.read), "read")
    yield from encode_ground(scope, subject, report)
    yield from encode_fact(scope.at("aim"), subject, m.aim, report.aim, literal_term)
    yield from _registered(scope, subject, report)
    yield from _design(scope, subject, report)
    yield from _participants(scope, subject, report)
    yield from _lists(scope.at("lists"), subject, report)
    for id_, arm in report.arms.items():
        yield from _arm(scope.at("arms", id_), subject, id_, arm)
    for role, point in report.time_points.items():
        yield from _time_point(scope.at("time-points", role), subject, role, point)


def _design(scope: Scope, subject: str, report: StudyReport) -> Statements:
    yield from encode_facts(
        scope.at("design"), subject, m.designFeature, report.design, in_scheme("design-feature")
    )
    if report.inherits_design_from is not None:
        elsewhere = scope.iri(report.inherits_design_from)
        yield scope.say(subject, m.inheritsDesignFrom, elsewhere, "inherits-design-from")
    yield from encode_facts(scope.at("analyses"), subject, m.analysis, report.analyses, scope.iri)
    yield from encode_fact(
        scope.at("multiplicity"), subject, m.multiplicity, report.multiplicity, literal_term
    )


def _registered(scope: Scope, subject: str, report: StudyReport) -> Statements:
    drawn = scope.at("drawn-from")
    yield from encode_facts(drawn, subject, m.drawnFrom, report.drawn_from, scope.iri)
    for key, predicate, said in (
        ("sponsor", m.sponsor, report.sponsor),
        ("recruitment", m.recruitmentStatus, report.recruitment),
        ("why-stopped", m.whyStopped, report.why_stopped),
    ):
        yield from encode_fact(scope.at(key), subject, predicate, said, literal_term)
    for key, predicate, when in (
        ("started", m.studyStart, report.started),
        ("completed", m.studyCompletion, report.completed),
    ):
        yield from encode_fact(scope.at(key), subject, predicate, when, _date)


def _date(moment: Moment) -> Term:
    return literal_term(moment.text)


def _participants(scope: Scope, subject: str, report: StudyReport) -> Statements:
    sizes = scope.at("sizes")
    for key, predicate, size in (
        ("planned", m.planned, report.sizes.planned),
        ("enrolled", m.enrolled, report.sizes.enrolled),
        ("analysed", m.analysed, report.sizes.analysed),
        ("followed-up", m.followedUp, report.sizes.followed_up),
    ):
        yield from encode_quantity_fact(sizes.at(key), subject, predicate, size)
    yield from encode_facts(
        scope.at("populations"), subject, m.enrolledPopulation, report.populations, scope.iri
    )


def _lists(scope: Scope, subject: str, report: StudyReport) -> Statements:
    for key, predicate, how in (
        ("arms", m.armsListed, report.lists.arms),
        ("outcomes", m.outcomesListed, report.lists.outcomes),
        ("time-points", m.timePointsListed, report.lists.time_points),
        ("populations", m.populationsListed, report.lists.populations),
    ):
        yield scope.say(subject, predicate, member("completeness", how), key)


def _arm(scope: Scope, report: str, local: str, arm: Arm) -> Statements:
    subject = local_iri(Kind.ARM, scope.document, local)
    yield scope.say(report, m.hasArm, subject)
    yield from encode_local_identity(scope, subject, m.Arm, local)
    yield scope.say(subject, f.rdfs_label, literal_term(arm.label), "label")
    yield scope.say(subject, m.armRole, member("arm-role", arm.role), "role")
    yield scope.say(subject, m.armIntervention, scope.iri(arm.intervention), "intervention")
    for key, predicate, fact in (
        ("size", m.armSize, arm.size),
        ("completed", m.armCompleted, arm.completed),
        ("dose", m.armDose, arm.dose),
    ):
        yield from encode_quantity_fact(scope.at(key), subject, predicate, fact)
    yield from encode_ground(scope, subject, arm)


def _time_point(scope: Scope, report: str, role: TimeRole, point: TimePoint) -> Statements:
    subject = f"{report}/time-point/{role}"
    yield scope.say(report, m.hasTimePoint, subject)
    yield scope.say(subject, f.rdf_type, m.TimePoint)
    yield scope.say(subject, m.timeRole, member("time-role", role))
    yield from encode_ground(scope, subject, point)
    for number, offset in enumerate(point.offsets):
        yield from _offset(scope.at("offsets", number), subject, number, offset)


def _offset(scope: Scope, point: str, number: int, offset: Offset) -> Statements:
    subject = f"{point}/offset/{number + 1}"
    yield scope.say(point, m.hasOffset, subject)
    yield from encode_offset(scope, subject, offset)


def encode_offset(scope: Scope, subject: str, offset: Offset) -> Statements:
    """State how far something lies from an event."""
    yield scope.say(subject, f.rdf_type, m.Offset)
    yield scope.say(subject, m.offsetOrder, member("order", offset.order), "order")
    yield scope.say(subject, m.offsetEvent, member("event", offset.event), "event")
    yield from encode_quantity_fact(scope.at("by"), subject, m.offsetBy, offset.by)
    yield from encode_ground(scope, subject, offset)
