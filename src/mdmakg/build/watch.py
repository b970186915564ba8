"""Building again whenever a file changes, for the person at the keyboard."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["changes"]

_EVERY: Final = 0.3
"""How often is looked, in seconds."""

Seen: TypeAlias = "Mapping[str, tuple[int, int]]"
"""File to its time and size."""


def changes(
    folders: Iterable[Path], wait: Callable[[float], None] = time.sleep
) -> Iterator[tuple[str, ...]]:
    """Give the names of the files of some folders that come, change or go; first none.

    Shape:  one tuple once nothing has moved for a moment, so that a file which is being
            written is not read by half. It goes on until whoever draws has had enough.
    """
    places = tuple(folders)
    seen = _seen(places)
    yield ()
    while True:
        wait(_EVERY)
        if (now := _seen(places)) != seen:
            now = _settled(places, now, wait)
            yield tuple(sorted({name for name, _ in set(now.items()) ^ set(seen.items())}))
            seen = now


def _settled(places: tuple[Path, ...], now: Seen, wait: Callable[[float], None]) -> Seen:
    while True:
        wait(_EVERY)
        if (later := _seen(places)) == now:
            return now
        now = later


def _seen(places: Iterable[Path]) -> Seen:
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        for path in _listed(place):
            with suppress(OSError):  # gone meanwhile, or a link to nothing
                told = path.stat()
                found[str(path)] = (told.st_mtime_ns, told.st_size)
    return found


def _listed(place: Path) -> list[Path]:
    """List what a person put into a folder; editors keep hidden files there."""
    try:
        return [path for path in place.iterdir() if not path.name.startswith(".")]
    except OSError:  # gone meanwhile: building says so
        return []
