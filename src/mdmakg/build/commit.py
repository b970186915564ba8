"""Putting a build in place: whole or not at all, whatever stops it.

New files are written beside the old. Renaming their folder to ``COMMIT`` is the
moment of decision: before it the old build stands untouched, after it the new
one will stand, since whoever meets the folder next moves the rest. The manifest
goes first and comes last, so a build without one is never taken for whole.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["MANIFEST", "commit", "locked", "settle"]

MANIFEST: Final = "manifest.json"
_NEXT: Final = ".mdmakg-next"
_COMMIT: Final = ".mdmakg-commit"
_STALE: Final = ".mdmakg-stale"
_LOCK: Final = ".mdmakg-lock"


def commit(out: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    """Put files in place of an earlier build's; ``stale`` are its files that go.

    Errors: ``StoreError`` if the folder cannot be written; then nothing changed.
    """
    with _writing(out), locked(out):
        settle(out)
        beside = out / _NEXT
        shutil.rmtree(beside, ignore_errors=True)
        try:
            _write(beside, files, stale)
            beside.rename(out / _COMMIT)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        settle(out)


@contextlib.contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        says = error.strerror or str(error)
        raise StoreError(
            f"{out}: the build cannot be written: {says}; what was there before is still there"
        ) from error


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep other builds out of a folder; the lock ends with the process that holds it."""
    try:
        import fcntl
    except ImportError:  # not on Windows, where a second build fails on the first's open files
        yield
        return
    with (out / _LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _write(beside: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    for name, content in files.items():
        target = beside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    gone = sorted(set(stale) - set(files))
    (beside / _STALE).write_text(json.dumps(gone), encoding="utf-8")


def settle(out: Path) -> None:
    """Finish a commit that was decided and not finished; else do nothing."""
    decided = out / _COMMIT
    if not decided.is_dir():
        return
    (out / MANIFEST).unlink(missing_ok=True)
    for name in _gone(decided):
        (out / name).unlink(missing_ok=True)
    moved = sorted(path for path in decided.rglob("*") if path.is_file())
    for path in sorted(moved, key=lambda path: path.name == MANIFEST):
        if path.name != _STALE:
            target = out / path.relative_to(decided)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    shutil.rmtree(decided)


def _gone(decided: Path) -> Iterator[str]:
    try:
        names = json.loads((decided / _STALE).read_text("utf-8"))
    except (OSError, ValueError):
        return
    for name in names:
        # Only what a build of ours can have written, and only inside its folder.
        if isinstance(name, str) and ".." not in Path(name).parts and not Path(name).is_absolute():
            yield name
