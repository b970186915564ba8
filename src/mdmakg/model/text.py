"""The text that a document file encodes: known by digest, never carried."""

from __future__ import annotations

from enum import StrEnum

from mdmakg.model.record import Anchors, Record
from mdmakg.model.scalar import AnchorText, FileName, Sha256, SpanText, Whole

__all__ = ["Section", "SectionRange", "Skip", "SkipReason", "TextFile"]


class Section(StrEnum):
    """What part of its document a passage stands in."""

    BACKGROUND = "background"
    AIM = "aim"
    METHODS = "methods"
    RESULTS = "results"
    CONCLUSION = "conclusion"
    COMMENTARY = "commentary"
    FRONT_MATTER = "front-matter"


class SkipReason(StrEnum):
    """Why a passage is under no claim: a closed list, so that silence is a decision."""

    HEADING = "heading"
    NAVIGATION = "navigation"
    MEMBERSHIP_NOTICE = "membership-notice"
    CALL_TO_ACTION = "call-to-action"
    REPETITION = "repetition"
    TRANSITION = "transition"


class SectionRange(Record):
    """A section of the text as a range; every passage lies in one."""

    section: Section
    at: SpanText


class TextFile(Record):
    """One file of text.

    Units: ``length`` and all ranges in Unicode code points of the UTF-8 text
    read without newline translation; ``sha256`` of its bytes.
    """

    file: FileName
    sha256: Sha256
    length: Whole
    sections: tuple[SectionRange, ...]
    sentences: tuple[AnchorText, ...]


class Skip(Record):
    """Passages that assert nothing, and why."""

    at: Anchors
    reason: SkipReason
