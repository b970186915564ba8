"""What a corpus has already, so that what is imported joins it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NOTHING", "Known", "folded"]


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of the corpus that imported files will stand beside.

    ``studies`` has study ids by registration and ``sources`` source ids by identifier,
    both as a file writes them (``nct NCT03537014``, ``doi 10.…``, in lower case after the
    scheme for a DOI). ``instruments`` has ids by folded label or abbreviation (see
    ``folded``) with the id of the outcome that each measures, ``concepts`` ids by folded
    label, ``interventions`` ids by folded label; ``ids`` are all ids that are taken.
    """

    studies: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    concepts: Mapping[str, str] = field(default_factory=dict)
    interventions: Mapping[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()


NOTHING = Known()
"""An empty corpus beside: everything is new."""


def folded(name: str) -> str:
    """Fold a name for looking it up: without case, hyphens, dots and runs of spaces."""
    return " ".join(name.casefold().replace("-", " ").replace(".", " ").split())
