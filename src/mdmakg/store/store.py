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
    from collections.abc import Callable, Iterable

    from _typeshed import WriteableBuffer

__all__ = ["change_store", "fill_memory", "make_store", "open_store"]

# Names and sizes of the files that hold the data. The engine itself reads a store
# whose MANIFEST was cut as an empty one.
_SIZES: Final = "mdmakg-sizes.tsv"
_AT_ONCE: Final = 1 << 20  # bytes
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

    ``parts`` are N-Quads, drawn one by one and loaded in one go: many loads would take
    many times as long.
    Errors: ``StoreError`` if it cannot be written.
    """

    def fill(place: Path) -> None:
        store = Store(str(place))
        store.bulk_load(io.BufferedReader(_Chained(parts), _AT_ONCE), RdfFormat.N_QUADS)
        store.optimize()
        store.flush()

    _make(folder, fill)


def change_store(folder: Path, earlier: Path, change: Callable[[Store], None]) -> None:
    """Make a store on disk at ``folder`` of an earlier one, which stays as it is.

    What does not change is not copied: both stores have the same files.
    Errors: ``StoreError`` if there is none, or the new one cannot be written.
    """

    def fill(place: Path) -> None:
        open_store(earlier).backup(str(place))
        store = Store(str(place))
        change(store)
        store.flush()

    _make(folder, fill)


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    with failing_as(f"{folder}: the store cannot be written"):
        if folder.is_dir():
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".store-", dir=folder.parent))
        try:
            # One level down, so that the store gets the usual permissions.
            made = beside / "store"
            fill(made)  # a store has no other way to be closed than to be let go
            (made / _SIZES).write_text(_sizes(made), "utf-8")
            _put(made, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


class _Chained(io.RawIOBase):
    """Parts read as one file."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there of the part in hand; nothing is left when there are no more."""
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        into = memoryview(buffer).cast("B")
        size = min(len(into), len(self._rest))
        into[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


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
