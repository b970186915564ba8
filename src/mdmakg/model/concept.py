"""Concepts: what claims speak of beside sources, studies, interventions and outcomes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from mdmakg.model.record import Many, Record
from mdmakg.model.scalar import Kind, Line, Ref, reference

__all__ = ["Concept", "ConceptKind"]


class ConceptKind(StrEnum):
    """What sort of thing a concept is."""

    ANALYSIS = "analysis"
    CONDITION = "condition"
    CONSTRUCT = "construct"
    EVENT = "event"
    GROUP = "group"
    MECHANISM = "mechanism"
    POPULATION = "population"
    PRACTICE = "practice"
    SETTING = "setting"
    SUBSTANCE = "substance"
    TREATMENT = "treatment"


class Concept(Record):
    """A thing that propositions name; ``note`` says what it covers here, in our wording."""

    label: Line
    kind: ConceptKind
    broader: Many[Annotated[Ref, reference(Kind.CONCEPT)]] = ()
    note: Line | None = None
