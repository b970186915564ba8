"""What checks read of one thing that others may have to do with."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["JoinRow"]


class JoinRow(NamedTuple):
    """What checks read of one thing, by a value that it may share with others.

    Shape: ``by`` is the IRI of the property that has the value; ``place`` is file, line and
           column of where it has it; ``lines`` are N-Quads. A row that is looked at
           ``always`` has something accepted.
    """

    by: str
    value: str
    focus: str
    place: tuple[str, int, int]
    lines: str
    always: bool
