"""Whether the build that stands is what would be built again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdmakg.build.built import Built
from mdmakg.build.commit import STORES, own_files
from mdmakg.build.inputs import DOCUMENTS, TEXTS, rule_files
from mdmakg.build.manifest import digested, options, read_manifest
from mdmakg.errors import InputError, StoreError, UsageError
from mdmakg.read.files import read_bytes
from mdmakg.read.links import given_files
from mdmakg.read.texts import nowhere
from mdmakg.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdmakg.build.order import Order

__all__ = ["standing_build"]


def standing_build(order: Order, out: Path, *, parted: bool) -> Built | None:
    """Give the build in ``out`` if it was made of the same files by the same program.

    A build that read texts is never taken for one: which were absent it does not tell.
    """
    try:
        manifest = read_manifest(out)
        documents = {f"{DOCUMENTS}{p.name}": read_bytes(p) for p in given_files(order.corpus)}
        files = {**documents, **rule_files(order.rules.shapes)}
    except (UsageError, StoreError, InputError, OSError):
        return None  # then it is built, or building says what is wrong
    if not _is_of(manifest, files, order, parted=parted) or not _is_whole(manifest, out):
        return None
    dataset = manifest["dataset"]
    counts = manifest["counts"]
    return Built(
        out,
        counts,
        dataset["statements"],
        notes=nowhere(counts["texts"]),
        parts=dataset.get("parts", 0),
        made=False,
    )


def _is_of(
    manifest: Mapping[str, Any], files: Mapping[str, bytes], order: Order, *, parted: bool
) -> bool:
    """Whether a build was made of some files, without texts, and in the way asked for."""
    then = {row["file"]: (row["sha256"], row["bytes"]) for row in manifest["inputs"]}
    return (
        then == digested(files)
        and not any(name.startswith(TEXTS) for name in then)
        and manifest.get("options") == options(store=order.store)
        and manifest["counts"]["checks_off"] == sorted(order.rules.off)
        and ("parts" in manifest["dataset"]) == parted
    )


def _is_whole(manifest: Mapping[str, Any], out: Path) -> bool:
    if manifest["options"]["store"]:
        try:
            open_store(out / STORES / manifest["store"])
        except StoreError:
            return False
    rows = manifest["outputs"]
    return sum(1 for _ in own_files(out, rows)) == len(rows)
