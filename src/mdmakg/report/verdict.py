"""When a report fails a run, and how that is said."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mdmakg.model.check import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.model.check import CheckReport, CheckResult

__all__ = ["FailOn", "code_of", "exit_code", "fails", "is_severe", "verdict"]


class FailOn(StrEnum):
    """The least severity that fails a run."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


_FAILING = {
    FailOn.VIOLATION: frozenset({Severity.VIOLATION}),
    FailOn.WARNING: frozenset({Severity.VIOLATION, Severity.WARNING}),
    FailOn.INFO: frozenset(Severity),
    FailOn.NEVER: frozenset[Severity](),
}


def is_severe(severity: Severity, fail_on: FailOn) -> bool:
    """Whether what has this severity fails a run."""
    return severity in _FAILING[fail_on]


def fails(result: CheckResult, fail_on: FailOn) -> bool:
    """Whether a failed result is severe enough to fail the run, and nobody accepts it."""
    return result.accepted is None and result.severity in _FAILING[fail_on]


def exit_code(report: CheckReport, fail_on: FailOn) -> int:
    """Give 1 where a result is severe enough, or where nothing was checked; else 0."""
    if fail_on is FailOn.NEVER:
        return 0
    empty = report.looked_at == 0
    return int(empty or any(fails(result, fail_on) for result in report.failed))


def code_of(counts: Mapping[str, Any], fail_on: FailOn) -> int:
    """Give the exit code that a report deserves of which only a build's counts are known."""
    if fail_on is FailOn.NEVER:
        return 0
    told = counts["checks"].values()
    looked_at = sum(one["passed"] + one["failed"] + one.get("cannotTell", 0) for one in told)
    severe = (counts["findings"][severity] for severity in _FAILING[fail_on])
    return int(looked_at == 0 or any(one["found"] > one["accepted"] for one in severe))


def verdict(report: CheckReport, fail_on: FailOn) -> str:
    """Say in one sentence whether the run fails, and why."""
    code = exit_code(report, fail_on)
    if report.looked_at == 0:
        return f"exit code {code}: nothing was checked"
    severe = sum(fails(result, fail_on) for result in report.failed)
    if fail_on is FailOn.NEVER:
        return f"exit code {code}: nothing fails the run (--fail-on never)"
    spared = f", not counting {len(report.accepted)} accepted" if report.accepted else ""
    return f"exit code {code}: {severe} severe enough to fail the run{spared} (--fail-on {fail_on})"
