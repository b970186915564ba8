"""A document that was read, small enough to be sent elsewhere, and read there without YAML."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mdmakg.model.corpus import DocumentFile
from mdmakg.model.document import Document
from mdmakg.model.outline import LOCAL_SECTIONS, SECTIONS
from mdmakg.read.marks import Marks, value_paths
from mdmakg.read.outline import without_reports

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from mdmakg.errors import Place
    from mdmakg.model.outline import EntryPath
    from mdmakg.read.tree import Node, NodePath, Tree

__all__ = ["Packed", "pack", "restricted", "unpack"]


@dataclass(frozen=True, slots=True)
class Packed:
    """A document as its values, and where they stand.

    Shape: ``places`` are line and column of every value in the order of ``value_paths``,
           nought where it has none.
    """

    id: str
    file: str
    first: str
    values: dict[str, Node]
    places: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """Write it down."""
        whole = [self.id, self.file, self.first, self.values, self.places]
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def of_bytes(cls, content: bytes) -> Packed:
        """Read what ``to_bytes`` wrote."""
        id_, file, first, values, places = json.loads(content)
        return cls(id_, file, first, values, tuple(places))


def pack(file: DocumentFile, tree: Tree) -> Packed:
    """Pack a document that was read without a fault."""
    numbers = tuple(_numbers(tree.value, tree.places))
    return Packed(file.id, file.file, file.first, tree.value, numbers)


def unpack(packed: Packed) -> DocumentFile:
    """Give the document; its source lines, which only faults show, are left out."""
    return DocumentFile(
        id=packed.id,
        file=packed.file,
        document=Document.model_validate(packed.values),
        places=_places(packed),
        whole_first=packed.first,
    )


def restricted(
    packed: Packed, whole: Collection[EntryPath], identities: Collection[EntryPath]
) -> Packed:
    """Leave only some entries of a document: all of these, of those what is not reports.

    What is no entry (curation, text) stays, but for what was skipped or accepted.
    """
    values: dict[str, Node] = {k: packed.values[k] for k in _KEPT if k in packed.values}
    places = _places(packed)
    for section in (*SECTIONS, *LOCAL_SECTIONS):
        entries = _entries(packed.values.get(section, ""))
        values[section] = {
            id_: entry if (section, id_) in whole else _bare(entry)
            for id_, entry in entries.items()
            if (section, id_) in whole or (section, id_) in identities
        }
    return replace(packed, values=values, places=tuple(_numbers(values, places)))


_KEPT = ("text", "curation")


def _entries(section: Node) -> Mapping[str, Node]:
    return section if isinstance(section, dict) else {}


def _bare(entry: Node) -> Node:
    return without_reports(entry) if isinstance(entry, dict) else entry


def _numbers(values: dict[str, Node], places: Mapping[NodePath, Place]) -> Sequence[int]:
    if isinstance(places, Marks) and places.root is values:
        return places.numbers
    told = (places.get(path) for path in value_paths(values))
    return [n for place in told for n in ((place.line, place.column) if place else (0, 0))]


def _places(packed: Packed) -> Marks:
    return Marks(packed.file, packed.values, value_paths, packed.places)
