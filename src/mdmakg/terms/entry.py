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

    def joined(self, other: Entry) -> Entry:
        """Add what a further element says of the same term; the first to say a thing is heard."""
        return Entry(
            self.name,
            self.label or other.label,
            self.definition or other.definition,
            self.is_obsolete or other.is_obsolete,
            self.replaced_by or other.replaced_by,
            self.place,
        )
