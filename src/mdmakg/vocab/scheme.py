"""Closed lists as concept schemes: the IRI of a scheme, and of each concept in it.

``claim-kind/finding`` is a concept of the scheme ``scheme/claim-kind``. The
members are the model's enumerations; tests hold them equal to the ontology's.
"""

from typing import Final

from mdmakg.vocab.mdmakg import BASE

__all__ = ["SCHEMES", "concept_iri", "scheme_iri"]

SCHEMES: Final = (
    "arm-role",
    "aspect",
    "basis",
    "bias-level",
    "claim-kind",
    "completeness",
    "component-kind",
    "concept-kind",
    "control",
    "design-feature",
    "direction",
    "drift",
    "event",
    "evidence-direction",
    "extent",
    "fidelity",
    "figure-kind",
    "hedge",
    "how-known",
    "level",
    "match",
    "measure",
    "operator",
    "order",
    "outcome-role",
    "pin-state",
    "polarity",
    "publication-state",
    "quantifier",
    "rater",
    "read-depth",
    "relation",
    "section",
    "severity",
    "significance",
    "skip-reason",
    "source-kind",
    "stance",
    "state",
    "support",
    "time-role",
    "treatment-predicate",
    "unsaid",
)


def scheme_iri(scheme: str) -> str:
    """Name a scheme."""
    return f"{BASE}scheme/{scheme}"


def concept_iri(scheme: str, member: str) -> str:
    """Name a member of a scheme."""
    # Joined, not formatted: members of enumerations are slow to format.
    return BASE + scheme + "/" + member
