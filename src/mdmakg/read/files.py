"""Files in, bounded: bytes or UTF-8 text, or one fault that says why not.

A symbolic link is followed; whether it may lead out of a corpus folder is for
whoever knows the folder to say. Only regular files are read: a pipe or a device
is refused without waiting for it.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.codes import ReadCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "MAX_BYTES",
    "decode",
    "lines_of",
    "place_at",
    "read_bytes",
    "read_text",
    "source_lines",
    "too_large",
]

MAX_BYTES: Final = 16 * 1024 * 1024
"""The largest file that is read, in bytes, unless a caller says otherwise."""

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Without O_NONBLOCK, opening a pipe waits for somebody to write to it. Windows
# has no such pipes, and needs O_BINARY to leave line ends alone.
_OPEN_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_text(path: Path, *, shown_as: str | None = None, limit: int = MAX_BYTES) -> str:
    """Read a UTF-8 file whole, every code point as it stands.

    Line ends and a byte order mark are kept: positions in a text count them.

    Units:  ``limit`` is in bytes.
    Errors: InputError with one fault, at ``shown_as`` (the path, if not given).
    """
    shown = shown_as or str(path)
    return decode(read_bytes(path, shown_as=shown, limit=limit), shown)


def read_bytes(path: Path, *, shown_as: str | None = None, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file whole, unless it has more than ``limit`` bytes.

    Errors: InputError with one fault, at ``shown_as`` (the path, if not given).
    """
    shown = shown_as or str(path)
    try:
        handle = os.open(path, _OPEN_FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        raise _refusal(shown, ReadCode.MISSING_FILE, "there is no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _unreadable(shown, error) from error
    try:
        _require_regular(os.fstat(handle).st_mode, shown)
        with open(handle, "rb", closefd=False) as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise _unreadable(shown, error) from error
    finally:
        os.close(handle)
    if len(content) > limit:
        raise _refusal(shown, ReadCode.TOO_LARGE, too_large(limit))
    return content


def decode(content: bytes, file: str) -> str:
    """Decode UTF-8; a byte order mark stays in the text.

    Errors: InputError: ``binary`` for NUL bytes and UTF-16, ``not-utf8`` at the
            first byte that is none.
    """
    if content.startswith(_UTF16_MARKS):
        raise _refusal(file, ReadCode.BINARY, "this is UTF-16; save the file as UTF-8")
    if (nul := content.find(b"\0")) >= 0:
        raise _refusal(
            file,
            ReadCode.BINARY,
            f"byte {nul + 1} is NUL, so this is no text in UTF-8, the only encoding that is read",
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError([_bad_byte(content, error.start, file)]) from None


def lines_of(text: str) -> tuple[str, ...]:
    r"""Split into lines as editors and YAML agree on them: after LF, CR LF and CR.

    Shape: without line ends; what a last line end is followed by is no line.
    """
    lines = _LINE_END.split(text)
    return tuple(lines if lines[-1] else lines[:-1])


def place_at(text: str, index: int, file: str) -> Place:
    """Give the place of a code point, counted from 0, of a text."""
    before = _LINE_END.split(text[:index])
    return Place(file, len(before), len(before[-1]) + 1)


def too_large(limit: int) -> str:
    """Say that something exceeds a number of bytes."""
    return f"this has more than {limit:,} bytes, the most that is read"


def _require_regular(mode: int, shown: str) -> None:
    if stat.S_ISREG(mode):
        return
    kind = "a folder" if stat.S_ISDIR(mode) else "a pipe, socket or device"
    raise _refusal(shown, ReadCode.NOT_A_FILE, f"this is {kind}; only regular files are read")


def _bad_byte(content: bytes, index: int, file: str) -> Fault:
    before = content[:index].decode("utf-8")
    place = place_at(before, len(before), file)
    line = lines_of(content.decode("utf-8", "replace"))[place.line - 1]
    message = f"byte 0x{content[index]:02x} is not UTF-8, the only encoding that is read"
    return Fault(place, ReadCode.NOT_UTF8, message, line)


def _unreadable(shown: str, error: OSError | ValueError) -> InputError:
    reason = error.strerror if isinstance(error, OSError) else None
    return _refusal(shown, ReadCode.UNREADABLE, f"this cannot be read: {reason or error}")


def _refusal(shown: str, code: ReadCode, message: str) -> InputError:
    return InputError([Fault(Place(shown), code, message)])


def source_lines(folder: Path, shown: Path) -> Callable[[str], tuple[str, ...]]:
    """Make a function from the name in messages of a file in a folder to its lines.

    A file is read when it is asked for; one that cannot be read any more has none.
    """

    @lru_cache(maxsize=16)
    def lines(file: str) -> tuple[str, ...]:
        path = folder / PurePath(file).name
        if str(shown / path.name) != file:
            return ()
        try:
            return lines_of(read_text(path).removeprefix("\ufeff"))
        except InputError:
            return ()

    return lines
