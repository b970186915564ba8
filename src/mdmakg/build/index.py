"""The store of a build: an index of its files, named after what is in it."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from mdmakg.build.commit import STORES
from mdmakg.build.manifest import earlier, read_manifest
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.encode.trig import from_trig
from mdmakg.errors import StoreError
from mdmakg.store.store import fill_memory, make_store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store

T = TypeVar("T")

__all__ = [
    "cleared",
    "copy_index",
    "index_name",
    "make_index",
    "open_index",
    "read_record",
]

_RECORD = ("mdmakg.nq", "checks.trig")
_OURS = re.compile(r"[0-9a-f]{16}|\.store-\w+")


def make_index(out: Path, parts: Sequence[bytes]) -> str:
    """Make the store of what a build says and checks, beside earlier ones; return its name.

    The store of the build before stays, for whoever is reading it; older ones go,
    and so does what killed builds left. Whoever calls is ``writing`` the folder.
    """
    whole = [*parts, ontology_nquads()]
    name = index_name(sha256(part).hexdigest() for part in whole)
    make_store(cleared(out, name), whole)
    return name


def index_name(digests: Iterable[str]) -> str:
    """Name a store after what is in it: the SHA-256 of each part, in hex."""
    return sha256("".join(digests).encode()).hexdigest()[:16]


def cleared(out: Path, name: str) -> Path:
    """Give the place of a store, which stands there whole or not at all; sweep old ones out."""
    _sweep(out / STORES, keep={name, str(earlier(out)["store"])})
    place = out / STORES / name
    if not _is_sound(place):
        shutil.rmtree(place, ignore_errors=True)
    return place


def _sweep(stores: Path, keep: set[str]) -> None:
    for old in stores.iterdir() if stores.is_dir() else ():
        if old.name not in keep and _OURS.fullmatch(old.name):
            shutil.rmtree(old, ignore_errors=True)


def _is_sound(store: Path) -> bool:
    try:
        open_store(store)
    except StoreError:
        return False
    return True


def open_index(out: Path) -> Store:
    """Open the store of the build in ``out`` for reading; make one in memory if it is gone.

    Errors: ``UsageError`` if there is no build; ``StoreError`` if its files are
            not those that it wrote.
    """

    def opened(manifest: Mapping[str, Any]) -> Store:
        parts = _contents(out, manifest)
        try:
            return open_store(out / STORES / manifest["store"])
        except StoreError:
            return fill_memory([*_as_nquads(parts), ontology_nquads()])

    return _steadily(out, opened)


def copy_index(out: Path, folder: Path) -> None:
    """Copy the store of the build in ``out`` to ``folder``; make it anew if it is gone.

    Errors: as ``open_index``.
    """

    def copied(manifest: Mapping[str, Any]) -> None:
        parts = _contents(out, manifest)
        with suppress(OSError):
            shutil.copytree(out / STORES / manifest["store"], folder)
        if not _is_sound(folder):
            shutil.rmtree(folder, ignore_errors=True)
            make_store(folder, [*_as_nquads(parts), ontology_nquads()])

    _steadily(out, copied)


def read_record(out: Path) -> list[bytes]:
    """Read the files that are a build's record as N-Quads: what was said, what was derived.

    Errors: as ``open_index``.
    """
    return _steadily(out, lambda manifest: _as_nquads(_contents(out, manifest)))


def _steadily(out: Path, read: Callable[[Mapping[str, Any]], T]) -> T:
    """Read the build that stands; again, if another took its place meanwhile."""
    manifest = read_manifest(out)
    while True:
        try:
            return read(manifest)
        except StoreError:
            now = read_manifest(out)
            if now == manifest:
                raise
            manifest = now


def _contents(out: Path, manifest: Mapping[str, Any]) -> list[bytes]:
    digests = {row["file"]: row["sha256"] for row in manifest["outputs"]}
    found: list[bytes] = []
    for name in _RECORD:
        try:
            content = (out / name).read_bytes()
        except OSError as error:
            says = f"{out / name}: cannot be read: {error.strerror}; mdmakg build mends it"
            raise StoreError(says) from error
        if sha256(content).hexdigest() != digests.get(name):
            raise StoreError(f"{out / name}: is not what the build wrote; mdmakg build mends it")
        found.append(content)
    return found


def _as_nquads(contents: Sequence[bytes]) -> list[bytes]:
    said, derived = contents
    return [said, from_trig(derived)]
