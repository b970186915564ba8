"""Where the values of a document stand, as numbers, until somebody asks for a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mdmakg.errors import Place
from mdmakg.read.tree import Node, NodePath

__all__ = ["Marks", "key_paths", "value_paths"]

_Paths: TypeAlias = Callable[[Node], Sequence[NodePath]]


class Marks(Mapping[NodePath, Place]):
    """The places of what is in a document.

    Shape: ``numbers`` are the line and the column of each, in the order of ``paths``
           of ``root``; noughts where it has no place.
    Units: lines and columns count from 1, columns in code points.
    """

    __slots__ = ("_file", "_paths", "_places", "numbers", "root")

    def __init__(self, file: str, root: Node, paths: _Paths, numbers: Sequence[int]) -> None:
        self._file, self._paths = file, paths
        self.root, self.numbers = root, numbers
        self._places: dict[NodePath, Place] = {}

    def _made(self) -> dict[NodePath, Place]:
        if not self._places:
            numbers = iter(self.numbers)
            told = zip(self._paths(self.root), numbers, numbers, strict=True)
            self._places = {path: Place(self._file, line, at) for path, line, at in told if line}
        return self._places

    def __getitem__(self, path: NodePath) -> Place:
        return self._made()[path]

    def get(self, path: NodePath, default: Place | None = None) -> Place | None:  # type: ignore[override]
        """Give the place of what is at a path, if there is something."""
        return self._made().get(path, default)

    def __iter__(self) -> Iterator[NodePath]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())


def value_paths(value: Node) -> Sequence[NodePath]:
    """Give the path of a value and of all in it, outermost first, in the order of the file."""
    found: list[NodePath] = []
    _add_values(value, (), found)
    return found


def _add_values(value: Node, path: NodePath, found: list[NodePath]) -> None:
    found.append(path)
    for key, inner in _inner(value):
        if isinstance(inner, str):
            found.append((*path, key))
        else:
            _add_values(inner, (*path, key), found)


def key_paths(value: Node) -> Sequence[NodePath]:
    """Give the path of every key in a value, in the order of the file."""
    found: list[NodePath] = []
    _add_keys(value, (), found)
    return found


def _add_keys(value: Node, path: NodePath, found: list[NodePath]) -> None:
    for key, inner in _inner(value):
        if isinstance(key, str):
            found.append((*path, key))
        _add_keys(inner, (*path, key), found)


def _inner(value: Node) -> Iterable[tuple[str | int, Node]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()
