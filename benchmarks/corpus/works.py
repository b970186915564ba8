"""Works that documents only name: known through a summary of each, one file for fifty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.corpus import shared
from benchmarks.corpus.dice import Dice
from benchmarks.corpus.plan import PER_WORKS_FILE
from benchmarks.corpus.records import UNSAID

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Node, Tree

__all__ = ["works_file"]

_KNOWN: Final = "own-page"


def works_file(seed: int, number: int, until: int) -> Tree:
    """Write down the works of one file, up to but without the work ``until``."""
    first = PER_WORKS_FILE * number
    works = range(first, min(first + PER_WORKS_FILE, until))
    outcomes: dict[str, dict[str, Node]] = {}
    for work in works:
        reports = outcomes.setdefault(f"shared-outcome-{work % shared.OUTCOMES}", {})
        reports[f"or{work - first + 1}"] = {
            "source": _source_id(work),
            "study": _study_id(work),
            "instrument": f"scale-{work % shared.OUTCOMES}",
            "role": "primary",
            "rated-by": "not-stated",
            "from": _from(work),
        }
    return {
        "curation": shared.CURATION,
        "sources": {_source_id(work): _source(work) for work in works},
        "studies": {_study_id(work): _study(seed, work, f"sr{work - first + 1}") for work in works},
        "outcomes": {id_: {"reports": reports} for id_, reports in outcomes.items()},
        "results": {f"r{work - first + 1}": _result(seed, work) for work in works},
    }


def _source_id(work: int) -> str:
    return f"work-{work:05}"


def _study_id(work: int) -> str:
    return f"work-study-{work:05}"


def _from(work: int) -> Tree:
    return {"work": _source_id(work), "how": _KNOWN}


def _source(work: int) -> Tree:
    return {
        "label": f"Work {work:05}",
        "kind": "primary-report",
        "issued": str(1990 + work % 35),
        "identifiers": [f"doi 10.5555/made-up.work.{work:05}"],
        "status": {"state": "current", "seen": "2026-01-05"},
        **UNSAID,
        "extent": "not-read",
        "from": _from(work),
    }


def _study(seed: int, work: int, report: str) -> Tree:
    enrolled = Dice(seed, "work", work).between(30, 90)
    return {
        "label": f"Study of work {work:05}",
        "cohort": f"work-cohort-{work:05}",
        "from": _from(work),
        "reports": {
            report: {
                "source": _source_id(work),
                "read": "abstract",
                "design": ["randomised", "controlled"],
                "sizes": {"enrolled": str(enrolled)},
                "populations": [f"condition-{work % shared.CONDITIONS}"],
                "lists": {
                    "arms": "unknown",
                    "outcomes": "partial",
                    "time-points": "unknown",
                    "populations": "complete",
                },
                "from": _from(work),
            }
        },
    }


def _result(seed: int, work: int) -> Tree:
    dice = Dice(seed, "work-result", work)
    outcome = work % shared.OUTCOMES
    error = dice.between(20, 90)
    middle = -3 * error
    return {
        "source": _source_id(work),
        "study": _study_id(work),
        "gloss": f"Shared outcome {outcome} got better by follow-up.",
        "outcomes": f"shared-outcome-{outcome}",
        "instrument": f"scale-{outcome}",
        "change": {"from": "baseline", "to": "follow-up"},
        "direction": "improved",
        "measure": "change",
        "level": "group",
        "estimate": f"{middle / 100:.2f}",
        "interval": f"{(middle - 2 * error) / 100:.2f} to {(middle + 2 * error) / 100:.2f}",
        "p": "< 0.01",
        "significance": "significant",
        "from": _from(work),
    }
