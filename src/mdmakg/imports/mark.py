"""The mark of files that an import made: it alone may make them anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["LEFT_OUT", "LISTED", "MARK", "NEW_LIST", "head", "is_ours", "made_in", "whole"]

MARK: Final = "# Made by mdmakg import"
"""How every file begins that an import made: such a file, and no other, is made anew."""

LEFT_OUT: Final = "left-out.tsv"
"""The file that lists what was not taken: place and reason."""

NEW_LIST: Final = f".{LEFT_OUT}.new"
"""That list in the making."""

LISTED: Final = "where\twhy\n"
"""How that list begins; one that begins otherwise was made by hand."""

_LONGEST: Final = 256  # bytes
_PART: Final = re.compile(rf"{MARK} [a-z]+, part of ([a-z0-9-]+);")


def head(token: str, part_of: str = "") -> str:
    """Make the first line of a file of a kind; ``part_of`` is the document that it goes on."""
    part = f", part of {part_of}" if part_of else ""
    return f"{MARK} {token}{part}; made anew, it is overwritten.\n"


def is_ours(path: Path) -> bool:
    """Say whether a file begins as one does that an import made, its list among them."""
    mark = LISTED if path.name == LEFT_OUT else MARK
    return _start(path).startswith(mark.encode())


def made_in(folder: Path) -> Callable[[Path], bool]:
    """Make what tells of a path whether an import into a folder made it."""
    there = folder.resolve()

    def made(path: Path) -> bool:
        if path.suffix != ".yaml" and path.name not in {LEFT_OUT, NEW_LIST}:
            return False
        if path.is_symlink() or not path.is_file() or path.parent.resolve() != there:
            return False
        return path.name == NEW_LIST or is_ours(path)

    return made


def whole(path: Path) -> str:
    """Give the document that a file is a part of; empty where it is a document by itself."""
    match = _PART.match(_start(path).decode(errors="replace"))
    return match[1] if match is not None else ""


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST)
