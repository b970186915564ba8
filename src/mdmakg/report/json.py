"""A check report as JSON, for programs; ``checks.schema.json`` beside this file describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.check.iri import result_iri
from mdmakg.jsonlist import json_list
from mdmakg.report.verdict import exit_code
from mdmakg.report.view import View
from mdmakg.report.wellformed import json_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.errors import Place
    from mdmakg.model.assessment import Assessment, Judgement
    from mdmakg.model.check import Accepted, CheckCount, CheckReport, CheckResult, CheckRule

__all__ = ["FORMAT", "json_pieces", "write_json"]

FORMAT = "mdmakg-checks/1"


def write_json(report: CheckReport, view: View | None = None) -> str:
    """Write the whole report, every field of it, with both verdicts."""
    return "".join(json_pieces(report, view))


def json_pieces(report: CheckReport, view: View | None = None) -> Iterator[str]:
    """Write the report in ASCII, two spaces deep, one result or assessment at a time.

    It is written out here and not by the library, whose indenting takes five times as long.
    """
    shown = view or View()
    yield f"""{{
  "format": {json_string(FORMAT)},
  "dataset": {json_string(report.dataset) if report.dataset else "null"},
  "conforms": {"true" if report.conforms else "false"},
  "failOn": {json_string(shown.fail_on)},
  "exitCode": {exit_code(report, shown.fail_on)},
  "rules": """
    yield from json_list(map(_rule, report.rules), 1, 2)
    yield ',\n  "counts": '
    yield from json_list(map(_count, report.counts), 1, 2)
    yield ',\n  "off": '
    yield from json_list(map(json_string, report.off), 1, 2)
    yield ',\n  "results": '
    yield from json_list(map(_result, report.results), 1, 2)
    yield ',\n  "assessments": '
    yield from json_list(map(_assessment, report.assessments), 1, 2)
    yield "\n}\n"


def _rule(rule: CheckRule) -> str:
    return f"""{{
      "check": {json_string(rule.check)},
      "iri": {json_string(rule.iri)},
      "severity": {json_string(rule.severity)},
      "label": {json_string(rule.label)},
      "advice": {json_string(rule.advice)},
      "place": {_place(rule.place)}
    }}"""


def _count(count: CheckCount) -> str:
    return f"""{{
      "check": {json_string(count.check)},
      "severity": {json_string(count.severity)},
      "passed": {count.passed},
      "failed": {count.failed},
      "inapplicable": {count.inapplicable},
      "cannotTell": {count.cannot_tell},
      "propositions": {count.propositions},
      "reasons": {"".join(json_list((_reason(*one) for one in count.reasons), 3, 2))}
    }}"""


def _reason(reason: str, times: int) -> str:
    return f"""{{
          "reason": {json_string(reason)},
          "count": {times}
        }}"""


def _assessment(assessment: Assessment) -> str:
    return f"""{{
      "claim": {json_string(assessment.claim)},
      "fidelity": {_judgement(assessment.fidelity)},
      "support": {_judgement(assessment.support)}
    }}"""


def _judgement(judgement: Judgement) -> str:
    return f"""{{
        "value": {json_string(judgement.value)},
        "because": {json_string(judgement.because)},
        "decidedBy": {"".join(json_list(map(json_string, judgement.decided_by), 4, 2))}
      }}"""


def _result(result: CheckResult) -> str:
    return f"""{{
      "iri": {json_string(result_iri(result))},
      "check": {json_string(result.check)},
      "shape": {json_string(result.shape)},
      "focus": {json_string(result.focus)},
      "state": {json_string(result.state)},
      "severity": {json_string(result.severity)},
      "message": {json_string(result.message)},
      "component": {json_string(result.component)},
      "path": {json_string(result.path)},
      "value": {json_string(result.value)},
      "valueTerm": {json_string(result.value_term)},
      "details": {_details(result)},
      "reason": {json_string(result.reason)},
      "accepted": {_accepted(result.accepted)},
      "place": {_place(result.place)}
    }}"""


def _details(result: CheckResult) -> str:
    told = {json_string(name): json_string(value) for name, value in result.details}
    rows = ",\n        ".join(f"{name}: {value}" for name, value in told.items())
    return f"{{\n        {rows}\n      }}" if rows else "{}"


def _accepted(accepted: Accepted | None) -> str:
    if accepted is None:
        return "null"
    return f"""{{
        "iri": {json_string(accepted.iri)},
        "by": {json_string(accepted.by)},
        "why": {json_string(accepted.why)},
        "on": {json_string(accepted.on)}
      }}"""


def _place(place: Place | None) -> str:
    if place is None:
        return "null"
    return f"""{{
        "file": {json_string(place.file)},
        "line": {place.line},
        "column": {place.column}
      }}"""
