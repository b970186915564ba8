"""The shapes of structure in a report for people: one row, and those that failed."""

from __future__ import annotations

import pytest

from mdmakg.model.check import CheckCount, CheckReport, CheckResult, CheckRule, Severity, State
from mdmakg.report.structure import parted
from mdmakg.report.text import write_text

BASE = "https://w3id.org/mdmakg/"


def report(*failed: int) -> CheckReport:
    """Make a report of one check and of shapes with so many failures each, ten foci a shape."""
    names = [f"claim.s{number}" for number in range(len(failed))]
    iris = {"anchor-broken": f"{BASE}check/anchor-broken"} | {n: f"{BASE}shape/{n}" for n in names}
    return CheckReport(
        results=tuple(
            CheckResult(
                check=name,
                shape=iris[name],
                focus=f"{BASE}claim/a/c{focus}",
                state=State.FAILED,
                severity=Severity.VIOLATION,
                message="wrong",
            )
            for name, number in zip(names, failed, strict=True)
            for focus in range(number)
        ),
        counts=(
            count("anchor-broken", 3, 0),
            *(count(n, 10 - bad, bad) for n, bad in zip(names, failed, strict=True)),
        ),
        rules=tuple(
            CheckRule(check=name, iri=iri, severity=Severity.VIOLATION)
            for name, iri in iris.items()
        ),
    )


def count(check: str, passed: int, failed: int) -> CheckCount:
    """Make a count."""
    return CheckCount(
        check=check,
        severity=Severity.VIOLATION,
        passed=passed,
        failed=failed,
        inapplicable=0,
        cannot_tell=0,
    )


@pytest.mark.parametrize(
    ("failed", "rows"),
    [
        ((0, 0, 0), ["structure (3 shapes) 30 0 0 0"]),
        ((0,), ["structure (1 shape) 10 0 0 0"]),
        ((0, 2, 0), ["claim.s1 violation 8 2 0 0", "structure (2 other shapes) 20 0 0 0"]),
        ((1, 1), ["claim.s0 violation 9 1 0 0", "claim.s1 violation 9 1 0 0"]),
        ((), []),
    ],
)
def test_rows_of_structure(failed: tuple[int, ...], rows: list[str]) -> None:
    """Shapes in which nothing failed are summed in one row; the others have their own."""
    lines = [" ".join(line.split()) for line in write_text(report(*failed)).splitlines()]
    start = lines.index("anchor-broken violation 3 0 0 0")
    assert lines[start + 1 : lines.index("", start)] == rows


def test_columns_stay_aligned() -> None:
    """Each number of the last row stands under the head of its column."""
    lines = write_text(report(0, 0)).splitlines()
    head, last = lines[0], next(line for line in lines if line.startswith("structure"))
    assert head.index("passed") + len("passed") == last.index("20") + 2


def test_shapes_are_told_from_checks() -> None:
    """By the IRI of the rule: what is under shape/ is structure."""
    shapes, checks = parted(report(0, 1))
    assert [one.check for one in shapes] == ["claim.s0", "claim.s1"]
    assert [one.check for one in checks] == ["anchor-broken"]
