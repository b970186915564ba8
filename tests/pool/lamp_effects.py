"""Effects of invented trials of a lamp, to choose among and to pool."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from mdmakg.model.dose import Dose
from mdmakg.pool.effect import Comparison, Effect, Scale, Side

__all__ = ["compared", "effect"]

LAMP, DARK = frozenset({"lamp"}), frozenset({"no-lamp"})


def side(dose: float | None, received: frozenset[str] = LAMP, unit: str = "lm") -> Side:
    """Give an arm that had so much light."""
    label = f"{dose:g} {unit}" if dose is not None else "an arm"
    had = None if dose is None else Dose.of(Decimal(str(dose)), Decimal(str(dose)), unit)
    return Side(f"arm/{label}", label, "not-stated", received, received, had)


def compared(high: float | None, low: float | None, control: frozenset[str] = LAMP) -> Comparison:
    """Compare a lamp of so many lumens with another, or with something else."""
    return Comparison(side(high), side(low, control))


PLAIN = Effect(
    result="result/plain",
    id="lamps:plain",
    study="study/one",
    label="One",
    cohort=("one",),
    measure="standardised-difference",
    estimate=-0.5,
    standard_error=0.25,
    compares=compared(100, 10),
    scale=Scale.CONTINUOUS,
    instrument="Shift Sleep Scale",
    when="Week 4",
    primary_instrument=True,
    primary_time_point=True,
)


def effect(name: str, **changes: Any) -> Effect:
    """Give a plain effect of a study called so, but for some changes."""
    study = changes.pop("study", name)
    own = replace(
        PLAIN,
        result=f"result/{name}",
        id=f"lamps:{name}",
        study=f"study/{study}",
        label=study.capitalize(),
        cohort=(study,),
    )
    return replace(own, **changes)
