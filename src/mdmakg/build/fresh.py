"""Whether what went into a build has changed since.

Where the corpus lies is noted beside the store, outside the promise of equal
bytes: it is a path of one machine.
"""

from __future__ import annotations

import contextlib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdmakg.build.manifest import read_manifest
from mdmakg.errors import MdmakgError
from mdmakg.read.corpus import corpus_files

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["note_inputs", "stale_inputs"]

_NOTE: Final = Path("store") / "corpus.path"


def note_inputs(out: Path, corpus: Path) -> None:
    """Note where the corpus of a build lies."""
    with contextlib.suppress(OSError):  # a convenience: without it nothing is warned of
        (out / _NOTE).write_text(str(corpus.resolve()), encoding="utf-8")


def stale_inputs(out: Path) -> Iterator[str]:
    """Say what has changed in the corpus since the build; nothing if that is not to be known."""
    try:
        corpus = Path((out / _NOTE).read_text("utf-8"))
        now = {path.name: path.read_bytes() for path in corpus_files(corpus)}
    except (OSError, MdmakgError):
        return
    rows = read_manifest(out)["inputs"]
    built = {row["file"].removeprefix("data/"): row["sha256"] for row in rows}
    documents = {name: digest for name, digest in built.items() if "/" not in name}
    for name in sorted(now.keys() | documents.keys()):
        if name not in documents:
            yield f"{name} is new since the build"
        elif name not in now:
            yield f"{name} is gone since the build"
        elif sha256(now[name]).hexdigest() != documents[name]:
            yield f"{name} has changed since the build"
