"""How a corpus is counted, for the manifest and for the last lines of a build."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from mdmakg.graph.facts import local_name
from mdmakg.model.assessment import Fidelity, Support
from mdmakg.model.check import Severity
from mdmakg.report.structure import parted
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from mdmakg.graph.facts import Facts
    from mdmakg.model.assessment import Assessment
    from mdmakg.model.check import CheckReport

__all__ = ["Standing", "added", "counts", "counts_of_part", "standing"]

Standing: TypeAlias = "Mapping[str, int | Mapping[str, int]]"
"""How the claims of a voice stand: ``claims``, and tallies under ``fidelity`` and ``support``."""

_COUNTED: Mapping[str, str] = {
    "texts": m.Text,
    "sources": m.Source,
    "studies": m.Study,
    "study_reports": m.StudyReport,
    "outcomes": m.Outcome,
    "results": m.Result,
    "claims": m.Claim,
    "propositions": m.Proposition,
    "evidence_lines": m.EvidenceLine,
    "passages": m.Passage,
}


def counts(facts: Facts, report: CheckReport) -> Mapping[str, object]:
    """Count what a corpus holds, how its claims stand, and what the checks found."""
    return {
        **counts_of_part(facts, report),
        "claims_by_voice": standing(facts, report),
        **_of_checks(report),
    }


def counts_of_part(
    facts: Facts, report: CheckReport, apart: Set[str] = frozenset()
) -> Mapping[str, object]:
    """Count what can be added up as it stands: what there is, verdicts and findings.

    ``apart`` are the IRIs of what is there only to be referred to.
    """
    held = {name: facts.instances(class_) for name, class_ in _COUNTED.items()}
    return {
        **{name: sum(one not in apart for one in things) for name, things in held.items()},
        "standing": _stands(report.assessments),
        "findings": _findings(report),
    }


def added(parts: Iterable[Mapping[str, Any]], report: CheckReport) -> Mapping[str, Any]:
    """Add up the counts of parts; what stands for each voice is left to them.

    ``report`` has what each check counted in all of them: that is added up elsewhere. A
    proposition that several parts have is counted in each.
    """
    whole: dict[str, Any] = {}
    for part in parts:
        whole = _sum(whole, part)
    return {**whole, **_of_checks(report)}


def _sum(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(one)
    for key, told in other.items():
        if isinstance(told, Mapping):
            found[key] = _sum(found.get(key, {}), told)
        else:
            found[key] = found.get(key, 0) + told
    return found


def _of_checks(report: CheckReport) -> Mapping[str, object]:
    return {"checks": _checks(report), "checks_off": list(report.off)}


def _findings(report: CheckReport) -> Mapping[str, Mapping[str, int]]:
    """Count what failed by how much it weighs, and what of that somebody accepts."""
    found, accepted = report.by_severity(), Counter(r.severity for r in report.accepted)
    return {str(s): {"found": found[s], "accepted": accepted[s]} for s in Severity}


def _checks(report: CheckReport) -> Mapping[str, Mapping[str, int]]:
    """Count what each check found, and the shapes of structure as one."""
    shapes, checks = parted(report)
    return {
        **{
            count.check: {
                "passed": count.passed,
                "failed": count.failed,
                "inapplicable": count.inapplicable,
                "cannotTell": count.cannot_tell,
            }
            for count in checks
        },
        "structure": {
            "shapes": len(shapes),
            "passed": sum(count.passed for count in shapes),
            "failed": sum(count.failed for count in shapes),
        },
    }


def standing(facts: Facts, report: CheckReport) -> Mapping[str, Standing]:
    """Count, for each voice: its claims, and how they stand to source and evidence."""
    found: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in report.assessments:
        found[local_name(facts.one(assessment.claim, m.voice))].append(assessment)
    return {voice: _stands(found[voice]) for voice in sorted(found)}


def _stands(assessments: Sequence[Assessment]) -> Standing:
    return {
        "claims": len(assessments),
        "fidelity": _tally(Fidelity, (one.fidelity.value for one in assessments)),
        "support": _tally(Support, (one.support.value for one in assessments)),
    }


def _tally(values: Iterable[str], found: Iterable[str]) -> Mapping[str, int]:
    """Count in the order of the list, what never occurs left out."""
    times = Counter(found)
    return {str(value): times[value] for value in values if times[value]}
