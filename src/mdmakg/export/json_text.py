"""JSON as text: the same bytes every time, and safe inside a page's script element."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.export.plain import Plain

__all__ = ["json_document", "json_row"]


def json_row(row: Mapping[str, Plain], depth: int) -> str:
    r"""Write an object with sorted keys, in which ``<`` is ``\u003c`` so that no markup can begin.

    It is written out here, and not by the library, whose indenting takes three times as long.
    """
    margin = "\n" + " " * depth
    members = f",{margin} ".join([f"{_text(name)}: {_value(row[name])}" for name in sorted(row)])
    return f"{{{margin} {_safe(members)}{margin}}}"


def json_document(value: object, depth: int = 0) -> str:
    r"""Write any value that stands so deep, one blank a level, with ``<`` as ``\u003c``.

    Keys stay in their order.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return _safe(text.replace("\n", "\n" + " " * depth))


# The library's own, in C; it writes what json.dumps(text, ensure_ascii=False) writes.
_text = json.encoder.encode_basestring


def _value(value: Plain) -> str:
    return _text(value) if isinstance(value, str) else json.dumps(value, allow_nan=False)


def _safe(text: str) -> str:
    return text.replace("<", r"\u003c").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
