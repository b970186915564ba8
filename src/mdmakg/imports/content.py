"""What a document file has in it, within the bounds of what is read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mdmakg.imports.mark import head
from mdmakg.read.yaml import BOUNDS
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from mdmakg.imports.importer import Imported
    from mdmakg.read.yaml import Bounds

__all__ = ["content_of"]

_ON_A_LINE: Final = 3  # values at most: a collection, its key, and what that has


def content_of(record: Imported, token: str, bounds: Bounds = BOUNDS) -> bytes:
    """Write a document as its file has it.

    Errors: ``ValueError`` that says why no file could have it, or none that is read again.
    """
    text = head(token, record.part_of) + yaml_text(record.document)
    content = text.encode()
    if len(content) > bounds.size:
        says = f"it would have {len(content):,} bytes, and a file of over {bounds.size:,}"
        raise ValueError(f"{says} is not read again: divide the records")
    if text.count("\n") * _ON_A_LINE > bounds.values:
        count = _values(record.document)
        if count > bounds.values:
            says = f"it would have {count:,} values, and a file of over {bounds.values:,}"
            raise ValueError(f"{says} is not read again: divide the records")
    return content


def _values(value: object) -> int:
    """Count scalars, keys and collections."""
    if isinstance(value, Mapping):
        return 1 + sum(1 + _values(each) for each in value.values())
    if isinstance(value, list | tuple):
        return 1 + sum(map(_values, value))
    return 1
