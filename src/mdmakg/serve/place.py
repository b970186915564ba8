"""A folder of its own for what a server serves, and no longer than the server."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["temporary_place"]

_PREFIX: Final = "mdmakg-serve-"
_LOCK: Final = "lock"
# Windows has none of this kind; there nothing is swept.
_LOCKS: Final = find_spec("fcntl") is not None


@contextmanager
def temporary_place() -> Iterator[Path]:
    """Make a folder for as long as this lasts.

    First those go that killed servers left behind: folders of this user whose lock
    nobody holds.
    """
    if _LOCKS:
        for old in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                _sweep(old)
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as place, _locked(Path(place)):
        yield Path(place)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Hold the lock of a folder, where there are locks."""
    if not _LOCKS:
        yield
        return
    new = place / "new-lock"
    handle = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _take(handle)
        # It has its name only when it is held: nobody finds it free in between.
        new.rename(place / _LOCK)
        yield
    finally:
        os.close(handle)


def _sweep(old: Path) -> None:
    """Remove what nobody holds.

    Errors: ``OSError`` where it is held, or no folder of ours.
    """
    found = old.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        return
    handle = os.open(old / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    try:
        _take(handle)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    """Take a lock, which ends with the last process that has it open.

    Errors: ``OSError`` if another has it.
    """
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
