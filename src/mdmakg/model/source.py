"""Sources: the voices that say something."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from mdmakg.model.record import Anchored, Fact
from mdmakg.model.scalar import Day, IdentifierText, Kind, Line, MomentText, Ref, reference

__all__ = [
    "OVERALL",
    "BiasLevel",
    "Extent",
    "PublicationState",
    "RiskOfBias",
    "Source",
    "SourceKind",
    "Status",
]

SourceRef = Annotated[Ref, reference(Kind.SOURCE)]


class SourceKind(StrEnum):
    """What kind of voice a source is."""

    PRIMARY_REPORT = "primary-report"
    SECONDARY_SUMMARY = "secondary-summary"
    COMMENTARY = "commentary"
    PROTOCOL = "protocol"
    REGISTRY_RECORD = "registry-record"
    REVIEW = "review"
    DATASET = "dataset"
    UNNAMED_RESEARCH = "unnamed-research"
    NOT_STATED = "not-stated"


class PublicationState(StrEnum):
    """What has become of a publication since it appeared."""

    CURRENT = "current"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class Extent(StrEnum):
    """How much of the source the text holds."""

    WHOLE = "whole"
    TRUNCATED = "truncated"
    NOT_READ = "not-read"


class Status(Anchored):
    """What became of a publication, and the day on which that was seen."""

    state: PublicationState
    since: Day | None = None
    seen: Day


class BiasLevel(StrEnum):
    """How great a risk of bias was judged to be, in the words of the tools for it."""

    LOW = "low"
    SOME_CONCERNS = "some-concerns"
    MODERATE = "moderate"
    HIGH = "high"
    SERIOUS = "serious"
    CRITICAL = "critical"
    UNCLEAR = "unclear"
    NO_INFORMATION = "no-information"


OVERALL: Final = "overall"
"""The domain of risk of bias that sums up the others."""


class RiskOfBias(Anchored):
    """What people judged of the risk of bias in another source's report; never computed.

    The source in whose list it stands says so. ``domain`` and ``tool`` are as that
    source names them, ``tool`` left out where it names none; ``overall`` is a domain.
    """

    of: SourceRef
    study: Annotated[Ref, reference(Kind.STUDY)] | None = None
    tool: Line | None = None
    domain: Line
    judgement: Fact[BiasLevel]


class Source(Anchored):
    """A voice: one text can hold several.

    ``funding`` and ``interests`` are our wording, or ``not-stated``. ``licence`` names
    the licence under which what is taken over may be used, ``attribution`` the notice
    that it asks for. ``risk_of_bias`` is what this source judges of others.
    """

    label: Line
    kind: Fact[SourceKind]
    title: Fact[Line] | None = None
    creators: tuple[Fact[Line], ...] = ()
    issued: Fact[MomentText] | None = None
    publisher: Fact[Line] | None = None
    venue: Fact[Line] | None = None
    identifiers: tuple[Fact[IdentifierText], ...] = ()
    part_of: Fact[SourceRef] | None = None
    relays: tuple[Fact[SourceRef], ...] = ()
    cites: tuple[Fact[SourceRef], ...] = ()
    status: Status | None = None
    funding: Fact[Line]
    interests: Fact[Line]
    extent: Fact[Extent]
    licence: Fact[Line] | None = None
    attribution: Fact[Line] | None = None
    risk_of_bias: tuple[RiskOfBias, ...] = ()
