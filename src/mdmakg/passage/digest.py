"""Digests: how a passage is known without its words being stored."""

from __future__ import annotations

import hashlib

from mdmakg.errors import UsageError
from mdmakg.passage.span import Range

__all__ = ["anchor", "digest16", "sha256"]

_DIGITS = 16


def sha256(data: bytes) -> str:
    """Name bytes by their SHA-256, as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest16(passage: str) -> str:
    """Name a passage by the first 16 hex digits of the SHA-256 of its UTF-8.

    A lone surrogate, which no UTF-8 file holds, is encoded all the same, so
    that the function is total.
    """
    return sha256(passage.encode("utf-8", "surrogatepass"))[:_DIGITS]


def anchor(text: str, start: int, end: int) -> str:
    """Write the anchor ``START-END DIGEST16`` of a passage.

    Errors: UsageError where the text has no such range, or it is empty.
    """
    span = Range(start, end)
    if not span.within(text):
        raise UsageError(f"{span} is not a passage of a text of {len(text)} code points")
    return f"{span} {digest16(span.of(text))}"
