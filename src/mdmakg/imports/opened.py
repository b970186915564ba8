"""What importers read: files, folders and archives as named streams, one at a time, bounded."""

from __future__ import annotations

import gzip
import io
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from mdmakg.errors import Fault, InputError, Place
from mdmakg.imports.importer import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = [
    "LIMITS",
    "STDIN",
    "Limits",
    "Opened",
    "bounded",
    "nothing_read",
    "opened",
    "standard_input",
]

STDIN: Final = "<stdin>"
"""What standard input is called in messages."""

_GZIP: Final = b"\x1f\x8b"
_CONTINUING: Final = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no character."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is opened before it is refused.

    Units: ``ratio`` in bytes given out for each byte packed, held to once ``free`` bytes were
    given out; ``size`` in bytes of one unpacked file, ``directory`` in bytes of an archive's
    list of members; ``depth`` in folders within folders, in an archive too.
    """

    ratio: int = 200
    free: int = 1 << 20
    size: int = 1 << 36
    members: int = 2_000_000
    directory: int = 1 << 28
    depth: int = 16


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Opened:
    """One file to read, unpacked: its name in messages, and its bytes.

    The stream is good until the next file is asked for. Reading raises ``InputError`` where
    a bound is passed or the packing is broken.
    """

    name: str
    stream: BinaryIO


class _Bounded(io.RawIOBase):
    """A stream that counts what it gives out and stops at the bounds.

    ``packed`` is how many bytes all of it is made of, where that is known.
    """

    def __init__(self, name: str, stream: BinaryIO, packed: int | None, limits: Limits):
        self._name, self._stream, self._limits = name, stream, limits
        self._most = limits.size
        if packed is not None:
            self._most = min(limits.size, max(limits.free, packed * limits.ratio))
        self._given, self._line, self._column = 0, 1, 1
        # read() would keep reading until it has all, and with an error lose what it has
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # typeshed has no name for what is writable in 3.11
        """Give out the next bytes.

        Errors: ``InputError`` at a bound, and where unpacking or reading fails.
        """
        try:
            data = self._read(len(buffer))
        except EOFError as error:
            says = "the packed file is cut off here"
            place = self._line, self._column
            raise nothing_read(self._name, "truncated", says, *place) from error
        except Exception as error:
            # zlib, zipfile and gzip each raise errors of their own, undocumented ones too
            says = f"cannot be unpacked or read: {error}"
            place = self._line, self._column
            raise nothing_read(self._name, "unreadable", says, *place) from error
        self._count(data)
        self._given += len(data)
        if self._given > self._most:
            says = f"unpacks to more than {self._most:,} bytes, the most that are read of it"
            raise nothing_read(self._name, "too-large", says)
        buffer[: len(data)] = data
        return len(data)

    def _count(self, data: bytes) -> None:
        """Count lines, and the code points of the last one."""
        lines, last = data.count(b"\n"), data[data.rfind(b"\n") + 1 :]
        self._line += lines
        self._column = (1 if lines else self._column) + len(last.translate(None, _CONTINUING))


def nothing_read(name: str, code: str, says: str, line: int = 1, column: int = 1) -> InputError:
    """Make the error of a file that is not read, or not read on from here."""
    return InputError([Fault(Place(name, line, column), code, says)], "the rest was left out")


def bounded(
    name: str, stream: BinaryIO, packed: int | None = None, limits: Limits = LIMITS
) -> Opened:
    """Put bounds around a stream; ``packed`` where what it gives is unpacked from so much."""
    return Opened(name, cast("BinaryIO", io.BufferedReader(_Bounded(name, stream, packed, limits))))


def standard_input(stream: BinaryIO, limits: Limits = LIMITS) -> Opened:
    """Open standard input, packed by gzip or not."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream))
    return _unpacked(STDIN, cast("BinaryIO", buffered), limits)


def _nothing_made(path: Path) -> bool:
    return False


def opened(
    paths: Iterable[Path], limits: Limits = LIMITS, made: Callable[[Path], bool] = _nothing_made
) -> Iterator[Opened | LeftOut]:
    """Open files, what is in folders, and what is in zip archives, each when it is asked for.

    What in a folder is ``made`` by the import itself is passed over.

    Shape:  files in the order given, those of a folder by name, members as an archive has
            them. What is in a folder is found by its content, not by its ending.
    Errors: none; what cannot be opened, or is better not opened, is told in its place.
    """
    for path in paths:
        yield from _folder(path, limits, made, 1) if path.is_dir() else _file(path, limits)


def _folder(
    folder: Path, limits: Limits, made: Callable[[Path], bool], depth: int
) -> Iterator[Opened | LeftOut]:
    if depth > limits.depth:
        yield LeftOut(str(folder), f"lies more than {limits.depth} folders deep")
        return
    try:
        paths = sorted(path for path in folder.iterdir() if not made(path))
    except OSError as error:
        yield LeftOut(str(folder), f"cannot be listed: {error.strerror}")
        return
    for path in paths:
        if why := _avoided(path):
            yield LeftOut(str(path), why)
        elif path.is_dir():
            yield from _folder(path, limits, made, depth + 1)
        else:
            yield from _file(path, limits)


def _avoided(path: Path) -> str | None:
    """Say why something in a folder is passed over."""
    if path.is_symlink():
        return "is a link; links in folders are not followed"
    if path.name.startswith("."):
        return "is hidden: its name begins with a dot"
    mode = path.lstat().st_mode
    return None if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else "is no file"


def _file(path: Path, limits: Limits) -> Iterator[Opened | LeftOut]:
    try:
        stream = path.open("rb")
    except OSError as error:
        yield LeftOut(str(path), f"cannot be opened: {error.strerror}")
        return
    with stream:
        if stream.peek(4)[:4] in _ZIP:
            from mdmakg.imports.zipped import members

            yield from members(str(path), stream, limits)
        else:
            yield _unpacked(str(path), stream, limits, path)


def _unpacked(name: str, stream: BinaryIO, limits: Limits, path: Path | None = None) -> Opened:
    if not cast("io.BufferedReader", stream).peek(2).startswith(_GZIP):
        return bounded(name, stream, None, limits)
    size = path.stat().st_size if path is not None else 0
    # nothing says how long standard input is: there the bound on size holds alone
    return bounded(name, cast("BinaryIO", gzip.GzipFile(fileobj=stream)), size or None, limits)
