"""The claim-to-evidence graph of a build, with what was found along it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.build.around import facts_around
from mdmakg.build.record import read_record
from mdmakg.encode.dataset import parse_nquads
from mdmakg.graph.claims import claim_graph, resting_on
from mdmakg.graph.facts import Facts
from mdmakg.trace.results import assessments_of, results_of
from mdmakg.trace.standing import with_assessments
from mdmakg.trace.trace import with_findings

if TYPE_CHECKING:
    from pathlib import Path

    from networkx import MultiDiGraph

__all__ = ["graph_of", "read_facts"]


def read_facts(out: Path, claim: str = "") -> Facts:
    """Read all that the build in ``out`` says and derived; of many parts, what is around a claim.

    Errors: ``UsageError`` if there is no build, ``StoreError`` if it is damaged.
    """
    return (facts_around(out, claim) if claim else None) or Facts.of(
        quad for part in read_record(out) for quad in parse_nquads(part)
    )


def graph_of(facts: Facts) -> MultiDiGraph[str]:
    """Make the graph of what a build says and derived."""
    graph = with_assessments(claim_graph(facts), assessments_of(facts))
    return with_findings(graph, results_of(facts), resting_on(facts))
