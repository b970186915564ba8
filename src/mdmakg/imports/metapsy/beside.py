"""Small files beside a table, in its folder or in the archive that it is in."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mdmakg.errors import InputError
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import LIMITS, nothing_read
from mdmakg.imports.zipped import member_names, members
from mdmakg.read.files import decode, read_text, too_large

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["text_beside"]

_MOST: Final = 1 << 20  # bytes
_KEPT: Final = 8  # files of an archive that stand beside many of its tables


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

    Errors: ``InputError`` where it is no text or too large, ``OSError`` where it is not there.
    """
    changed = archive.stat().st_mtime_ns
    if str(wanted) not in _named(archive, changed, wanted.name):
        raise FileNotFoundError(str(wanted))
    return _text(archive, changed, str(wanted))


@lru_cache(maxsize=_KEPT)
def _named(archive: Path, _changed: int, name: str) -> frozenset[str]:
    """Find where an archive has files of a name, looking through it once for all its tables."""
    with archive.open("rb") as stream:
        found = member_names(str(archive), stream, LIMITS)
        return frozenset(one for one in found if one.rpartition("/")[2] == name)


@lru_cache(maxsize=_KEPT)
def _text(archive: Path, _changed: int, wanted: str) -> str:
    with archive.open("rb") as stream:
        for member in members(str(archive), stream, LIMITS, only=wanted):
            if not isinstance(member, LeftOut):
                content = member.stream.read(_MOST + 1)
                if len(content) > _MOST:
                    raise nothing_read(wanted, "too-large", too_large(_MOST))
                return decode(content, wanted)
    raise FileNotFoundError(wanted)
