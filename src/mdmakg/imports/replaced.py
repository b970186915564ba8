"""What a file of an import had that is not in what takes its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["is_of_others", "lost"]

_ID: Final = re.compile(rb"  ([a-z][a-z0-9-]*):")
_SECTION: Final = b"sources:"
_NAMED: Final = 3


def is_of_others(before: bytes, now: bytes) -> bool:
    """Whether a file had sources, and what takes its place has none of them."""
    had = set(_sources(before))
    return bool(had) and had.isdisjoint(_sources(now))


def lost(before: bytes, now: bytes) -> str:
    """Say which sources a file had that what took its place has not; empty where it has all."""
    gone = sorted(set(_sources(before)).difference(_sources(now)))
    return f"has no more what it had before: {_some(gone)}" if gone else ""


def _sources(text: bytes) -> Iterator[str]:
    """Give the ids of sources in a file as an import writes it: each on a line of its own."""
    inside = False
    for line in text.splitlines():
        if not line.startswith(b" "):
            inside = line == _SECTION
        elif inside and (found := _ID.fullmatch(line)):
            yield found[1].decode()


def _some(names: Collection[str]) -> str:
    first = ", ".join([*names][:_NAMED])
    return f"{first} and {len(names) - _NAMED:,} more" if len(names) > _NAMED else first
