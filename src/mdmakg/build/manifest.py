"""The manifest: what went into a build, what came out, and how it was counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from mdmakg import __version__
from mdmakg.build.commit import MANIFEST, settle
from mdmakg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VERSION", "make_manifest", "outputs_of", "read_manifest", "to_json"]

VERSION: Final = 1
"""The version of the manifest's form; its JSON Schema stands beside this module."""


def make_manifest(
    *,
    inputs: Mapping[str, bytes],
    outputs: Mapping[str, bytes],
    dataset: Mapping[str, object],
    counts: Mapping[str, object],
    store: str,
) -> bytes:
    """Write the manifest of a build; ``store`` is the name of its store.

    Units: ``bytes``; digests are SHA-256 in hex.
    """
    return to_json(
        {
            "version": VERSION,
            "mdmakg": __version__,
            "dataset": dataset,
            "counts": counts,
            "store": store,
            "inputs": _listed(inputs),
            "outputs": _listed(outputs),
        }
    )


def _listed(files: Mapping[str, bytes]) -> list[Mapping[str, object]]:
    return [
        {"file": name, "sha256": sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in sorted(files.items())
    ]


def to_json(value: object) -> bytes:
    """Write JSON the same way every time."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(out: Path) -> Mapping[str, Any]:
    """Read the manifest of a build, finishing first what a killed build had decided.

    Errors: ``UsageError`` if there is no build; ``StoreError`` if it is damaged
            or of another version.
    """
    try:
        settle(out)
        found = json.loads((out / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{out}: there is no whole build here; mdmakg build makes one") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{out}: the build cannot be read: {error}") from error
    if not isinstance(found, Mapping) or found.get("version") != VERSION:
        raise StoreError(f"{out}: the build is of another version; mdmakg build makes it anew")
    return found


def outputs_of(out: Path) -> tuple[str, ...]:
    """List the files of the build that stands in a folder; none if there is none."""
    try:
        return tuple(row["file"] for row in read_manifest(out)["outputs"])
    except (UsageError, StoreError, KeyError, TypeError):
        return ()
