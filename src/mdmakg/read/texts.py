"""Texts at hand: the files that a corpus encodes, where a person has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.files import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdmakg.model.corpus import Corpus
    from mdmakg.model.text import TextFile

__all__ = ["Texts", "read_texts"]


@dataclass(frozen=True, slots=True)
class Texts:
    """What was found of the texts of a corpus.

    ``at_hand`` has each text by the SHA-256 under which it was encoded, even if
    the file has changed since; ``notes`` say in words what is absent or changed.
    """

    at_hand: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_texts(corpus: Corpus, folder: Path | None) -> Texts:
    """Read the texts that documents name, from one folder.

    Errors: ``InputError`` if the folder is not there, or a text in it cannot be read.
    """
    wanted = [file.document.text for file in corpus.files if file.document.text is not None]
    if folder is None:
        return Texts(notes=_nowhere(wanted))
    if not folder.is_dir():
        says = "there is no such folder of texts"
        raise InputError([Fault(Place(str(folder)), "missing-folder", says)])
    return _found(wanted, folder)


def _nowhere(wanted: list[TextFile]) -> tuple[str, ...]:
    if not wanted:
        return ()
    return (
        (
            f"{len(wanted)} texts are not at hand, so their passages were not verified; "
            "--texts names the folder that has them"
        ),
    )


def _found(wanted: list[TextFile], folder: Path) -> Texts:
    at_hand: dict[str, str] = {}
    notes: list[str] = []
    for text in wanted:
        path = folder / text.file
        if not path.exists():
            notes.append(f"{path}: not there; its passages were not verified")
            continue
        content = read_bytes(path)
        at_hand[text.sha256] = decode(content, str(path))
        if sha256(content).hexdigest() != text.sha256:
            notes.append(f"{path}: changed since it was encoded; its passages are looked for in it")
    return Texts(at_hand, tuple(notes))
