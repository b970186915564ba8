"""The files of a part: named after its key, written whole or not at all, never changed."""

from __future__ import annotations

import gzip
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.build.manifest import Digests
    from mdmakg.build.part import PartJudged

__all__ = ["PARTS", "keep_files", "keep_zipped", "write_beside", "zipped"]

PARTS: Final = "parts"
"""The folder of a build that has the files of its parts."""


def keep_files(out: Path, judged: PartJudged) -> Digests:
    """Write the files of a part that was judged; give their names in the build and digests.

    Errors: ``OSError`` if they cannot be written.
    """
    return {
        name: row
        for ending, content in judged.files.items()
        for name, row in _kept(out, judged.key, ending, content).items()
    }


def keep_zipped(out: Path, key: str, ending: str, content: bytes) -> Digests:
    """Write one file, compressed.

    Errors: ``OSError`` if it cannot be written.
    """
    return _kept(out, key, ending, zipped(content))


def zipped(content: bytes) -> bytes:
    """Compress a file, quickly, without the time at which that is done."""
    return gzip.compress(content, compresslevel=1, mtime=0)


def _kept(out: Path, key: str, ending: str, content: bytes) -> Digests:
    name = f"{PARTS}/{key[:16]}.{ending}"
    write_beside(out / name, content)
    return {name: (sha256(content).hexdigest(), len(content))}


def write_beside(target: Path, content: bytes) -> None:
    """Write a file beside its place and move it there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)
