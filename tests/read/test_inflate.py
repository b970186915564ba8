"""Unpacking up to a bound."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest

from mdmakg.read.inflate import inflated

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = b"one two three " * 1000
PACKED = gzip.compress(WORDS, mtime=0)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_was_packed_is_unpacked(pack: Callable[[bytes], bytes]) -> None:
    """Up to as many bytes as are allowed, by either of two ways."""
    assert inflated(pack(WORDS), len(WORDS)) == WORDS
    assert inflated(pack(b""), 0) == b""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (gzip.compress(WORDS + b"!", mtime=0), "longer than 14,000 bytes"),
        (PACKED[:-1], "its end is missing"),
        (b"", "its end is missing"),
        (PACKED + PACKED, "something follows its end"),
        (b"no gzip", "cannot be unpacked"),
        (PACKED[:-8] + bytes(8), "cannot be unpacked"),
    ],
    ids=["too long", "cut", "empty", "gone on", "no such thing", "wrong sum"],
)
def test_what_is_not_as_it_was_packed_is_refused(content: bytes, says: str) -> None:
    """Whatever is wrong with it: the sum at the end is that of RFC 1952, 2.3.1."""
    with pytest.raises(ValueError, match=says):
        inflated(content, len(WORDS))


def test_no_more_is_unpacked_than_allowed() -> None:
    """A bomb of a million times nothing is not unpacked first and measured then."""
    with pytest.raises(ValueError, match="longer than 10 bytes"):
        inflated(zlib.compress(bytes(1 << 26)), 10)
