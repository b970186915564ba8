"""JSON that stands inside a page, where no text in it can end the element or begin markup."""

from __future__ import annotations

import json
import re
from typing import Final

__all__ = ["json_block"]

_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def json_block(data: object) -> str:
    r"""Write data as compact JSON for a script element.

    ``<``, ``>``, ``&``, line separators and lone surrogates are written as ``\uXXXX``,
    which only stand in strings; a reader of JSON gets them back.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
