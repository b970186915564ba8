"""What the documents speak of in common: treatments, conditions, scales, outcomes.

All of it is invented and numbered, and there is the same of it however many documents there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Tree

__all__ = [
    "CONDITIONS",
    "CONSTRUCTS",
    "CONTROLS",
    "CURATION",
    "INSTRUMENTS",
    "OUTCOMES",
    "PER_GROUP",
    "SETTINGS",
    "TREATMENTS",
    "concepts_file",
    "outcomes_file",
]

TREATMENTS: Final = 40
CONTROLS: Final = 10
CONDITIONS: Final = 48
CONSTRUCTS: Final = 60
SETTINGS: Final = 10
OUTCOMES: Final = 40
INSTRUMENTS: Final = 40
PER_GROUP: Final = 8

CURATION: Final[Tree] = {"curator": "The corpus maker", "coded": "2026-01-05"}

_SINGLE: Final[Tree] = {
    "dosing-sessions": {"label": "dosing sessions", "kind": "event"},
    "mixed-model": {"label": "mixed model", "kind": "analysis"},
    "open-question": {"label": "open question", "kind": "construct"},
    "unmet-need": {"label": "unmet need", "kind": "construct"},
}


def concepts_file() -> Tree:
    """Give the concepts, instruments and interventions."""
    return {
        "curation": CURATION,
        "interventions": {
            **{f"treatment-{n}": {"label": f"treatment {n}"} for n in range(TREATMENTS)},
            **{f"control-{n}": {"label": f"control {n}"} for n in range(CONTROLS)},
        },
        "instruments": {f"scale-{n}": _instrument(n) for n in range(INSTRUMENTS)},
        "concepts": {
            **{f"condition-{n}": _condition(n) for n in range(CONDITIONS)},
            **{
                f"condition-group-{n}": {"label": f"conditions of group {n}", "kind": "condition"}
                for n in range(CONDITIONS // PER_GROUP)
            },
            **_numbered("construct", "construct", CONSTRUCTS),
            **_numbered("setting", "setting", SETTINGS),
            **_SINGLE,
        },
    }


def outcomes_file() -> Tree:
    """Give the outcomes that several documents measure, in families of four."""
    return {
        "curation": CURATION,
        "outcomes": {f"shared-outcome-{n}": _outcome(n) for n in range(OUTCOMES)},
    }


def _instrument(number: int) -> Tree:
    return {
        "label": f"Scale {number}",
        "abbreviation": f"SC{number}",
        "measures": f"shared-outcome-{number}",
    }


def _condition(number: int) -> Tree:
    return {
        "label": f"condition {number}",
        "kind": "condition",
        "broader": f"condition-group-{number // PER_GROUP}",
    }


def _numbered(name: str, kind: str, count: int) -> Tree:
    return {f"{name}-{n}": {"label": f"{name} {n}", "kind": kind} for n in range(count)}


def _outcome(number: int) -> Tree:
    told: Tree = {"label": f"shared outcome {number}", "construct": f"construct-{number}"}
    family = number - number % 4
    return told if number == family else {**told, "broader": [f"shared-outcome-{family}"]}
