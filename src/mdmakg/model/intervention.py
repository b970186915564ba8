"""Interventions: identity, and how each source describes them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from mdmakg.model.quantity import QuantityText
from mdmakg.model.record import Anchored, Fact
from mdmakg.model.scalar import Kind, Line, LocalId, Ref, reference

__all__ = ["Component", "ComponentKind", "Intervention", "InterventionReport"]


class ComponentKind(StrEnum):
    """What a session is for; ``psychotherapy`` where the source does not say which."""

    PREPARATORY = "preparatory"
    DOSING = "dosing"
    INTEGRATION = "integration"
    PSYCHOTHERAPY = "psychotherapy"


class Component(Anchored):
    """Sessions of one kind.

    Units: UCUM; ``number`` counts sessions, ``dose`` is per session.
    """

    kind: ComponentKind
    number: Fact[QuantityText] | None = None
    length: Fact[QuantityText] | None = None
    spacing: Fact[QuantityText] | None = None
    dose: Fact[QuantityText] | None = None
    substance: Annotated[Ref, reference(Kind.CONCEPT)] | None = None


class InterventionReport(Anchored):
    """How one source describes an intervention: in one study, or in general."""

    source: Annotated[Ref, reference(Kind.SOURCE)]
    study: Annotated[Ref, reference(Kind.STUDY)] | None = None
    components: dict[LocalId, Component]


class Intervention(Anchored):
    """An intervention's identity, said in one file (``label``), and reports of it, in any."""

    label: Line | None = None
    parts: tuple[Annotated[Ref, reference(Kind.CONCEPT, Kind.INTERVENTION)], ...] = ()
    reports: dict[LocalId, InterventionReport] = {}
