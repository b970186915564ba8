"""The store of a build: an index of its files, named after what is in it."""

from __future__ import annotations

import shutil
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from mdmakg.build.manifest import read_manifest
from mdmakg.encode.dataset import from_trig
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.errors import MdmakgError, StoreError
from mdmakg.store.store import fill_memory, make_store, open_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store

__all__ = ["make_index", "open_index", "read_record"]

_STORES: Final = "store"


def make_index(out: Path, parts: Sequence[bytes]) -> str:
    """Make the store of what a build says and checks, beside earlier ones; return its name.

    The store of the build before stays, for whoever is reading it; older ones go.
    """
    whole = [*parts, ontology_nquads()]
    name = sha256(b"".join(sha256(part).digest() for part in whole)).hexdigest()[:16]
    make_store(out / _STORES / name, whole)
    _sweep(out, keep=name)
    return name


def _sweep(out: Path, keep: str) -> None:
    kept = {keep, str(_standing(out).get("store"))}
    for old in (out / _STORES).iterdir():
        if old.name not in kept and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)


def _standing(out: Path) -> Mapping[str, Any]:
    try:
        return read_manifest(out)
    except MdmakgError:
        return {}


def open_index(out: Path) -> Store:
    """Open the store of the build in ``out`` for reading; make one in memory if it is gone.

    Errors: ``UsageError`` if there is no build, ``StoreError`` if it is damaged.
    """
    manifest = read_manifest(out)
    try:
        return open_store(out / _STORES / str(manifest["store"]))
    except StoreError:
        return fill_memory([*read_record(out), ontology_nquads()])


def read_record(out: Path) -> list[bytes]:
    """Read the files that are a build's record as N-Quads: what was said, what was derived.

    Errors: ``UsageError`` if there is no build; ``StoreError`` if a file is not
            the one that its manifest names.
    """
    digests = {row["file"]: row["sha256"] for row in read_manifest(out)["outputs"]}
    found: list[bytes] = []
    for name in ("mdmakg.nq", "checks.trig"):
        try:
            content = (out / name).read_bytes()
        except OSError as error:
            raise StoreError(f"{out / name}: cannot be read: {error.strerror}") from error
        if sha256(content).hexdigest() != digests.get(name):
            raise StoreError(f"{out / name}: is not what the build wrote; mdmakg build mends it")
        found.append(from_trig(content) if name.endswith(".trig") else content)
    return found
