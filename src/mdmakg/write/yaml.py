"""YAML out: plain mappings and lists as a document file, the same bytes for the same values.

It reads the same in PyYAML, which gives values types of its own, and here, where every value
is text: texts that YAML 1.1 could take for anything else are quoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MOST_DEEP", "yaml_text"]

MOST_DEEP: Final = 40
"""How many collections may stand inside one another: as many as are read again."""

# A letter first; then nothing that ends a plain text or begins a comment. A number goes
# plain only before a unit: alone it could be an integer, a date, or minutes in base 60.
_PLAIN: Final = re.compile(
    r"(?:[^\W\d_]|[0-9]+(?:\.[0-9]+)? (?=[A-Za-z%]))"
    r"(?:[\w ()/.,;'+%&=*<>@!?$-]|:(?=[^\s:]))*(?<! )"
)
_WORDS: Final = frozenset({"yes", "no", "true", "false", "on", "off", "null"})
_HELD: Final = (dict, Mapping)
_UNPRINTABLE: Final = re.compile(r"[^ -~]")


def yaml_text(document: Mapping[str, object]) -> str:
    """Write a document whose values are texts, whole numbers, flags, lists and mappings.

    Shape:  two blanks for each level, one value a line, flags as ``yes`` and ``no``.
    Errors: ``TypeError`` for any other value, ``ValueError`` for half a character and for
            more than ``MOST_DEEP`` collections inside one another.
    """
    lines: list[str] = []
    _write_mapping(lines, document, "", "", 0)
    lines.append("")
    return "\n".join(lines)


def _write_mapping(
    lines: list[str], mapping: Mapping[str, object], first: str, indent: str, depth: int
) -> None:
    """Write a mapping; ``first`` stands before its first key and ``indent`` before the others."""
    if depth >= MOST_DEEP:
        raise ValueError(f"more than {MOST_DEEP} collections inside one another")
    before, inner = first, f"{indent}  "
    for key, value in mapping.items():
        start = f"{before}{_text(key)}:"
        before = indent
        if type(value) is str:
            lines.append(f"{start} {_text(value)}")
        elif isinstance(value, _HELD):  # a dict is known for one sooner than a Mapping
            lines.append(start if value else f"{start} {{}}")
            _write_mapping(lines, value, inner, inner, depth + 1)
        elif isinstance(value, list | tuple):
            _write_list(lines, start, value, indent, depth)
        else:
            lines.append(f"{start} {_scalar(value)}")


def _write_list(
    lines: list[str], start: str, items: Sequence[object], indent: str, depth: int
) -> None:
    if depth + 1 >= MOST_DEEP:
        raise ValueError(f"more than {MOST_DEEP} collections inside one another")
    if not items:
        lines.append(f"{start} []")
        return
    lines.append(start)
    inner = f"{indent}    "
    for item in items:
        if isinstance(item, Mapping) and item:
            _write_mapping(lines, item, f"{indent}  - ", inner, depth + 2)
        elif isinstance(item, list | tuple):
            _write_list(lines, f"{indent}  -", item, f"{indent}  ", depth + 1)
        else:
            lines.append(f"{indent}  - {'{}' if isinstance(item, Mapping) else _scalar(item)}")


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return _text(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"no value of a document file: {value!r:.60}")


@lru_cache(maxsize=16384)
def _text(text: str) -> str:
    """Write a text, plain where it can be nothing else."""
    if _PLAIN.fullmatch(text) and text.isprintable() and text.casefold() not in _WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if quoted.isprintable() else _UNPRINTABLE.sub(_escaped, quoted)


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char.isprintable():
        return char
    if "\ud800" <= char <= "\udfff":
        raise ValueError("half a character, which no file can have")
    return f"\\U{ord(char):08x}"
