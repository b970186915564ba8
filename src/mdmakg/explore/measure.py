"""How wide text runs, and where to break it, without asking a font.

Source: the advance widths of Helvetica (Adobe Font Metrics), which Arial and
Liberation Sans share. A margin is added, for other fonts of the kind run wider:
DejaVu Sans, where a system has no other, by about a sixth.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BOLD", "text_width", "wrap"]

BOLD = 1.08
"""How much wider bold text runs."""

_MARGIN = 1.16

# Thousandths of the type size.
_WIDTHS = {
    character: width
    for width, characters in {
        191: "'",
        222: "ijl",
        260: "|",
        278: " \u00a0!,./:;I[\\]ft",
        333: "()-`r",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "Jckvsxyz",
        556: "#$0123456789?L_abdeghnopqu",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1015: "@",
    }.items()
    for character in characters
}
_WIDE, _OTHER = 1000, 620


def text_width(text: str, size: float) -> float:
    """Return how wide text runs, in the unit of its type size."""
    return _width(_run(text), size)


def _width(run: int, size: float) -> float:
    return run * size * _MARGIN / 1000


@lru_cache(maxsize=4096)
def _run(text: str) -> int:
    """Return how wide text runs, in thousandths of its type size."""
    return sum(map(_advance, text))


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """Break text at spaces into at most so many lines that fit; an ellipsis ends what was cut.

    No-break spaces hold what they join together.
    """
    lines: list[str] = []
    for line in _lines(text, width, size):
        if len(lines) == most:
            lines[-1] = _shortened(lines[-1], width, size)
            break
        lines.append(line)
    return lines


def _lines(text: str, width: float, size: float) -> Iterator[str]:
    line, run = "", 0
    for word in filter(None, text.split(" ")):
        longer = run + _run(" ") + _run(word) if line else _run(word)
        if _width(longer, size) <= width:
            line, run = f"{line} {word}" if line else word, longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, width, size)
        yield from full
        run = _run(line)
    if line:
        yield line


def _pieces(word: str, width: float, size: float) -> Iterator[str]:
    """Cut a word that is wider than a line, never before a mark that joins what precedes it."""
    piece, run = "", 0.0
    for character in word:
        advance = text_width(character, size)
        if piece and advance and run + advance > width:
            yield piece
            piece, run = "", 0.0
        piece, run = piece + character, run + advance
    yield piece


def _shortened(line: str, width: float, size: float) -> str:
    while line and text_width(f"{line}…", size) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


@cache
def _advance(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in {"W", "F"} else _OTHER
