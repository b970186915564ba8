"""Small files beside a table, in its folder or in the archive that it is in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from mdmakg.errors import InputError
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import LIMITS
from mdmakg.imports.zipped import members
from mdmakg.read.files import decode, read_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["text_beside"]

_MOST: Final = 1 << 20  # bytes


def text_beside(path: Path, *names: str) -> str:
    """Read the first of some files that lies beside a table; empty where none can be read."""
    for name in names:
        there = path.with_name(name)
        with suppress(InputError, ValueError, OSError):
            archive = next((place for place in there.parents if place.is_file()), None)
            return read_text(there, limit=_MOST) if archive is None else _member(archive, there)
    return ""


def _member(archive: Path, wanted: Path) -> str:
    """Read a member of an archive, as bounded as any other.

    Errors: ``InputError`` where it is no text, ``OSError`` where it is not there.
    """
    with archive.open("rb") as stream:
        for member in members(str(archive), stream, LIMITS):
            if not isinstance(member, LeftOut) and member.name == str(wanted):
                return decode(member.stream.read(_MOST), str(wanted))
    raise FileNotFoundError(str(wanted))
