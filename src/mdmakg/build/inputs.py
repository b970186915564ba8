"""What a build depends on, byte by byte: documents, texts, shapes, ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.bundle import folder
from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.files import decode, lines_of, read_bytes
from mdmakg.read.links import link_files
from mdmakg.read.listing import corpus_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdmakg.model.corpus import Corpus, DocumentFile

__all__ = ["DOCUMENTS", "SHAPES", "TEXTS", "document_files", "require_unchanged", "rule_files"]

SHAPES: Final = "shapes/"
"""What the names of shapes begin with in a manifest."""

DOCUMENTS: Final = "data/"
"""What the names of documents begin with in a manifest."""

TEXTS: Final = "texts/"
"""What the names of texts begin with in a manifest."""


def document_files(corpus_folder: Path, corpus: Corpus) -> Mapping[str, bytes]:
    """Read the bytes of the files that a corpus was read from, by name in a manifest.

    Errors: ``InputError`` if a file is no longer the one that was read.
    """
    contents = {path.name: read_bytes(path) for path in corpus_files(corpus_folder)}
    read = {f"{file.id}.yaml": file for file in corpus.files}
    faults = [
        _changed(read[name].file if name in read else name)
        for name in sorted(contents.keys() | read.keys())
        if name not in contents or name not in read or not _is_read(contents[name], read[name])
    ]
    if faults:
        raise InputError(faults)
    contents |= {path.name: read_bytes(path) for path in link_files(corpus_folder)}
    return {f"{DOCUMENTS}{name}": content for name, content in contents.items()}


def _is_read(content: bytes, file: DocumentFile) -> bool:
    # A byte order mark is no part of the lines that were read.
    return lines_of(decode(content, file.file).removeprefix("\ufeff")) == file.lines


def _changed(file: str) -> Fault:
    return Fault(Place(file), "changed", "this file changed while it was read; start again")


def rule_files(shapes: Path) -> Mapping[str, bytes]:
    """Read a folder of shapes and the ontology that comes with mdmakg, by name in a manifest."""
    return {
        f"{name}{path.name}": read_bytes(path)
        for name, place in ((SHAPES, shapes), ("ontology/", folder("ontology")))
        for path in sorted(place.iterdir())
        if path.suffix in {".ttl", ".tsv"}
    }


def require_unchanged(files: Mapping[str, bytes], shapes: Path) -> None:
    """Refuse to go on where rules are not those any more that were read before they were used.

    ``files`` are what ``rule_files`` gave then.
    Errors: ``InputError`` with a fault for each file that changed, came or went.
    """
    now = rule_files(shapes)
    changed = [name for name in sorted(now.keys() | files) if now.get(name) != files.get(name)]
    if changed:
        raise InputError(map(_changed, changed))
