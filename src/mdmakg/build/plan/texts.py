"""The texts of many documents: known by digest, read when a part is judged."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.codes import ReadCode
from mdmakg.read.files import read_bytes
from mdmakg.read.texts import Texts, Wanted, read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.model.outline import Outline

__all__ = ["TextFiles"]


@dataclass(frozen=True, slots=True)
class TextFiles:
    """Where the texts of documents are, if they are at hand.

    Shape: ``wanted`` is document to its text; ``found`` is document to SHA-256 and size of
           the file that is there.
    """

    folder: Path | None
    wanted: Mapping[str, Wanted]
    found: Mapping[str, tuple[str, int]]

    @classmethod
    def of(cls, outlines: Iterable[Outline], folder: Path | None) -> TextFiles:
        """Look for the texts of documents.

        Errors: ``InputError`` if the folder is not there, or a text in it cannot be read.
        """
        wanted = {o.document: Wanted(*o.text) for o in outlines if o.text is not None}
        if folder is None:
            return cls(None, wanted, {})
        read_texts((), folder)  # so that a folder which is not there is said
        told = {document: _digest(folder / text.file) for document, text in wanted.items()}
        return cls(folder, wanted, {document: row for document, row in told.items() if row})

    def of_documents(self, documents: Iterable[str]) -> Mapping[str, str]:
        """Read the texts of some documents, by the SHA-256 under which they were encoded.

        Errors: ``InputError`` if one is no longer what it was when it was looked for.
        """
        if self.folder is None:
            return {}
        there = [document for document in documents if document in self.found]
        read = read_texts((self.wanted[document] for document in there), self.folder)
        for document in there:
            self._require_same(self.wanted[document].file, self.found[document][0], read)
        return read.at_hand

    def _require_same(self, file: str, digest: str, read: Texts) -> None:
        if sha256(read.files.get(file, b"")).hexdigest() != digest:
            says = "this text changed while it was read; start again"
            raise InputError([Fault(Place(str((self.folder or Path()) / file)), "changed", says)])

    @property
    def notes(self) -> tuple[str, ...]:
        """Say in words how many are absent or changed."""
        if self.folder is None:
            return read_texts(self.wanted.values(), None).notes
        absent = len(self.wanted) - len(self.found)
        changed = sum(self.wanted[one].sha256 != row[0] for one, row in self.found.items())
        told = (
            (absent, "not there; their passages were not verified"),
            (changed, "changed since they were encoded; their passages are looked for in them"),
        )
        return tuple(f"{self.folder}: {number} texts {says}" for number, says in told if number)


def _digest(path: Path) -> tuple[str, int] | None:
    try:
        content = read_bytes(path)
    except InputError as error:
        if error.faults[0].code != ReadCode.MISSING_FILE:
            raise
        return None
    return sha256(content).hexdigest(), len(content)
