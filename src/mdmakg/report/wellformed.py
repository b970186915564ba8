"""JSON that every reader takes: ASCII only, and no half of a surrogate pair."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TypeAlias

__all__ = ["Json", "encodable", "json_string", "json_text"]

Json: TypeAlias = "str | float | bool | list[Json] | dict[str, Json] | None"


def json_text(document: Json) -> str:
    """Write a document as JSON in ASCII, two spaces deep, ending in a newline."""
    return json.dumps(_encodable(document), indent=2, ensure_ascii=True) + "\n"


@lru_cache(maxsize=8192)  # most of what a report says it says many times
def json_string(text: str) -> str:
    """Write a string as ``json_text`` writes one."""
    return json.encoder.encode_basestring_ascii(encodable(text))


def encodable(text: str) -> str:
    """Replace lone surrogates, which file names may hold and no encoding can, by their escapes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _encodable(document: Json) -> Json:
    if isinstance(document, str):
        return encodable(document)
    if isinstance(document, list):
        return [_encodable(part) for part in document]
    if isinstance(document, dict):
        return {encodable(key): _encodable(part) for key, part in document.items()}
    return document
