"""The quick way through YAML: what has nothing wrong with it, and as little work as can be.

Most documents have no fault, and of one that has none nothing needs to be kept but its
values and numbers. At the first sign of anything else this gives up, and the builder
reads the document again, event by event, to say what is wrong and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml

from mdmakg.read.marks import Marks, key_paths, value_paths
from mdmakg.read.tree import Node, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["quick_tree"]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _OddError(Exception):
    """Something is not as it is in nearly every document."""


def quick_tree(
    body: str, file: str, lines: tuple[str, ...], depth: int, values: int
) -> Tree | None:
    """Build the tree of a document that is in order; None if it may not be.

    ``depth`` and ``values`` are the most that are read.
    """
    reader = _Reader(depth)
    try:
        _feed(body, reader, 2 * values)
    except (_OddError, yaml.YAMLError, ArithmeticError, ValueError):
        return None
    (root,) = reader.top
    marks = reader.marks
    # Behind the last line there is no line to show.
    in_order = marks[-1].line < len(lines) and len(marks) + len(reader.key_marks) <= values
    if not isinstance(root, dict) or not in_order:
        return None
    return Tree(
        file,
        root,
        Marks(file, root, value_paths, _numbers(marks)),
        Marks(file, root, key_paths, _numbers(reader.key_marks)),
        lines,
    )


def _feed(body: str, reader: _Reader, most: int) -> None:
    loader = _LOADER(body)
    handlers: Mapping[type, Callable[[Any], None]] = {
        yaml.ScalarEvent: reader.scalar,
        yaml.MappingStartEvent: reader.mapping,
        yaml.SequenceStartEvent: reader.sequence,
        yaml.MappingEndEvent: reader.end,
        yaml.SequenceEndEvent: reader.end,
    }
    try:
        _require(loader.get_event(), yaml.StreamStartEvent)
        _require(loader.get_event(), yaml.DocumentStartEvent)
        for _ in range(most):
            event = loader.get_event()
            handler = handlers.get(type(event))
            if handler is None:
                break
            handler(event)
        _require(event, yaml.DocumentEndEvent)
        _require(loader.get_event(), yaml.StreamEndEvent)
    finally:
        loader.dispose()


def _require(event: object, kind: type) -> None:
    if not isinstance(event, kind):
        raise _OddError


class _Reader:
    """Takes one document's events in order; ``top`` has the root at the end."""

    __slots__ = ("_depth", "_here", "_key", "_outer", "key_marks", "marks", "top")

    def __init__(self, depth: int) -> None:
        self.top: list[Node] = []
        self.marks: list[Any] = []
        self.key_marks: list[Any] = []
        self._depth = depth
        self._outer: list[list[Node] | dict[str, Node]] = []
        self._here: list[Node] | dict[str, Node] = self.top
        self._key: str | None = None

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Take a text: an item, a key, or the value of the key before."""
        if event.anchor is not None or event.tag is not None:
            raise _OddError
        here = self._here
        if isinstance(here, list):
            here.append(event.value)
        elif self._key is None:
            self._name(here, event)
            return
        else:
            here[self._key] = event.value
            self._key = None
        self.marks.append(event.start_mark)

    def _name(self, here: dict[str, Node], event: yaml.ScalarEvent) -> None:
        key = event.value
        if key in here or key == "<<":
            raise _OddError
        self._key = key
        self.key_marks.append(event.start_mark)

    def mapping(self, event: yaml.MappingStartEvent) -> None:
        """Open a mapping."""
        self._open(event, {})

    def sequence(self, event: yaml.SequenceStartEvent) -> None:
        """Open a list."""
        self._open(event, [])

    def _open(self, event: yaml.CollectionStartEvent, node: list[Node] | dict[str, Node]) -> None:
        here, key = self._here, self._key
        if event.anchor is not None or event.tag is not None or len(self._outer) >= self._depth:
            raise _OddError
        if isinstance(here, list):
            here.append(node)
        elif key is None:  # a collection for a key
            raise _OddError
        else:
            here[key] = node
            self._key = None
        self.marks.append(event.start_mark)
        self._outer.append(here)
        self._here = node

    def end(self, _event: yaml.CollectionEndEvent) -> None:
        """Close the innermost collection."""
        self._here = self._outer.pop()


def _numbers(marks: list[Any]) -> list[int]:
    return [number for mark in marks for number in (mark.line + 1, mark.column + 1)]
