"""The claims that are planted on the one idea that a document has to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.corpus.plant_claims import COMPARISON, SPARE, instead, line, of_treatment
from benchmarks.corpus.said import Said, idea

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Tree
    from benchmarks.corpus.plant_claims import Instead
    from benchmarks.corpus.trial import Trial

__all__ = [
    "background",
    "contradiction",
    "negation",
    "retracted",
    "unmeasured_mechanism",
    "unmeasured_outcome",
    "without_source",
]


def contradiction(trial: Trial) -> Instead:
    """Say and deny one thing."""
    proposition: Tree = {
        "subject": f"idea-{trial.name}",
        "relation": "is-a",
        "object": "construct-0",
    }
    named = idea(trial)["label"]
    return {
        place: Said(
            "conclusion",
            f"It {words} so that {named} is construct 0.",
            {
                "proposition": proposition,
                "kind": "opinion",
                "polarity": polarity,
                "evidence": [],
            },
        )
        for place, words, polarity in (
            (COMPARISON, "is", "affirmed"),
            (SPARE, "cannot be", "denied"),
        )
    }


def unmeasured_mechanism(trial: Trial) -> Instead:
    """Rest a mechanism on the study, which did not look at it."""
    return instead(
        f"The trial may bear on {idea(trial)['label']}.",
        {
            "proposition": of_treatment(trial, "is-associated-with", f"idea-{trial.name}"),
            "kind": "mechanism",
            "evidence": [line(f"study-{trial.name}", "inconclusive")],
        },
    )


def negation(trial: Trial) -> Instead:
    """Say that something is not so."""
    return instead(
        f"It is not the case that {idea(trial)['label']} is settled.",
        {
            "proposition": {
                "subject": f"idea-{trial.name}",
                "relation": "is-a",
                "object": "open-question",
            },
            "kind": "limit",
            "evidence": [],
        },
    )


def without_source(trial: Trial) -> Instead:
    """Say outright how the treatment works, and name nobody for it."""
    return instead(
        f"Treatment {trial.treatment} works through {idea(trial)['label']}.",
        {
            "voice": f"digest-{trial.name}",
            "proposition": of_treatment(trial, "acts-through", f"idea-{trial.name}"),
            "kind": "mechanism",
            "evidence": [],
        },
    )


def unmeasured_outcome(trial: Trial) -> Instead:
    """Tell a change in what the study did not measure."""
    return instead(
        f"In these people {idea(trial)['label']} got better.",
        {
            "proposition": of_treatment(trial, "changes", f"idea-{trial.name}"),
            "direction": "improved",
            "kind": "finding",
            "evidence": [line(f"study-{trial.name}")],
        },
    )


def retracted(trial: Trial) -> Instead:
    """Pass on what a retracted source found."""
    return instead(
        f"A report that was taken back found that treatment {trial.treatment} helps.",
        {
            "proposition": of_treatment(trial, "changes", f"idea-{trial.name}"),
            "direction": "improved",
            "kind": "finding",
            "attribution": {"to": f"retracted-{trial.name}", "stance": "reports"},
            "evidence": [],
        },
    )


def background(trial: Trial) -> Instead:
    """Say something in passing, and name nobody for it."""
    return instead(
        f"Care as usual seldom looks at {idea(trial)['label']}.",
        {
            "voice": f"digest-{trial.name}",
            "proposition": {
                "subject": f"condition-{trial.condition}",
                "relation": "is-associated-with",
                "object": f"idea-{trial.name}",
            },
            "kind": "burden",
            "evidence": [],
        },
    )
