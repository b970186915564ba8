"""Small files beside a table, in its folder or in the archive that it is in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mdmakg.errors import InputError
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import LIMITS, STDIN, nothing_read
from mdmakg.imports.zipped import member_names, members
from mdmakg.read.codes import ReadCode
from mdmakg.read.files import decode, read_text, too_large

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Beside", "text_beside"]

_MOST: Final = 1 << 20  # bytes
_KEPT: Final = 8  # files of an archive that stand beside many of its tables


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file beside a table says, and where it is; both empty where there is none."""

    text: str = ""
    place: str = ""


def text_beside(path: Path, *names: str, leave: Callable[[LeftOut], None]) -> Beside:
    """Read the first of some files that lies beside a table; ``leave`` hears of one that cannot be.

    Beside what comes in by itself there is nothing.
    """
    for name in names if str(path) != STDIN else ():
        there = path.with_name(name)
        try:
            archive = next((place for place in there.parents if place.is_file()), None)
            text = read_text(there, limit=_MOST) if archive is None else _member(archive, there)
            return Beside(text, str(there))
        except (FileNotFoundError, ValueError):  # ValueError: a name that no file can have
            continue
        except InputError as error:
            for fault in error.faults:
                if fault.code != ReadCode.MISSING_FILE:
                    leave(LeftOut(str(fault.place), fault.message))
        except OSError as error:
            leave(LeftOut(str(there), f"cannot be read: {error.strerror}"))
    return Beside()


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
