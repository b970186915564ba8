"""What a document says beside its trial: what many hold, a work it names, reservations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.corpus import shared
from benchmarks.corpus.dice import Dice
from benchmarks.corpus.plan import PER_WORKS_FILE, work_of
from benchmarks.corpus.said import Said, idea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.corpus.emit import Tree
    from benchmarks.corpus.trial import Trial

__all__ = ["common", "common_proposition", "named_work", "reservations"]

_FREE: Final[Tree] = {"population": "not-stated"}
_COMMON: Final = (
    ("is-associated-with", "aetiology", "goes with"),
    ("is-manifestation-of", "aetiology", "is a sign of"),
    ("causes", "mechanism", "brings about"),
    ("acts-through", "mechanism", "acts through"),
)


def common_proposition(number: int) -> tuple[int, int, int, int]:
    """Give the parts of a proposition that documents share: condition, construct, kind, setting."""
    rest, condition = divmod(number, shared.CONDITIONS)
    rest, construct = divmod(rest, shared.CONSTRUCTS)
    setting, kind = divmod(rest, len(_COMMON))
    return condition, construct, kind, setting % shared.SETTINGS


def common(seed: int, trial: Trial) -> Iterator[Said]:
    """Say two things, or three, that others say too.

    A document takes up a proposition that one before it brought in, or brings in its own:
    so one is shared by the more documents the older it is, by some tens of 100,000.
    """
    dice = Dice(seed, "common", trial.number)
    count = 2 + trial.number % 2
    for number in dict.fromkeys(dice.below(trial.number + 1) for _ in range(count + 2)):
        if count:
            yield _shared(number)
            count -= 1
    for spare in range(count):
        yield _shared(trial.number + 1 + spare)


def _shared(number: int) -> Said:
    condition, construct, kind, setting = common_proposition(number)
    relation, claim_kind, words = _COMMON[kind]
    return Said(
        "background",
        f"It is held that condition {condition} {words} construct {construct} "
        f"in setting {setting}.",
        {
            "proposition": {
                "subject": f"condition-{condition}",
                "relation": relation,
                "object": f"construct-{construct}",
                **_FREE,
                "setting": f"setting-{setting}",
            },
            "kind": claim_kind,
            "evidence": [],
        },
    )


def named_work(seed: int, trial: Trial) -> Said:
    """Pass on the block's work, where the document names it; else say how it works."""
    work = work_of(seed, trial.number)
    if work is None:
        return Said(
            "background",
            f"On this view treatment {trial.treatment} acts through {idea(trial)['label']}.",
            {
                "proposition": {
                    "subject": f"treatment-{trial.treatment}",
                    "relation": "acts-through",
                    "object": f"idea-{trial.name}",
                    **_FREE,
                },
                "kind": "mechanism",
                "evidence": [],
            },
        )
    return Said(
        "background",
        f"Work {work:05} found that treatment {work % shared.TREATMENTS} helps.",
        {
            "proposition": {
                "subject": f"treatment-{work % shared.TREATMENTS}",
                "relation": "changes",
                "object": f"shared-outcome-{work % shared.OUTCOMES}",
                "population": f"condition-{work % shared.CONDITIONS}",
                "from": "baseline",
                "to": "follow-up",
            },
            "direction": "improved",
            "kind": "finding",
            "attribution": {"to": f"work-{work:05}", "stance": "reports"},
            "evidence": [
                {
                    "to": f"works-{work // PER_WORKS_FILE:04}:r{work % PER_WORKS_FILE + 1}",
                    "direction": "supports",
                    "basis": "cited",
                }
            ],
        },
    )


def reservations(trial: Trial) -> Iterator[Said]:
    """Say what is not known, and in every second document what is wanted."""
    named = idea(trial)["label"]
    for kind, object_, words in (
        ("limit", "open-question", f"Whether there is such a thing as {named} is not known."),
        ("opinion", "unmet-need", f"Better ways to measure {named} are wanted."),
    )[: 1 if trial.number % 2 else 2]:
        yield Said(
            "conclusion",
            words,
            {
                "proposition": {
                    "subject": f"idea-{trial.name}",
                    "relation": "is-a",
                    "object": object_,
                },
                "kind": kind,
                "evidence": [],
            },
        )
