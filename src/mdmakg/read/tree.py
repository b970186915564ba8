"""A YAML document as plain values, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.errors import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Node", "NodePath", "Tree"]

Node: TypeAlias = "dict[str, Node] | list[Node] | str"
"""A mapping, a list, or the text of a scalar exactly as the document has it."""

NodePath: TypeAlias = tuple[str | int, ...]
"""Keys and list indices (from 0) from the root to a value; the root is ``()``."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One YAML document.

    Shape: ``places`` has the place of every value, the root and list items
           included; ``key_places`` has, under the path of a mapping's value, the
           place of its key. A block scalar's place is its ``|`` or ``>``, a quoted
           one's its quote mark; an absent value's is behind its key.
    """

    file: str
    value: dict[str, Node]
    places: Mapping[NodePath, Place]
    key_places: Mapping[NodePath, Place]
    lines: tuple[str, ...]

    def place_of(self, path: NodePath) -> Place:
        """Give the place of a value, or of the nearest value around one that is absent."""
        return _longest(self.places, path)

    def place_of_key(self, path: NodePath) -> Place:
        """Give the place of a key's name; as ``place_of`` where the path has no key."""
        return self.key_places.get(path) or self.place_of(path)

    def line_at(self, place: Place) -> str:
        """Give the source line of a place of this document; empty if it has none there."""
        return line_at(self.lines, place)

    def fault(self, place: Place, code: str, message: str) -> Fault:
        """State a fault at a place of this document, with its line."""
        return Fault(place, code, message, self.line_at(place))


def line_at(lines: tuple[str, ...], place: Place) -> str:
    """Give the line of a place; empty if there is none."""
    return lines[place.line - 1] if place.line <= len(lines) else ""


def _longest(places: Mapping[NodePath, Place], path: NodePath) -> Place:
    return next(places[path[:end]] for end in range(len(path), -1, -1) if path[:end] in places)
