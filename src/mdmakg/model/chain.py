"""The kinds of node and edge in the claim-to-evidence graph."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["VERDICTS", "EdgeKind", "NodeKind"]


class NodeKind(StrEnum):
    """What a node of the claim-to-evidence graph stands for."""

    CLAIM = "claim"
    EVIDENCE_LINE = "evidence-line"
    RESULT = "result"
    STUDY = "study"
    SOURCE = "source"
    OUTCOME = "outcome"


class EdgeKind(StrEnum):
    """How one node of the claim-to-evidence graph bears on another, from tail to head."""

    HAS_EVIDENCE_LINE = "has-evidence-line"
    SUPPORTS = "supports"
    DISPUTES = "disputes"
    INCONCLUSIVE = "inconclusive"
    REPORTS = "reports"
    OF_STUDY = "of-study"
    REPORTED_IN = "reported-in"
    SAID_BY = "said-by"
    RELAYS = "relays"
    CITES = "cites"
    FOLLOWS_UP = "follows-up"
    MEASURES = "measures"


VERDICTS = (EdgeKind.SUPPORTS, EdgeKind.DISPUTES, EdgeKind.INCONCLUSIVE, EdgeKind.REPORTS)
"""The ways in which an evidence line bears on a claim."""
