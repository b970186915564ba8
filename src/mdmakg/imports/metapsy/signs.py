"""Whether a table's ``.g`` has the sign that its events have: the first arm less the second."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.about import rows_in_words
from mdmakg.imports.metapsy.apart import arm_label
from mdmakg.imports.metapsy.columns import ARMS
from mdmakg.imports.metapsy.names import ON_SCALES
from mdmakg.model.outcome import Measure

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from mdmakg.imports.metapsy.names import Value
    from mdmakg.imports.metapsy.table import Row

__all__ = ["signed", "told_signs", "unknown_signs"]

_G: Final = ".g"


def unknown_signs(rows: Iterable[Row]) -> frozenset[int]:
    """Give the numbers of rows whose ``.g`` is not the first arm less the second.

    In one that can be seen, since its events say otherwise; if there is one, any other of
    events of which it cannot be seen may be turned too.
    """
    signs = {row.number: (_sign(row, _G), _of_events(row)) for row in rows if _counts(row)}
    told = {number: pair for number, pair in signs.items() if pair[0]}
    against = {number for number, (g, events) in told.items() if g == -events}
    silent = {number for number, (_, events) in told.items() if not events}
    return frozenset(against | silent) if against else frozenset()


def signed(row: Row, result: Value, unknown: Container[int]) -> Value:
    """Say of a standardised difference whose sign is unknown that no arm of it is the first.

    Its gloss has the two arms, and not one against the other.
    """
    if row.number not in unknown or result["measure"] != Measure.STANDARDISED_DIFFERENCE:
        return result
    keys = list(result)
    after = keys.index("between") + 1
    first, second = (arm_label(row, arm) for arm in ARMS)
    gloss = str(result["gloss"]).replace(f"{first} against {second}", f"{first} and {second}")
    unsaid = {"first-arm": "not-stated"}
    said = {**result, "gloss": gloss, **unsaid}
    return {key: said[key] for key in (*keys[:after], *unsaid, *keys[after:])}


def told_signs(unknown: Iterable[int]) -> Iterator[str]:
    """Tell once of the rows whose sign means something else than their column's."""
    if found := sorted(unknown):
        yield (
            f"{rows_in_words(found)}: the sign of .g is not that of the events, in the first arm "
            "less in the second: which arm it takes from which is not stated"
        )


def _counts(row: Row) -> bool:
    """Whether a row is of events: by its type, since a change may have a count beside it."""
    return folded(row.text("outcome_type")) not in ON_SCALES


def _of_events(row: Row) -> int:
    """Give the sign of the first arm's risk less the second's, 0 where it has none."""
    if sign := _sign(row, ".log_rr"):
        return sign
    risks = [_risk(row, arm) for arm in ARMS]
    first, second = risks
    return 0 if first is None or second is None else (first > second) - (first < second)


def _risk(row: Row, arm: str) -> Decimal | None:
    """Give the share with an event; none where there is none, or it cannot be one."""
    events, of = row.number_at(f"event_arm{arm}"), row.number_at(f"totaln_arm{arm}")
    if not events or not of or not 0 <= Decimal(events) <= Decimal(of) or not Decimal(of):
        return None
    return Decimal(events) / Decimal(of)


def _sign(row: Row, column: str) -> int:
    number = Decimal(row.number_at(column) or 0)
    return (number > 0) - (number < 0)
