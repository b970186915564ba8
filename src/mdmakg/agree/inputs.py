"""What is compared: documents of two coders that encode the same text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place, UsageError
from mdmakg.read.corpus import read_corpus, read_document_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mdmakg.model.corpus import DocumentFile

__all__ = ["Inputs", "read_inputs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Pairs of documents of one text, and the documents whose text only one coder has."""

    pairs: tuple[tuple[DocumentFile, DocumentFile], ...]
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()


def read_inputs(a: Path, b: Path) -> Inputs:
    """Read two document files, or two corpus folders, and pair what encodes one text.

    Errors: ``UsageError`` for a file beside a folder; ``InputError`` if one cannot
            be read or they have no text in common.
    """
    # What is not there is neither: reading it says so.
    if len({path.is_dir() for path in (a, b) if path.exists()}) > 1:
        raise UsageError("give two document files or two corpus folders, not one of each")
    return _folders(a, b) if a.is_dir() or b.is_dir() else _files(a, b)


def _files(a: Path, b: Path) -> Inputs:
    first, second = _both(a, b)
    faults = [_textless(file) for file in (first, second) if file.document.text is None]
    if not faults and _digest(first) != _digest(second):
        says = f"this encodes another text than {first.file}: the digests differ"
        faults = [second.fault(("text", "sha256"), "other-text", says)]
    if faults:
        raise InputError(faults)
    return Inputs(pairs=((first, second),))


def _both(a: Path, b: Path) -> tuple[DocumentFile, DocumentFile]:
    """Read both files, so that the faults of both are told at once."""
    faults: list[Fault] = []
    files: list[DocumentFile] = []
    for path in (a, b):
        try:
            files.append(read_document_file(path))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    first, second = files
    return first, second


def _textless(file: DocumentFile) -> Fault:
    return file.fault((), "no-text", "this document encodes no text, so there is nothing to match")


def _folders(a: Path, b: Path) -> Inputs:
    first, second = _by_text(read_corpus(a).files), _by_text(read_corpus(b).files)
    shared = [digest for digest in first if digest in second]
    if not shared:
        says = f"no document here encodes a text that one of {a} encodes"
        raise InputError([Fault(Place(str(b)), "other-text", says)])
    return Inputs(
        pairs=tuple((first[digest], second[digest]) for digest in shared),
        only_a=tuple(file.file for digest, file in first.items() if digest not in second),
        only_b=tuple(file.file for digest, file in second.items() if digest not in first),
    )


def _by_text(files: Iterable[DocumentFile]) -> Mapping[str, DocumentFile]:
    found: dict[str, DocumentFile] = {}
    for file in files:
        if (digest := _digest(file)) is None:
            continue
        if (other := found.setdefault(digest, file)) is not file:
            says = f"{other.file} encodes the same text; which of the two is meant cannot be told"
            raise InputError([file.fault(("text", "sha256"), "same-text", says)])
    return found


def _digest(file: DocumentFile) -> str | None:
    return file.document.text.sha256 if file.document.text else None
