"""A check report as annotations of a GitHub Actions run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.model.check import Severity
from mdmakg.report.faults import visible
from mdmakg.report.verdict import verdict
from mdmakg.report.view import View

if TYPE_CHECKING:
    from mdmakg.model.check import CheckCount, CheckReport, CheckResult

__all__ = ["write_github"]

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_DATA | {":": "%3A", ",": "%2C"}


def write_github(report: CheckReport, view: View | None = None) -> str:
    """Write one workflow command per failed result, per check that could not tell, and the verdict.

    Shape:  a result that is accepted is a notice, whatever its severity.
    Source: the runner's ``ActionCommand``: five characters are escaped in
            properties, three in the message.
    """
    shown = view or View()
    lines = [
        *(_annotation(result) for result in report.failed),
        *(_untold(count) for count in report.counts if count.cannot_tell),
        f"::notice title=mdmakg check::{_data(verdict(report, shown.fail_on))}",
    ]
    return "\n".join(lines) + "\n"


def _annotation(result: CheckResult) -> str:
    properties = {"title": result.check}
    if place := result.place:
        where = {"file": place.file, "line": str(place.line), "col": str(place.column)}
        properties = where | properties
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    says = result.message or f"<{result.focus}>"
    if result.accepted is not None:
        return f"::notice {written}::{_data(f'{says} ({result.accepted.words})')}"
    return f"::{_COMMANDS[result.severity]} {written}::{_data(says)}"


def _untold(count: CheckCount) -> str:
    reasons = "; ".join(f"{reason} ({times})" for reason, times in count.reasons)
    says = f"{count.cannot_tell} could not be told: {reasons}"
    return f"::notice title={_property(count.check)}::{_data(says)}"


def _data(text: str) -> str:
    return _escaped(text, _IN_DATA)


def _property(text: str) -> str:
    return _escaped(text, _IN_PROPERTY)


def _escaped(text: str, escapes: dict[str, str]) -> str:
    parts = (escapes[char] if char in escapes else visible(char) for char in text)
    return "".join(parts)
