"""Walking through a record: what in it leads elsewhere, with its path in the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from mdmakg.model.record import Anchored
from mdmakg.model.scalar import Anchor, Ref

if TYPE_CHECKING:
    from mdmakg.model.corpus import Path

__all__ = ["Linked", "linked"]


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Give the name of each field, and its key in a file."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields)


@dataclass(frozen=True, slots=True)
class Linked:
    """What of a record leads elsewhere, to an id or into a text, each with its path.

    In the order of the file; ``records`` are those that may rest on something.
    """

    refs: list[tuple[Path, Ref]]
    anchors: list[tuple[Path, Anchor]]
    records: list[tuple[Path, Anchored]]


def linked(record: BaseModel) -> Linked:
    """Collect what leads elsewhere, in one walk that passes over plain values."""
    found = Linked([], [], [])
    _collect(record, (), found)
    return found


def _collect(value: object, path: Path, found: Linked) -> None:
    if isinstance(value, BaseModel):
        _collect_fields(value, path, found)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _collect(item, (*path, number), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect(item, (*path, key), found)
    elif isinstance(value, Ref):
        found.refs.append((path, value))
    elif isinstance(value, Anchor):
        found.anchors.append((path, value))


def _collect_fields(record: BaseModel, path: Path, found: Linked) -> None:
    if isinstance(record, Anchored):
        found.records.append((path, record))
    held = record.__dict__
    for name, key in _keys(type(record)):
        item = held[name]
        if item is not None and not isinstance(item, str):
            _collect(item, (*path, key), found)
