"""What a writer of reports may know besides the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.report.verdict import FailOn

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdmakg.errors import Place
    from mdmakg.model.check import CheckReport

__all__ = ["LineOf", "View", "Writer"]

LineOf: TypeAlias = "Callable[[Place], str]"
"""Gives the source line of a place, without its newline; empty where there is none to show."""


def _no_line(_place: Place) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The verdict asked for, and where source lines come from."""

    fail_on: FailOn = FailOn.VIOLATION
    line_of: LineOf = _no_line


Writer: TypeAlias = "Callable[[CheckReport, View], str]"
"""Writes a report as a whole text in one format, ending in a newline."""
