"""A trial as a register has it, whatever form the record came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdmakg.imports.importer import LeftOut

__all__ = [
    "Affected",
    "Analysis",
    "ArmGroup",
    "Counted",
    "Event",
    "Flow",
    "Given",
    "Group",
    "Measured",
    "Numbered",
    "Planned",
    "Reported",
    "Row",
    "Said",
    "Trial",
]


@dataclass(frozen=True, slots=True)
class Said:
    """A text on one line, and the pointer or path at which the record says it."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that another than this register gave the study.

    ``kind`` is its type in the register's words; empty where the record does not say, and
    one of ours, ``FORMER`` and ``SPONSORS``, where it has a field of its own.
    """

    said: Said
    kind: str


@dataclass(frozen=True, slots=True)
class ArmGroup:
    """A group that participants are assigned to; ``kind`` is its type in the register's words."""

    label: Said
    kind: Said | None


@dataclass(frozen=True, slots=True)
class Given:
    """An intervention, and the labels of the arms that get it."""

    name: Said
    arms: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """An outcome that was to be measured; ``role`` is one of the model's."""

    role: str
    measure: Said
    time_frame: Said | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the results: ``id`` holds within one table, ``title`` names it everywhere."""

    id: str
    title: Said


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of participants of one group."""

    group: str
    count: Said


@dataclass(frozen=True, slots=True)
class Flow:
    """Who started the first period and who completed the last; ``baseline`` who was there."""

    groups: tuple[Group, ...] = ()
    started: tuple[Counted, ...] = ()
    completed: tuple[Counted, ...] = ()
    baseline_groups: tuple[Group, ...] = ()
    baseline: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of one group in one row, as they are written; empty where there is none."""

    at: str
    group: str
    value: str
    spread: str
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of results; ``counts`` where it has its own number of participants."""

    title: str
    counts: tuple[Counted, ...]
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A comparison of groups, in the texts of the record; empty where there is none.

    ``margin`` says whether it tests non-inferiority or equivalence.
    """

    at: str
    groups: tuple[str, ...]
    margin: str
    p: str
    method: str
    parameter: str
    value: str
    spread_kind: str
    spread: str
    level: str
    sides: str
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Reported:
    """An outcome with its results. ``counts`` are the participants analysed, by group."""

    at: str
    role: str
    title: Said
    time_frame: Said | None
    unit: str
    parameter: str
    dispersion: str
    groups: tuple[Group, ...]
    counts: tuple[Counted, ...]
    rows: tuple[Row, ...]
    analyses: tuple[Analysis, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """Participants of one group with an event, out of those at risk, as they are written."""

    at: str
    group: str
    events: str
    of: str


@dataclass(frozen=True, slots=True)
class Event:
    """A harm; ``serious`` is none where the register's table is of neither kind.

    ``system`` is the organ system that the record has it under; empty for totals.
    """

    term: Said
    serious: bool | None
    affected: tuple[Affected, ...]
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One record.

    Shape:  ``base`` is what a pointer follows in messages; ``left_out`` what the reader of
            the form could not take. Words for design, roles and status are the model's own,
            or the register's where this program has none. A type says of a date or number if
            it is actual or expected, in the register's words; older records have none.
    """

    base: str
    nct: Said
    numbers: tuple[Numbered, ...] = ()
    title: Said | None = None
    brief_title: Said | None = None
    sponsor: Said | None = None
    status: Said | None = None
    why_stopped: Said | None = None
    posted: Said | None = None
    updated: Said | None = None
    started: Said | None = None
    started_type: str = ""
    completed: Said | None = None
    completed_type: str = ""
    design: tuple[Said, ...] = ()
    enrolment: Said | None = None
    enrolment_type: str = ""
    conditions: tuple[Said, ...] = ()
    arms: tuple[ArmGroup, ...] = ()
    given: tuple[Given, ...] = ()
    outcomes: tuple[Planned, ...] = ()
    publications: tuple[Said, ...] = ()
    flow: Flow = Flow()
    reported: tuple[Reported, ...] = ()
    event_groups: tuple[Group, ...] = ()
    events: tuple[Event, ...] = ()
    left_out: list[LeftOut] = field(default_factory=list)
