"""Terms of an ontology as OBO Graphs: JSON, read node by node."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, Final

from mdmakg.errors import Place
from mdmakg.imports.opened import nothing_read
from mdmakg.terms.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.opened import Opened

__all__ = ["obograph_entries"]

_CHUNK: Final = 1 << 18
_LONGEST: Final = 1 << 22
_DEEPEST: Final = 60
_NODE: Final = 4  # how deep the nodes stand: in a list, in a graph, in a list, in the document
_WAY: Final = ("", "graphs", "", "nodes")
_REPLACED_BY: Final = "http://purl.obolibrary.org/obo/IAO_0100001"
_TOKEN: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:]|"', re.DOTALL)


def obograph_entries(opened: Opened) -> Iterator[Entry]:
    """Give the terms, each as soon as its node ends.

    Only nodes are read as JSON: of what stands around them, brackets and keys are looked at.
    Errors: ``InputError`` for a node that is no JSON, for what is not UTF-8, nested too
            deep, cut off, or has no list of nodes.
    """
    return _Reading(opened).entries()


class _Reading:
    """One file being read: the text that is not done with, and what is open around it."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._done = 0  # up to where the text has been looked at
        self._begun: int | None = None  # where a node begins in it
        self._line = 1
        self._place = Place(opened.name)
        self._open: list[tuple[str, str]] = []  # bracket, and the key under which it stands
        self._string = self._key = ""
        self._lists = 0

    def entries(self) -> Iterator[Entry]:
        """Give every term.

        Errors: as ``obograph_entries``.
        """
        while self._more():
            yield from self._tokens()
        if self._open:
            self._refuse("truncated", "the file is cut off here")
        if not self._lists:
            self._refuse("no-record", "there are no graphs with nodes in this file")

    def _more(self) -> bool:
        data = self._opened.stream.read(_CHUNK)
        try:
            new = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            self._refuse("not-utf8", "is not UTF-8: JSON is")
        kept = self._done if self._begun is None else self._begun
        self._line += self._text.count("\n", 0, kept)
        self._text, self._done = self._text[kept:] + new, self._done - kept
        self._begun = None if self._begun is None else 0
        if len(self._text) > _LONGEST + _CHUNK:
            self._refuse("too-large", f"one text or node has more than {_LONGEST:,} characters")
        return bool(data)

    def _tokens(self) -> Iterator[Entry]:
        for token in _TOKEN.finditer(self._text, self._done):
            text = token[0]
            if text == '"':  # of which the end is still to come
                self._done = token.start()
                return
            self._done = token.end()
            if text == ":":
                self._key = self._string
            elif text[0] == '"':
                self._string = text[1:-1]
            elif text in "{[":
                self._begin(text, token.start())
            elif (entry := self._end(text)) is not None:
                yield entry

    def _begin(self, bracket: str, at: int) -> None:
        is_in_list = bool(self._open) and self._open[-1][0] == "["
        self._open.append((bracket, "" if is_in_list else self._key))
        self._key = ""
        if len(self._open) > _DEEPEST:
            self._refuse("too-deep", f"this is nested more than {_DEEPEST} deep")
        keys = tuple(key for _, key in self._open)
        self._lists += keys == _WAY and bracket == "["
        if len(self._open) == _NODE + 1 and keys[:_NODE] == _WAY:
            self._begun = at
            line = self._line + self._text.count("\n", 0, at)
            self._place = Place(self._opened.name, line, at - self._text.rfind("\n", 0, at))

    def _end(self, bracket: str) -> Entry | None:
        if not self._open or self._open.pop()[0] != {"}": "{", "]": "["}[bracket]:
            self._refuse("syntax", f"this is not JSON: {bracket} closes nothing")
        if self._begun is None or len(self._open) != _NODE:
            return None
        node = self._text[self._begun : self._done]
        self._begun = None
        return _entry(self._node(node), self._place)

    def _node(self, text: str) -> dict[str, Any]:
        try:
            found = json.loads(text)
        except ValueError as error:
            raise self._refusal("syntax", f"this node is not JSON: {error}", self._place) from error
        return found if isinstance(found, dict) else {}

    def _refuse(self, code: str, says: str) -> None:
        line = self._line + self._text.count("\n", 0, self._done)
        raise self._refusal(code, says, Place(self._opened.name, line))

    def _refusal(self, code: str, says: str, place: Place) -> Exception:
        return nothing_read(place.file, code, says, place.line, place.column)


def _entry(node: dict[str, Any], place: Place) -> Entry | None:
    name, meta = node.get("id"), node.get("meta")
    if not isinstance(name, str):
        return None
    told = meta if isinstance(meta, dict) else {}
    definition = told.get("definition")
    return Entry(
        _line(name),
        _line(node.get("lbl")),
        _line(definition.get("val")) if isinstance(definition, dict) else "",
        told.get("deprecated") is True,
        _replaced(told.get("basicPropertyValues")),
        place,
    )


def _line(value: object) -> str:
    """Give a text on one line; half a character, which JSON may have, is a question mark."""
    return (
        " ".join(value.encode(errors="replace").decode().split()) if isinstance(value, str) else ""
    )


def _replaced(values: object) -> str:
    for one in values if isinstance(values, list) else ():
        if isinstance(one, dict) and one.get("pred") == _REPLACED_BY:
            return _line(one.get("val"))
    return ""
