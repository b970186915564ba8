"""One result as a row: of what, between which arms, when, how much, and as what it is flagged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.explore.estimate import rounded_words
from mdmakg.explore.page.claim import short_id
from mdmakg.explore.page.glossary import member_label
from mdmakg.export.text import shown
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.outcome import FigureKind
from mdmakg.model.scalar import Unsaid
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.explore.page.glossary import Row
    from mdmakg.graph.facts import Facts

__all__ = ["is_harm", "label_of_thing", "member_words", "quantity_words", "result_row"]

_UNITS: Final = {
    "a": "years",
    "mo": "months",
    "wk": "weeks",
    "d": "days",
    "h": "hours",
    "min": "minutes",
}
"""Durations in words, by their codes in UCUM."""

_DURATION: Final = re.compile(rf"^(.*\d) ({'|'.join(_UNITS)})$")

_FLAGS: Final = (
    (m.primaryInstrument, "primary instrument", "not the primary instrument"),
    (m.primaryTimePoint, "primary time point", "not the primary time point"),
    (m.afterCrossover, "after crossover", "not after crossover"),
    (m.serious, "serious", "not serious"),
)
"""What a source says with yes or with no."""

_ORDER: Final = tuple(FigureKind)


def result_row(facts: Facts, ontology: Facts, result: str, node: int, role: str = "") -> Row:
    """Describe a result; ``node`` is the number of its node, which has its id and wording.

    ``role`` is that of its outcomes in the study, as its source states it.
    Shape: what the source does not state is left out. ``arms`` are two, the first less the
           second unless it is ``firstUnknown``; ``figures`` one row for each arm, by the
           names of the kinds of figure.
    """
    instrument = facts.one(result, m.usedInstrument)
    row: Row = {
        "node": node,
        "outcomes": [short_id(facts, one) for one in facts.all(result, m.ofOutcome)],
        "instrument": _instrument(facts, instrument),
        "ratedBy": member_words(facts, ontology, result, m.ratedBy, "rater"),
        "arms": [label_of_thing(facts, arm) for arm in _arms(facts, result)],
        "firstUnknown": _is_first_unknown(facts, result),
        "change": _change(facts, ontology, result),
        "when": [_offset(facts, ontology, one) for one in facts.all(result, m.measuredAt)],
        "frames": list(map(shown, facts.all(result, m.timeFrame))),
        "direction": member_words(facts, ontology, result, m.direction, "direction"),
        "measure": member_words(facts, ontology, result, m.measure, "measure"),
        "estimate": quantity_words(facts, result, m.estimate),
        "sure": list(_sure(facts, result)),
        "counted": _counted(facts, result),
        "p": _p(facts, result),
        "significance": member_words(facts, ontology, result, m.significance, "significance"),
        "figures": _figures(facts, result),
        "flags": [*_role(ontology, role), *_flags(facts, result)],
        "source": short_id(facts, facts.one(result, m.reportedIn)),
    }
    return {key: value for key, value in row.items() if value or key == "node"}


def is_harm(facts: Facts, result: str) -> bool:
    """Whether a result is of something that should not happen."""
    return any(facts.one(one, m.isHarm) == "true" for one in facts.all(result, m.ofOutcome))


def member_words(facts: Facts, ontology: Facts, thing: str, predicate: str, scheme: str) -> str:
    """Label the member of a closed list that a property has; nothing for what is not stated."""
    value = facts.name(thing, predicate)
    return member_label(ontology, scheme, value) if value not in {"", *Unsaid} else ""


def quantity_words(facts: Facts, holder: str, predicate: str) -> str:
    """Say a quantity for people: rounded, durations in words."""
    return _spelt(rounded_words(shown(quantity_text(facts, holder, predicate))))


def label_of_thing(facts: Facts, thing: str) -> str:
    """Give a thing's label; its short id where it has none."""
    return shown(facts.one(thing, f.rdfs_label)) or short_id(facts, thing)


