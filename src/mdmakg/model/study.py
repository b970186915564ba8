"""Studies: identity, and what each source reports of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mdmakg.model.quantity import QuantityText
from mdmakg.model.record import Anchored, Fact, Record
from mdmakg.model.scalar import Id, IdentifierText, Kind, Line, LocalId, MomentText, Ref, reference

__all__ = [
    "Arm",
    "ArmRole",
    "Completeness",
    "DesignFeature",
    "Event",
    "Listed",
    "Offset",
    "Order",
    "ReadDepth",
    "Sizes",
    "Study",
    "StudyReport",
    "TimePoint",
    "TimeRole",
]

ConceptRef = Annotated[Ref, reference(Kind.CONCEPT)]


class ReadDepth(StrEnum):
    """What of the source was read for a report."""

    FULL_TEXT = "full-text"
    ABSTRACT = "abstract"
    REGISTRY = "registry"
    SECONDARY = "secondary"


class DesignFeature(StrEnum):
    """A feature of a study's design, as a report states it."""

    FOLLOW_UP = "follow-up"
    PROOF_OF_PRINCIPLE = "proof-of-principle"
    SINGLE_ARM = "single-arm"
    PARALLEL_GROUPS = "parallel-groups"
    CROSSOVER = "crossover"
    FACTORIAL = "factorial"
    SEQUENTIAL_GROUPS = "sequential-groups"
    OBSERVATIONAL = "observational"
    OPEN_LABEL = "open-label"
    RANDOMISED = "randomised"
    QUASI_RANDOMISED = "quasi-randomised"
    NON_RANDOMISED = "non-randomised"
    SINGLE_BLIND = "single-blind"
    DOUBLE_BLIND = "double-blind"
    TRIPLE_BLIND = "triple-blind"
    QUADRUPLE_BLIND = "quadruple-blind"
    BLINDING_ASSESSED = "blinding-assessed"
    CONTROLLED = "controlled"
    REPEATED_MEASURES = "repeated-measures"
    SINGLE_SITE = "single-site"
    POOLED = "pooled"
    PHASE_1 = "phase-1"
    PHASE_2 = "phase-2"
    PHASE_3 = "phase-3"
    PHASE_4 = "phase-4"


class Completeness(StrEnum):
    """How much of what there was a list names."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class ArmRole(StrEnum):
    """What an arm is for."""

    INVESTIGATIONAL = "investigational"
    COMPARATOR = "comparator"
    NOT_STATED = "not-stated"


class TimeRole(StrEnum):
    """The role of a time point in a study."""

    BASELINE = "baseline"
    DURING_TREATMENT = "during-treatment"
    POST_TREATMENT = "post-treatment"
    PRIMARY_END_POINT = "primary-end-point"
    FOLLOW_UP = "follow-up"


class Event(StrEnum):
    """What a time point is counted from."""

    BASELINE = "baseline"
    START_OF_TREATMENT = "start-of-treatment"
    LAST_DOSE = "last-dose"
    LAST_SESSION = "last-session"
    END_OF_TREATMENT = "end-of-treatment"


class Order(StrEnum):
    """On which side of the event a time point lies."""

    BEFORE = "before"
    AFTER = "after"


class Sizes(Record):
    """How many participants, at which stage: as many numbers as stages.

    ``planned`` is what was meant to be enrolled, where that is all that is told.
    """

    planned: Fact[QuantityText] | None = None
    enrolled: Fact[QuantityText] | None = None
    analysed: Fact[QuantityText] | None = None
    followed_up: Fact[QuantityText] | None = None


class Arm(Anchored):
    """A group of participants and what it received.

    Units: ``size`` and ``completed`` count participants; ``dose`` is UCUM, for one session.
    """

    label: Line
    role: ArmRole
    intervention: Annotated[Ref, reference(Kind.INTERVENTION)]
    size: Fact[QuantityText] | None = None
    completed: Fact[QuantityText] | None = None
    dose: Fact[QuantityText] | None = None


class Offset(Anchored):
    """How far a time point lies from an event; ``by`` is absent where only the order is said.

    Units: UCUM durations (``mo``, ``wk``, ``d``, ``h``).
    """

    order: Order
    event: Event
    by: Fact[QuantityText] | None = None


class TimePoint(Anchored):
    """When a study measured."""

    offsets: Annotated[tuple[Offset, ...], Field(min_length=1)]


class Listed(Record):
    """How complete a report's lists are."""

    arms: Completeness
    outcomes: Completeness
    time_points: Completeness
    populations: Completeness


class StudyReport(Anchored):
    """What one source says of one study.

    ``design`` has only what this source states; what it leaves to the report of
    the study followed up is reached through ``inherits_design_from``.
    ``multiplicity`` is our wording, or ``not-stated``. ``drawn_from`` are the
    publications from which the source took what it says; ``recruitment`` and
    ``why_stopped`` are as a register has them, ``started`` and ``completed`` its dates.
    """

    source: Annotated[Ref, reference(Kind.SOURCE)]
    read: ReadDepth
    aim: Fact[Line] | None = None
    design: tuple[Fact[DesignFeature], ...] = ()
    inherits_design_from: Annotated[Ref, reference(Kind.STUDY_REPORT)] | None = None
    sizes: Sizes = Sizes()
    populations: tuple[Fact[ConceptRef], ...] = ()
    arms: dict[LocalId, Arm] = {}
    time_points: dict[TimeRole, TimePoint] = {}
    analyses: tuple[Fact[ConceptRef], ...] = ()
    multiplicity: Fact[Line] | None = None
    drawn_from: tuple[Fact[Annotated[Ref, reference(Kind.SOURCE)]], ...] = ()
    sponsor: Fact[Line] | None = None
    recruitment: Fact[Line] | None = None
    why_stopped: Fact[Line] | None = None
    started: Fact[MomentText] | None = None
    completed: Fact[MomentText] | None = None
    lists: Listed


class Study(Anchored):
    """A study's identity, said in one file (``label``), and reports of it, in any.

    Studies of the same participants share a ``cohort``.
    """

    label: Line | None = None
    follows_up: Annotated[Ref, reference(Kind.STUDY)] | None = None
    cohort: Id | None = None
    registrations: tuple[Fact[IdentifierText], ...] = ()
    reports: dict[LocalId, StudyReport] = {}
