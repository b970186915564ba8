"""BibTeX as entries: fields by line, strings put in, LaTeX made letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, InputError, Place, UsageError
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.latex import quiet
from mdmakg.imports.lines import decoded_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry

__all__ = ["MOST", "BibEntry", "BibField", "bib_entries"]

MOST: Final = 2**24
"""How many characters of BibTeX are read; a file is held whole while it is read."""

_LONGEST: Final = 100_000  # characters of a value once strings are put in
_TOLD: Final = 3  # lines that a message names
_MONTHS: Final = {
    month[:3].lower(): month
    for month in (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
}
_DELIMITER: Final = re.compile(r'(?<!\\)[{}"]|#')


@dataclass(frozen=True, slots=True)
class BibField:
    """A field by its name in small letters: its LaTeX without enclosing, and its line."""

    name: str
    latex: str
    line: int


@dataclass(slots=True)
class BibEntry:
    """An entry: its type in small letters, its key, and the first field of each name."""

    type: str
    key: str
    line: int
    fields: dict[str, BibField] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


def bib_entries(stream: BinaryIO, file: str) -> Iterator[BibEntry | LeftOut]:
    """Give the entries of a file in its order, and what of it is none though it should be.

    Errors: ``InputError`` for a file that is too large, in no known encoding, or without entries.
            ``UsageError`` where the library that reads BibTeX is not installed.
    """
    text, inexact = _text(stream, file)
    library = _split(text)
    if inexact:
        lines = ", ".join(map(str, inexact[:_TOLD]))
        why = f"line {lines} is not UTF-8 and was read as Windows-1252: look at its letters"
        yield LeftOut(f"{file}:{inexact[0]}:1", why)
    strings = _strings(library)
    found = False
    for block in library.blocks:
        for one in _entry(block, strings, file):
            found = found or isinstance(one, BibEntry)
            yield one
    if not found and not library.failed_blocks:
        says = "there is no entry in this file: none begins with @ and a type"
        raise InputError([Fault(Place(file), "no-record", says)])


def _text(stream: BinaryIO, file: str) -> tuple[str, list[int]]:
    lines: list[str] = []
    inexact: list[int] = []
    size = 0
    for line in decoded_lines(stream, file):
        size += len(line.text) + 1
        if size > MOST:
            says = f"this has more than {MOST:,} characters, the most that are read of BibTeX"
            raise InputError([Fault(Place(file, line.number), "too-large", says)])
        lines.append(line.text)
        if not line.exact:
            inexact.append(line.number)
    return "\n".join(lines), inexact


def _split(text: str) -> Library:
    try:
        from bibtexparser.entrypoint import parse_string
    except ImportError:
        says = "reading BibTeX needs more: pip install 'mdmakg[bibtex]'"
        raise UsageError(says) from None
    with quiet("bibtexparser"):
        return parse_string(text, parse_stack=())


def _strings(library: Library) -> Mapping[str, str]:
    """Expand the strings of a file, each by those before it; one that cannot be has none."""
    strings = dict(_MONTHS)
    for one in library.strings:
        value = _joined(one.value, strings)
        if value is not None:
            strings[one.key.lower()] = value
    return strings


def _entry(block: Block, strings: Mapping[str, str], file: str) -> Iterator[BibEntry | LeftOut]:
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ParsingFailedBlock,
    )

    where = f"{file}:{(block.start_line or 0) + 1}:1"
    if isinstance(block, Entry):
        yield _filled(block, strings, file)
    elif isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inner = block.ignore_error_block
        if isinstance(block, DuplicateBlockKeyBlock):
            says = f"the key {block.key!r}, which an entry before has too; all else is taken"
            yield LeftOut(where, says)
        if isinstance(inner, Entry):
            yield _filled(inner, strings, file)
    elif isinstance(block, ParsingFailedBlock):
        reason = str(getattr(block.error, "abort_reason", block.error)).strip()
        yield LeftOut(where, f"this entry cannot be read: {' '.join(reason.split())}")


def _filled(block: Entry, strings: Mapping[str, str], file: str) -> BibEntry:
    entry = BibEntry(block.entry_type.lower(), block.key, (block.start_line or 0) + 1)
    for one in block.fields:
        name, line = one.key.lower(), (one.start_line or 0) + 1
        value = _joined(str(one.value), strings)
        where = f"{file}:{line}:1"
        if value is None:
            entry.left_out.append(
                LeftOut(where, f"{name} is made of strings that the file does not define")
            )
        elif name in entry.fields:
            if entry.fields[name].latex != value:
                entry.left_out.append(LeftOut(where, f"{name} is given again and is another there"))
        else:
            entry.fields[name] = BibField(name, value, line)
    return entry


def _joined(value: str, strings: Mapping[str, str]) -> str | None:
    """Join the pieces of a value; none where a string is unknown, or the whole too long."""
    joined = ""
    for piece in _pieces(value):
        text = _piece(piece.strip(), strings)
        if text is None or len(joined) + len(text) > _LONGEST:
            return None
        joined += text
    return joined


def _piece(piece: str, strings: Mapping[str, str]) -> str | None:
    if len(piece) > 1 and piece[0] + piece[-1] in {"{}", '""'}:
        return piece[1:-1]
    return piece if piece.isdigit() or not piece else strings.get(piece.lower())


def _pieces(value: str) -> Iterator[str]:
    """Cut a value at each # that is outside of braces and quotes."""
    depth, quoted, begin = 0, False, 0
    for match in _DELIMITER.finditer(value):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark == '"' and depth == 0:
            quoted = not quoted
        elif mark == "#" and depth == 0 and not quoted:
            yield value[begin : match.start()]
            begin = match.end()
    yield value[begin:]
