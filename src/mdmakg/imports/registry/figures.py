"""The numbers of each group in a row of a table of results, as figures of arms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.bounds import quantity_of
from mdmakg.imports.known import folded
from mdmakg.imports.registry.trial import Said
from mdmakg.imports.registry.words import BOUNDS, LEVELS, NO_NUMBER, SPREADS, fold
from mdmakg.imports.stated import fits, shown
from mdmakg.model.outcome import FigureKind
from mdmakg.model.quantity import Operator
from mdmakg.model.scalar import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.imports.registry.facts import Facts, Value
    from mdmakg.imports.registry.trial import Affected, Measured, Reported, Row

__all__ = ["arm_of", "figures_of_event", "figures_of_row"]

_PER_CENT: Final = frozenset({"percentage", "percent"})
_AT_MOST: Final = frozenset({Operator.LESS, Operator.AT_MOST})
_SPREAD: Final = "the spread"
_LIMITS: Final = ("the lower limit", "the upper limit")


def figures_of_row(
    facts: Facts, reported: Reported, row: Row, kind: FigureKind, arms: Mapping[str, str]
) -> list[Value]:
    """Give the figures of each arm in a row; of a group that has two, the second is told."""
    counts = {one.group: one.count for one in (*reported.counts, *row.counts)}
    made: dict[str, Value] = {}
    for measured in row.measured:
        arm = arm_of(facts, measured.group, measured.at, arms, made)
        if arm is None:
            continue
        figures = dict(_of_group(facts, reported, measured, kind))
        if figures:
            n = facts.count(counts.get(measured.group))
            among = FigureKind.OF if kind is FigureKind.EVENTS else FigureKind.N
            if n is not None and _possible(facts, kind, figures, n, measured.at):
                figures[among.value] = n
            made[arm] = {"arm": arm, **figures, "from": facts.through(measured.at)}
    return list(made.values())


def figures_of_event(
    facts: Facts, affected: Iterable[Affected], arms: Mapping[str, str]
) -> list[Value]:
    """Give how many of each arm had an event; of a group that stands twice, the second is told."""
    made: dict[str, Value] = {}
    for one in affected:
        arm = arm_of(facts, one.group, one.at, arms, made)
        figure = _affected(facts, one) if arm is not None else {}
        if arm is not None and figure:
            made[arm] = {"arm": arm, **figure, "from": facts.through(one.at)}
    return list(made.values())


def arm_of(
    facts: Facts, group: str, at: str, arms: Mapping[str, str], met: Iterable[str] = ()
) -> str | None:
    """Give the arm that a group is; none where it is not there, was left out, or was met."""
    arm = arms.get(group)
    if arm is None:
        facts.leave(at, f"has a group {shown(group)} that its table does not name")
    elif arm in met:
        facts.leave(at, f"is a second one of the group {shown(group)} in its row")
        return None
    return arm or None


def _affected(facts: Facts, one: Affected) -> Value:
    events, of = (facts.count(Said(text, one.at)) for text in (one.events, one.of or "0"))
    if events is None or of is None:
        return {}
    if one.of and int(str(events["value"])) > int(str(of["value"])):
        facts.leave(one.at, f"counts {one.events} of {one.of} participants")
        return {}
    figure: Value = {"events": events["value"]}
    return {**figure, "of": of["value"]} if one.of else figure


def _possible(facts: Facts, kind: FigureKind, figures: Value, n: Value, at: str) -> bool:
    given = figures.get(FigureKind.EVENTS)
    if kind is not FigureKind.EVENTS or given is None:
        return True
    text = str(given["value"] if isinstance(given, dict) else given)
    events = quantity_of(text)
    possible = events.operator in _AT_MOST or events.low <= int(str(n["value"]))
    if not possible:
        facts.leave(at, f"counts {text} of {n['value']} participants: of how many")
    return possible


def _of_group(
    facts: Facts, reported: Reported, measured: Measured, kind: FigureKind
) -> Iterator[tuple[str, object]]:
    """Give the figures of one group: its value, and what its spread or limits are."""
    words = folded(reported.unit).split(" ")
    unit = "%" if kind is FigureKind.AMOUNT and words[0] in _PER_CENT else ""
    value = facts.number(kind, measured.value, measured.at, "the value", unit)
    if value is not None and kind is FigureKind.AMOUNT and reported.parameter:
        value = _named(facts, value, measured, reported.parameter)
    yield from _given(kind, value)
    yield from _spread(facts, reported.dispersion, measured)


def _named(facts: Facts, value: object, measured: Measured, parameter: str) -> object:
    """Write with an amount what it is, where the register says more than a number."""
    word = parameter.replace("_", " ").lower()
    if word == "number":
        return value
    written = f"{measured.value} ({word})"
    if not fits(Line, written):
        facts.leave(measured.at, f"the word for what it is: {shown(parameter)} fits no line")
        return value
    return {"value": value["value"] if isinstance(value, dict) else value, "written": written}


def _spread(facts: Facts, kind: str, measured: Measured) -> Iterator[tuple[str, object]]:
    """Give what goes with a value by the kind of its spread; tell of what does not fit it."""
    dispersion = fold(kind)
    low, high = _LIMITS
    rest = {_SPREAD: measured.spread, low: measured.lower, high: measured.upper}
    if dispersion in SPREADS:
        spread = SPREADS[dispersion]
        yield from _given(spread, facts.number(spread, rest.pop(_SPREAD), measured.at, _SPREAD))
    elif dispersion in BOUNDS or dispersion in LEVELS or _is_interval(kind):
        limits = facts.interval(rest.pop(low), rest.pop(high), measured.at, "the limits")
        yield from _bounds(dispersion, limits)
    for what, text in rest.items():
        if text not in NO_NUMBER:
            of = f"stands beside {shown(kind)}" if kind else "has no kind"
            facts.leave(measured.at, f"{what} {shown(text)} {of}: it has no figure")


def _bounds(dispersion: str, limits: object | None) -> Iterator[tuple[str, object]]:
    kind = BOUNDS.get(dispersion, FigureKind.INTERVAL)
    yield from _given(kind, limits)
    level = LEVELS.get(dispersion, "")
    if limits is not None and kind is FigureKind.INTERVAL and level:
        yield FigureKind.INTERVAL_LEVEL.value, level


def _given(kind: FigureKind, value: object | None) -> Iterator[tuple[str, object]]:
    if value is not None:
        yield kind.value, value


def _is_interval(dispersion: str) -> bool:
    return "confidence" in dispersion.lower()
