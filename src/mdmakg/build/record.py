"""The record of a build: its files of statements, in one piece or in parts."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mdmakg.build.manifest import read_manifest
from mdmakg.encode.trig import from_trig
from mdmakg.errors import StoreError
from mdmakg.read.inflate import MOST, inflated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")

__all__ = [
    "PART",
    "check_reports",
    "found_in",
    "is_parted",
    "parts_in",
    "read_record",
    "said_in",
    "standing_still",
    "statements_in",
    "steadily",
    "unzipped",
]

PART: Final = ".nq.gz"
"""How the files of statements of a part end."""

_SMALL: Final = 1 << 20
_AS_LONG: Final = 200
"""So many times as long as it was packed, and a little, a file may be; ours are some 20 times."""

_FOUND: Final = ".checks.nq.gz"
_SAID_WHOLE: Final = "mdmakg.nq"
_FOUND_WHOLE: Final = "checks.trig"
_REPORT: Final = ".checks.json.gz"
_REPORT_WHOLE: Final = "checks.json"


def read_record(out: Path) -> list[bytes]:
    """Read the record of the build in ``out`` as N-Quads: what was said, what was derived.

    Errors: ``UsageError`` if there is no build; ``StoreError`` if its files are not those
            that it wrote.
    """
    return steadily(
        out,
        lambda manifest: [b"".join(said_in(out, manifest)), b"".join(found_in(out, manifest))],
    )


def steadily(out: Path, read: Callable[[Mapping[str, Any]], T]) -> T:
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


def statements_in(out: Path) -> Iterator[bytes]:
    """Give all that the build in ``out`` says and found, part by part: all of one build.

    Errors: ``UsageError`` if there is no build; ``StoreError`` at a file that is not what
            the build wrote, or where another build takes its place before all is read.
    """
    manifest = read_manifest(out)
    with standing_still(out, manifest):
        yield from said_in(out, manifest)
        yield from found_in(out, manifest)


@contextmanager
def standing_still(out: Path, manifest: Mapping[str, Any]) -> Iterator[None]:
    """Say of a file that is not what the build wrote, if so, that another build wrote it."""
    try:
        yield
    except StoreError as error:
        if read_manifest(out) == manifest:
            raise
        says = f"{out}: another build took the place of this one while it was read; start again"
        raise StoreError(says) from error


def is_parted(manifest: Mapping[str, Any]) -> bool:
    """Whether a build was made in parts."""
    return "parts" in manifest["dataset"]


def said_in(out: Path, manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """Give what was said and curated, part by part.

    Errors: ``StoreError`` at a file that is not what the build wrote.
    """
    if not is_parted(manifest):
        yield _content(out, _SAID_WHOLE, _digests(manifest).get(_SAID_WHOLE))
        return
    for name, digest in _digests(manifest).items():
        if name.endswith(PART) and not name.endswith(_FOUND):
            yield unzipped(out, name, digest)


def found_in(out: Path, manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """Give what was derived and found, part by part.

    Errors: as ``said_in``.
    """
    if not is_parted(manifest):
        yield from_trig(_content(out, _FOUND_WHOLE, _digests(manifest).get(_FOUND_WHOLE)))
        return
    for name, digest in _digests(manifest).items():
        if name.endswith(_FOUND):
            yield unzipped(out, name, digest)


def check_reports(out: Path, manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """Give the check results as JSON, part by part.

    Errors: as ``said_in``.
    """
    if not is_parted(manifest):
        yield _content(out, _REPORT_WHOLE, _digests(manifest).get(_REPORT_WHOLE))
        return
    for name, digest in _digests(manifest).items():
        if name.endswith(_REPORT):
            yield unzipped(out, name, digest)


def parts_in(out: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[bytes, Callable[[], bytes]]]:
    """Give each part of a build in parts: what was said, and how to read what was found of it.

    Errors: as ``said_in``.
    """
    digests = _digests(manifest)
    for name, digest in digests.items():
        if name.endswith(PART) and not name.endswith(_FOUND):
            found = name.removesuffix(PART) + _FOUND
            read = partial(unzipped, out, found, digests.get(found))
            yield unzipped(out, name, digest), read


def _digests(manifest: Mapping[str, Any]) -> Mapping[str, str]:
    return {row["file"]: row["sha256"] for row in manifest["outputs"]}


def unzipped(out: Path, name: str, digest: str | None) -> bytes:
    """Read a compressed file of a build, held to its digest.

    Errors: ``StoreError`` if it is not what the build wrote, or unpacks to more than a
            build would have packed.
    """
    content = _content(out, name, digest)
    try:
        return inflated(content, min(MOST, _SMALL + _AS_LONG * len(content)))
    except ValueError as error:
        raise StoreError(f"{out / name}: is damaged: {error}") from error


def _content(out: Path, name: str, digest: str | None) -> bytes:
    try:
        content = (out / name).read_bytes()
    except OSError as error:
        says = f"{out / name}: cannot be read: {error.strerror}; mdmakg build mends it"
        raise StoreError(says) from error
    if sha256(content).hexdigest() != digest:
        raise StoreError(f"{out / name}: is not what the build wrote; mdmakg build mends it")
    return content
