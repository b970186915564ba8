"""Checking a corpus of many documents: part by part, without writing anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdmakg.build.joins import joined
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
    from mdmakg.build.joins import Joined
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
        judged: list[PartJudged] = []
        for one in work.judge(work.parts, Wanted.REPORT, executor, tell):
            ledger.keep_part(one.key, {}, one.rows)
            judged.append(replace(one, rows=()))
        counted = (one.counted for one in judged)
        found = joined(ledger, work.book(), work.rules_digest, counted)
    return _report(judged, found, order.shown), work.texts.notes


def _report(judged: Sequence[PartJudged], found: Joined, shown: Path) -> CheckReport:
    parts = [one.report for one in judged if one.report is not None]
    reports = [*parts, found.report]
    counts = tally((*(one.counted for one in judged), *found.counted)).counts
    rules = {rule.check: rule for report in (parts[0], found.report) for rule in report.rules}
    results = {result for report in reports for result in _shown(report, shown)}
    return CheckReport(
        results=tuple(sorted(results, key=lambda result: result.order)),
        counts=counts,
        rules=tuple(rules[check] for check in sorted(rules)),
        off=parts[0].off,
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
