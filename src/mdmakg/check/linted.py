"""Which shape and check files passed the lint: bytes that passed need not pass it again.

Parsing every query of every check takes longer than running them all. So the list
``shapes/linted.tsv``, which travels with the program, has the SHA-256 of each file
that passed; ``mdmakg.check.lint`` writes it. Any other file is linted in full: a list
that lags behind costs time and nothing else.
"""

from __future__ import annotations

from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.bundle import folder

if TYPE_CHECKING:
    from mdmakg.check.turtle import TurtleFile

__all__ = ["LIST", "is_linted", "row"]

LIST: Final = "linted.tsv"
"""The list's name in the folder of shapes."""


def is_linted(file: TurtleFile) -> bool:
    """Whether a file of this name and of these bytes is on the list."""
    return row(file) in _rows()


def row(file: TurtleFile) -> str:
    """Write the list's line for a file, without its end."""
    return f"{PurePath(file.name).name}\t{file.digest}"


@cache
def _rows() -> frozenset[str]:
    # Only the list that came with the program is believed, whatever folder of shapes is checked.
    try:
        return frozenset((folder("shapes") / LIST).read_text("utf-8").splitlines())
    except (OSError, ValueError):
        return frozenset()
