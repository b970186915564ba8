"""Checking a corpus of many documents: part by part, without writing anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdmakg.build.part import Wanted
from mdmakg.build.partcounts import tally
from mdmakg.build.plan.ledger import opened
from mdmakg.build.work import plan_work
from mdmakg.model.check import CheckReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mdmakg.build.built import Tell
    from mdmakg.build.executor.protocol import Executor
    from mdmakg.build.order import Order
    from mdmakg.build.part import PartJudged
    from mdmakg.model.check import CheckResult

__all__ = ["check_in_parts"]


def check_in_parts(
    order: Order, executor: Executor, tell: Tell
) -> tuple[CheckReport, tuple[str, ...]]:
    """Check a corpus; give also what is to be said of its texts.

    Errors: ``InputError`` with every fault of every file.
    """
    with opened(None) as ledger:
        work = plan_work(order, ledger, executor, tell)
        judged = tuple(work.judge(work.parts, Wanted.REPORT, executor, tell))
    return _joined(judged, order.shown), work.texts.notes


def _joined(judged: Sequence[PartJudged], shown: Path) -> CheckReport:
    reports = [one.report for one in judged if one.report is not None]
    counts, _ = tally(one.counted for one in judged)
    results = {result for report in reports for result in _shown(report, shown)}
    return CheckReport(
        results=tuple(sorted(results, key=lambda result: result.order)),
        counts=counts,
        rules=reports[0].rules,
        off=reports[0].off,
        assessments=tuple(
            sorted((a for report in reports for a in report.assessments), key=lambda a: a.claim)
        ),
    )


def _shown(report: CheckReport, shown: Path) -> Iterator[CheckResult]:
    """Give results whose places name files as a person here would."""
    for result in report.results:
        place = result.place
        if place is not None:
            place = replace(place, file=str(shown / place.file))
        yield replace(result, place=place)
