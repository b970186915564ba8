"""YAML events to a tree: what is kept, where it stood, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

import yaml

from mdmakg.errors import Fault, Place
from mdmakg.read.codes import ReadCode
from mdmakg.read.tree import Node, NodePath, Tree, line_at

__all__ = ["Builder", "Mark"]

_SHOWN: Final = 60  # code points of a key or alias that a message repeats


class Mark(Protocol):
    """A place as the parser counts: line and column from 0, columns in code points."""

    @property
    def line(self) -> int:
        """Lines before this one."""

    @property
    def column(self) -> int:
        """Code points before this one in its line."""


@dataclass(slots=True)
class _OpenList:
    """A list whose end has not come; without a path it is read for its faults only."""

    path: NodePath | None
    items: list[Node] = field(default_factory=list)

    def take(self, node: Node) -> NodePath | None:
        """Put the next item; give the path it got."""
        path = None if self.path is None else (*self.path, len(self.items))
        self.items.append(node)
        return path


@dataclass(slots=True)
class _OpenMapping:
    """A mapping whose end has not come; without a path it is read for its faults only.

    ``key`` is the key whose value comes next, if that value is to be kept.
    """

    path: NodePath | None
    entries: dict[str, Node] = field(default_factory=dict)
    seen: dict[str, Place] = field(default_factory=dict)
    key: str | None = None
    at_key: bool = True

    def take(self, node: Node) -> NodePath | None:
        """Put the value of the last key, or nothing if that key was refused."""
        key, self.key, self.at_key = self.key, None, True
        if key is None:
            return None
        self.entries[key] = node
        return None if self.path is None else (*self.path, key)

    def name(self, key: str | None) -> None:
        """Say whose value comes next; None is a value that goes nowhere."""
        self.key, self.at_key = key, False


class Builder:
    """Takes one document's events in order; holds the faults, and the tree at the end."""

    def __init__(self, file: str, lines: tuple[str, ...], depth: int, values: int, most: int):
        self.faults: list[Fault] = []
        self.stopped = False
        self._file, self._lines = file, lines
        self._depth, self._values, self._most = depth, values, most
        self._open: list[_OpenList | _OpenMapping] = []
        self._places: dict[NodePath, Place] = {}
        self._key_places: dict[NodePath, Place] = {}
        self._root: Node | None = None
        self._count = 0
        self._documents = 0
        self._latest = Place(file)

    def tree(self) -> Tree | None:
        """Give the tree if the document came to its end and its root is a mapping."""
        if self.stopped:
            return None
        if not isinstance(self._root, dict):
            self._refuse_root()
            return None
        return Tree(self._file, self._root, self._places, self._key_places, self._lines)

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        match event:
            case yaml.NodeEvent():
                self._latest = place = self._place(event.start_mark)
                self._take_node(event, place)
            case yaml.CollectionEndEvent():
                self._open.pop()
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    says = "a second document begins; a file holds one"
                    self.stop(ReadCode.SEVERAL_DOCUMENTS, says, event.start_mark)

    def stop(self, code: ReadCode, message: str, mark: Mark | None) -> None:
        """Refuse the rest; without a mark, at the latest place."""
        self._fault(self._place(mark), code, message)
        self.stopped = True

    def _take_node(self, event: yaml.NodeEvent, place: Place) -> None:
        self._count += 1
        if self._count > self._values:
            says = f"there are more than {self._values:,} values, the most that are read"
            self.stop(ReadCode.TOO_MANY_VALUES, says, event.start_mark)
            return
        self._refuse_properties(event, place)
        top = self._open[-1] if self._open else None
        if isinstance(top, _OpenMapping) and top.at_key:
            self._take_key(top, event, place)
        else:
            self._take_value(event, place)

    def _take_key(self, top: _OpenMapping, event: yaml.NodeEvent, place: Place) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                says = "a key is a mapping or list; a key is plain text"
                self._fault(place, ReadCode.KEY_NOT_SCALAR, says)
            top.name(None)
            self._open_collection(event, None)
        elif event.value == "<<" and event.implicit[0]:
            says = "'<<' merges another mapping in; write its keys out"
            self._fault(place, ReadCode.MERGE_KEY, says)
            top.name(None)
        else:
            self._name(top, event.value, place)

    def _name(self, top: _OpenMapping, key: str, place: Place) -> None:
        if (first := top.seen.setdefault(key, place)) is not place:
            says = (
                f"{_quoted(key)} is already a key of this mapping, at {first.line}:{first.column}"
            )
            self._fault(place, ReadCode.DUPLICATE_KEY, f"{says}; a key may stand once")
            top.name(None)
            return
        top.name(key)
        if top.path is not None:
            self._key_places[*top.path, key] = place

    def _take_value(self, event: yaml.NodeEvent, place: Place) -> None:
        node = _node(event)
        path = self._open[-1].take(node) if self._open else ()
        if not self._open:
            self._root = node
        if path is not None:
            self._places[path] = place
        self._open_collection(event, path, node)

    def _open_collection(
        self, event: yaml.NodeEvent, path: NodePath | None, node: Node | None = None
    ) -> None:
        if not isinstance(event, yaml.CollectionStartEvent):
            return
        if len(self._open) >= self._depth:
            says = f"collections stand more than {self._depth} deep inside one another"
            self.stop(ReadCode.TOO_DEEP, f"{says}, the most that is read", event.start_mark)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open.append(_OpenList(path, node if isinstance(node, list) else []))
        else:
            self._open.append(_OpenMapping(path, node if isinstance(node, dict) else {}))

    def _refuse_properties(self, event: yaml.NodeEvent, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            says = f"{_quoted(f'*{event.anchor}')} is an alias; write the value out"
            self._fault(
                place, ReadCode.ALIAS, f"{says}, or put a text that begins with * in quotes"
            )
            return
        if event.anchor is not None:
            says = f"{_quoted('&' + event.anchor)} is an anchor; leave it out"
            self._fault(
                place, ReadCode.ANCHOR, f"{says}, or put a text that begins with & in quotes"
            )
        if (
            isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
            and event.tag is not None
        ):
            says = f"{_quoted(_short(event.tag))} is a tag; values have no tags"
            self._fault(place, ReadCode.TAG, f"{says}; put a text that begins with ! in quotes")

    def _refuse_root(self) -> None:
        if self._root in (None, ""):
            says = "there is nothing in this file; it holds a mapping of 'key: value'"
            self._fault(Place(self._file), ReadCode.EMPTY, says)
            return
        kind = "list" if isinstance(self._root, list) else "single text"
        says = f"this file holds a {kind}; its outermost level is a mapping of 'key: value'"
        self._fault(self._places[()], ReadCode.NOT_A_MAPPING, says)

    def _fault(self, place: Place, code: ReadCode, message: str) -> None:
        if self.stopped:
            return
        if len(self.faults) >= self._most:
            code, message = ReadCode.TOO_MANY_FAULTS, "there are more; they are not listed"
            self.stopped = True
        self.faults.append(Fault(place, code, message, line_at(self._lines, place)))

    def _place(self, mark: Mark | None) -> Place:
        """Turn a mark into a place; behind the last line, it is the end of that line."""
        if mark is None:
            return self._latest
        if mark.line < len(self._lines):
            return Place(self._file, mark.line + 1, mark.column + 1)
        last = self._lines[-1] if self._lines else ""
        return Place(self._file, max(len(self._lines), 1), len(last) + 1)


def _node(event: yaml.NodeEvent) -> Node:
    match event:
        case yaml.ScalarEvent():
            return str(event.value)
        case yaml.SequenceStartEvent():
            return []
        case yaml.MappingStartEvent():
            return {}
    return f"*{event.anchor}"


def _short(tag: str) -> str:
    own = "tag:yaml.org,2002:"
    return f"!!{tag.removeprefix(own)}" if tag.startswith(own) else tag


def _quoted(text: str) -> str:
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f"'{cut}'"
