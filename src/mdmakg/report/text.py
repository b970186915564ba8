"""A check report for people at a terminal: each finding in its place, then the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.report.faults import excerpt, visible
from mdmakg.report.several import several
from mdmakg.report.structure import parted
from mdmakg.report.verdict import verdict
from mdmakg.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.model.check import CheckCount, CheckReport, CheckResult

__all__ = ["write_text"]

_HEADS = ("check", "severity", "passed", "failed", "inapplicable", "cannot tell")


def write_text(report: CheckReport, view: View | None = None) -> str:
    """Write each failed result with its line and caret, the counts, and both verdicts."""
    shown = view or View()
    advice = {rule.check: rule.advice for rule in report.rules}
    lines = [
        *(line for result in report.failed for line in _finding(result, shown, advice)),
        *_table(report),
        "",
        *_conclusion(report, shown),
    ]
    return "\n".join(lines) + "\n"


def _finding(result: CheckResult, view: View, advice: dict[str, str]) -> Iterator[str]:
    where = result.place or f"<{result.focus}>"
    says = f"{where}: {result.severity}: {result.check}: {result.message}"
    yield visible(says)
    if result.place and (line := view.line_of(result.place)):
        yield excerpt(line, result.place.column)
    if result.accepted is not None:
        yield f"  {visible(result.accepted.words)}"
    elif todo := advice.get(result.check):
        yield f"  what to do: {visible(todo)}"
    yield ""


def _table(report: CheckReport) -> Iterator[str]:
    shapes, checks = parted(report)
    bad = tuple(count for count in shapes if count.failed or count.cannot_tell)
    good = [count for count in shapes if count not in bad]
    counts = (*checks, *bad)
    rows = [_HEADS, *map(_row, counts), *([_structure(good, bad)] if good else [])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    yield _aligned(_HEADS, widths)
    for count, row in zip(counts, rows[1:], strict=False):
        note = _remark(count)
        yield _aligned(row, widths) + note
        for reason, times in count.reasons:
            yield f"  cannot tell ({times}): {visible(reason)}"
    for code in report.off:
        yield f"{visible(code)}  switched off"
    if good:
        yield _aligned(rows[-1], widths)


def _remark(count: CheckCount) -> str:
    """Say what the four numbers do not: that nothing was asked, or one thing often."""
    if not count.looked_at:
        return "  applied to nothing"
    repeated = 0 < count.propositions < count.failed
    return f"  {count.propositions} of them different" if repeated else ""


def _structure(good: Sequence[CheckCount], bad: Sequence[CheckCount]) -> tuple[str, ...]:
    """Fold the shapes in which nothing failed into one row."""
    other = "other " if bad else ""
    name = f"structure ({several(len(good), f'{other}shape')})"
    return name, "", str(sum(count.passed for count in good)), "0", "0", "0"


def _row(count: CheckCount) -> tuple[str, ...]:
    numbers = (count.passed, count.failed, count.inapplicable, count.cannot_tell)
    return (visible(count.check), str(count.severity), *map(str, numbers))


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    words = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join((*words, *numbers)).rstrip()


def _conclusion(report: CheckReport, view: View) -> Iterator[str]:
    says = "conforms" if report.conforms else "does not conform"
    yield f"In SHACL's sense the data {says}: {_tally(report)}."
    yield verdict(report, view.fail_on) + "."


def _tally(report: CheckReport) -> str:
    counted = report.by_severity()
    words = [f"{counted[severity]} {severity}" for severity in counted]
    untold = sum(count.cannot_tell for count in report.counts)
    accepted = [f"{len(report.accepted)} of them accepted"] if report.accepted else []
    return ", ".join([*sorted(words), *accepted, f"{untold} could not be told"])
