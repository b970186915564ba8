"""Arms told apart: where a table compares two that it calls the same, by their doses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdmakg.imports.metapsy.columns import ARMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.imports.metapsy.table import Row

__all__ = ["arm_label", "called", "received", "told_apart"]

_NAMES = ("condition", "multi", "drug", "name")


def called(row: Row, arm: str) -> tuple[str, ...]:
    """Give all that a table calls an arm, its study first: an arm of that study is one such."""
    return (row.text("study"), *(row.text(f"{name}_arm{arm}") for name in _NAMES))


def received(row: Row, arm: str) -> str:
    """Say what an arm received: its condition, and its group where it has one."""
    return ", ".join(filter(None, (row.text(f"condition_arm{arm}"), row.text(f"multi_arm{arm}"))))


def arm_label(row: Row, arm: str) -> str:
    """Give the name of an arm, or what it received where it has none."""
    return row.text(f"name_arm{arm}") or received(row, arm)


def told_apart(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows whose two arms differ in what they are called.

    Shape: where a study's rows compare arms of one name, each such arm has its dose for a
           group. A row that still compares an arm with itself is told, and left out.
    """
    taken = list(rows)
    alike = {called(row, "1") for row in taken if called(row, "1") == called(row, "2")}
    for row in taken:
        told = row
        for arm in ARMS:
            if called(row, arm) in alike:
                told = _with_dose(told, arm)
        if called(told, "1") != called(told, "2"):
            yield told
        else:
            why = "this arm is called as the other is, of the same dose: the row was left out"
            row.leave("condition_arm2", why)


def _with_dose(row: Row, arm: str) -> Row:
    """Put the dose of an arm to the name of its group, and to its own if it has one."""
    dose = row.text(f"dose_arm{arm}")
    if not dose:
        return row
    group, name = row.text(f"multi_arm{arm}"), row.text(f"name_arm{arm}")
    cells = {f"multi_arm{arm}": " ".join(filter(None, (group, dose)))}
    if name:
        cells[f"name_arm{arm}"] = f"{name}, {dose}"
    return replace(row, cells={**row.cells, **cells})
