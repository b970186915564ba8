"""Terms of an ontology in the OBO format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.errors import Place
from mdmakg.imports.opened import nothing_read
from mdmakg.terms.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.opened import Opened

__all__ = ["obo_entries"]

_LONGEST: Final = 1 << 20
_MOST: Final = 100_000
_STANZA: Final = re.compile(r"\[(\w+)\]")
_TAG: Final = re.compile(r"([\w-]+):\s*(.*)")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_COMMENT: Final = re.compile(r"\s+!\s.*")
_MODIFIERS: Final = re.compile(r"(?<!\\)\{[^{}]*\}\s*\Z")
_ESCAPED: Final = re.compile(r"\\(.)")
_BLANK: Final = frozenset("ntW")
"""What stands behind a backslash for a line's end, a tab and a space: section 1.5 of OBO 1.4."""
_ONE: Final = frozenset({"id", "name", "def", "is_obsolete"})
"""What OBO 1.4 lets a stanza have at most once."""
_BOOLEAN: Final = frozenset({"true", "false"})
_TERMS: Final = frozenset({"Term", "Typedef", "Instance"})


def obo_entries(opened: Opened) -> Iterator[Entry]:
    """Give the terms, each as soon as its stanza ends.

    Errors: ``InputError`` for what is not UTF-8, has a line or a stanza without end, a line
            that is none of the format, two values where a stanza has one, or no stanza at all.
    """
    told: dict[str, str] = {}
    place = Place(opened.name)
    found = inside = False
    for number, line in _lines(opened):
        if stanza := _STANZA.fullmatch(line):
            yield from _entry(told, place)
            told, place = {}, Place(opened.name, number)
            inside = stanza[1] in _TERMS
            found = found or inside
        elif inside and line and not line.startswith("!"):
            _tell(told, line, Place(opened.name, number))
    yield from _entry(told, place)
    if not found:
        raise nothing_read(opened.name, "no-record", "there is no stanza of a term in this file")


def _lines(opened: Opened) -> Iterator[tuple[int, str]]:
    number = 0
    while line := opened.stream.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            says = f"this line has more than {_LONGEST:,} bytes"
            raise nothing_read(opened.name, "too-large", says, number)
        if not line.endswith(b"\n"):
            says = "the file is cut off here: its last line has no end"
            raise nothing_read(opened.name, "truncated", says, number, len(line) + 1)
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as error:
            says = "is not UTF-8: OBO is"
            raise nothing_read(opened.name, "not-utf8", says, number, error.start + 1) from error


def _tell(told: dict[str, str], line: str, place: Place) -> None:
    tag = _TAG.fullmatch(line)
    if tag is None:
        says = "a line of a stanza is a tag, a colon and a value"
        raise nothing_read(place.file, "syntax", says, place.line)
    if len(told) > _MOST:
        raise nothing_read(place.file, "too-large", "a stanza does not end", place.line)
    if _bare(told.setdefault(tag[1], tag[2])) != _bare(tag[2]) and tag[1] in _ONE:
        says = f"this stanza has another {tag[1]} already"
        raise nothing_read(place.file, "syntax", says, place.line)
    if tag[1] == "is_obsolete" and _bare(tag[2]) not in _BOOLEAN:
        says = f"is_obsolete is true or false, not {_bare(tag[2])[:60]!r}"
        raise nothing_read(place.file, "syntax", says, place.line)


def _entry(told: Mapping[str, str], place: Place) -> Iterator[Entry]:
    if "id" in told:
        quoted = _QUOTED.match(told.get("def", ""))
        yield Entry(
            _bare(told["id"]),
            _bare(told.get("name", "")),
            _plain(quoted[1]) if quoted else "",
            _bare(told.get("is_obsolete", "")) == "true",
            _bare(told.get("replaced_by", "")),
            place,
        )


def _bare(value: str) -> str:
    """Give a value without the modifiers and the comment behind it."""
    return _plain(_MODIFIERS.sub("", _COMMENT.sub("", value)))


def _plain(value: str) -> str:
    """Give a text on one line, without what escapes a character."""
    text = _ESCAPED.sub(lambda found: " " if found[1] in _BLANK else found[1], value)
    return " ".join(text.split())
