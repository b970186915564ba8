"""How a corpus is counted, for the manifest and for the last lines of a build."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from mdmakg.graph.facts import local_name
from mdmakg.report.structure import parted
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.model.check import CheckReport

__all__ = ["counts", "standing"]

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
        **{name: len(facts.instances(class_)) for name, class_ in _COUNTED.items()},
        "claims_by_voice": standing(facts),
        "checks": _checks(report),
    }


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


def standing(facts: Facts) -> Mapping[str, Mapping[str, int]]:
    """Count, for each voice: its claims, those with evidence, those that relay, those alone."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in facts.instances(m.Claim):
        voice = local_name(facts.one(claim, m.voice))
        found[voice].update(_stands(facts, claim))
    return {voice: dict(sorted(numbers.items())) for voice, numbers in sorted(found.items())}


def _stands(facts: Facts, claim: str) -> list[str]:
    evidence = bool(facts.all(claim, m.hasEvidenceLine))
    relays = bool(facts.all(claim, m.relaysClaim))
    return [
        "claims",
        *(["with_evidence"] if evidence else []),
        *(["relaying"] if relays else []),
        *(["alone"] if not evidence and not relays else []),
    ]
