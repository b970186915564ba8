"""The files of a part: named after its key, written whole or not at all, never changed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.beside import write_beside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mdmakg.build.manifest import Digests
    from mdmakg.build.part import PartJudged

__all__ = [
    "PARTS",
    "keep_files",
    "keep_zipped",
    "left_behind",
    "stand",
    "zipped",
]

PARTS: Final = "parts"
"""The folder of a build that has the files of its parts."""


_OURS: Final = re.compile(r"[0-9a-f]{16}\.[a-z.]+\.gz|\.[0-9a-f]{16}\.[a-z.]+\.gz\.[0-9]+")
"""A file of a part, and one that is being written."""


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
    (out / PARTS).mkdir(exist_ok=True)
    write_beside(out / name, content)
    return {name: (sha256(content).hexdigest(), len(content))}


def stand(out: Path, key: str, files: object) -> bool:
    """Whether the files of a part are there and are what was written.

    ``files`` are what a ledger tells of them: by name, with SHA-256 and size. What does not
    look like files of this part is none.
    """
    named = re.compile(rf"{PARTS}/{re.escape(key[:16])}\.[a-z.]+\.gz")
    return (
        isinstance(files, Mapping)
        and all(map(named.fullmatch, files))
        and all(_is_row(row) and _digest(out / name) == row[0] for name, row in files.items())
    )


def _is_row(row: object) -> bool:
    match row:
        case [str(), int()]:
            return True
    return False


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def left_behind(out: Path, outputs: Collection[str]) -> Iterator[str]:
    """Name the files of parts that no build has, such as one that was killed leaves.

    Whoever calls is ``writing`` the folder.
    """
    for path in (out / PARTS).iterdir():
        name = f"{PARTS}/{path.name}"
        if name not in outputs and _OURS.fullmatch(path.name):
            yield name
