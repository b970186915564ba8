"""Lines of a text file, bounded, whatever Windows or a Macintosh made of it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

__all__ = ["LONGEST_LINE", "Read", "decoded_lines"]

LONGEST_LINE: Final = 2**20
"""The longest line that is read, in bytes."""

_CHUNK: Final = 1 << 16  # bytes
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Read:
    """A line without its end; ``exact`` unless it is not UTF-8 and was read as Windows-1252."""

    number: int
    text: str
    exact: bool = True


def decoded_lines(stream: BinaryIO, file: str, longest: int = LONGEST_LINE) -> Iterator[Read]:
    """Give the lines of a file in UTF-8, UTF-16 with its mark, or Windows-1252.

    Lines end after LF, CR LF or CR.
    Errors: ``InputError`` at a line that is too long, has NUL, or is in no such encoding.
    """
    for number, line in enumerate(_split(_recoded(stream, file), file, longest), 1):
        if b"\0" in line:
            raise _stop(file, number, "binary", "this line has NUL, so the file is no text")
        try:
            yield Read(number, line.decode())
        except UnicodeDecodeError:
            try:
                yield Read(number, line.decode("cp1252"), exact=False)
            except UnicodeDecodeError as error:
                says = f"byte 0x{line[error.start]:02x} is neither UTF-8 nor Windows-1252"
                raise _stop(file, number, "encoding", says) from None


def _stop(file: str, line: int, code: str, says: str) -> InputError:
    return InputError([Fault(Place(file, line), code, says)], "nothing after this place was read")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    # read() would keep reading until it has all, and with an error lose what it has
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    while chunk := read(_CHUNK):
        yield chunk


def _recoded(stream: BinaryIO, file: str) -> Iterator[bytes]:
    """Give the bytes as UTF-8 without a mark, where a mark says what they are."""
    chunks = _chunks(stream)
    first = next(chunks, b"")
    if not first.startswith(_UTF16_MARKS):
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        yield decoder.decode(first).encode()
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise _stop(file, 1, "encoding", "this begins as UTF-16 does and goes on as none") from None


def _split(chunks: Iterator[bytes], file: str, longest: int) -> Iterator[bytes]:
    done, rest = 0, b""
    for chunk in chunks:
        rest += chunk
        held = b"\r" if rest.endswith(b"\r") else b""  # a line feed may follow in the next piece
        *lines, rest = _LINE_END.split(rest.removesuffix(b"\r"))
        rest += held
        for line in (*lines, rest):
            done += 1
            if len(line) > longest:
                says = f"this line has more than {longest:,} bytes"
                raise _stop(file, done, "too-large", says)
        done -= 1  # the last is not whole yet
        yield from lines
    if rest:
        yield rest.removesuffix(b"\r")
