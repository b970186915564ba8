"""Texts at hand: the files that a corpus encodes, where a person has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.codes import ReadCode
from mdmakg.read.files import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mdmakg.model.corpus import Corpus

__all__ = ["Texts", "Wanted", "nowhere", "read_texts", "texts_of"]


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    """A text that was encoded: the name of its file, and its SHA-256 then."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Texts:
    """What was found of the texts of a corpus.

    ``at_hand`` has each text by the SHA-256 under which it was encoded, even if
    the file has changed since; ``files`` has the bytes by file name; ``notes``
    say in words what is absent or changed.
    """

    at_hand: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def texts_of(corpus: Corpus) -> tuple[Wanted, ...]:
    """List the texts that the documents of a corpus encode, each once."""
    texts = (file.document.text for file in corpus.files)
    return tuple(sorted({Wanted(text.file, text.sha256) for text in texts if text is not None}))


def read_texts(wanted: Iterable[Wanted], folder: Path | None) -> Texts:
    """Read texts from one folder.

    Errors: ``InputError`` if the folder is not there, or a text in it cannot be read.
    """
    texts = tuple(wanted)
    if folder is None:
        return Texts(notes=nowhere(len(texts)))
    _require_folder(folder)
    return _found(texts, folder)


def _require_folder(folder: Path) -> None:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        says = f"the folder of texts cannot be read: {error.strerror}"
        raise InputError([Fault(Place(str(folder)), "missing-folder", says)]) from error


def nowhere(number: int) -> tuple[str, ...]:
    """Say that so many texts are not at hand."""
    if not number:
        return ()
    are = "text is not at hand, so its" if number == 1 else "texts are not at hand, so their"
    return (f"{number} {are} passages were not verified; --texts names the folder to look in",)


def _found(wanted: tuple[Wanted, ...], folder: Path) -> Texts:
    at_hand: dict[str, str] = {}
    files: dict[str, bytes] = {}
    notes: list[str] = []
    for text in wanted:
        path = folder / text.file
        content = _content(path)
        if content is None:
            notes.append(f"{path}: not there; its passages were not verified")
            continue
        files[text.file] = content
        at_hand[text.sha256] = decode(content, str(path))
        if sha256(content).hexdigest() != text.sha256:
            notes.append(f"{path}: changed since it was encoded; its passages are looked for in it")
    return Texts(at_hand, files, tuple(notes))


def _content(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except InputError as error:
        if error.faults[0].code != ReadCode.MISSING_FILE:
            raise
        return None
