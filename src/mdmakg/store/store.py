"""An Oxigraph store: filled in one go, then only read.

The files of a build are the record; a store is an index made from them, named
after their digest, and never changed once it stands. So readers never meet a
writer: a new build makes a new store beside the old.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fill_memory", "make_store", "open_store"]


def fill_memory(parts: Iterable[bytes]) -> Store:
    """Load N-Quads into a store in memory."""
    store = Store()
    _load(store, parts)
    return store


def make_store(folder: Path, parts: Iterable[bytes]) -> None:
    """Make a store on disk at ``folder``, whole or not at all; one that stands is left alone.

    Errors: ``StoreError`` if it cannot be written.
    """
    if folder.is_dir():
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".store-", dir=folder.parent))
    except OSError as error:
        raise StoreError(f"{folder}: the store cannot be written: {error.strerror}") from error
    try:
        _make(beside, parts)
        beside.rename(folder)
    except OSError as error:
        if not folder.is_dir():  # another process may have made the same store meanwhile
            raise StoreError(f"{folder}: the store cannot be written: {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _make(folder: Path, parts: Iterable[bytes]) -> None:
    store = Store(str(folder))
    _load(store, parts)
    store.optimize()
    store.flush()
    del store  # closes it: a store has no other way


def _load(store: Store, parts: Iterable[bytes]) -> None:
    for part in parts:
        store.bulk_load(io.BytesIO(part), RdfFormat.N_QUADS)


def open_store(folder: Path) -> Store:
    """Open a store on disk for reading.

    Errors: ``StoreError`` if there is none or it is damaged.
    """
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{folder}: the store cannot be read: {error}") from error
