"""Values of a record as a document file writes them, and what of a record is not taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args
from urllib.parse import unquote

from pydantic_core import PydanticCustomError

from mdmakg.imports.importer import LeftOut
from mdmakg.model.scalar import IdentifierText, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST", "Notes", "Stated", "doi_of", "fits", "shown"]

LONGEST: Final = 1000
"""The longest line of a document file, in characters."""

_SHOWN: Final = 60  # characters of a value that a message repeats
_DOI: Final = re.compile(
    r"(?:(?P<url>https?://(?:dx\.|www\.)?doi\.org/)|doi:?\s*)?(?P<doi>10\.[0-9]{4,9}/\S+)",
    re.IGNORECASE,
)
# Several in one field stand apart by white space, or by a mark and the start of the next.
_BETWEEN_DOIS: Final = re.compile(
    r"\s*[;,|]\s*(?=(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)?10\.[0-9]{4,9}/)|\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, where in the record it stands, and the record's own form if that is another."""

    value: str
    locator: str
    written: str = ""


def fits(kind: Any, text: str) -> bool:
    """Whether a document file may have a text where it has a scalar of the model's."""
    (scalar,) = get_args(kind)[1:]
    try:
        scalar.read(text)
    except PydanticCustomError:
        return False
    return True


class Notes:
    """What is taken of one record, value by value, and what is not."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.left_out: list[LeftOut] = []

    def leave(self, why: str, where: str = "") -> None:
        """Tell that something is not taken; ``where``, if not the place of the record."""
        self.left_out.append(LeftOut(where or self.where, why))

    def line(self, what: str, text: str, locator: str, where: str = "") -> Stated | None:
        """Take a text on one line; none where there is no text, or none that a file may have."""
        flat = " ".join(text.split())
        if not flat:
            return None
        if fits(Line, flat):
            return Stated(flat, locator)
        if len(flat) > LONGEST:
            self.leave(f"{what} has {len(flat):,} characters, more than {LONGEST:,}", where)
        else:
            self.leave(f"{what} has a character that no line may have", where)
        return None

    def identifier(self, scheme: str, text: str, locator: str, where: str = "") -> Stated | None:
        """Take an identifier of a scheme, as a document file writes it."""
        value = text.strip()
        if not value:
            return None
        if fits(IdentifierText, stated := f"{scheme} {value}"):
            return Stated(stated, locator)
        self.leave(f"{shown(value)} is no {scheme}", where)
        return None

    def dois(self, text: str, locator: str, where: str = "") -> Iterator[Stated]:
        """Take every DOI of a field; a DOI is the same in capitals, so small letters are taken."""
        parts = _BETWEEN_DOIS.split(text.strip())
        if not any(map(doi_of, parts)):
            parts = [text.strip()]  # words, and no list: told once
        for part in parts:
            found = doi_of(part)
            if found:
                yield from self._doi(found, part, locator, where)
            elif part.strip().lower() not in {"", "doi", "doi:"}:
                self.leave(f"{shown(part)} is no doi", where)

    def _doi(self, doi: str, part: str, locator: str, where: str) -> Iterator[Stated]:
        taken = self.identifier("doi", doi, locator, where)
        if taken is not None:
            yield (
                taken if part == doi or not fits(Line, part) else Stated(taken.value, locator, part)
            )


def shown(text: str) -> str:
    """Give the beginning of a text for a message, with what is not printable escaped."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def doi_of(text: str) -> str:
    """Give the DOI that a text or address is, in small letters; empty where it is none."""
    match = _DOI.fullmatch(text.strip())
    if match is None:
        return ""
    doi = unquote(match["doi"]) if match["url"] else match["doi"]
    return doi.lower()
