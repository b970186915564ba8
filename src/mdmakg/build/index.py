"""The store of a build: an index of its files, named after what is in it."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mdmakg.build.commit import STORES
from mdmakg.build.manifest import earlier
from mdmakg.build.record import found_in, is_parted, said_in, steadily
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.errors import StoreError
from mdmakg.store.store import fill_memory, make_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store

__all__ = [
    "cleared",
    "copy_index",
    "index_name",
    "index_of",
    "make_index",
    "open_index",
]

_OURS = re.compile(r"[0-9a-f]{16}|\.store-\w+")


def make_index(out: Path, parts: Sequence[bytes], *, store: bool = True) -> str:
    """Make the store of what a build says and checks, beside earlier ones; return its name.

    The store of the build before stays, for whoever is reading it; older ones go,
    and so does what killed builds left. Whoever calls is ``writing`` the folder.
    """
    whole = [*parts, ontology_nquads()]
    name = index_name(sha256(part).hexdigest() for part in whole)
    if store:
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
    return steadily(out, lambda manifest: index_of(out, manifest))


def index_of(out: Path, manifest: Mapping[str, Any]) -> Store:
    """Open the store of the build that has a manifest; make one in memory if it is gone.

    Errors: ``StoreError`` if the files of the build are not those that it wrote.
    """
    # In one piece the record is small, and is held to its digests each time.
    record = () if is_parted(manifest) else tuple(_record(out, manifest))
    try:
        return open_store(out / STORES / manifest["store"])
    except StoreError:
        return fill_memory(record or _record(out, manifest))


def copy_index(out: Path, folder: Path) -> None:
    """Copy the store of the build in ``out`` to ``folder``; make it anew if it is gone.

    Errors: as ``open_index``.
    """

    def copied(manifest: Mapping[str, Any]) -> None:
        record = () if is_parted(manifest) else tuple(_record(out, manifest))
        with suppress(OSError):
            shutil.copytree(out / STORES / manifest["store"], folder)
        if not _is_sound(folder):
            shutil.rmtree(folder, ignore_errors=True)
            make_store(folder, record or _record(out, manifest))

    steadily(out, copied)


def _record(out: Path, manifest: Mapping[str, Any]) -> Iterator[bytes]:
    yield from said_in(out, manifest)
    yield from found_in(out, manifest)
    yield ontology_nquads()
