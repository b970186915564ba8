"""What a table reports of one study: design, participants, arms, and whence it was drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.about import where
from mdmakg.imports.metapsy.apart import received
from mdmakg.imports.metapsy.columns import ARMS
from mdmakg.imports.metapsy.effects import line
from mdmakg.imports.metapsy.roles import roles_of
from mdmakg.imports.registers import registered
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import IdentifierText, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.metapsy.ids import LocalIds
    from mdmakg.imports.metapsy.names import Names, Value
    from mdmakg.imports.metapsy.table import Row

__all__ = ["registrations_of", "report_of"]

_DESIGNS: Final = {"crossover": "crossover", "parallel": "parallel-groups"}
_BLINDING: Final = {
    "open label": "open-label",
    "single blind": "single-blind",
    "double blind": "double-blind",
    "triple blind": "triple-blind",
}
_LISTS: Final = dict.fromkeys(("arms", "outcomes", "time-points", "populations"), "unknown")
_DIGIT: Final = re.compile(r"[0-9]")
_BETWEEN: Final = re.compile(r"\s*[;,|]\s*|\s+/\s+")


def report_of(
    rows: list[Row], source: str, papers: list[str], names: Names, ids: LocalIds
) -> Value:
    """Make the report of a study by all its rows; ``papers`` are its publications."""
    report: Value = {"source": source, "read": "secondary"}
    if design := [*_words(rows, "design", _DESIGNS), *_words(rows, "blinding", _BLINDING)]:
        report["design"] = design
    if populations := list(_populations(rows, names)):
        report["populations"] = populations
    report["arms"] = _arms(rows, source, names, ids)
    report["drawn-from"] = list(_drawn(rows, papers))
    report["lists"] = dict(_LISTS)
    report["from"] = {"work": source, "how": "record", "locator": where(rows, "")}
    return report


def registrations_of(rows: list[Row]) -> list[str]:
    """Give the numbers under which a study is registered, wherever that is, each once."""
    found: dict[str, None] = {}
    for row in rows:
        for text in filter(None, _BETWEEN.split(row.text("registration_number"))):
            if numbers := _numbers(text):
                found.update(dict.fromkeys(numbers))
            else:
                row.leave("registration_number", f"{shown(text)} is no number of a register")
    return list(found)


def _numbers(text: str) -> list[str]:
    """Read what stands between two marks: a number, or several with blanks between them.

    Words, a register's name among them, are no numbers: they have no digit, or blanks.
    """
    if number := registered(text):
        return [number]
    several = [registered(part) for part in text.split()]
    if all(several):
        return several
    other = f"number {text}"
    return [other] if _DIGIT.search(text) and fits(IdentifierText, other) else []


def _words(rows: list[Row], column: str, words: Mapping[str, str]) -> Iterator[Value]:
    """Give the features of a design that a column says, as it writes them."""
    for cell in dict.fromkeys(row.text(column) for row in rows):
        if feature := words.get(folded(cell)):
            yield {"value": feature, "written": cell} if feature != cell else {"value": feature}
        elif cell:
            rows[0].leave(column, f"{shown(cell)} is no {column} that is known")


def _populations(rows: list[Row], names: Names) -> Iterator[Value | str]:
    told = ((names.population(row), line(row, "target_group")) for row in rows)
    for population, written in dict.fromkeys(told):
        if population:
            yield {"value": population, "written": written} if written else population
        elif written:
            rows[0].leave("target_group", "without a diagnosis no group can be stated")


def _arms(rows: list[Row], source: str, names: Names, ids: LocalIds) -> Value:
    arms: Value = {}
    roles = roles_of(rows, names, ids)
    for row in rows:
        for arm in ARMS:
            id_ = ids.arm(row, arm)
            if id_ not in arms:
                locator = f"row {row.number}, name_arm{arm}"
                arms[id_] = {
                    "label": line(row, f"name_arm{arm}") or received(row, arm),
                    "role": roles[id_].value,
                    "intervention": names.intervention(row, arm),
                    "from": {"work": source, "how": "record", "locator": locator},
                }
    return arms


def _drawn(rows: list[Row], papers: list[str]) -> Iterator[Value | str]:
    """Give the publications, the first with the reference as the table writes it."""
    references = list(dict.fromkeys(row.text("full_ref") for row in rows if row.text("full_ref")))
    written = references[0] if references and fits(Line, references[0]) else ""
    if references and not written:
        rows[0].leave("full_ref", "has more than 1,000 characters, or one that no line may have")
    for other in references[1:]:
        rows[0].leave("full_ref", f"rows of one study differ: {shown(other)} was not taken")
    for paper in papers:
        yield {"value": paper, "written": written} if written else paper
        written = ""
