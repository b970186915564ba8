"""Which results go into a pool: the rules of one result, then those among one cohort's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from mdmakg.pool.effect import LeftOut, Scale
from mdmakg.pool.rules import POOLED, alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mdmakg.pool.effect import Effect

__all__ = ["Selection", "select"]


@dataclass(slots=True)
class Selection:
    """What goes in, what does not, and why nothing may be pooled, if so."""

    chosen: list[Effect] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    refused: str = ""

    def leave(self, effects: Iterable[Effect], rule: str, why: str) -> None:
        """Leave effects out by a rule."""
        self.left_out += [LeftOut(effect, rule, why) for effect in effects]


def select(effects: Iterable[Effect], *, measure: str = "", substance: str = "") -> Selection:
    """Choose one result of each group of participants.

    ``measure`` and ``substance`` (an IRI) narrow what is taken; if no measure is asked
    for and several are left, nothing may be pooled.
    """
    selection = Selection()
    fit = []
    for effect in effects:
        failed = alone(effect, measure, substance)
        if failed is None:
            fit.append(effect)
        else:
            selection.leave((effect,), *failed)
    left = [one for own in _by_cohort(fit).values() for one in _of_cohort(own, selection)]
    _require_one_measure(left, selection)
    if selection.refused:
        selection.chosen = left
    else:
        for own in _by_cohort(left).values():
            _one_result(own, selection)
    selection.chosen.sort(key=lambda effect: (effect.label, effect.id))
    selection.left_out.sort(key=lambda out: (out.effect.label, out.effect.id))
    return selection


def _by_cohort(effects: Iterable[Effect]) -> Mapping[tuple[str, ...], list[Effect]]:
    found: dict[tuple[str, ...], list[Effect]] = defaultdict(list)
    for effect in effects:
        found[effect.cohort].append(effect)
    return found


def _of_cohort(own: list[Effect], selection: Selection) -> list[Effect]:
    for rule, flag, what in (
        ("primary-instrument", lambda one: one.primary_instrument, "instrument"),
        ("primary-time-point", lambda one: one.primary_time_point, "time point"),
    ):
        own = _flagged(own, rule, flag, what, selection)
    own = _continuous(own, selection)
    return _widest(own, selection)


def _flagged(
    own: list[Effect],
    rule: str,
    flag: Callable[[Effect], bool | None],
    what: str,
    selection: Selection,
) -> list[Effect]:
    """Keep what is flagged as primary; what is not flagged at all only if nothing is."""
    why = f"its source flags this result as not primary by {what}"
    selection.leave((one for one in own if flag(one) is False), rule, why)
    flagged = [one for one in own if flag(one)]
    unsaid = [one for one in own if flag(one) is None]
    if not flagged:
        return unsaid
    selection.leave(unsaid, rule, f"its source does not flag the {what}, another's is the primary")
    return flagged


def _continuous(own: list[Effect], selection: Selection) -> list[Effect]:
    if all(one.scale is not Scale.CONTINUOUS for one in own):
        return own
    events = [one for one in own if one.scale is Scale.DICHOTOMOUS]
    why = "counts events, and the same participants have points of a scale"
    selection.leave(events, "continuous-first", why)
    return [one for one in own if one.scale is not Scale.DICHOTOMOUS]


def _widest(own: list[Effect], selection: Selection) -> list[Effect]:
    """Keep the highest dose against the lowest, where all tried one thing in known doses."""
    doses = {one.result: _doses(one) for one in own}
    tried = [one.compares.tried for one in own if one.compares is not None]
    things = {(arm.received, arm.dose.unit if arm.dose else "") for arm in tried}
    if len(own) < 2 or len(things) != 1 or None in doses.values():  # noqa: PLR2004 - no choice
        return own
    known = {result: pair for result, pair in doses.items() if pair is not None}
    best = min(known.values(), key=lambda pair: (-pair[0], pair[1]))
    other = [one for one in own if known[one.result] != best]
    selection.leave(other, "one-comparison", "a wider comparison of doses has these participants")
    return [one for one in own if known[one.result] == best]


def _doses(effect: Effect) -> tuple[Decimal, Decimal] | None:
    """Give the dose tried and the control's, 0 where the control received something else."""
    if effect.compares is None:
        return None
    tried, control = effect.compares.tried.dose, effect.compares.control.dose
    if tried is None or tried.least != tried.most:
        return None
    if not effect.compares.of_one_thing:
        return tried.most, Decimal(0)
    if control is None or control.least != control.most or control.unit != tried.unit:
        return None
    return tried.most, control.most


def _require_one_measure(left: Sequence[Effect], selection: Selection) -> None:
    measures = sorted({one.measure for one in left})
    if len(measures) > 1:
        told = " and ".join(POOLED[measure] for measure in measures)
        selection.refused = (
            f"measures do not mix: {told}; choose with --measure {' or '.join(measures)}"
        )


def _one_result(own: list[Effect], selection: Selection) -> None:
    if len(own) == 1:
        selection.chosen += own
    else:
        why = f"{len(own)} results of these participants are left, and no rule chooses one"
        selection.leave(own, "one-result", why)
