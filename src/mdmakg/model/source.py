"""Sources: the voices that say something."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from mdmakg.model.record import Anchored, Fact
from mdmakg.model.scalar import Day, IdentifierText, Kind, Line, MomentText, Ref, reference

__all__ = ["Extent", "PublicationState", "Source", "SourceKind", "Status"]

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


class Source(Anchored):
    """A voice: one text can hold several.

    ``funding`` and ``interests`` are our wording, or ``not-stated``.
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
