"""Check results as rows, each once, and which of them stand on which node."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.check.iri import result_iri
from mdmakg.export.text import shown
from mdmakg.graph.claims import resting_on
from mdmakg.model.check import Severity, State
from mdmakg.trace.trace import results_on
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from networkx import MultiDiGraph

    from mdmakg.explore.page.glossary import Row
    from mdmakg.graph.facts import Facts
    from mdmakg.model.check import Accepted, CheckResult

__all__ = ["Findings", "findings"]

_GRAVEST: Final = tuple(Severity)
_REPORTS: Final = (m.StudyReport, m.OutcomeReport, m.InterventionReport)


@dataclass(frozen=True, slots=True)
class Findings:
    """Rows of check results; the numbers of those on each node, and of those with each IRI."""

    rows: Sequence[Row]
    on: Mapping[str, Sequence[int]]
    of: Mapping[str, Sequence[int]]


def findings(graph: MultiDiGraph[str], facts: Facts, results: Sequence[CheckResult]) -> Findings:
    """Put results on the nodes that they concern: what failed first, the gravest of it first.

    What comes to the same words on the same node, as for several passages of one
    claim, is one row.
    """
    rows: dict[tuple[str, str], int] = {}
    made: list[Row] = []
    on: dict[str, dict[int, None]] = defaultdict(dict)
    of: dict[str, dict[int, None]] = defaultdict(dict)
    placed = results_on(graph, results, _resting(facts))
    for node, result in sorted(placed, key=lambda found: (_weight(found[1]), found[0])):
        row = _row(result, str(graph.nodes[node].get("id") or node))
        number = rows.setdefault((node, repr(row)), len(made))
        if number == len(made):
            made.append(row)
        on[node][number] = None
        of[result_iri(result)][number] = None
    return Findings(made, _listed(on), _listed(of))


def _listed(found: Mapping[str, Mapping[int, None]]) -> Mapping[str, Sequence[int]]:
    return {key: list(numbers) for key, numbers in found.items()}


def _resting(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Give what rests on each passage and report; a study stands for the reports of it."""
    study = {
        report: facts.one(report, m.ofStudy)
        for class_ in _REPORTS
        for report in facts.instances(class_)
    }
    passages = {
        passage: tuple(study.get(thing, thing) for thing in things)
        for passage, things in resting_on(facts).items()
    }
    return {**passages, **{report: (of,) for report, of in study.items()}}


def _weight(result: CheckResult) -> tuple[object, ...]:
    untold = result.state is State.CANNOT_TELL
    return (untold, _GRAVEST.index(result.severity), result.check, result.message, result.reason)


def _row(result: CheckResult, on: str) -> Row:
    row: Row = {
        "check": result.check,
        "state": str(result.state),
        "severity": str(result.severity),
        "message": shown(result.message),
        "reason": shown(result.reason),
        "on": shown(on),
        "value": "" if result.value.startswith(BASE) else shown(result.value),
        "accepted": _accepted(result.accepted),
    }
    return {key: value for key, value in row.items() if value}


def _accepted(accepted: Accepted | None) -> Row | None:
    if accepted is None:
        return None
    return {"by": shown(accepted.by), "why": shown(accepted.why), "on": shown(accepted.on)}
