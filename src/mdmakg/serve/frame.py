"""Frames: how the server and its workers talk over a pipe.

A frame is a mark, the lengths of its header and its body, its number, then both.
The number of an answer is that of its question; whatever does not fit ends the worker.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping
    from typing import BinaryIO

__all__ = ["Frame", "pack", "read_frame", "receive"]

_START: Final = struct.Struct(">4sQII")
_MARK: Final = b"mdkg"


@dataclass(frozen=True, slots=True)
class Frame:
    """A numbered message: a header of JSON values, and bytes."""

    number: int
    header: Mapping[str, object] = field(default_factory=dict)
    body: bytes = b""


def pack(frame: Frame) -> bytes:
    """Write a frame."""
    header = json.dumps(frame.header).encode("ascii")
    start = _START.pack(_MARK, frame.number, len(header), len(frame.body))
    return b"".join((start, header, frame.body))


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read the next frame; none where the stream ends.

    Errors: ``StoreError`` for what is no frame, or half of one.
    """
    start = stream.read(_START.size)
    if not start:
        return None
    number, header, body = _lengths(start)
    return _frame(number, stream.read(header), header, stream.read(body), body)


async def receive(stream: asyncio.StreamReader, most: int) -> Frame:
    """Wait for the next frame, of at most ``most`` bytes.

    Errors: ``StoreError`` for what is no frame, half of one, or one that is longer;
            ``EOFError`` where the stream ends.
    """
    number, header, body = _lengths(await stream.readexactly(_START.size))
    if header + body > most:
        raise StoreError(f"a frame has {header + body:,} bytes; {most:,} are allowed")
    return _frame(
        number, await stream.readexactly(header), header, await stream.readexactly(body), body
    )


def _lengths(start: bytes) -> tuple[int, int, int]:
    if len(start) != _START.size:
        raise StoreError("a frame was cut")
    mark, number, header, body = _START.unpack(start)
    if mark != _MARK:
        raise StoreError("a frame has no mark")
    return number, header, body


def _frame(number: int, header: bytes, wanted: int, body: bytes, most: int) -> Frame:
    if len(header) != wanted or len(body) != most:
        raise StoreError("a frame was cut")
    try:
        says = json.loads(header)
    except ValueError:
        raise StoreError("a frame has no header") from None
    if not isinstance(says, dict):
        raise StoreError("a frame has no header")
    return Frame(number, says, body)
