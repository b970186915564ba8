"""The files of a part: named after its key, written whole or not at all, never changed."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.build.manifest import Digests
    from mdmakg.build.part import PartJudged

__all__ = ["PARTS", "keep_files", "write_beside"]

PARTS: Final = "parts"
"""The folder of a build that has the files of its parts."""


def keep_files(out: Path, judged: PartJudged) -> Digests:
    """Write the files of a part that was judged; give their names in the build and digests.

    Errors: ``OSError`` if they cannot be written.
    """
    told: dict[str, tuple[str, int]] = {}
    for ending, content in judged.files.items():
        name = f"{PARTS}/{judged.key[:16]}.{ending}"
        write_beside(out / name, content)
        told[name] = (sha256(content).hexdigest(), len(content))
    return told


def write_beside(target: Path, content: bytes) -> None:
    """Write a file beside its place and move it there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)
