"""Putting a build in place: whole or not at all, whatever stops it.

New files are written beside the old. Renaming their folder to ``COMMIT`` is the
moment of decision: before it the old build stands untouched, after it the new
one will stand, since whoever meets the folder next moves the rest. The manifest
goes first and comes last, so a build without one is never taken for whole.

One build at a time writes into a folder: it holds a lock, which ends with its
process. Readers take it only to finish what a killed build had decided.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "MANIFEST",
    "STORES",
    "commit",
    "is_inside",
    "own_files",
    "require_own",
    "standing",
    "writing",
]

MANIFEST: Final = "manifest.json"
STORES: Final = "store"
"""The folder of a build that has its stores."""

_NEXT: Final = ".mdmakg-next"
_COMMIT: Final = ".mdmakg-commit"
_STALE: Final = ".mdmakg-stale"
_LOCK: Final = ".mdmakg-lock"


@contextlib.contextmanager
def writing(out: Path) -> Iterator[None]:
    """Make a folder ready for a build and keep other builds out of it.

    Errors: as ``require_own``; ``StoreError`` if the folder cannot be written,
            then or later.
    """
    require_own(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            _settle(out)
            yield
    except OSError as error:
        raise _unwritable(out, error) from error


def require_own(out: Path) -> None:
    """Refuse a folder that holds something and has never held a build.

    Errors: ``UsageError`` naming what stands there.
    """
    try:
        held = sorted(path.name for path in out.iterdir())
    except OSError:
        return  # not there, or not to be read: then it is not to be written either
    if held and _LOCK not in held and not _is_ours(out / MANIFEST):
        raise UsageError(
            f"{out}: something else stands there ({held[0]}), and a build would mix with it; "
            "name a new folder, or an empty one"
        )


def _is_ours(manifest: Path) -> bool:
    try:
        found = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "mdmakg" in found and "dataset" in found


def _unwritable(out: Path, error: OSError) -> StoreError:
    says = error.strerror or str(error)
    return StoreError(
        f"{out}: the build cannot be written: {says}; what was there before is still there"
    )


def commit(out: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    """Put files in place of an earlier build's; ``stale`` are its files that go.

    Whoever calls is ``writing`` the folder.
    Errors: ``StoreError`` if a folder stands where a file must go, or the files,
            once written, cannot be moved; ``OSError`` if they cannot be written:
            then nothing changed.
    """
    _require_room(out, files)
    beside = out / _NEXT
    shutil.rmtree(beside, ignore_errors=True)
    try:
        _write(beside, files, stale)
        beside.rename(out / _COMMIT)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    try:
        _settle(out)
    except OSError as error:
        says = error.strerror or str(error)
        raise StoreError(
            f"{out}: the build is written and cannot be put in place: {says}; "
            "once that is mended, the next mdmakg command here does it"
        ) from error


def _require_room(out: Path, files: Mapping[str, bytes]) -> None:
    for name in files:
        target = out / name
        if target.is_dir():
            raise StoreError(f"{target}: a folder stands where a file of the build belongs")
        if target.parent.exists() and not target.parent.is_dir():
            says = f"{target.parent}: a file stands where a folder of the build belongs"
            raise StoreError(says)


def _write(beside: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    for name, content in files.items():
        target = beside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    gone = sorted(set(stale) - set(files))
    (beside / _STALE).write_text(json.dumps(gone), encoding="utf-8")


def own_files(out: Path, rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Name the files of an earlier build that still are what it wrote: only these may go."""
    for row in rows:
        try:
            content = (out / row["file"]).read_bytes()
        except OSError:
            continue
        if sha256(content).hexdigest() == row["sha256"]:
            yield row["file"]


def standing(out: Path) -> bytes:
    """Read the manifest of the build that stands, finishing first what was decided.

    Errors: ``OSError``; of these ``FileNotFoundError`` and ``NotADirectoryError``
            say that there is no build.
    """
    manifest = out / MANIFEST
    if not (out / _COMMIT).is_dir():
        with contextlib.suppress(FileNotFoundError):
            return manifest.read_bytes()
        if not (out / _COMMIT).is_dir():
            return manifest.read_bytes()  # it was moved back meanwhile, or there is none
    # The manifest is away while files are moved: wait for whoever moves them.
    with _locked(out):
        _settle(out)
        return manifest.read_bytes()


@contextlib.contextmanager
def _locked(out: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows, where a second build fails on open files
        yield
        return
    handle = _open_lock(out / _LOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open_lock(path: Path) -> int:
    flags = os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except OSError as error:
        # A folder that may only be read has builds that may be waited for.
        try:
            return os.open(path, os.O_RDONLY | flags)
        except FileNotFoundError:
            raise error from None


def _settle(out: Path) -> None:
    """Finish a commit that was decided and not finished; else do nothing."""
    decided = out / _COMMIT
    if (decided / MANIFEST).is_file():
        _move(decided, out)
    if decided.is_dir():
        shutil.rmtree(decided)


def _move(decided: Path, out: Path) -> None:
    (out / MANIFEST).unlink(missing_ok=True)
    for name in _gone(decided):
        (out / name).unlink(missing_ok=True)
    moved = (path for path in decided.rglob("*") if path.is_file() and path.name != _STALE)
    for path in sorted(moved, key=lambda path: (path.name == MANIFEST, path)):
        target = out / path.relative_to(decided)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def _gone(decided: Path) -> Iterator[str]:
    try:
        names = json.loads((decided / _STALE).read_text("utf-8"))
    except (OSError, ValueError):
        return
    # Only what a build of ours can have written, and only inside its folder.
    yield from filter(is_inside, names)


def is_inside(name: object) -> bool:
    """Whether the name of a file leads nowhere but into its folder, on whatever system."""
    if not isinstance(name, str):
        return False
    path = PureWindowsPath(name)  # which knows both kinds of slashes, and drives
    return bool(path.parts) and not path.anchor and ".." not in path.parts
