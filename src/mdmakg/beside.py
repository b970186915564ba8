"""Files written beside their place and moved there: whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_beside"]


def write_beside(target: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; a link in that place is replaced.

    Errors: ``OSError`` if it cannot be written: what was there is still there, and nothing
            is left beside it.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
