"""Standard input, bounded like a file."""

from __future__ import annotations

import sys

from mdmakg.errors import Fault, InputError, Place, UsageError

__all__ = ["read_stdin"]

_SHOWN = "standard input"


def read_stdin() -> str:
    """Read standard input whole.

    Errors: ``InputError`` if it is too long or not UTF-8; ``UsageError`` if it is closed.
    """
    from mdmakg.read.files import MAX_BYTES, decode, too_large

    if sys.stdin is None:
        raise UsageError("standard input is closed, and - says to read it")
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InputError([Fault(Place(_SHOWN), "too-large", too_large(MAX_BYTES))])
    return decode(content, _SHOWN)
