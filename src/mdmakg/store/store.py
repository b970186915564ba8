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
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Store

from mdmakg.errors import StoreError
from mdmakg.store.failure import failing_as

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fill_memory", "make_store", "open_store"]

# Names and sizes of the files that hold the data. The engine itself reads a store
# whose MANIFEST was cut as an empty one.
_SIZES: Final = "mdmakg-sizes.tsv"
_HOLD_DATA: Final = ("*.sst", "MANIFEST-*", "CURRENT")


def fill_memory(parts: Iterable[bytes]) -> Store:
    """Load N-Quads into a store in memory.

    Errors: ``StoreError`` if they are none.
    """
    store = Store()
    with failing_as("the data cannot be loaded"):
        _load(store, parts)
    return store


def make_store(folder: Path, parts: Iterable[bytes]) -> None:
    """Make a store on disk at ``folder``, whole or not at all; one that stands is left alone.

    Errors: ``StoreError`` if it cannot be written.
    """
    with failing_as(f"{folder}: the store cannot be written"):
        if folder.is_dir():
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".store-", dir=folder.parent))
        try:
            # One level down, so that the store gets the usual permissions.
            _make(beside / "store", parts)
            _put(beside / "store", folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _make(folder: Path, parts: Iterable[bytes]) -> None:
    store = Store(str(folder))
    _load(store, parts)
    store.optimize()
    store.flush()
    del store  # closes it: a store has no other way
    (folder / _SIZES).write_text(_sizes(folder), "utf-8")


def _put(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():  # another process may have made the same store meanwhile
            raise


def _load(store: Store, parts: Iterable[bytes]) -> None:
    for part in parts:
        store.bulk_load(io.BytesIO(part), RdfFormat.N_QUADS)


def _sizes(folder: Path) -> str:
    files = sorted(path for pattern in _HOLD_DATA for path in folder.glob(pattern))
    return "".join(f"{path.stat().st_size}\t{path.name}\n" for path in files)


def open_store(folder: Path) -> Store:
    """Open a store on disk for reading.

    Errors: ``StoreError`` if there is none or it is damaged.
    """
    says = f"{folder}: the store cannot be read"
    with failing_as(says):
        if (folder / _SIZES).read_text("utf-8") != _sizes(folder):
            raise StoreError(f"{says}: its files are not those that were written")
        return Store.read_only(str(folder))
