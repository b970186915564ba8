"""The shapes of structure apart from the checks: they are many, and seldom news."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mdmakg.model.check import CheckCount, CheckReport

    Counts: TypeAlias = tuple[CheckCount, ...]

__all__ = ["parted"]


def parted(report: CheckReport) -> tuple[Counts, Counts]:
    """Give the counts of the shapes of structure, and those of the checks."""
    structure = {rule.check for rule in report.rules if "/shape/" in rule.iri}
    return (
        tuple(count for count in report.counts if count.check in structure),
        tuple(count for count in report.counts if count.check not in structure),
    )
