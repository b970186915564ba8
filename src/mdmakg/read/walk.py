"""Walking through a record: every value in it, with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from mdmakg.model.corpus import Path

__all__ = ["walk"]


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield a value and everything in it, outermost first, in the order of the file."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, str(key)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, (*path, number))
