"""Unpacking what somebody else may have packed: as far as a bound, and no further."""

from __future__ import annotations

import zlib
from typing import Final

__all__ = ["MOST", "inflated"]

MOST: Final = 1 << 30
"""More than this nothing is unpacked to, in bytes."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32


def inflated(content: bytes, most: int = MOST) -> bytes:
    """Unpack what gzip or zlib packed in one piece.

    Errors: ``ValueError`` for what is damaged, goes on after its end, or is longer than
            ``most`` bytes once unpacked.
    """
    reader = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        found = reader.decompress(content, most + 1)
    except zlib.error as error:
        raise ValueError(f"it cannot be unpacked: {error}") from error
    if len(found) > most:
        raise ValueError(f"unpacked it is longer than {most:,} bytes")
    if not reader.eof:
        raise ValueError("its end is missing")
    if reader.unused_data:
        raise ValueError("something follows its end")
    return found
