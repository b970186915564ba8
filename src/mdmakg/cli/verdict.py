"""From a check report to an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mdmakg.errors import UsageError
from mdmakg.report.verdict import FailOn, exit_code

if TYPE_CHECKING:
    from mdmakg.model.check import CheckReport

__all__ = ["fail_on_of", "finish"]


def fail_on_of(text: str) -> FailOn:
    """Read ``--fail-on``.

    Errors: ``UsageError`` naming what it may be.
    """
    try:
        return FailOn(text)
    except ValueError:
        raise UsageError(f"--fail-on is one of {', '.join(FailOn)}, not {text!r}") from None


def finish(report: CheckReport, fail_on: FailOn) -> None:
    """End the command with the code that the report deserves."""
    if code := exit_code(report, fail_on):
        raise typer.Exit(code)
