"""A made-up trial: whom it treated with what, what it measured, what came out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from benchmarks.corpus import shared
from benchmarks.corpus.dice import Dice

__all__ = ["FORMS", "Form", "Measured", "Trial", "trial_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """What sort of result the outcome at one place in the list has.

    ``until`` is the later time point, empty for a difference between the arms.
    """

    until: str
    direction: str
    measure: str
    significance: str
    role: str

    @property
    def relation(self) -> str:
        """The relation of a claim that tells this result."""
        return "does-not-change" if self.direction == "no-significant-change" else "changes"


FORMS: Final = (
    Form("follow-up", "improved", "change", "significant", "primary"),
    Form("follow-up", "improved", "change", "significant", "secondary"),
    Form("post-treatment", "improved", "change", "significant", "secondary"),
    Form("post-treatment", "no-significant-change", "change", "not-significant", "secondary"),
    Form("", "improved", "standardised-difference", "significant", "secondary"),
    Form("post-treatment", "increased", "proportion", "not-stated", "exploratory"),
    Form("follow-up", "worsened", "mean", "not-stated", "safety"),
    Form("follow-up", "improved", "change", "not-stated", "exploratory"),
)
"""The eight results of a trial."""

_OWN: Final = frozenset({1, 3, 5, 6, 7})
"""The places of outcomes that nobody else measures. The rest are shared, and all got better,
so that no two trials contradict one another by chance."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An outcome of one trial; ``own`` if only this trial's document has it."""

    id: str
    label: str
    own: bool
    form: Form


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial.

    Units: ``enrolled``, ``analysed`` and ``followed`` in participants, even numbers;
           ``weeks`` and ``months`` after the start of treatment.
    """

    number: int
    name: str
    treatment: int
    control: int
    condition: int
    enrolled: int
    analysed: int
    followed: int
    sessions: int
    weeks: int
    months: int
    measured: tuple[Measured, ...]


@lru_cache(maxsize=64)
def trial_of(seed: int, number: int) -> Trial:
    """Make up the trial of a document."""
    dice, name = Dice(seed, "trial", number), f"{number:06}"
    enrolled = 2 * dice.between(20, 100)
    lost = 2 * dice.between(1, 4)
    return Trial(
        number=number,
        name=name,
        treatment=dice.below(shared.TREATMENTS),
        control=dice.below(shared.CONTROLS),
        condition=dice.below(shared.CONDITIONS),
        enrolled=enrolled,
        analysed=enrolled - lost,
        followed=enrolled - 2 * lost,
        sessions=dice.between(2, 12),
        weeks=dice.between(6, 12),
        months=dice.between(6, 18),
        measured=_measured(name, dice),
    )


def _measured(name: str, dice: Dice) -> tuple[Measured, ...]:
    common = iter(dice.some(range(shared.OUTCOMES), len(FORMS) - len(_OWN)))
    return tuple(
        Measured(f"outcome-{name}-{place + 1}", f"outcome {place + 1} of trial {name}", True, form)  # noqa: FBT003
        if place in _OWN
        else _shared(next(common), form)
        for place, form in enumerate(FORMS)
    )


def _shared(number: int, form: Form) -> Measured:
    return Measured(f"shared-outcome-{number}", f"shared outcome {number}", False, form)  # noqa: FBT003
