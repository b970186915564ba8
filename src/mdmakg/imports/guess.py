"""What kind of record a file seems to hold, by how it begins: for messages, not for reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from mdmakg.errors import InputError

if TYPE_CHECKING:
    import io

__all__ = ["kind_of"]

_PEEKED: Final = 1024  # bytes
_BEGINS: Final = (
    ("ris", re.compile(rb"TY {1,3}- ")),
    # possessive: what is no comment after all must not be tried in every way it could be one
    ("bibtex", re.compile(rb"(?:%[^\r\n]*+\s++)*+@[A-Za-z]+\s*[{(]")),
    ("clinicaltrials", re.compile(rb"[{\[]|(?s:<.*<clinical_study\b)|<clinical_study\b")),
    ("pubmed", re.compile(rb"(?s:<.*?<|<)Pubmed(?:Book)?Article")),
    ("jats", re.compile(rb"(?s:<.*?<|<)article\b")),
    ("metapsy", re.compile(rb"\"?study\"?[;,\t]")),
)


def kind_of(stream: BinaryIO) -> str:
    """Guess the token of the importer for a stream, of which nothing is read; empty if unsure."""
    try:
        begins = cast("io.BufferedReader", stream).peek(_PEEKED)[:_PEEKED]
    except InputError:  # the importer will say so
        return ""
    start = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for kind, pattern in _BEGINS if pattern.match(start)), "")
