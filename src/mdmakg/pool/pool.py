"""A pooled estimate of one outcome, with all that went in and all that did not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdmakg.errors import UsageError
from mdmakg.graph.facts import local_name
from mdmakg.model.outcome import Measure
from mdmakg.pool.candidates import candidates, notices_of, pooled_outcomes
from mdmakg.pool.effect import Answer, Weighed
from mdmakg.pool.estimate import normal_interval, pool_numbers, weights
from mdmakg.pool.rules import POOLED, in_words
from mdmakg.pool.select import select
from mdmakg.pool.shared import with_others
from mdmakg.vocab import foreign as f

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.graph.facts import Facts
    from mdmakg.pool.effect import Effect, Pooled

__all__ = ["pool_effects", "pool_outcome"]


def pool_outcome(facts: Facts, outcome: str, *, measure: str = "", of: str = "") -> Answer:
    """Pool the results about an outcome, named by its IRI.

    ``of`` is the IRI of a substance or an intervention that the arm tried must have had.
    Errors: ``UsageError`` for a measure that cannot be pooled, and for an outcome about
            which there is no result.
    """
    if measure and measure not in POOLED:
        raise UsageError(f"--measure is one of {', '.join(POOLED)}, not {measure!r}")
    effects = candidates(facts, outcome)
    if not effects:
        raise UsageError(_nothing(outcome, pooled_outcomes(facts)))
    label = facts.one(outcome, f.rdfs_label) or local_name(outcome)
    made = pool_effects(effects, measure=measure, of=of)
    notices = notices_of(facts, (source for one in effects for source in one.sources))
    left_out = with_others(facts, effects, made.left_out)
    name = local_name(outcome)
    return replace(made, outcome=name, label=label, left_out=left_out, notices=notices)


def _nothing(outcome: str, there: Sequence[str]) -> str:
    named = f"; there are some about {', '.join(there[:20])}" if there else ""
    return f"there is no result about {local_name(outcome)!r}{named}"


def pool_effects(effects: Sequence[Effect], *, measure: str = "", of: str = "") -> Answer:
    """Choose among effects, and pool those chosen if they can be."""
    selection = select(effects, measure=measure, substance=of)
    chosen = tuple(selection.chosen)
    measures = sorted({one.measure for one in chosen}) or ([measure] if measure else [])
    answer = Answer(
        outcome="",
        label="",
        measure=measures[0] if len(measures) == 1 else "",
        chosen=chosen,
        left_out=tuple(selection.left_out),
        refused=selection.refused or _refusal(chosen),
    )
    if answer.refused:
        return answer
    try:
        return _pooled(answer)
    except ValueError as error:
        return replace(answer, refused=str(error))


def _refusal(chosen: Sequence[Effect]) -> str:
    if not chosen:
        return "no result is left to pool"
    if len(chosen) == 1:
        return "one study is no pool: its own result is all there is"
    received = [one.compares.tried.received for one in chosen if one.compares is not None]
    if not frozenset.intersection(*received):
        things = sorted({local_name(thing) for one in received for thing in one})
        return f"the arms tried share nothing: {', '.join(things)}; choose with --of"
    if len(units := sorted({one.unit for one in chosen})) > 1:
        return f"numbers of different units do not mix: {', '.join(map(in_words, units))}"
    return _refusal_of_points(chosen) if chosen[0].measure == Measure.MEAN_DIFFERENCE else ""


def _refusal_of_points(chosen: Sequence[Effect]) -> str:
    """Say why differences of means are not of one instrument; what is not told is not the same."""
    if unknown := _without_instrument(chosen):
        return f"a difference of means is in points of an instrument, not told of {unknown}"
    instruments = _instruments(chosen)
    if len(instruments) > 1:
        return f"points of different instruments do not mix: {', '.join(instruments)}"
    return ""


def _instruments(chosen: Sequence[Effect]) -> list[str]:
    return sorted({one.instrument for one in chosen if one.instrument})


def _without_instrument(chosen: Sequence[Effect]) -> str:
    return ", ".join(one.label for one in chosen if not one.instrument)


def _pooled(answer: Answer) -> Answer:
    numbers = [(one.estimate or 0.0, one.standard_error or 0.0) for one in answer.chosen]
    errors = [error for _, error in numbers]
    pooled = pool_numbers([estimate for estimate, _ in numbers], errors)
    shares = weights(errors, pooled.tau2)
    weighed = tuple(
        Weighed(one, estimate, error, normal_interval(estimate, error), share)
        for one, (estimate, error), share in zip(answer.chosen, numbers, shares, strict=True)
    )
    notes = (
        *_on_interval(pooled),
        *_on_flags(answer.chosen),
        *_on_instruments(answer.chosen),
        *_on_arms(answer.chosen),
    )
    return replace(answer, weighed=weighed, pooled=pooled, notes=notes)


def _on_interval(pooled: Pooled) -> Iterator[str]:
    if pooled.interval.width < pooled.common.width:
        yield (
            "The interval is narrower than that of one common effect "
            f"[{pooled.common.low:.3f}, {pooled.common.high:.3f}]: the estimates lie closer "
            "together than their standard errors let expect."
        )


def _on_flags(chosen: Sequence[Effect]) -> Iterator[str]:
    """Name what no source flags: it is taken as met."""
    unsaid = [one.label for one in chosen if None in (one.primary_instrument, _when(one))]
    if unsaid:
        yield f"Not flagged as primary or otherwise by their source: {', '.join(unsaid)}."
    crossed = [one.label for one in chosen if one.crossover and one.after_crossover is None]
    if crossed:
        yield f"Crossover trials, not flagged as before crossover or after: {', '.join(crossed)}."


def _on_instruments(chosen: Sequence[Effect]) -> Iterator[str]:
    """Name several instruments of standardised differences, and those of which none is told."""
    if chosen[0].measure != Measure.STANDARDISED_DIFFERENCE:
        return
    instruments = _instruments(chosen)
    if len(instruments) > 1:
        yield (
            f"By several instruments: {', '.join(instruments)}. Signs agree only if more is "
            "worse on all of them, or on none."
        )
    if unknown := _without_instrument(chosen):
        yield f"The instrument is not told of {unknown}."


def _on_arms(chosen: Sequence[Effect]) -> Iterator[str]:
    for one in chosen:
        if one.turned:
            yield f"{one.label}: turned round; its source takes the arm tried from the control."
    alike = [one for one in chosen if one.compares is not None and one.compares.of_one_thing]
    low = {one.label for one in alike if one.compares is not None and one.compares.of_doses}
    if low:
        yield f"Compared with a lower dose, not with none: {', '.join(sorted(low))}."
    if other := sorted({one.label for one in alike} - low):
        yield f"Compared with another arm that received the same: {', '.join(other)}."
    told = [one.populations for one in chosen if one.populations]
    if told and not frozenset.intersection(*told):
        found = sorted(frozenset[str]().union(*told))
        yield f"The participants have nothing in common that is told: {', '.join(found)}."


def _when(effect: Effect) -> bool | None:
    return effect.primary_time_point
