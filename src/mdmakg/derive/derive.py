"""All that is derived before the checks run: facts that shapes read but cannot compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.derive.behind import derive_behind, stand_behind
from mdmakg.derive.circle import derive_circles
from mdmakg.derive.citing import derive_citing
from mdmakg.derive.comparators import derive_comparators
from mdmakg.derive.concession import derive_concessions
from mdmakg.derive.design import derive_designs
from mdmakg.derive.drift import derive_drifts
from mdmakg.derive.independence import derive_independence
from mdmakg.derive.lines import derive_authors, derive_lines
from mdmakg.derive.nearness import nearness
from mdmakg.derive.origin import derive_origins
from mdmakg.derive.passages import derive_passages
from mdmakg.derive.quantity import derive_quantities
from mdmakg.derive.regimen import derive_regimens
from mdmakg.derive.reported import derive_reported, reported
from mdmakg.derive.result import derive_results
from mdmakg.derive.safety import derive_safety
from mdmakg.derive.scope import derive_scope
from mdmakg.derive.size import derive_sizes
from mdmakg.derive.strength import derive_strengths, read_strengths
from mdmakg.derive.time import derive_times
from mdmakg.derive.treatment import derive_treatments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["derive"]


def derive(facts: Facts, texts: Mapping[str, str], shapes: Path | None = None) -> Iterator[Quad]:
    """Derive facts from what was said and curated.

    ``texts`` has the texts at hand by the SHA-256 under which they were encoded;
    ``shapes`` is the folder of rules, ours unless another is given.
    Errors: ``InputError`` if a table there is not as it must be.
    """
    behind, near = stand_behind(facts), nearness(facts)
    told = reported(behind)
    yield from derive_passages(facts, texts)
    yield from derive_behind(behind)
    yield from derive_quantities(facts)
    yield from derive_results(facts)
    yield from derive_sizes(behind)
    yield from derive_safety(behind)
    yield from derive_designs(behind)
    yield from derive_strengths(
        facts, read_strengths((shapes or folder("shapes")) / "causal-strength.tsv")
    )
    yield from derive_origins(facts)
    yield from derive_reported(behind, near, told)
    yield from derive_scope(behind, near, told)
    yield from derive_lines(facts, near)
    yield from derive_authors(facts)
    yield from derive_comparators(behind, near)
    yield from derive_drifts(near)
    yield from derive_concessions(facts)
    yield from derive_citing(facts)
    yield from derive_independence(behind)
    yield from derive_circles(facts)
    yield from derive_times(behind)
    yield from derive_regimens(behind)
    yield from derive_treatments(behind)
