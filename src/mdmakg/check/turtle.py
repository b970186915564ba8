"""Turtle files with the places of what they say.

A file is read in two ways, each when it is first asked for: strictly by Oxigraph,
in no time, for what it says; and by rdflib, which lets much through and is slow,
for what is wrong with it. Neither knows places once a file is read, so a term's
place is looked up in the text: its first occurrence, as an IRI or as a prefixed name.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from mdmakg.check.statements import Statements, turtle_statements
from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.files import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib import Graph

__all__ = ["MAX_BYTES", "TurtleFile", "iri_faults", "joined_graph", "quiet_rdflib", "read_turtle"]

MAX_BYTES = 1_000_000

# A name that RFC 2606 keeps from ever being anybody's.
_RELATIVE = "http://relative.invalid/"
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@dataclass(frozen=True, kw_only=True)  # without slots: what it says is kept beside
class TurtleFile:
    """One Turtle file: its name, its text, the SHA-256 of its bytes, and what it says.

    Two are one if they have the same name and the same bytes.
    """

    name: str
    text: str = field(compare=False)
    digest: str

    @cached_property
    def statements(self) -> Statements:
        """What it says, strictly read.

        Errors: InputError for what is not Turtle.
        """
        return turtle_statements(self.text, self.name)

    @cached_property
    def graph(self) -> Graph:
        """What it says, by a reader that lets relative and malformed IRIs through.

        Errors: InputError for what is not Turtle.
        """
        return _graph(self.text, self.name)

    def fault(self, offset: int, code: str, message: str) -> Fault:
        """State a fault at an offset of the text, in code points; below 0 is its start."""
        return fault_at(self.name, self.text, offset, code, message)

    def offset_of(self, iri: str) -> int:
        """Where an IRI is first written, in code points; -1 where it is not written as such.

        Where a statement begins with it, there it is described: that place comes first.
        """
        places = _written(self.text)
        found = [place for form in self._spellings(iri) for place in places.get(form, ())]
        return min(found, default=(False, -1))[1]

    def _spellings(self, iri: str) -> list[str]:
        prefixed = [
            f"{prefix}:{iri[len(base) :]}"
            for prefix, base in _prefixes(self.text)
            if base and iri.startswith(base)
        ]
        return [f"<{iri}>", *prefixed]

    def place_of(self, iri: str) -> Place:
        """Give the place where an IRI is first written, the file's start where it is not."""
        return _place_at(self.name, self.text, self.offset_of(iri))


_PREFIX = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^<>\s]*)>", re.MULTILINE | re.IGNORECASE)


@lru_cache(maxsize=64)
def _prefixes(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_PREFIX.findall(text))


_NAME = re.compile(r"<[^<>\s]*>|(?<![\w:.-])[\w-]*:(?:[\w:-]|\.(?=\w))*", re.MULTILINE)


@lru_cache(maxsize=64)
def _written(text: str) -> Mapping[str, tuple[tuple[bool, int], ...]]:
    """Where each name of a text is written: first at the start of a line, first anywhere."""
    found: dict[str, dict[bool, int]] = {}
    for match in _NAME.finditer(text):
        inside = match.start() > 0 and text[match.start() - 1] != "\n"
        found.setdefault(match[0], {}).setdefault(inside, match.start())
    return {name: tuple(places.items()) for name, places in found.items()}


def fault_at(name: str, text: str, offset: int, code: str, message: str) -> Fault:
    """State a fault at an offset of a text, in code points; below 0 is its start."""
    place = _place_at(name, text, offset)
    return Fault(place, code, message, _line(text, place.line))


def _place_at(name: str, text: str, offset: int) -> Place:
    start = max(offset, 0)
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Place(name, text.count("\n", 0, start) + 1, column)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


def read_turtle(path: Path, name: str = "") -> TurtleFile:
    """Read one Turtle file; ``name`` is what faults call it, its path unless given.

    Errors: InputError for a file that is missing, too large or not UTF-8; whether it
            is Turtle shows when it is asked what it says.
    """
    shown = name or str(path)
    content = read_bytes(path, shown_as=shown, limit=MAX_BYTES)
    text = decode(content, shown).removeprefix("\ufeff")
    return TurtleFile(name=shown, text=text, digest=sha256(content).hexdigest())


def _graph(text: str, shown: str) -> Graph:
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = Graph(bind_namespaces="none")
    try:
        with quiet_rdflib():
            # Bytes, never a string: a string that looks like an address would be fetched.
            graph.parse(data=text.encode(), format="turtle", publicID=_RELATIVE)
    except BadSyntax as error:
        raise InputError([_syntax_fault(error, text, shown)]) from error
    except (ParserError, ValueError, LookupError, RecursionError, AssertionError) as error:
        message = f"not Turtle: {error}".partition("\n")[0][:200]
        raise InputError([fault_at(shown, text, 0, "turtle-syntax", message)]) from error
    return graph


def _syntax_fault(error: Exception, text: str, shown: str) -> Fault:
    # rdflib keeps the offset and the reason under private names, and says both
    # only inside a text that quotes the file at length.
    reason = getattr(error, "_why", "is malformed")
    return fault_at(shown, text, getattr(error, "_i", 0), "turtle-syntax", f"not Turtle: {reason}")


def joined_graph(files: Iterable[TurtleFile]) -> Graph:
    """Join what several files say into one graph of rdflib."""
    from rdflib import Graph

    whole = Graph(bind_namespaces="none")
    for file in files:
        whole += file.graph
    return whole


def iri_faults(file: TurtleFile) -> Iterator[Fault]:
    """Find IRIs that are relative or malformed, which rdflib lets through.

    Source: RFC 3987 forbids space, quotes, angle and curly brackets, backslash,
            caret, grave accent and bar; RDF 1.1 wants IRIs that are absolute.
    """
    from rdflib import URIRef

    for iri in sorted({str(t) for triple in file.graph for t in triple if isinstance(t, URIRef)}):
        written = iri.removeprefix(_RELATIVE)
        if written != iri:
            offset = file.text.find(f"<{written}>")
            yield file.fault(offset, "relative-iri", f"<{written}> is relative; write it whole")
        elif _NOT_IN_IRI.search(iri):
            yield file.fault(file.text.find(iri), "bad-iri", f"<{iri}> is not an IRI")


@contextmanager
def quiet_rdflib() -> Iterator[None]:
    """Keep rdflib and pySHACL from writing to the terminal on their own."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
