"""A check report as JSON, for programs; ``checks.schema.json`` beside this file describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.check.iri import result_iri
from mdmakg.report.verdict import exit_code
from mdmakg.report.view import View
from mdmakg.report.wellformed import Json, json_text

if TYPE_CHECKING:
    from mdmakg.errors import Place
    from mdmakg.model.assessment import Assessment, Judgement
    from mdmakg.model.check import Accepted, CheckCount, CheckReport, CheckResult, CheckRule

__all__ = ["FORMAT", "write_json"]

FORMAT = "mdmakg-checks/1"


def write_json(report: CheckReport, view: View | None = None) -> str:
    """Write the whole report, every field of it, with both verdicts."""
    shown = view or View()
    return json_text(
        {
            "format": FORMAT,
            "dataset": report.dataset or None,
            "conforms": report.conforms,
            "failOn": str(shown.fail_on),
            "exitCode": exit_code(report, shown.fail_on),
            "rules": [_rule(rule) for rule in report.rules],
            "counts": [_count(count) for count in report.counts],
            "off": list(report.off),
            "results": [_result(result) for result in report.results],
            "assessments": [_assessment(one) for one in report.assessments],
        }
    )


def _rule(rule: CheckRule) -> Json:
    return {
        "check": rule.check,
        "iri": rule.iri,
        "severity": str(rule.severity),
        "label": rule.label,
        "advice": rule.advice,
        "place": _place(rule.place),
    }


def _count(count: CheckCount) -> Json:
    return {
        "check": count.check,
        "severity": str(count.severity),
        "passed": count.passed,
        "failed": count.failed,
        "inapplicable": count.inapplicable,
        "cannotTell": count.cannot_tell,
        "propositions": count.propositions,
        "reasons": [{"reason": reason, "count": times} for reason, times in count.reasons],
    }


def _assessment(assessment: Assessment) -> Json:
    return {
        "claim": assessment.claim,
        "fidelity": _judgement(assessment.fidelity),
        "support": _judgement(assessment.support),
    }


def _judgement(judgement: Judgement) -> Json:
    return {
        "value": judgement.value,
        "because": judgement.because,
        "decidedBy": list(judgement.decided_by),
    }


def _result(result: CheckResult) -> Json:
    return {
        "iri": result_iri(result),
        "check": result.check,
        "shape": result.shape,
        "focus": result.focus,
        "state": str(result.state),
        "severity": str(result.severity),
        "message": result.message,
        "component": result.component,
        "path": result.path,
        "value": result.value,
        "valueTerm": result.value_term,
        "details": dict(result.details),
        "reason": result.reason,
        "accepted": _accepted(result.accepted),
        "place": _place(result.place),
    }


def _accepted(accepted: Accepted | None) -> Json:
    if accepted is None:
        return None
    return {"iri": accepted.iri, "by": accepted.by, "why": accepted.why, "on": accepted.on}


def _place(place: Place | None) -> Json:
    if place is None:
        return None
    return {"file": place.file, "line": place.line, "column": place.column}
