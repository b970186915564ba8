"""Outcomes: what was measured, how, and what came out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from mdmakg.model.quantity import Quantity, QuantityText
from mdmakg.model.record import Anchored, Fact, Many, Record, Some
from mdmakg.model.scalar import Flag, Kind, Line, LocalId, Ref, Unsaid, reference, slot
from mdmakg.model.study import Offset, TimeRole

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ArmFigures",
    "Direction",
    "FigureKind",
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
    MEDIAN = "median"
    MEAN_DIFFERENCE = "mean-difference"
    STANDARDISED_DIFFERENCE = "standardised-difference"
    RISK_DIFFERENCE = "risk-difference"
    RISK_RATIO = "risk-ratio"
    LOG_RISK_RATIO = "log-risk-ratio"
    ODDS_RATIO = "odds-ratio"
    HAZARD_RATIO = "hazard-ratio"
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


class FigureKind(StrEnum):
    """What a number of one arm is; ``amount`` where a register gives one and no word for it."""

    N = "n"
    MEAN = "mean"
    MEDIAN = "median"
    AMOUNT = "amount"
    STANDARD_DEVIATION = "standard-deviation"
    STANDARD_ERROR = "standard-error"
    INTERVAL = "interval"
    INTERVAL_LEVEL = "interval-level"
    QUARTILES = "quartiles"
    RANGE = "range"
    EVENTS = "events"
    OF = "of"
    BASELINE_N = "baseline-n"
    BASELINE_MEAN = "baseline-mean"
    BASELINE_STANDARD_DEVIATION = "baseline-standard-deviation"
    CHANGE_N = "change-n"
    CHANGE_MEAN = "change-mean"
    CHANGE_STANDARD_DEVIATION = "change-standard-deviation"
    DOSE = "dose"
    CUMULATIVE_DOSE = "cumulative-dose"


class ArmFigures(Anchored):
    """The numbers of one arm at the time of a result; the fields are the kinds of figure.

    Units: those of the instrument; doses in UCUM; ``n``, ``events``, ``of`` count
           participants, ``n`` those measured, ``of`` those among whom events were counted.
    Sign:  a change is later minus earlier.
    """

    arm: ArmRef
    n: Fact[QuantityText] | None = None
    mean: Fact[QuantityText] | None = None
    median: Fact[QuantityText] | None = None
    amount: Fact[QuantityText] | None = None
    standard_deviation: Fact[QuantityText] | None = None
    standard_error: Fact[QuantityText] | None = None
    interval: Fact[QuantityText] | None = None
    interval_level: Fact[QuantityText] | None = None
    quartiles: Fact[QuantityText] | None = None
    range: Fact[QuantityText] | None = None
    events: Fact[QuantityText] | None = None
    of: Fact[QuantityText] | None = None
    baseline_n: Fact[QuantityText] | None = None
    baseline_mean: Fact[QuantityText] | None = None
    baseline_standard_deviation: Fact[QuantityText] | None = None
    change_n: Fact[QuantityText] | None = None
    change_mean: Fact[QuantityText] | None = None
    change_standard_deviation: Fact[QuantityText] | None = None
    dose: Fact[QuantityText] | None = None
    cumulative_dose: Fact[QuantityText] | None = None

    def given(self) -> Iterator[tuple[FigureKind, Fact[Quantity]]]:
        """Give the figures that there are, in the order of their kinds."""
        for kind in FigureKind:
            fact: Fact[Quantity] | None = getattr(self, kind.replace("-", "_"))
            if fact is not None:
                yield kind, fact


class OutcomeReport(Anchored):
    """That one study measured an outcome, as one source reports.

    ``time_frame`` is when, in the words of the source.
    """

    source: Annotated[Ref, reference(Kind.SOURCE)]
    study: Annotated[Ref, reference(Kind.STUDY)]
    instrument: Fact[Annotated[Ref | Unsaid, slot(Kind.INSTRUMENT)]]
    role: Fact[OutcomeRole]
    rated_by: Fact[Rater]
    time_frame: Many[Fact[Line]] = ()


class Outcome(Anchored):
    """What can be measured: a construct, apart from any instrument.

    ``general``: a word for whatever a text has in view (benefit, safety), which no
    study measures as such. ``harm``: something that should not happen, such as an
    adverse event.
    """

    label: Line | None = None
    # the bare name is taken by pydantic's BaseModel
    construct_: Annotated[Ref, reference(Kind.CONCEPT)] | None = None
    broader: tuple[OutcomeRef, ...] = ()
    general: Flag = False
    harm: Flag = False
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
    """What a study found, as its own authors report it, or as a table of results has it.

    Sign: a change is later minus earlier, a difference the first arm of ``between`` less
    the second, unless ``first_arm`` says that the source does not tell which is taken from
    which; ``estimate`` is in points of the instrument. ``direction`` is left out where the
    source gives numbers and says of none what it means.
    Units: ``events`` and ``of`` count participants, with the event and in all;
    ``dosing_sessions`` those before ``time``; ``mean_age`` in years (``a``), ``women`` in
    per cent.

    ``time`` is when it was measured, after which events; ``time_frame`` the same in the
    words of the source. ``primary_instrument``, ``primary_time_point`` and
    ``after_crossover`` are as the source flags them, ``serious`` harms as it counts them.
    """

    source: Annotated[Ref, reference(Kind.SOURCE)]
    study: Annotated[Ref, reference(Kind.STUDY)]
    gloss: Line
    outcomes: Some[OutcomeRef]
    instrument: Annotated[Ref, reference(Kind.INSTRUMENT)] | None = None
    change: Change | None = None
    between: Annotated[tuple[ArmRef, ...], Field(min_length=2, max_length=2)] = ()
    first_arm: Unsaid | None = None
    time: Many[Offset] = ()
    time_frame: Many[Fact[Line]] = ()
    primary_instrument: Flag | None = None
    primary_time_point: Flag | None = None
    after_crossover: Flag | None = None
    serious: Flag | None = None
    rated_by: Rater | None = None
    dosing_sessions: Fact[QuantityText] | None = None
    mean_age: Fact[QuantityText] | None = None
    women: Fact[QuantityText] | None = None
    direction: Direction | None = None
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
    figures: tuple[ArmFigures, ...] = ()
