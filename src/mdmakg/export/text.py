"""Text made safe to write, and safe to show."""

from __future__ import annotations

import re

__all__ = ["cut", "shown", "writable"]

# C0 and C1 controls but tab and newline, lone surrogates, and the two
# noncharacters: XML 1.0 forbids most of them, UTF-8 the surrogates, and none
# of them means anything to a reader.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# What changes the direction of the text around it, or hides in it.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def writable(text: str) -> str:
    r"""Return text that every format can carry, with what none can as ``\u001b``.

    Line ends become newlines, since XML readers make them so.
    """
    return _UNWRITABLE.sub(_escape, text.replace("\r\n", "\n").replace("\r", "\n"))


def shown(text: str) -> str:
    """Return text on one line in which nothing is hidden and nothing turns its neighbours round."""
    return _INVISIBLE.sub(_escape, " ".join(writable(text).split()))


def cut(text: str, longest: int) -> str:
    """Return text of at most so many code points, an ellipsis where it was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
