"""How each claim stands, on its node."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from networkx import MultiDiGraph

    from mdmakg.model.assessment import Assessment

__all__ = ["with_assessments"]


def with_assessments(
    graph: MultiDiGraph[str], assessments: Iterable[Assessment]
) -> MultiDiGraph[str]:
    """Give each claim its fidelity and support, each with the reason in words."""
    found: MultiDiGraph[str] = graph.copy()
    for assessment in assessments:
        if assessment.claim in found:
            found.nodes[assessment.claim].update(
                fidelity=assessment.fidelity.value,
                fidelity_because=assessment.fidelity.because,
                support=assessment.support.value,
                support_because=assessment.support.because,
            )
    return found
