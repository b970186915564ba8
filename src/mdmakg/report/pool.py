"""A pooled estimate for people and for programs.

``pool.schema.json`` beside this file describes the JSON.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mdmakg.model.outcome import Measure
from mdmakg.pool.rules import POOLED, RULES
from mdmakg.report.faults import visible
from mdmakg.report.wellformed import Json, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mdmakg.pool.effect import Answer, Effect, Interval, Pooled, Weighed

__all__ = ["POOL_FORMAT", "POOL_WRITERS", "figure", "heading", "span", "summary"]

POOL_FORMAT: Final = "mdmakg-pool/1"

METHOD: Final = "random effects, REML, Hartung-Knapp"

_LONG: Final = 1e6


# --- in words, for text and pictures ------------------------------------------


def heading(answer: Answer) -> str:
    """Say what was pooled, and how."""
    return f"{answer.label}, {_measured(answer)}, {METHOD}"


def _measured(answer: Answer) -> str:
    """Say what the numbers are, with their unit if all have one."""
    units = {one.unit for one in answer.chosen}
    unit = f" in {units.pop()}" if len(units) == 1 and "" not in units else ""
    return f"{POOLED.get(answer.measure, 'no one measure')}{unit}"


def figure(value: float) -> str:
    """Write a number to three decimals, and one from a million on to four digits that count."""
    return f"{value:.3f}" if abs(value) < _LONG else f"{value:.4g}"


def span(interval: Interval) -> str:
    """Write an interval."""
    return f"[{figure(interval.low)}, {figure(interval.high)}]"


def _variance(tau2: float) -> str:
    """Write a variance between studies: what is not nought does not look so."""
    words = f"{tau2:.3f}"
    return f"{tau2:.2g}" if tau2 > 0 and not float(words) else words


def summary(pooled: Pooled, measure: str) -> Iterator[str]:
    """Say what came out, and how far the studies differ."""
    yield f"{figure(pooled.estimate)} {span(pooled.interval)} (95 %), {pooled.k} studies"
    if measure == Measure.LOG_RISK_RATIO:
        low, high = math.exp(pooled.interval.low), math.exp(pooled.interval.high)
        yield f"as a risk ratio {math.exp(pooled.estimate):.3f} [{low:.3f}, {high:.3f}]"
    df = pooled.k - 1
    heterogeneity = f"Q {pooled.q:.2f} (df {df}, p {pooled.q_p:.3f})"
    yield f"tau² {_variance(pooled.tau2)} (REML), I² {pooled.i2:.0%} (from Q), {heterogeneity}"
    if pooled.prediction is None:
        yield "no prediction interval from two studies"
    else:
        yield f"another study's effect would lie in {span(pooled.prediction)} (95 %)"
    yield f"one common effect: {figure(pooled.common_estimate)} {span(pooled.common)}"


# --- for people ---------------------------------------------------------------


def _text(answer: Answer) -> str:
    return "".join(f"{line.rstrip()}\n" for line in _lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    yield visible(heading(answer))
    if answer.pooled is None:
        yield f"not pooled: {visible(answer.refused)}"
    else:
        yield from (f"  {line}" for line in summary(answer.pooled, answer.measure))
    yield ""
    yield f"went in ({len(answer.chosen)}):" if answer.pooled else f"left ({len(answer.chosen)}):"
    weighed = {one.effect.result: one for one in answer.weighed}
    mixed = not answer.measure or len({one.unit for one in answer.chosen}) > 1
    for effect in answer.chosen:
        yield from map(visible, _chosen(effect, weighed.get(effect.result), mixed=mixed))
    yield from map(visible, _out(answer))
    yield from (visible(f"note: {note}") for note in answer.notes)
    for source, (licence, notice) in answer.notices.items():
        yield visible(f"source: {source}. {notice or licence}")
    yield "Computed from results that sources report; it is no advice and no rating."


def _chosen(effect: Effect, weighed: Weighed | None, *, mixed: bool) -> Iterator[str]:
    estimate, error = effect.estimate or 0.0, effect.standard_error or 0.0
    of = f"{POOLED.get(effect.measure, effect.measure)} " if mixed else ""
    unit = f" {effect.unit}" if mixed and effect.unit else ""
    told = f"  {effect.label}: {of}{figure(estimate)}{unit} (standard error {figure(error)}{unit})"
    if weighed is not None:
        own = f"{figure(estimate)} {span(weighed.interval)}"
        told = f"  {effect.label}: {own}, weight {weighed.weight:.1%}"
    yield told
    if effect.words:
        yield f"    {effect.words}"
    yield f"    {effect.id}"


def _out(answer: Answer) -> Iterator[str]:
    if answer.left_out:
        yield ""
        yield f"left out ({len(answer.left_out)}):"
    for out in answer.left_out:
        yield f"  {out.effect.label}: {_as_it_is(out.effect, answer.measure)}"
        yield f"    {out.effect.words or 'not said of which arms'}"
        yield f"    {out.why} ({out.rule})"
        yield f"    {out.effect.id}"
    yield ""


def _as_it_is(effect: Effect, pooled: str) -> str:
    """Write the number of what is left out, and what it is where others are something else."""
    if effect.estimate is None:
        return "no estimate that is one number"
    of = POOLED.get(effect.measure, effect.measure or "no measure")
    name = "" if effect.measure == pooled else f"{of} "
    unit = f" {effect.unit}" if effect.unit else ""
    told = f"{name}{figure(effect.estimate)}{unit}"
    if effect.standard_error is not None:
        error_unit = f" {effect.error_unit}" if effect.error_unit else ""
        told = f"{told} (standard error {figure(effect.standard_error)}{error_unit})"
    return f"{told}, turned round" if effect.turned else told


# --- for programs -------------------------------------------------------------


def _json(answer: Answer) -> str:
    return json_text(_document(answer))


def _document(answer: Answer) -> Json:
    return {
        "format": POOL_FORMAT,
        "outcome": answer.outcome,
        "label": answer.label,
        "measure": answer.measure or None,
        "method": {
            "betweenStudies": "REML",
            "interval": "Hartung-Knapp",
            "prediction": "t, k - 2",
            "level": 0.95,
        },
        "pooled": None if answer.pooled is None else _pooled(answer.pooled),
        "refused": answer.refused,
        "rules": [{"rule": rule, "says": says} for rule, says in RULES.items()],
        "in": [_in(answer, effect) for effect in answer.chosen],
        "leftOut": [
            {**_effect(out.effect), "rule": out.rule, "why": out.why} for out in answer.left_out
        ],
        "notes": list(answer.notes),
        "sources": [
            {"source": source, "licence": licence, "attribution": notice}
            for source, (licence, notice) in answer.notices.items()
        ],
    }


def _pooled(pooled: Pooled) -> Json:
    return {
        "k": pooled.k,
        "estimate": pooled.estimate,
        "standardError": pooled.standard_error,
        "interval": _interval(pooled.interval),
        "tau2": pooled.tau2,
        "i2": pooled.i2,
        "q": pooled.q,
        "qP": pooled.q_p,
        "prediction": None if pooled.prediction is None else _interval(pooled.prediction),
        "commonEffect": {
            "estimate": pooled.common_estimate,
            "interval": _interval(pooled.common),
        },
    }


def _interval(interval: Interval) -> Json:
    return {"low": interval.low, "high": interval.high}


def _in(answer: Answer, effect: Effect) -> Json:
    weighed = next((one for one in answer.weighed if one.effect is effect), None)
    told: dict[str, Json] = {**_effect(effect), "weight": None, "interval": None}
    if weighed is not None:
        told |= {"weight": weighed.weight, "interval": _interval(weighed.interval)}
    return told


def _effect(effect: Effect) -> dict[str, Json]:
    tried = None if effect.compares is None else effect.compares.tried.label
    control = None if effect.compares is None else effect.compares.control.label
    return {
        "result": effect.result,
        "id": effect.id,
        "study": effect.study,
        "label": effect.label,
        "cohort": list(effect.cohort),
        "tried": tried,
        "control": control,
        "instrument": effect.instrument,
        "points": effect.points,
        "when": effect.when,
        "measure": effect.measure,
        "estimate": effect.estimate,
        "standardError": effect.standard_error,
        "unit": effect.unit,
        "turned": effect.turned,
    }


POOL_WRITERS: Final[Mapping[str, Callable[[Answer], str]]] = {"text": _text, "json": _json}
"""The formats that a pooled estimate is written in, by token; the picture is drawn apart."""
