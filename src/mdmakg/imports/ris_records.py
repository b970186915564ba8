"""RIS as records: tags and values by line, before anything is made of them.

A line is a tag of two characters, two spaces, a hyphen and a value; one space too few or
too many is met often and taken. What begins with no tag goes on with the value before it.
A record begins at ``TY`` and ends at ``ER``, or where the next begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Fault, InputError, Place
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.lines import decoded_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from mdmakg.imports.lines import Read

__all__ = ["MOST", "RisRecord", "Tagged", "ris_records"]

MOST: Final = 2**22
"""How many characters of values one record may have."""

_TAGGED: Final = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,3}-(?: (.*)|\s*)")
_MEDLINE: Final = re.compile(r"PMID- ?[0-9]+")


@dataclass(slots=True)
class Tagged:
    """A value with its tag and the line on which it begins."""

    tag: str
    line: int
    parts: list[str]

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join(" ".join(self.parts).split())


@dataclass(slots=True)
class RisRecord:
    """One record; ``inexact`` are lines that are not UTF-8."""

    line: int
    tagged: list[Tagged] = field(default_factory=list)
    inexact: list[int] = field(default_factory=list)
    size: int = 0

    def each(self, *tags: str) -> Iterator[Tagged]:
        """Give the values of tags, those of the first tag first; empty ones are none."""
        for tag in tags:
            for one in self.tagged:
                if one.tag == tag and one.text:
                    yield one


def ris_records(stream: BinaryIO, file: str) -> Iterator[RisRecord | LeftOut]:
    """Give the records of a file, each as soon as it ends.

    Errors: ``InputError`` where reading stops: at a line or record that is too large or in
            no known encoding, and at the end of a file without any record.
    """
    record: RisRecord | None = None
    begun = False
    strays: list[int] = []
    for line in decoded_lines(stream, file):
        match = _TAGGED.fullmatch(line.text.rstrip())
        tag = match[1] if match is not None else ""
        if tag == "TY":
            if record is not None:
                yield record
            yield from _stray(strays, file)
            record, begun = RisRecord(line.number), True
        elif record is None:
            _note_stray(strays, line, file, begun=begun)
            continue
        _add(record, line, match, file)
        if tag == "ER":
            yield record
            record = None
    yield from _rest(record, file, begun=begun)
    yield from _stray(strays, file)


def _add(record: RisRecord, line: Read, match: re.Match[str] | None, file: str) -> None:
    record.size += len(line.text)
    if record.size > MOST:
        says = f"the record that begins at line {record.line} has more than {MOST:,} characters"
        fault = Fault(Place(file, line.number), "too-large", says)
        raise InputError([fault], "nothing after this place was read")
    if not line.exact:
        record.inexact.append(line.number)
    if match is not None:
        record.tagged.append(Tagged(match[1], line.number, [match[2] or ""]))
    else:
        record.tagged[-1].parts.append(line.text)


def _note_stray(strays: list[int], line: Read, file: str, *, begun: bool) -> None:
    """Note the first and last line outside of records; blank ones and numbers do not count."""
    text = line.text.strip()
    if not begun and _MEDLINE.fullmatch(text):
        says = "this is the tagged format of PubMed, no RIS; get the same from PubMed as XML"
        raise InputError([Fault(Place(file, line.number), "no-record", says)])
    if text and not text.rstrip(".").isdigit():
        strays[1:] = [line.number]


def _stray(strays: list[int], file: str) -> Iterator[LeftOut]:
    """Tell once of all lines between two records, and forget them."""
    if strays:
        first, last = strays[0], strays[-1]
        until = f", with what follows until line {last}," if last > first else ""
        says = f"this{until} stands outside of records, which begin with TY"
        yield LeftOut(f"{file}:{first}:1", says)
        strays.clear()


def _rest(record: RisRecord | None, file: str, *, begun: bool) -> Iterator[LeftOut]:
    if not begun:
        says = "there is no record in this file: none begins with TY"
        raise InputError([Fault(Place(file), "no-record", says)])
    if record is not None:
        yield LeftOut(f"{file}:{record.line}:1", "this record has no end (ER): the file is cut off")
