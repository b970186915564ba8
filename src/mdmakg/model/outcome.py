"""Outcomes: what was measured, how, and what came out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mdmakg.model.quantity import QuantityText
from mdmakg.model.record import Anchored, Fact, Many, Record, Some
from mdmakg.model.scalar import Flag, Kind, Line, LocalId, Ref, Unsaid, reference, slot
from mdmakg.model.study import TimeRole

__all__ = [
    "Direction",
    "Instrument",
    "Level",
    "Measure",
    "Outcome",
    "OutcomeReport",
    "OutcomeRole",
    "Rater",
    "Result",
    "Significance",
]

ArmRef = Annotated[Ref, reference(Kind.ARM)]
OutcomeRef = Annotated[Ref, reference(Kind.OUTCOME)]


class OutcomeRole(StrEnum):
    """What an outcome was in the study."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    EXPLORATORY = "exploratory"
    SAFETY = "safety"
    NOT_STATED = "not-stated"


class Rater(StrEnum):
    """Who gave the rating."""

    PARTICIPANT = "participant"
    CLINICIAN = "clinician"
    NOT_STATED = "not-stated"


class Direction(StrEnum):
    """Which way something went.

    ``unchanged`` needs an equivalence test; ``not-worsened`` says only that the
    start was not exceeded; the last two are for what is neither good nor bad.
    """

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_SIGNIFICANT_CHANGE = "no-significant-change"
    UNCHANGED = "unchanged"
    STILL_BETTER_THAN_START = "still-better-than-start"
    NOT_WORSENED = "not-worsened"
    INCREASED = "increased"
    DECREASED = "decreased"


class Measure(StrEnum):
    """What a result's number is."""

    MEAN = "mean"
    COUNT = "count"
    PROPORTION = "proportion"
    CHANGE = "change"
    STANDARDISED_DIFFERENCE = "standardised-difference"
    NOT_STATED = "not-stated"


class Level(StrEnum):
    """Of whom a result speaks."""

    GROUP = "group"
    INDIVIDUAL = "individual"


class Significance(StrEnum):
    """What the authors say of significance; never computed."""

    SIGNIFICANT = "significant"
    NOT_SIGNIFICANT = "not-significant"
    NOT_STATED = "not-stated"


class OutcomeReport(Anchored):
    """That one study measured an outcome, as one source reports."""

    source: Annotated[Ref, reference(Kind.SOURCE)]
    study: Annotated[Ref, reference(Kind.STUDY)]
    instrument: Fact[Annotated[Ref | Unsaid, slot(Kind.INSTRUMENT)]]
    role: Fact[OutcomeRole]
    rated_by: Fact[Rater]


class Outcome(Anchored):
    """What can be measured: a construct, apart from any instrument.

    ``general``: a word for whatever a text has in view (benefit, safety), which no
    study measures as such.
    """

    label: Line | None = None
    # the bare name is taken by pydantic's BaseModel
    construct_: Annotated[Ref, reference(Kind.CONCEPT)] | None = None
    broader: tuple[OutcomeRef, ...] = ()
    general: Flag = False
    reports: dict[LocalId, OutcomeReport] = {}


class Instrument(Record):
    """A scale or questionnaire.

    Units: ``step`` is the least difference of two scores, in points.
    """

    label: Line
    abbreviation: Line | None = None
    measures: Many[OutcomeRef] = ()
    step: Fact[QuantityText] | None = None


class Change(Record):
    """From which to which time point."""

    from_: TimeRole
    to: TimeRole


class Result(Anchored):
    """What a study found, as its own authors report it.

    Sign: a change is later minus earlier; ``estimate`` is in points of the instrument.
    Units: ``events`` and ``of`` count participants, with the event and in all.
    """

    source: Annotated[Ref, reference(Kind.SOURCE)]
    study: Annotated[Ref, reference(Kind.STUDY)]
    gloss: Line
    outcomes: Some[OutcomeRef]
    instrument: Annotated[Ref, reference(Kind.INSTRUMENT)] | None = None
    change: Change | None = None
    between: Annotated[tuple[ArmRef, ...], Field(min_length=2, max_length=2)] = ()
    direction: Direction
    measure: Measure
    level: Level
    estimate: Fact[QuantityText] | None = None
    standard_error: Fact[QuantityText] | None = None
    standard_deviation: Fact[QuantityText] | None = None
    interval: Fact[QuantityText] | None = None
    interval_level: Fact[QuantityText] | None = None
    interval_method: Fact[Line] | None = None
    events: Fact[QuantityText] | None = None
    of: Fact[QuantityText] | None = None
    test: Annotated[Ref, reference(Kind.CONCEPT)] | None = None
    statistic: Fact[QuantityText] | None = None
    df: Fact[QuantityText] | None = None
    p: Fact[QuantityText] | None = None
    significance: Significance
