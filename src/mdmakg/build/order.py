"""What is to be built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.check.rules import Rules

__all__ = ["Order"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: a corpus by some rules, with the texts that are at hand.

    ``shown`` is what the corpus is called in messages; ``store`` is whether a store is
    made, without which every query has to load the data first.
    """

    corpus: Path
    shown: Path
    texts: Path | None
    rules: Rules
    store: bool = True
