"""Sources, study, intervention and outcomes of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.passages import Text
    from benchmarks.corpus.trial import Measured, Trial

__all__ = [
    "UNSAID",
    "doi",
    "intervention",
    "outcome",
    "primary_source",
    "retelling_source",
    "study",
]

UNSAID: Tree = {"funding": "not-stated", "interests": "not-stated"}


def doi(trial: Trial) -> str:
    """Make up the DOI of the authors' own report."""
    return f"doi 10.5555/made-up.{trial.name}"


def primary_source(trial: Trial, text: Text) -> Tree:
    """Write down the authors' own report."""
    title = text.say("front-matter", f"Report on trial {trial.name}.")
    return {
        "label": f"Report on trial {trial.name}",
        "kind": "primary-report",
        "title": f"Report on trial {trial.name}",
        "issued": str(1990 + trial.number % 35),
        "identifiers": [doi(trial)],
        "status": {"state": "current", "seen": "2026-01-05"},
        **UNSAID,
        "extent": "whole",
        "at": title,
    }


def retelling_source(label: str, kind: str, others: tuple[str, ...], at: str) -> Tree:
    """Write down a source that passes on what others say."""
    named: list[Node] = [{"value": other} for other in others]
    return {
        "label": label,
        "kind": kind,
        "relays": named,
        **({"cites": named} if kind == "commentary" else {}),
        **UNSAID,
        "extent": "whole",
        "at": at,
    }


def study(trial: Trial, text: Text) -> Tree:
    """Write down the trial and its authors' report of it."""
    aim = text.say("aim", f"The aim was to see what treatment {trial.treatment} does.")
    people = text.say(
        "methods",
        f"Of {trial.enrolled} people with condition {trial.condition} half had treatment "
        f"{trial.treatment} and half had control {trial.control}.",
    )
    times = text.say(
        "methods",
        f"They were seen at the start, after {trial.weeks} weeks and after {trial.months} months.",
    )
    numbers = text.say(
        "methods",
        f"The analysis holds {trial.analysed} of them, and {trial.followed} came back last.",
    )
    half = str(trial.enrolled // 2)
    return {
        "label": f"Trial {trial.name}",
        "cohort": f"cohort-{trial.name}",
        "at": people,
        "reports": {
            "sr1": {
                "source": f"report-{trial.name}",
                "read": "full-text",
                "aim": {"value": f"To see what treatment {trial.treatment} does.", "at": aim},
                "design": [
                    "randomised",
                    "controlled",
                    "double-blind",
                    "blinding-assessed",
                    "single-site" if trial.number % 2 else "phase-2",
                ],
                "sizes": {
                    "enrolled": str(trial.enrolled),
                    "analysed": {"value": str(trial.analysed), "at": numbers},
                    "followed-up": {"value": str(trial.followed), "at": numbers},
                },
                "populations": [f"condition-{trial.condition}"],
                "arms": {
                    "a1": _arm("Treatment", "investigational", f"treatment-{trial.treatment}", half)
                    | {"at": people},
                    "a2": _arm("Control", "comparator", f"control-{trial.control}", half)
                    | {"at": people},
                },
                "time-points": {
                    "baseline": _time("before", "start-of-treatment", "", times),
                    "post-treatment": _time("after", "baseline", f"{trial.weeks} wk", times),
                    "follow-up": _time("after", "baseline", f"{trial.months} mo", times),
                },
                "analyses": ["mixed-model"],
                "multiplicity": "not-stated",
                "lists": {
                    "arms": "complete",
                    "outcomes": "complete",
                    "time-points": "complete",
                    "populations": "complete",
                },
                "at": people,
            }
        },
    }


def _arm(label: str, role: str, given: str, size: str) -> dict[str, Node]:
    return {"label": label, "role": role, "intervention": given, "size": size}


def _time(order: str, event: str, by: str, at: str) -> Tree:
    offset: dict[str, Node] = {"order": order, "event": event, **({"by": by} if by else {})}
    return {"at": at, "offsets": [offset]}


def intervention(trial: Trial, text: Text) -> Tree:
    """Write down what the authors say of the treatment."""
    at = text.say(
        "methods",
        f"Treatment {trial.treatment} took {trial.sessions} sessions, a week apart.",
    )
    return {
        "reports": {
            "ir1": {
                "source": f"report-{trial.name}",
                "study": f"study-{trial.name}",
                "components": {
                    "k1": {"kind": "preparatory", "number": "2"},
                    "k2": {
                        "kind": "dosing",
                        "number": str(trial.sessions),
                        "spacing": "1 wk",
                    },
                },
                "at": at,
            }
        }
    }


def outcome(trial: Trial, place: int, measured: Measured, at: str) -> Tree:
    """Write down that the trial measured an outcome, and what it is if nobody else does."""
    identity: dict[str, Node] = (
        {"label": measured.label, "construct": f"construct-{(trial.number + place) % 60}"}
        if measured.own
        else {}
    )
    instrument = "not-stated" if measured.own else measured.id.replace("shared-outcome", "scale")
    return {
        **identity,
        "reports": {
            f"or{place + 1}": {
                "source": f"report-{trial.name}",
                "study": f"study-{trial.name}",
                "instrument": instrument,
                "role": measured.form.role,
                "rated-by": "participant" if place % 2 else "clinician",
                "at": at,
            }
        },
    }
