"""The manifest: what went into a build, what came out, and how it was counted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mdmakg import __version__
from mdmakg.build.commit import MANIFEST, is_inside, standing
from mdmakg.build.executor.program import program_here
from mdmakg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VERSION", "Digests", "digested", "earlier", "make_manifest", "options", "read_manifest"]

VERSION: Final = 1
"""The version of the manifest's form; its JSON Schema stands beside this module."""


Digests: TypeAlias = "Mapping[str, tuple[str, int]]"
"""File name to SHA-256 in hex and size in bytes."""


def digested(files: Mapping[str, bytes]) -> Digests:
    """Digest files by name."""
    return {name: (sha256(content).hexdigest(), len(content)) for name, content in files.items()}


def options(*, show_words: bool = False, store: bool = True) -> Mapping[str, object]:
    """Give what decides, beside the inputs, what a build is: the program, and what was asked."""
    return {"program": program_here(), "show_words": show_words, "store": store}


def make_manifest(
    *,
    inputs: Digests,
    outputs: Digests,
    dataset: Mapping[str, object],
    counts: Mapping[str, object],
    store: str,
    options: Mapping[str, object],
) -> bytes:
    """Write the manifest of a build; ``store`` is the name of its store.

    ``options`` are what else decides what the outputs are.
    """
    whole = {
        "version": VERSION,
        "mdmakg": __version__,
        "options": options,
        "dataset": dataset,
        "counts": counts,
        "store": store,
        "inputs": _listed(inputs),
        "outputs": _listed(outputs),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _listed(digests: Digests) -> list[Mapping[str, object]]:
    return [
        {"file": name, "sha256": digest, "bytes": size}
        for name, (digest, size) in sorted(digests.items())
    ]


def read_manifest(out: Path) -> Mapping[str, Any]:
    """Read the manifest of a build, finishing first what a killed build had decided.

    Errors: ``UsageError`` if there is no build; ``StoreError`` if it is damaged
            or of another version.
    """
    try:
        return _read(out, standing(out))
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"{out}: there is no whole build here; mdmakg build makes one") from None
    except OSError as error:
        says = error.strerror or error
        raise StoreError(f"{out}: the build cannot be read: {says}") from error


def earlier(out: Path) -> Mapping[str, Any]:
    """Read the manifest of the build that another is about to follow; empty if there is none.

    Whoever calls is ``writing`` the folder.
    """
    try:
        return _read(out, (out / MANIFEST).read_bytes())
    except (OSError, StoreError):
        return {"outputs": [], "inputs": [], "store": ""}


def _read(out: Path, content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{out / MANIFEST}: is damaged; mdmakg build makes it anew") from error
    if not isinstance(found, Mapping) or found.get("version") != VERSION:
        raise StoreError(f"{out}: the build is of another version; mdmakg build makes it anew")
    store = str(found.get("store"))
    if not re.fullmatch("[0-9a-f]{16}", store) or not all(map(_lists, (found,) * 2, _LISTS)):
        raise StoreError(f"{out / MANIFEST}: is damaged; mdmakg build makes it anew")
    if not all(is_inside(row["file"]) for row in found["outputs"]):
        says = "names files outside the folder of the build; mdmakg build makes it anew"
        raise StoreError(f"{out / MANIFEST}: {says}")
    return found


_LISTS: Final = ("inputs", "outputs")


def _lists(manifest: Mapping[str, Any], name: str) -> bool:
    rows = manifest.get(name)
    return isinstance(rows, list) and all(map(_is_row, rows))


def _is_row(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and all(isinstance(row.get(k), str) for k in ("file", "sha256"))
        and isinstance(row.get("bytes"), int)
    )
