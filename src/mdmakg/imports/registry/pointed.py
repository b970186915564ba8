"""A value of a JSON record, where it stands, and how to go on from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.imports.importer import LeftOut
from mdmakg.imports.registry.trial import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.bounded_json import Json

__all__ = ["Pointed"]


@dataclass(frozen=True, slots=True)
class Pointed:
    """An object of a record by its JSON pointer; ``left_out`` takes what is of another shape.

    Ways are names with ``/`` between them; ``null`` is as good as nothing.
    """

    value: dict[str, Json]
    at: str
    base: str
    left_out: list[LeftOut]

    def one(self, way: str) -> Pointed | None:
        """Find the object at the end of a way."""
        value, at = self._end(way)
        if value is None:
            return None
        if isinstance(value, dict):
            return Pointed(value, at, self.base, self.left_out)
        self._refuse(at, "is no object")
        return None

    def each(self, way: str) -> list[Pointed]:
        """Give the objects of the list at the end of a way."""
        found: list[Pointed] = []
        for number, (value, at) in enumerate(self._listed(way)):
            if isinstance(value, dict):
                found.append(Pointed(value, f"{at}/{number}", self.base, self.left_out))
            else:
                self._refuse(f"{at}/{number}", "is no object")
        return found

    def said(self, way: str) -> Said | None:
        """Give the text or number at the end of a way, on one line."""
        value, at = self._end(way)
        return self._said(value, at)

    def text(self, name: str) -> str:
        """Give the text of one name without its place; empty where there is none."""
        value = self.value.get(name)
        if isinstance(value, str):
            return " ".join(value.split())
        if value is not None:
            self._refuse(f"{self.at}/{name}", "is no text")
        return ""

    def texts(self, way: str) -> Iterator[Said]:
        """Give the texts of the list at the end of a way."""
        for number, (value, at) in enumerate(self._listed(way)):
            said = self._said(value, f"{at}/{number}")
            if said is not None:
                yield said

    def _said(self, value: Json, at: str) -> Said | None:
        if isinstance(value, str):
            text = " ".join(value.split())
            return Said(text, at) if text else None
        if value is not None:
            self._refuse(at, "is no text")
        return None

    def _listed(self, way: str) -> list[tuple[Json, str]]:
        value, at = self._end(way)
        if isinstance(value, list):
            return [(item, at) for item in value]
        if value is not None:
            self._refuse(at, "is no list")
        return []

    def _end(self, way: str) -> tuple[Json, str]:
        if "/" not in way:
            return self.value.get(way), f"{self.at}/{way}"
        value: Json = self.value
        names = way.split("/")
        for number, name in enumerate(names):
            if not isinstance(value, dict):
                at = "/".join((self.at, *names[:number]))
                if value is not None:
                    self._refuse(at, "is no object")
                return None, at
            value = value.get(name)
        return value, f"{self.at}/{way}"

    def _refuse(self, at: str, why: str) -> None:
        self.left_out.append(LeftOut(self.base + at, why))
