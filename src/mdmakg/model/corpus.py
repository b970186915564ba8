"""A corpus: documents that have been read together, and what each id in them names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, Place
from mdmakg.model.mapping import Links
from mdmakg.model.scalar import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.model.document import Document

__all__ = ["Corpus", "DocumentFile", "Entry", "Index", "Path"]

Path = tuple[str | int, ...]
"""Keys and list positions from the root of a document file to a value."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an id names, and where that is said."""

    kind: Kind
    id: str
    document: str
    path: Path

    @property
    def short_id(self) -> str:
        """The id as it is written from anywhere: ``blog:c12``, or a global id alone."""
        return f"{self.document}:{self.id}" if self.kind in LOCAL else self.id


LOCAL = frozenset(
    {
        Kind.CLAIM,
        Kind.RESULT,
        Kind.ARM,
        Kind.STUDY_REPORT,
        Kind.OUTCOME_REPORT,
        Kind.INTERVENTION_REPORT,
    }
)
"""The kinds whose ids belong to one document."""


@dataclass(frozen=True, slots=True)
class Index:
    """What every id of a corpus names, and what others call it."""

    everywhere: Mapping[str, Entry]
    within: Mapping[tuple[str, str], Entry]
    links: Links = field(default_factory=Links)

    def find(self, ref: Ref, document: str) -> Entry | None:
        """Find what a reference in a document names, if it is of a kind that may stand there."""
        owner, _, local = ref.id.rpartition(":")
        found = self.within.get((owner or document, local))
        if (found is None or found.kind not in ref.kinds) and not owner:
            found = self.everywhere.get(local)
        return found if found is not None and found.kind in ref.kinds else None


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One document with the places of its values.

    ``file`` is the name shown in messages; ``places`` has each value's place,
    ``lines`` the source lines for a caret. ``whole_first`` is ``first`` of the whole file
    where this is only a part of it.
    """

    id: str
    file: str
    document: Document
    places: Mapping[Path, Place]
    lines: tuple[str, ...] = ()
    whole_first: str = ""

    @property
    def first(self) -> str:
        """The voice of what belongs to none (the text, its passages)."""
        return self.whole_first or next(iter(self.document.sources), self.id)

    def place(self, path: Path) -> Place:
        """Give the place of a value, or of the nearest thing around it that has one."""
        found = self.places.get(path)
        while found is None and path:
            path = path[:-1]
            found = self.places.get(path)
        return found or Place(self.file)

    def fault(self, path: Path, code: str, message: str) -> Fault:
        """State a fault at a value of this document, with its line."""
        place = self.place(path)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        return Fault(place, code, message, line)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents in order of their ids, and their shared index."""

    files: tuple[DocumentFile, ...]
    index: Index

    def __getitem__(self, document: str) -> DocumentFile:
        found = next((file for file in self.files if file.id == document), None)
        if found is None:
            raise KeyError(document)
        return found
