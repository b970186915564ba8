"""A document file as a whole."""

from __future__ import annotations

from mdmakg.model.acceptance import Acceptance
from mdmakg.model.claim import Claim, JoinedLine
from mdmakg.model.concept import Concept
from mdmakg.model.intervention import Intervention
from mdmakg.model.outcome import Instrument, Outcome, Result
from mdmakg.model.record import Record
from mdmakg.model.scalar import Day, Id, Line, LocalId
from mdmakg.model.source import Source
from mdmakg.model.study import Study
from mdmakg.model.text import Skip, TextFile

__all__ = ["Curation", "Document"]


class Curation(Record):
    """Who encoded the document, and on which day."""

    curator: Line
    coded: Day


class Document(Record):
    """One file of a corpus: a text and what it says, or works known through others.

    The document's id is its file name without the ending.
    """

    text: TextFile | None = None
    curation: Curation
    sources: dict[Id, Source] = {}
    studies: dict[Id, Study] = {}
    interventions: dict[Id, Intervention] = {}
    instruments: dict[Id, Instrument] = {}
    outcomes: dict[Id, Outcome] = {}
    concepts: dict[Id, Concept] = {}
    results: dict[LocalId, Result] = {}
    claims: dict[LocalId, Claim] = {}
    evidence: tuple[JoinedLine, ...] = ()
    skipped: tuple[Skip, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
