"""The eight results of a trial, with numbers that agree with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.corpus.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.trial import Form, Measured, Trial

__all__ = ["numbers_of", "result", "told"]

_SMALL_P: Final = ("< 0.001", "0.002", "0.004", "0.011", "0.020", "0.031")
_LARGE_P: Final = ("0.12", "0.25", "0.40", "0.61")


def numbers_of(seed: int, trial: Trial, place: int) -> Mapping[str, str]:
    """Make up the numbers of the result at a place in the trial's list."""
    dice = Dice(seed, f"result-{place}", trial.number)
    return dict(_numbers(dice, trial, trial.measured[place].form))


def _numbers(dice: Dice, trial: Trial, form: Form) -> Iterator[tuple[str, str]]:
    if form.measure == "proportion":
        events = dice.between(1, trial.analysed - 1)
        yield "estimate", f"{events / trial.analysed:.3f}"
        yield "events", str(events)
        yield "of", str(trial.analysed)
        return
    if form.measure == "mean":
        yield "estimate", f"{dice.between(100, 400) / 10:.1f}"
        yield "standard-deviation", f"{dice.between(20, 90) / 10:.1f}"
        yield "of", str(trial.followed)
        return
    still = form.direction == "no-significant-change"
    # In hundredths. Two standard errors to each side, so that 0 lies outside unless all is still.
    error = dice.between(20, 90)
    reach = dice.between(1, 19) / 10 if still else dice.between(25, 60) / 10
    middle = -round(error * reach)
    yield "estimate", f"{middle / 100:.2f}"
    if form.role == "primary":
        yield "standard-error", f"{error / 100:.2f}"
    yield "interval", f"{(middle - 2 * error) / 100:.2f} to {(middle + 2 * error) / 100:.2f}"
    yield "p", dice.one_of(_LARGE_P if still else _SMALL_P)


def told(measured: Measured, place: int) -> str:
    """Say a result in words."""
    ways = {
        "improved": "got better",
        "worsened": "got worse",
        "increased": "was seen more often",
        "no-significant-change": "showed no significant change",
    }
    when = f"by {measured.form.until}" if measured.form.until else "than with the control"
    return f"In result {place + 1} {measured.label} {ways[measured.form.direction]} {when}."


def result(trial: Trial, place: int, numbers: Mapping[str, str], at: str) -> Tree:
    """Write a result down."""
    measured = trial.measured[place]
    form = measured.form
    instrument: dict[str, Node] = (
        {} if measured.own else {"instrument": measured.id.replace("shared-outcome", "scale")}
    )
    span: dict[str, Node] = (
        {"change": {"from": "baseline", "to": form.until}}
        if form.until
        else {"between": ["a1", "a2"]}
    )
    return {
        "source": f"report-{trial.name}",
        "study": f"study-{trial.name}",
        "gloss": told(measured, place),
        "outcomes": measured.id,
        **instrument,
        **span,
        "direction": form.direction,
        "measure": form.measure,
        "level": "group",
        **numbers,
        "significance": form.significance,
        "at": at,
    }
