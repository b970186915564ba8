"""The files of a corpus: which a folder has, before any of them is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.codes import ReadCode

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["corpus_files", "leads_outside", "misnamed"]

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
