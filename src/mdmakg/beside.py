"""Files written beside their place and moved there: whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["write_beside", "write_pieces_beside"]


def write_beside(target: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; a link in that place is replaced.

    Errors: ``OSError`` if it cannot be written: what was there is still there, and nothing
            is left beside it.
    """
    write_pieces_beside(target, (content,))


def write_pieces_beside(target: Path, pieces: Iterable[bytes]) -> None:
    """Write a file as ``write_beside`` does, piece by piece.

    Errors: as ``write_beside``; and what making the pieces raises.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("wb") as out:
            out.writelines(pieces)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
