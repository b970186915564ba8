"""Studies, interventions, outcomes and results as statements."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.plain.speaker import listed
from benchmarks.plain.vocabulary import MDMAKG, boolean, member, thing
from rdflib import RDF, RDFS, Literal, URIRef

if TYPE_CHECKING:
    from benchmarks.plain.speaker import Speaker, Tree

__all__ = ["say_intervention", "say_outcome", "say_result", "say_study"]

_SIZES = {
    "enrolled": MDMAKG.enrolled,
    "analysed": MDMAKG.analysed,
    "followed-up": MDMAKG.followedUp,
}
_SESSIONS = {
    "number": MDMAKG.number,
    "length": MDMAKG.sessionLength,
    "spacing": MDMAKG.spacing,
    "dose": MDMAKG.dose,
}
_NUMBERS = {
    "estimate": MDMAKG.estimate,
    "standard-error": MDMAKG.standardError,
    "standard-deviation": MDMAKG.standardDeviation,
    "interval": MDMAKG.interval,
    "interval-level": MDMAKG.intervalLevel,
    "events": MDMAKG.events,
    "of": MDMAKG.outOf,
    "statistic": MDMAKG.statistic,
    "df": MDMAKG.degreesOfFreedom,
    "p": MDMAKG.pValue,
}
_LISTS = {
    "arms": MDMAKG.armsListed,
    "outcomes": MDMAKG.outcomesListed,
    "time-points": MDMAKG.timePointsListed,
    "populations": MDMAKG.populationsListed,
}


def say_study(to: Speaker, id_: str, study: Tree) -> None:
    """State a study, and what this document reports of it."""
    subject = thing("study", id_)
    if "label" in study:
        to.identity(subject, MDMAKG.Study, id_, study["label"])
        to.ground(subject, study)
        if "follows-up" in study:
            to.say(subject, MDMAKG.followsUp, to.refer(study["follows-up"]))
        if "cohort" in study:
            cohort = thing("cohort", study["cohort"])
            to.say(subject, MDMAKG.hasCohort, cohort)
            to.say(cohort, RDF.type, MDMAKG.Cohort)
            to.say(cohort, MDMAKG.shortId, Literal(study["cohort"]))
    for local, report in study.get("reports", {}).items():
        _study_report(to, subject, local, report)


def _study_report(to: Speaker, study: URIRef, local: str, report: Tree) -> None:
    to.source = report["source"]
    subject = thing("study-report", to.document, local)
    to.local_identity(subject, MDMAKG.StudyReport, local)
    to.say(subject, MDMAKG.ofStudy, study)
    to.say(subject, MDMAKG.reportedIn, to.refer(report["source"]))
    to.say(subject, MDMAKG.readDepth, member("read-depth", report["read"]))
    to.ground(subject, report)
    to.fact(subject, MDMAKG.aim, report.get("aim"))
    design = partial(member, "design-feature")
    to.facts(subject, MDMAKG.designFeature, report.get("design"), design)
    if "inherits-design-from" in report:
        to.say(subject, MDMAKG.inheritsDesignFrom, to.refer(report["inherits-design-from"]))
    to.facts(subject, MDMAKG.analysis, report.get("analyses"), to.refer)
    to.fact(subject, MDMAKG.multiplicity, report.get("multiplicity"))
    to.quantities(subject, report.get("sizes", {}), _SIZES)
    to.facts(subject, MDMAKG.enrolledPopulation, report.get("populations"), to.refer)
    for key, predicate in _LISTS.items():
        to.say(subject, predicate, member("completeness", report["lists"][key]))
    for arm_id, arm in report.get("arms", {}).items():
        _arm(to, subject, arm_id, arm)
    for role, point in report.get("time-points", {}).items():
        _time_point(to, subject, role, point)


def _arm(to: Speaker, report: URIRef, local: str, arm: Tree) -> None:
    subject = thing("arm", to.document, local)
    to.say(report, MDMAKG.hasArm, subject)
    to.local_identity(subject, MDMAKG.Arm, local)
    to.say(subject, RDFS.label, Literal(arm["label"]))
    to.say(subject, MDMAKG.armRole, member("arm-role", arm["role"]))
    to.say(subject, MDMAKG.armIntervention, to.refer(arm["intervention"]))
    to.quantities(subject, arm, {"size": MDMAKG.armSize})
    to.ground(subject, arm)


def _time_point(to: Speaker, report: URIRef, role: str, point: Tree) -> None:
    subject = URIRef(f"{report}/time-point/{role}")
    to.say(report, MDMAKG.hasTimePoint, subject)
    to.say(subject, RDF.type, MDMAKG.TimePoint)
    to.say(subject, MDMAKG.timeRole, member("time-role", role))
    to.ground(subject, point)
    for number, offset in enumerate(point["offsets"], 1):
        name = URIRef(f"{subject}/offset/{number}")
        to.say(subject, MDMAKG.hasOffset, name)
        to.say(name, RDF.type, MDMAKG.Offset)
        to.say(name, MDMAKG.offsetOrder, member("order", offset["order"]))
        to.say(name, MDMAKG.offsetEvent, member("event", offset["event"]))
        to.quantities(name, offset, {"by": MDMAKG.offsetBy})
        to.ground(name, offset)


def say_intervention(to: Speaker, id_: str, intervention: Tree) -> None:
    """State an intervention, and what this document reports of it."""
    subject = thing("intervention", id_)
    if "label" in intervention:
        to.identity(subject, MDMAKG.Intervention, id_, intervention["label"])
        to.ground(subject, intervention)
        for part in intervention.get("parts", ()):
            to.say(subject, MDMAKG.hasPart, to.refer(part))
    for local, report in intervention.get("reports", {}).items():
        to.source = report["source"]
        name = thing("intervention-report", to.document, local)
        to.local_identity(name, MDMAKG.InterventionReport, local)
        to.say(name, MDMAKG.ofIntervention, subject)
        to.say(name, MDMAKG.reportedIn, to.refer(report["source"]))
        if "study" in report:
            to.say(name, MDMAKG.ofStudy, to.refer(report["study"]))
        to.ground(name, report)
        for key, component in report["components"].items():
            _component(to, name, key, component)


def _component(to: Speaker, report: URIRef, key: str, component: Tree) -> None:
    subject = URIRef(f"{report}/component/{key}")
    to.say(report, MDMAKG.hasComponent, subject)
    to.say(subject, RDF.type, MDMAKG.Component)
    to.say(subject, MDMAKG.componentKind, member("component-kind", component["kind"]))
    to.ground(subject, component)
    to.quantities(subject, component, _SESSIONS)
    if "substance" in component:
        to.say(subject, MDMAKG.substance, to.refer(component["substance"]))


def say_outcome(to: Speaker, id_: str, outcome: Tree) -> None:
    """State an outcome, and what this document reports of measuring it."""
    subject = thing("outcome", id_)
    if "label" in outcome:
        to.identity(subject, MDMAKG.Outcome, id_, outcome["label"])
        to.ground(subject, outcome)
        if "construct" in outcome:
            to.say(subject, MDMAKG.construct, to.refer(outcome["construct"]))
        for broader in outcome.get("broader", ()):
            to.say(subject, MDMAKG.broaderOutcome, to.refer(broader))
        if outcome.get("general") == "yes":
            to.say(subject, MDMAKG.generalTerm, boolean("yes"))
    for local, report in outcome.get("reports", {}).items():
        to.source = report["source"]
        name = thing("outcome-report", to.document, local)
        to.local_identity(name, MDMAKG.OutcomeReport, local)
        to.say(name, MDMAKG.ofOutcome, subject)
        to.say(name, MDMAKG.reportedIn, to.refer(report["source"]))
        to.say(name, MDMAKG.ofStudy, to.refer(report["study"]))
        to.ground(name, report)
        to.fact(name, MDMAKG.usedInstrument, report["instrument"], partial(_instrument, to))
        to.fact(name, MDMAKG.outcomeRole, report["role"], partial(member, "outcome-role"))
        to.fact(name, MDMAKG.ratedBy, report["rated-by"], partial(member, "rater"))


def _instrument(to: Speaker, told: str) -> URIRef:
    return member("unsaid", told) if told.startswith("not-") else to.refer(told)


def say_result(to: Speaker, id_: str, result: Tree) -> None:
    """State a result."""
    to.source = result["source"]
    subject = thing("result", to.document, id_)
    to.local_identity(subject, MDMAKG.Result, id_)
    to.say(subject, MDMAKG.gloss, Literal(result["gloss"]))
    to.say(subject, MDMAKG.reportedIn, to.refer(result["source"]))
    to.say(subject, MDMAKG.ofStudy, to.refer(result["study"]))
    to.ground(subject, result)
    for outcome in listed(result["outcomes"]):
        to.say(subject, MDMAKG.ofOutcome, to.refer(outcome))
    if "instrument" in result:
        to.say(subject, MDMAKG.usedInstrument, to.refer(result["instrument"]))
    if "change" in result:
        to.say(subject, MDMAKG.changeFrom, member("time-role", result["change"]["from"]))
        to.say(subject, MDMAKG.changeTo, member("time-role", result["change"]["to"]))
    for arm in result.get("between", ()):
        to.say(subject, MDMAKG.betweenArm, to.refer(arm))
    for arm in result.get("between", ())[:1]:
        to.say(subject, MDMAKG.firstArm, to.refer(arm))
    for key in ("direction", "measure", "level", "significance"):
        to.say(subject, MDMAKG[key], member(key, result[key]))
    if "test" in result:
        to.say(subject, MDMAKG.test, to.refer(result["test"]))
    to.quantities(subject, result, _NUMBERS)
    to.fact(subject, MDMAKG.intervalMethod, result.get("interval-method"))
