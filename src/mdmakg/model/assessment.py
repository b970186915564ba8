"""How a claim stands: to what it passes on, and to the evidence read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Aspect",
    "Assessment",
    "Control",
    "Drift",
    "Fidelity",
    "Judgement",
    "Match",
    "Support",
]


class Match(StrEnum):
    """How what was reported stands to what is claimed, from nearest to farthest."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    RELATED = "related"
    NONE = "none"


class Control(StrEnum):
    """Whether a study set what it looked at against something else."""

    CONTROLLED = "controlled"
    UNCONTROLLED = "uncontrolled"
    NOT_STATED = "not-stated"


class Aspect(StrEnum):
    """In what a statement can differ from the one that it passes on."""

    SUBJECT = "subject"
    RELATION = "relation"
    OUTCOME = "outcome"
    POPULATION = "population"
    COMPARATOR = "comparator"
    TIME = "time"
    SETTING = "setting"
    QUANTITY = "quantity"
    DIRECTION = "direction"
    POLARITY = "polarity"
    QUANTIFIER = "quantifier"
    HEDGE = "hedge"
    INTENSITY = "intensity"


class Drift(StrEnum):
    """What became of an aspect of a statement when it was passed on."""

    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"
    ALTERED = "altered"


class Fidelity(StrEnum):
    """What became of a statement on its way from the source that it names."""

    AS_REPORTED = "as-reported"
    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"
    ALTERED = "altered"
    NOT_IN_SOURCE = "not-in-source"
    OWN_CONCLUSION = "own-conclusion"
    NO_SOURCE_NAMED = "no-source-named"
    NOT_CHECKED = "not-checked"


class Support(StrEnum):
    """Whether the evidence read carries a claim, in this corpus."""

    SUPPORTED = "supported"
    LIMITED = "limited"
    NOT_SUPPORTED = "not-supported"
    DISPUTED = "disputed"
    NO_EVIDENCE_HERE = "no-evidence-here"
    NOT_CHECKED = "not-checked"
    NOT_EMPIRICAL = "not-empirical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One verdict, why in words, and the IRIs of what decided it, sorted."""

    value: str
    because: str
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How one claim stands; ``claim`` is its IRI."""

    claim: str
    fidelity: Judgement
    support: Judgement
