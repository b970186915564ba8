"""All that is derived before the checks run: facts that shapes read but cannot compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.derive.behind import derive_behind, stand_behind
from mdmakg.derive.passages import derive_passages
from mdmakg.derive.quantity import derive_quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Quad

    from mdmakg.graph.facts import Facts

__all__ = ["derive"]


def derive(facts: Facts, texts: Mapping[str, str]) -> Iterator[Quad]:
    """Derive facts from what was said and curated.

    ``texts`` has the texts at hand by the SHA-256 under which they were encoded.
    """
    behind = stand_behind(facts)
    yield from derive_passages(facts, texts)
    yield from derive_behind(behind)
    yield from derive_quantities(facts)
