"""A term as an ontology file has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdmakg.errors import Place

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of an ontology file.

    Shape: ``name`` is its IRI, or its identifier with a prefix where the form has that;
           ``replaced_by`` likewise. Label and definition are on one line.
    """

    name: str
    label: str
    definition: str
    is_obsolete: bool
    replaced_by: str
    place: Place
