"""How much one query may take, and how many may be asked at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from math import isfinite

from mdmakg.errors import UsageError

__all__ = ["Limits"]

_MEBIBYTE = 1024 * 1024
# Less leaves the engine no room to open a store and answer anything.
_LEAST_MEMORY = 128 * _MEBIBYTE
_MAY_BE_NONE = {"waiting", "wait"}


def _places() -> int:
    return max(2, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of the queries that are answered.

    At most ``workers + 1 + long`` processes stand at a time, each with at most
    ``memory`` of its own.
    Units:  ``memory`` and ``answer`` in bytes; ``seconds``, ``brief``, ``fair`` and
            ``wait`` in seconds of wall clock; the others are counts.
    Errors: ``UsageError`` for one that is too small to answer anything, or not finite.
    """

    seconds: float = 30.0
    """What a query may take at most."""
    brief: float = 0.1
    """What a query may take in an ordinary place, before it goes on aside.

    Where the platform tells, it must have had half of that from the processor.
    """
    fair: float = 1.0
    """What every query is given before it may have to make way for others."""
    memory: int = 512 * _MEBIBYTE
    answer: int = 16 * _MEBIBYTE
    """The length of an answer as it is sent."""
    workers: int = field(default_factory=_places)
    """Ordinary places: how many brief queries are answered at once."""
    long: int = field(default_factory=lambda: 2 * _places())
    """Places aside: how many queries may run on for longer."""
    waiting: int = 256
    """How many may wait for a place."""
    wait: float = 10.0
    """How long one may wait for a place."""

    def __post_init__(self) -> None:
        for limit in fields(self):
            value = getattr(self, limit.name)
            if not isfinite(value):
                raise UsageError(f"{limit.name}: {value:g} is no limit")
            if value < 0 or (value == 0 and limit.name not in _MAY_BE_NONE):
                raise UsageError(f"{limit.name}: {value:g} is too little")
        if self.memory < _LEAST_MEMORY:
            least = _LEAST_MEMORY // _MEBIBYTE
            raise UsageError(
                f"memory: {self.memory:,} bytes are too little; {least} MiB are needed"
            )
