"""What checks counted in each part, written down and added up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from mdmakg.model.check import CheckCount, CheckReport, CheckRule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Counted", "counted_in", "tally"]

Counted: TypeAlias = "Mapping[str, Any]"
"""Check to its IRI, severity, four counts, reasons, and what was said that failed; as JSON."""


def counted_in(report: CheckReport) -> Counted:
    """Write down what was counted in one part."""
    iris = {rule.check: rule.iri for rule in report.rules}
    failed: dict[str, set[str]] = {}
    for result in report.failed:
        failed.setdefault(result.check, set()).add(result.said or result.focus)
    return {
        count.check: [
            iris[count.check],
            count.severity,
            count.passed,
            count.failed,
            count.inapplicable,
            count.cannot_tell,
            dict(count.reasons),
            sorted(failed.get(count.check, ())) if count.propositions else [],
        ]
        for count in report.counts
    }


def tally(parts: Iterable[Counted]) -> CheckReport:
    """Add up what was counted in all parts, as a report without results.

    A thing said in several is one.
    """
    iris: dict[str, tuple[str, Severity]] = {}
    numbers: dict[str, list[int]] = {}
    reasons: dict[str, Counter[str]] = {}
    said: dict[str, set[str]] = {}
    for part in parts:
        for check, (iri, severity, *four, why, failed) in part.items():
            iris[check] = (iri, Severity(severity))
            so_far = numbers.get(check, [0, 0, 0, 0])
            numbers[check] = [one + other for one, other in zip(so_far, four, strict=True)]
            reasons.setdefault(check, Counter()).update(why)
            said.setdefault(check, set()).update(failed)
    counts = tuple(
        CheckCount(
            check=check,
            severity=severity,
            passed=numbers[check][0],
            failed=numbers[check][1],
            inapplicable=numbers[check][2],
            cannot_tell=numbers[check][3],
            reasons=tuple(sorted(reasons[check].items())),
            propositions=len(said[check]),
        )
        for check, (_, severity) in sorted(iris.items())
    )
    rules = tuple(
        CheckRule(check=check, iri=iri, severity=severity)
        for check, (iri, severity) in sorted(iris.items())
    )
    return CheckReport(results=(), counts=counts, rules=rules)
