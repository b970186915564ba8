"""A row as results: its effect sizes, and what was measured in each arm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mdmakg.imports.bounds import beyond
from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.apart import arm_label
from mdmakg.imports.metapsy.columns import ARMS, FIGURES
from mdmakg.imports.stated import fits, shown
from mdmakg.model.quantity import QuantityText
from mdmakg.model.scalar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.metapsy.names import Names, Value
    from mdmakg.imports.metapsy.table import Row

__all__ = ["Compared", "line", "rater", "results_of"]

_RATERS: Final = {"clinician": "clinician", "self report": "participant"}
_EFFECTS: Final = (
    ("g", "standardised-difference", ".g", (".g_se", ".ge_se")),
    ("log-rr", "log-risk-ratio", ".log_rr", (".log_rr_se",)),
)
_FLAGS: Final = {"1": True, "0": False}
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Compared:
    """What a row compares: table, study, the two arms, in the document's ids."""

    source: str
    study: str
    arms: tuple[str, str]


def results_of(row: Row, own: str, compared: Compared, names: Names) -> Iterator[tuple[str, Value]]:
    """Give a result for each effect size of a row, or one without, if it has none.

    Shape: ``own`` is the row's id, to which a word for the effect is added.
    Sign:  that of the table: the first arm less the second, of logarithms for a ratio.
    """
    told = False
    for token, measure, column, errors in _EFFECTS:
        estimate = row.number_at(column)
        if estimate:
            told = True
            spread = next((e for e in errors if row.text(e)), "")
            number: Value = {"measure": measure, "level": "group", "estimate": estimate}
            if spread and (error := row.number_at(spread)):
                number["standard-error"] = error
            yield f"{own}-{token}", _result(row, compared, names, number, column)
        elif any(map(row.text, errors)):
            row.leave(column, "has no number, so its standard error was not taken")
    if not told:
        number = {"measure": "not-stated", "level": "group"}
        yield f"{own}-none", _result(row, compared, names, number, "")


def _result(row: Row, compared: Compared, names: Names, number: Value, column: str) -> Value:
    result: Value = {
        "source": compared.source,
        "study": compared.study,
        "gloss": _gloss(row),
        "outcomes": [names.outcome(row)],
        "instrument": names.instrument(row),
        "between": list(compared.arms),
    }
    result |= _when(row)
    result |= _of_participants(row)
    result |= number
    result["significance"] = "not-stated"
    result["figures"] = [
        {"arm": id_, **_figures(row, arm)} for arm, id_ in zip(ARMS, compared.arms, strict=True)
    ]
    locator = ", ".join(filter(None, (f"row {row.number}", column, row.text(".id"))))
    result["from"] = {"work": compared.source, "how": "record", "locator": locator}
    return result


def _gloss(row: Row) -> str:
    first, second = (arm_label(row, arm) for arm in ARMS)
    when = row.text("study_time_point")
    said = f"{row.text('instrument')}, {row.text('outcome_type')}: {first} against {second}"
    said = f"{said}, {when}" if when else said
    return said if fits(Line, said) else f"Row {row.number} of the table"


def _when(row: Row) -> Value:
    found: Value = {}
    if times := [*_offsets(row, "time", "baseline"), *_offsets(row, "dose", "last-dose")]:
        found["time"] = times
    frames = [line(row, column) for column in ("study_time_point", "cov_time_point")]
    if frames := [frame for frame in frames if frame]:
        found["time-frame"] = frames
    for key, column in (
        ("primary-instrument", "primary_instrument"),
        ("primary-time-point", "primary_timepoint"),
        ("after-crossover", "post_crossover"),
    ):
        if cell := row.text(column):
            if cell in _FLAGS:
                found[key] = _FLAGS[cell]
            else:
                row.leave(column, f"{shown(cell)} is neither 0 nor 1")
    return found


def _offsets(row: Row, what: str, event: str) -> Iterator[Value]:
    """Give a time in days, and in weeks where these are not the same to the digits given."""
    days, weeks = (row.number_at(f"{what}_{unit}") for unit in ("days", "weeks"))
    if days:
        yield {"order": "after", "event": event, "by": f"{days} d"}
    if weeks and not (days and _agree(days, weeks)):
        yield {"order": "after", "event": event, "by": f"{weeks} wk"}


def _agree(days: str, weeks: str) -> bool:
    given = Decimal(weeks)
    return abs(Decimal(days) / _WEEK - given) <= Decimal(1).scaleb(int(given.as_tuple().exponent))


def _of_participants(row: Row) -> Value:
    found: Value = {}
    if rating := row.text("rating"):
        found["rated-by"] = rater(row)
        if found["rated-by"] == "not-stated":
            row.leave("rating", f"{shown(rating)} is nobody who rates that is known")
    for key, column, unit in (
        ("dosing-sessions", "n_dosing_sessions", ""),
        ("mean-age", "mean_age", " a"),
        ("women", "percent_women", " %"),
    ):
        if number := row.number_at(column):
            found[key] = f"{number}{unit}"
    return found


def _figures(row: Row, arm: str) -> Value:
    found: Value = {}
    for key, column in FIGURES:
        if number := row.number_at(f"{column}{arm}"):
            found[key] = number
    for key in ("event", "totaln"):
        _same(row, f"{key}_arm{arm}", f".{key}_arm{arm}")
    dose = row.text(f"dose_arm{arm}")
    if dose and (why := _no_dose(dose)):
        row.leave(f"dose_arm{arm}", f"{shown(dose)} {why}")
    elif dose:
        found["dose"] = dose
    if number := row.number_at(f"cumulative_dose_arm{arm}"):
        found["cumulative-dose"] = number + _unit(dose)
    return found


def _no_dose(text: str) -> str:
    """Say why a text is no dose; nothing where it is one."""
    if fits(QuantityText, text):
        return beyond("dose", text)
    return "is no dose: a number and a unit, as 25 mg"


def _same(row: Row, column: str, computed: str) -> None:
    """Tell where a table's computed number is not that from which it says it was computed."""
    stated, other = row.text(column), row.number_at(computed)
    if other and Decimal(other) != Decimal(row.number_at(column) or "NaN"):
        row.leave(computed, f"{other} was not taken: {column} has {stated or 'nothing'}")


def _unit(dose: str) -> str:
    """Give the unit of a dose, with a blank before it."""
    return f" {dose.rpartition(' ')[2]}" if fits(QuantityText, dose) and " " in dose else ""


def line(row: Row, column: str) -> str:
    """Give a cell if a document file may have it as a line; tell of it if not."""
    cell = row.text(column)
    if cell and not fits(Line, cell):
        row.leave(column, f"{shown(cell)} is no line of 1 to 1000 printable characters")
        return ""
    return cell


def rater(row: Row) -> str:
    """Say who rated."""
    return _RATERS.get(folded(row.text("rating")), "not-stated")
