"""Lists in JSON, written a piece at a time, however long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["json_list"]


def json_list(members: Iterable[str], depth: int, blanks: int) -> Iterator[str]:
    """Write a list as ``json.dumps(indent=blanks)`` would, a piece for each member.

    Shape:  each member is JSON already, written as it stands one level below.
    Units:  ``depth`` is the level at which the list stands, of so many ``blanks`` each.
    """
    margin = "\n" + " " * blanks * depth
    before = "["
    for member in members:
        yield f"{before}{margin}{' ' * blanks}{member}"
        before = ","
    yield f"{margin}]" if before == "," else "[]"
