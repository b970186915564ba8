"""Elements of XML as they were read, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Element", "Spot"]


@dataclass(slots=True, eq=False)
class Element:
    """An element by its local name; ``parts`` are its texts and elements in their order.

    Units: ``line`` and ``column`` of its start tag count from 1, columns in code points.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    parts: list[str | Element] = field(default_factory=list)
    _named: dict[str, list[Element]] | None = field(default=None, init=False, repr=False)

    def each(self, name: str) -> Sequence[Element]:
        """Give the elements of a name right inside this one; for an element that is whole."""
        named = self._named
        if named is None:  # looked up by many names, one after another
            self._named = named = {}
            for part in self.parts:
                if not isinstance(part, Element):
                    continue
                if part.name in named:
                    named[part.name].append(part)
                else:
                    named[part.name] = [part]
        return named.get(name, ())

    @property
    def text(self) -> str:
        """All text inside on one line: runs of white space are one space."""
        parts = self.parts
        if len(parts) == 1 and isinstance(parts[0], str):
            return " ".join(parts[0].split())
        return " ".join("".join(self.texts()).split())

    def texts(self, without: Collection[str] = ()) -> Iterator[str]:
        """Give every text inside, in the order of the file, but not of elements so named."""
        waiting: list[str | Element] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                yield part
            elif part.name not in without:
                waiting.extend(reversed(part.parts))


@dataclass(frozen=True, slots=True)
class Spot:
    """An element and its way from the root, as XPath over local names."""

    element: Element
    path: str
    file: str

    @property
    def name(self) -> str:
        """The element's local name."""
        return self.element.name

    @property
    def text(self) -> str:
        """All text inside on one line: runs of white space are one space."""
        return self.element.text

    def text_without(self, *names: str) -> str:
        """All text inside on one line, but not that of elements so named."""
        return " ".join("".join(self.element.texts(names)).split())

    @property
    def where(self) -> str:
        """Where the start tag stands, as ``file:line:column``."""
        return f"{self.file}:{self.element.line}:{self.element.column}"

    def attribute(self, name: str) -> str:
        """Give an attribute without the spaces around it; empty where there is none."""
        return self.element.attributes.get(name, "").strip()

    def one(self, way: str) -> Spot | None:
        """Find the first element along a way of names, where each has to be there."""
        element = self.element
        for name in way.split("/"):
            found = element.each(name)
            if not found:
                return None
            element = found[0]
        return Spot(element, f"{self.path}/{way}", self.file)

    def each(self, way: str) -> Iterator[Spot]:
        """Give the elements of a way's last name, inside the first along the rest of it."""
        outer, _, name = way.rpartition("/")
        inside = self.one(outer) if outer else self
        if inside is not None:
            for number, element in enumerate(inside.element.each(name), 1):
                yield Spot(element, f"{inside.path}/{name}[{number}]", self.file)

    def text_at(self, way: str) -> str:
        """Give the text at the end of a way; empty where there is none."""
        found = self.one(way)
        return found.text if found is not None else ""

    def inside(self, name: str) -> Iterator[Spot]:
        """Give the elements of a name at any depth, but not those inside another of them."""
        counts: dict[str, int] = {}
        for part in self.element.parts:
            if isinstance(part, str):
                continue
            counts[part.name] = number = counts.get(part.name, 0) + 1
            spot = Spot(part, f"{self.path}/{part.name}[{number}]", self.file)
            if part.name == name:
                yield spot
            else:
                yield from spot.inside(name)
