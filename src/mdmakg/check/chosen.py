"""Which rules are to run, before any of them is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdmakg.bundle import folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which rules to run: a folder of shapes and tables, less the checks switched off."""

    shapes: Path = field(default_factory=lambda: folder("shapes"))
    off: frozenset[str] = frozenset()