def _spelt(words: str) -> str:
    found = _DURATION.match(words)
    if found is None:
        return words
    number, unit = found[1], _UNITS[found[2]]
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


def _instrument(facts: Facts, instrument: str) -> str:
    if not instrument or "/unsaid/" in instrument:
        return ""
    return shown(facts.one(instrument, m.abbreviation)) or label_of_thing(facts, instrument)


def _arms(facts: Facts, result: str) -> list[str]:
    """Give the arms that are compared, the first one first."""
    first = facts.one(result, m.firstArm)
    return sorted(facts.all(result, m.betweenArm), key=lambda arm: (arm != first, arm))


def _is_first_unknown(facts: Facts, result: str) -> bool:
    """Whether two arms are compared, and nothing tells which, or says that it is not stated."""
    arms = facts.all(result, m.betweenArm)
    return bool(arms) and facts.one(result, m.firstArm) not in arms


def _change(facts: Facts, ontology: Facts, result: str) -> str:
    ends = (("from", m.changeFrom), ("to", m.changeTo))
    told = ((word, member_words(facts, ontology, result, end, "time-role")) for word, end in ends)
    return " ".join(f"{word} {role}" for word, role in told if role)


def _offset(facts: Facts, ontology: Facts, offset: str) -> str:
    """Say how far something lies from an event: ``28 days after baseline``."""
    order = member_words(facts, ontology, offset, m.offsetOrder, "order")
    event = member_words(facts, ontology, offset, m.offsetEvent, "event")
    return " ".join(filter(None, [quantity_words(facts, offset, m.offsetBy), order, event]))


def _sure(facts: Facts, result: str) -> Iterator[str]:
    """Say how sure an estimate is: its standard error, its interval, what it spreads."""
    if error := quantity_words(facts, result, m.standardError):
        yield f"standard error {error}"
    if interval := quantity_words(facts, result, m.interval):
        level = quantity_words(facts, result, m.intervalLevel)
        yield f"{level} interval {interval}" if level else f"interval {interval}, level not stated"
    if deviation := quantity_words(facts, result, m.standardDeviation):
        yield f"standard deviation {deviation}"


def _counted(facts: Facts, result: str) -> str:
    events, among = (quantity_words(facts, result, term) for term in (m.events, m.outOf))
    told = " of ".join(filter(None, [events, among]))
    return f"{told} with the event" if events else f"among {told}" if told else ""


def _p(facts: Facts, result: str) -> str:
    words = quantity_words(facts, result, m.pValue)
    return words and (f"p {words}" if words[0] in "<>≤≥" else f"p = {words}")


def _figures(facts: Facts, result: str) -> list[Row]:
    """Give the figures of each arm, the first arm first, in the order of their kinds."""
    found: dict[str, dict[str, str]] = {arm: {} for arm in _arms(facts, result)}
    for figure in sorted(facts.all(result, m.hasFigure), key=lambda one: _rank(facts, one)):
        told = found.setdefault(facts.one(figure, m.ofArm), {})
        told[facts.name(figure, m.figureKind)] = quantity_words(facts, figure, m.figureValue)
    return [{"arm": label_of_thing(facts, arm), **told} for arm, told in found.items() if told]


def _rank(facts: Facts, figure: str) -> tuple[int, str]:
    kind = facts.name(figure, m.figureKind)
    return (_ORDER.index(FigureKind(kind)) if kind in _ORDER else len(_ORDER)), figure


def _role(ontology: Facts, role: str) -> Iterator[str]:
    if role not in {"", *Unsaid}:
        yield f"{member_label(ontology, 'outcome-role', role)} outcome"


def _flags(facts: Facts, result: str) -> Iterator[str]:
    if is_harm(facts, result):
        yield "harm"
    for predicate, yes, no in _FLAGS:
        told = facts.one(result, predicate)
        if told:
            yield yes if told == "true" else no
