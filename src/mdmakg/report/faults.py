"""Faults for people at a terminal: the place, what is wrong, the line and a caret.

Text from files may carry characters that move the cursor, start an escape
sequence or turn the reading direction. ``visible`` is what makes it safe to show.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mdmakg.errors import Fault

__all__ = ["WIDTH", "caret", "excerpt", "visible"]

WIDTH: Final = 160
"""How many terminal cells of a long line are shown around a caret."""

_TAB: Final = " " * 4
_CUT: Final = "…"

# Controls, format characters (direction, joiners, invisible operators, tags), other
# ends of lines, lone surrogates and what Unicode says is no character. Listed rather
# than looked up, so that every version of Python shows the same.
_UNSEEN: Final = re.compile(
    "["
    r"\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\ud800-\udfff\ufdd0-\ufdef"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)


def visible(text: str) -> str:
    r"""Escape what a terminal would obey or hide: ``\n``, ``\x1b``, ``\u202e``.

    Shape:  one line. Backslashes stay as they are: this is for reading, not for
            turning back.
    """
    return _UNSEEN.sub(_escaped, text)


def caret(fault: Fault) -> str:
    """Render ``place: code: message``, then the line and a caret where there is a line."""
    head = visible(str(fault))
    return f"{head}\n{excerpt(fault.line, fault.place.column)}" if fault.line else head


def excerpt(line: str, column: int) -> str:
    """Render a source line, cut around a column if it is long, and a caret below.

    Units:  ``column`` counts code points from 1; behind the line, it is its end.
    """
    index = min(column - 1, len(line))
    left, right = _window(line, index) if _is_long(line) else (_shown(line[:index]), line[index:])
    return f"  {left}{_shown(right)}".rstrip() + f"\n  {' ' * _width(left)}^"


def _is_long(line: str) -> bool:
    return len(line) > WIDTH or _width(_shown(line)) > WIDTH


def _window(line: str, index: int) -> tuple[str, str]:
    """Cut out what stands before and behind an index, with a mark on each cut end."""
    near = _fitting(line[max(index - WIDTH, 0) : index][::-1], WIDTH // 2)[::-1]
    left = ("" if len(near) == index else _CUT) + _shown(near)
    rest = line[index : index + WIDTH]
    behind = _fitting(rest, WIDTH - _width(left))
    return left, _shown(behind) + ("" if index + len(behind) == len(line) else _CUT)


def _fitting(text: str, cells: int) -> str:
    """Give the longest beginning that takes no more than so many cells."""
    ends = accumulate(_width(_shown(char)) for char in text)
    return text[: sum(1 for end in ends if end <= cells)]


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _width(shown: str) -> int:
    return sum(map(_cells, shown))


def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
