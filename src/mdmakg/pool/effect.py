"""What is pooled, what is left out, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.model.dose import Dose

__all__ = [
    "Answer",
    "Comparison",
    "Effect",
    "Interval",
    "LeftOut",
    "Order",
    "Points",
    "Pooled",
    "Scale",
    "Side",
    "Weighed",
]


class Scale(StrEnum):
    """How an outcome was taken down: points of a scale, or who had an event."""

    CONTINUOUS = "continuous"
    DICHOTOMOUS = "dichotomous"
    NOT_STATED = "not-stated"


class Order(StrEnum):
    """Which of two arms was tried, as against the one that the source names first.

    ``AS_SAID`` the first, ``TURNED`` the second; ``UNORDERED`` where the source does not tell
    which is taken from which, ``ALIKE`` where both had one thing and nobody tells which is
    tried, ``UNTOLD`` where they had different things and nobody does; ``NONE`` of no two arms.
    """

    AS_SAID = "as-said"
    TURNED = "turned"
    UNORDERED = "unordered"
    ALIKE = "alike"
    UNTOLD = "untold"
    NONE = "none"


class Points(StrEnum):
    """Whether points of a scale are how far it moved, or where it stood in the end."""

    CHANGE = "change score"
    END = "end point"
    NOT_STATED = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One arm of a comparison: what it received and how much.

    Shape: ``received`` are substances, or interventions where none is told; ``had`` are the
           interventions and all their parts.
    Units: ``dose`` is for one session; None where none is told, or only about what it is.
    """

    arm: str
    label: str
    role: str
    received: frozenset[str]
    had: frozenset[str] = frozenset()
    dose: Dose | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arms; ``tried`` has more of what is compared, or is the one investigated."""

    tried: Side
    control: Side

    @property
    def of_one_thing(self) -> bool:
        """Whether both arms received the same."""
        return self.tried.received == self.control.received

    @property
    def of_doses(self) -> bool:
        """Whether both arms received the same, and the control is known to have had less."""
        tried, control = self.tried.dose, self.control.dose
        return self.of_one_thing and bool(tried and control and control.below(tried))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One result between two arms, as it may go into a pool.

    Shape: ``arms`` are the labels of those compared, in no order; ``cohort`` are the groups of
           participants, one unless the study pools others; ``crossover`` is its design, and
           ``after_crossover`` what is flagged of the result.
    Units: those of ``measure``, in ``unit`` where the source gives one; the standard error is
           in ``error_unit``; ratios as natural logarithms.
    Sign:  the arm tried less the control; where ``order`` is ``TURNED``, the source has it the
           other way round, and the sign here is not its own. Without ``compares`` it is the
           source's.
    Errors: numbers that the source does not give, or not as one number, are None.
    """

    result: str
    id: str
    study: str
    label: str
    cohort: tuple[str, ...]
    measure: str
    estimate: float | None
    standard_error: float | None
    compares: Comparison | None
    unit: str = ""
    error_unit: str = ""
    scale: Scale = Scale.NOT_STATED
    level: str = "group"
    arms: tuple[str, ...] = ()
    instrument: str = ""
    points: Points = Points.NOT_STATED
    when: str = ""
    populations: frozenset[str] = frozenset()
    primary_instrument: bool | None = None
    primary_time_point: bool | None = None
    after_crossover: bool | None = None
    crossover: bool = False
    order: Order = Order.AS_SAID
    sources: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()

    @property
    def turned(self) -> bool:
        """Whether the source takes the arm tried from the control."""
        return self.order is Order.TURNED

    @property
    def words(self) -> str:
        """What is compared with what, by which instrument, in what points, when."""
        arms = " and ".join(self.arms)
        if self.compares is not None:
            arms = f"{self.compares.tried.label} against {self.compares.control.label}"
        return ", ".join(filter(None, (arms, self.instrument, self.points, self.when)))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A result that does not go in, by which rule, and why in words."""

    effect: Effect
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where, in the unit of the measure."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Weighed:
    """What went in: its own interval (normal, 95 %) and its share of the weight, up to 1."""

    effect: Effect
    estimate: float
    standard_error: float
    interval: Interval
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A pooled estimate and how far the studies differ.

    Units:  the measure's; ``tau2`` its square; ``i2`` a share up to 1; intervals are of 95 %.
    Source: REML for ``tau2``; Hartung and Knapp 2001, Sidik and Jonkman 2002 for
            ``interval`` (t, k - 1); Higgins and others 2009 for ``prediction`` (t, k - 2), with
            the error of that interval in place of the usual one, as Partlett and Riley 2017
            have it; Higgins and Thompson 2002 for ``i2``, from Q; ``common`` is the interval
            of one common effect (normal).
    """

    k: int
    estimate: float
    standard_error: float
    interval: Interval
    tau2: float
    q: float
    q_p: float
    i2: float
    prediction: Interval | None
    common_estimate: float
    common: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Which results were pooled, which not, and what came out.

    Shape: ``pooled`` is None where nothing can be; ``refused`` then says why.
           ``notices`` are source to its licence and the notice that it asks for.
    """

    outcome: str
    label: str
    measure: str
    weighed: tuple[Weighed, ...] = ()
    chosen: tuple[Effect, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pooled: Pooled | None = None
    refused: str = ""
    notes: tuple[str, ...] = ()
    notices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
