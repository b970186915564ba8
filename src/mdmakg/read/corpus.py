"""A corpus in: every file of a folder, and every fault of all of them in one run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.corpus import Corpus, DocumentFile
from mdmakg.read.circles import circles
from mdmakg.read.codes import ReadCode
from mdmakg.read.document import to_document
from mdmakg.read.link import build_index, dangling
from mdmakg.read.rules import broken_rules
from mdmakg.read.walk import linked
from mdmakg.read.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mdmakg.model.document import Document
    from mdmakg.read.tree import Tree

__all__ = [
    "corpus_files",
    "leads_outside",
    "link_corpus",
    "misnamed",
    "read_corpus",
    "read_document_file",
]

_STEM = re.compile(r"(?![a-z0-9-]{65})[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def corpus_files(folder: Path) -> tuple[Path, ...]:
    """List the document files of a corpus, in order of their names.

    Hidden files, which editors and systems leave behind, are none.
    Errors: ``InputError`` if the folder is not there, cannot be read, or holds none.
    """
    try:
        found = sorted(path for path in folder.iterdir() if _is_document(path.name))
    except (OSError, ValueError) as error:  # ValueError: a name that no folder can have
        reason = error.strerror if isinstance(error, OSError) else error
        says = f"the corpus cannot be read: {reason}; a folder of .yaml files is wanted"
        raise InputError([Fault(Place(str(folder)), _code(error), says)]) from error
    if not found:
        says = "there is no .yaml file in this folder; mdmakg init makes a first one"
        raise InputError([Fault(Place(str(folder)), ReadCode.EMPTY, says)])
    return tuple(found)


def _is_document(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _code(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return ReadCode.MISSING_FILE
        case NotADirectoryError():
            return "not-a-folder"
    return ReadCode.UNREADABLE


def read_corpus(folder: Path, *, shown_as: Path | None = None) -> Corpus:
    """Read every document of a folder and link them.

    ``shown_as`` is the folder's name in messages.
    Errors: ``InputError`` with every fault of every file.
    """
    shown = shown_as or folder
    faults: list[Fault] = []
    files: list[DocumentFile] = []
    for path in corpus_files(folder):
        name = str(shown / path.name)
        faults += misnamed(path, name)
        if outside := leads_outside(path, folder, name):
            faults += outside
            continue
        tree, wrong = read_yaml(path, shown_as=name)
        document, mistyped = to_document(tree) if tree is not None else (None, ())
        faults += (*wrong, *mistyped)
        if tree is not None and document is not None:
            files.append(_file(path, tree, document))
    corpus, unlinked = link_corpus(files)
    # A file that could not be read takes its ids with it: what then dangles is not news.
    news = [fault for fault in unlinked if not faults or fault.code != "dangling-id"]
    if faults or news:
        raise InputError([*faults, *news])
    return corpus


def read_document_file(path: Path) -> DocumentFile:
    """Read one document by itself; what it refers to may stand in files that are not here.

    Errors: ``InputError`` with every fault of the file.
    """
    tree, wrong = read_yaml(path)
    document, mistyped = to_document(tree) if tree is not None else (None, ())
    if wrong or mistyped or tree is None or document is None:
        raise InputError([*wrong, *mistyped])
    return _file(path, tree, document)


def leads_outside(path: Path, folder: Path, shown: str) -> tuple[Fault, ...]:
    """Say so if a file of a corpus folder is a link that leads out of it: it is not to be read."""
    if not path.is_symlink() or not _is_outside(path, folder):
        return ()
    says = "this is a link to a file outside the corpus; put the file itself here"
    return (Fault(Place(shown), "outside", says),)


def _is_outside(path: Path, folder: Path) -> bool:
    try:
        return not path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        # A link to nothing or to itself: reading it says so better than we can here.
        return False


def misnamed(path: Path, shown: str) -> tuple[Fault, ...]:
    """Say so if a file's name is no document's."""
    if path.suffix == ".yaml" and _STEM.fullmatch(path.stem) is not None:
        return ()
    says = (
        "a document's file name is its id and .yaml: at most 64 lower-case letters, "
        "digits and single hyphens, a letter first"
    )
    return (Fault(Place(shown), "file-name", says),)


def _file(path: Path, tree: Tree, document: Document) -> DocumentFile:
    return DocumentFile(
        id=path.stem, file=tree.file, document=document, places=tree.places, lines=tree.lines
    )


def link_corpus(files: Iterable[DocumentFile]) -> tuple[Corpus, tuple[Fault, ...]]:
    """Join documents that were read into a corpus, with the faults of joining."""
    ordered = tuple(sorted(files, key=lambda file: file.id))
    index, double = build_index(ordered)
    sources = {id_: s for file in ordered for id_, s in file.document.sources.items()}
    faults = [*double]
    for file in ordered:
        found = linked(file.document)
        faults += dangling(file, found, index)
        faults += broken_rules(file, found, index, sources)
    faults += circles(ordered, index)
    return Corpus(ordered, index), tuple(faults)
