"""Zip archives as streams of their members: bombs, links and strange paths are refused."""

from __future__ import annotations

import stat
import zipfile
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdmakg.imports.opened import Limits, Opened

__all__ = ["member_names", "members"]

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_COMMENT: Final = 0xFFFF
_END_64: Final = b"PK\x06\x06"
_LOCATOR_64: Final = b"PK\x06\x07"
_LOCATOR_SIZE: Final = 20
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
_PACKED: Final = (".zip", ".gz", ".bz2", ".xz", ".7z", ".tar", ".tgz")


def members(
    name: str, stream: BinaryIO, limits: Limits, only: str = ""
) -> Iterator[Opened | LeftOut]:
    """Open the files of an archive in its order; tell of those that are passed over.

    Shape:  ``only`` is the name of one in messages; the others are then neither opened nor told.
    Errors: none; an archive that is refused or broken is told of as a whole.
    """
    archive = _archive(name, stream, limits)
    if isinstance(archive, LeftOut):
        yield archive
        return
    with archive:
        yield from _opened(name, archive, limits, only)


def member_names(name: str, stream: BinaryIO, limits: Limits) -> Iterator[str]:
    """Give the names in messages of all that an archive holds; nothing where it is refused."""
    archive = _archive(name, stream, limits)
    if not isinstance(archive, LeftOut):
        with archive:
            yield from (_shown(name, member) for member in archive.infolist())


def _archive(name: str, stream: BinaryIO, limits: Limits) -> zipfile.ZipFile | LeftOut:
    try:
        count, size = _listed(stream)
        if count > limits.members or size > limits.directory:
            says = f"lists {count:,} members, more than are read of one archive"
            return LeftOut(name, says)
        archive = zipfile.ZipFile(stream)
        if _overlap(archive.infolist()):
            return LeftOut(name, "has members that share bytes, which no honest archive has")
    except Exception as error:  # zipfile raises errors of many kinds
        return LeftOut(name, f"is no zip archive that can be read: {error}")
    return archive


def _shown(name: str, member: zipfile.ZipInfo) -> str:
    return f"{name}/{member.filename.encode('unicode_escape').decode()}"


def _opened(
    name: str, archive: zipfile.ZipFile, limits: Limits, only: str
) -> Iterator[Opened | LeftOut]:
    seen: set[str] = set()
    for member in archive.infolist():
        shown = _shown(name, member)
        if member.is_dir() or only not in {"", shown}:
            continue
        if why := _avoided(member, limits) or _again(member, seen):
            yield LeftOut(shown, why)
            continue
        try:
            stream = archive.open(member)
        except Exception as error:  # as above, from a header that lies
            yield LeftOut(shown, f"cannot be opened: {error}")
            continue
        with stream:
            yield bounded(shown, cast("BinaryIO", stream), member.compress_size, limits)


def _again(member: zipfile.ZipInfo, seen: set[str]) -> str | None:
    if member.filename in seen:
        return "stands twice in the archive; the first was read"
    seen.add(member.filename)
    return None


def _avoided(member: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Say why a member is passed over."""
    parts = member.filename.split("/")
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in _METHODS:
        return "is packed by a method other than deflate"
    return _strange(parts, limits.depth) or _unwanted(parts[-1], parts)


def _strange(parts: Sequence[str], depth: int) -> str | None:
    if ".." in parts or not parts[0] or ":" in parts[0] or "\\" in "".join(parts):
        return "has a path that leads out of the archive"
    return f"lies more than {depth} folders deep" if len(parts) > depth + 1 else None


def _unwanted(file: str, parts: Iterable[str]) -> str | None:
    if any(part.startswith((".", "__MACOSX")) for part in parts):
        return "is hidden, or an index of its archive"
    packed = file.lower().endswith(_PACKED)
    return "is an archive within an archive; unpack it first" if packed else None


def _overlap(infos: Sequence[zipfile.ZipInfo]) -> bool:
    """Say whether two members are made of the same bytes, as in bombs without nesting."""
    end = 0
    for member in sorted(infos, key=lambda info: info.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + member.compress_size
    return False


def _listed(stream: BinaryIO) -> tuple[int, int]:
    """Read how many members an archive says it lists, and in how many bytes.

    ``zipfile`` holds the whole list in memory, so that the bounds come before it.
    Source: APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16.
    """
    length = stream.seek(0, 2)
    start = max(0, length - _END_SIZE - _COMMENT - _LOCATOR_SIZE)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        message = "its end is missing"
        raise zipfile.BadZipFile(message)
    count = int.from_bytes(tail[at + 10 : at + 12], "little")
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    locator = tail[max(0, at - _LOCATOR_SIZE) : at]
    if locator.startswith(_LOCATOR_64):
        stream.seek(int.from_bytes(locator[8:16], "little"))
        end = stream.read(56)
        if end.startswith(_END_64):
            count = int.from_bytes(end[32:40], "little")
            size = int.from_bytes(end[40:48], "little")
    return count, max(size, 0)
