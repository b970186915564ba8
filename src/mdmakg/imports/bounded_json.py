"""JSON records one at a time: an object, a page or list of them, or lines; strict and bounded."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.imports.importer import LeftOut
from mdmakg.imports.opened import nothing_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdmakg.imports.opened import Opened

__all__ = ["LONGEST", "Json", "JsonRecord", "json_records"]

Json = dict[str, "Json"] | list["Json"] | str | bool | None
"""A value as it is read: every number is the text that the file has for it."""

LONGEST: Final = 1 << 25
"""The most characters of one record."""

_CHUNK: Final = 1 << 18
_DEEPEST: Final = 1 << 17  # what is nested deeper is not even passed over
_EDGE: Final = 16  # a literal or an escape that the buffer cuts is shorter
_REST: Final = 2  # of a number that a cut leaves behind, as of 1e+5
_WORDS: Final = ("true", "false", "null", "-", ".", "e-", "e+", "E-", "E+")
_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{0,4})?\s*\Z")  # of which the end is to come
_NO_NUMBER: Final = re.compile(r"NaN|-?Infinity")
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_TOKEN: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """An object of a file; ``base`` is what a pointer into it is put after in messages."""

    base: str
    value: dict[str, Json]


class _RefusedError(Exception):
    """A value that is sound as JSON goes and is not taken."""


class _BrokenError(Exception):
    """What stands there is no JSON, from ``at`` in the buffer on."""

    def __init__(self, says: str, at: int):
        super().__init__(f"the file is broken here: {says}")
        self.at = at


class _CutError(_BrokenError):
    """The file ends at ``at`` in the buffer, before what began in it does."""

    def __init__(self, at: int):
        super().__init__("", at)
        self.args = ("the file is cut off here",)


def _add(value: dict[str, Json], key: str, held: Json) -> None:
    if key in value:
        raise _RefusedError(f"the key {key[:60]!r} stands twice in one object")
    value[key] = held


def _require_room(held: int) -> None:
    if held > LONGEST:
        raise _RefusedError(f"one record has more than {LONGEST:,} characters")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(f"the key {twice[:60]!r} stands twice in one object")
    return found


def _no_number(text: str) -> Json:
    raise _RefusedError(f"{text} is no number of JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=str, parse_int=str, parse_constant=_no_number
)


class _Buffer:
    """Text of a file around the place that is read: grows ahead, forgets behind."""

    def __init__(self, opened: Opened):
        self._opened = opened
        # read() would keep reading until it has all, and with an error lose what it has
        self._read: Callable[[int], bytes] = getattr(opened.stream, "read1", opened.stream.read)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text, self.at, self.ended = "", 0, False
        self._line, self._column, self._counted, self._ahead = 1, 1, 0, _CHUNK
        self._forgotten = 0

    @property
    def passed(self) -> int:
        """How many characters of the file have been gone past."""
        return self._forgotten + self.at

    def more(self) -> bool:
        """Read on; say whether there was more."""
        if self.ended:
            return False
        data = self._read(self._ahead)
        self.ended = not data
        try:
            new = self._decoder.decode(data, final=self.ended)
        except UnicodeDecodeError as error:
            says = "is not UTF-8: JSON is"
            raise nothing_read(self._opened.name, "encoding", says, *self.place()) from error
        self.forget()
        self.text += new
        return True

    def forget(self) -> None:
        """Let go of what was read, and count its lines."""
        self.place()
        self._forgotten += self.at
        self.text, self.at, self._counted = self.text[self.at :], 0, 0

    def place(self, ahead: int = 0) -> tuple[int, int]:
        """Give the line and column of what is read next, or so far ahead of it."""
        if not ahead:
            self._line, self._column = self._counted_to(self.at)
            self._counted = self.at
            return self._line, self._column
        return self._counted_to(self.at + ahead)

    def _counted_to(self, end: int) -> tuple[int, int]:
        lines = self.text.count("\n", self._counted, end)
        if not lines:
            return self._line, self._column + end - self._counted
        return self._line + lines, end - self.text.rfind("\n", self._counted, end)

    def begin(self) -> None:
        """Read on by little again."""
        self._ahead = _CHUNK

    def next(self) -> str:
        """Go to the next character that is no space, and give it; nothing at the end."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def take(self, character: str) -> bool:
        """Go past a character if it is what comes next."""
        found = self.next() == character
        self.at += found
        return found

    def value(self) -> Json:
        """Read one value and go past it.

        Errors: ``_RefusedError`` for one that is not taken, which is gone past as well;
        ``_BrokenError`` where there is none.
        """
        self.begin()
        self.next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                rest = self.text[error.pos :].strip()
                cut = error.msg.startswith("Unterminated") or len(rest) < _EDGE
                if not cut or not self._grow():
                    raise self._broken(error) from error
            except RecursionError as error:
                self._skip()
                raise _RefusedError("is nested too deep") from error
            except _RefusedError:
                self._skip()
                raise
            else:
                if self._may_be_cut(end) and self._grow():
                    continue
                self.at = end
                return value  # type: ignore[no-any-return] # the hooks make nothing else

    def broken(self, says: str) -> _BrokenError:
        """Give the error of something else that should come next, or of nothing that comes."""
        return _BrokenError(says, 0) if self.next() else _CutError(0)

    def _broken(self, error: json.JSONDecodeError) -> _BrokenError:
        rest = self.text[error.pos :].strip()
        begun = any(word.startswith(rest) for word in _WORDS)
        is_text = error.msg.startswith("Unterminated")
        is_escape = error.msg.startswith("Invalid \\") and _ESCAPE.search(self.text)
        if self.ended and (begun or is_text or is_escape):
            return _CutError(len(self.text) - self.at)
        return _BrokenError(error.msg, error.pos - self.at)

    def _grow(self) -> bool:
        """Read on within one value, twice as far each time, as it is read from its start again."""
        self._ahead = min(2 * self._ahead, LONGEST)
        return len(self.text) - self.at <= LONGEST and self.more()

    def _may_be_cut(self, end: int) -> bool:
        """Whether a value is a number that the file may go on with."""
        return end + _REST >= len(self.text) and self.text[self.at] in "-0123456789"

    def _skip(self) -> None:
        """Go past a value by its brackets, or past what is no number."""
        if literal := _NO_NUMBER.match(self.text, self.at):
            self.at = literal.end()
            return
        while True:
            depth = 0
            for token in _TOKEN.finditer(self.text, self.at):
                depth += (token[0] in "{[") - (token[0] in "}]")
                if depth == 0:
                    self.at = token.end()
                    return
                if depth > _DEEPEST:
                    raise _BrokenError("nested too deep to go past it", token.start() - self.at)
            if not self._grow():
                end = len(self.text) - self.at
                raise _CutError(end) if self.ended else _BrokenError("a record does not end", end)


class _Reading:
    """One file being read: tells of what breaks it, and goes on where a new line begins anew."""

    def __init__(self, opened: Opened, list_key: str):
        self._name, self._list_key = opened.name, list_key
        self._buffer = _Buffer(opened)

    def records(self) -> Iterator[JsonRecord | LeftOut]:
        """Give every record.

        Errors: ``InputError`` where the file begins with no object or list.
        """
        if (first := self._buffer.next()) not in ("{", "["):
            says = f"is no JSON: it begins with {first!r}" if first else "is empty"
            raise nothing_read(self._name, "syntax", says, *self._buffer.place())
        while character := self._buffer.next():
            try:
                yield from self._top(character)
            except _BrokenError as error:
                yield LeftOut(self._where(error.at), str(error))
                if not self._begin_anew():
                    return

    def _top(self, character: str) -> Iterator[JsonRecord | LeftOut]:
        buffer = self._buffer
        base = self._where() + "#" if buffer.place() != (1, 1) else self._name + "#"
        if buffer.take("["):
            yield from self._listed(base)
        elif buffer.take("{"):
            yield from self._object(base)
        else:
            raise _BrokenError(f"{character!r} is neither an object nor a list", 0)

    def _object(self, base: str) -> Iterator[JsonRecord | LeftOut]:
        """Read a record, or a page whose list of records is read one by one."""
        value: dict[str, Json] = {}
        page, refused, held, first = False, "", 0, True
        while not self._buffer.take("}"):
            start = self._buffer.passed
            key = self._key(first=first)
            first = False
            if key == self._list_key and self._buffer.take("["):
                page = True
                yield from self._listed(f"{base}/{key}")
                continue
            try:
                _add(value, key, self._buffer.value())
                held += self._buffer.passed - start
                _require_room(held)
            except _RefusedError as error:
                refused = refused or str(error)
            if refused:
                value.clear()
        if refused:
            yield LeftOut(base, refused)
        elif not page:
            yield JsonRecord(base, value)

    def _key(self, *, first: bool) -> str:
        if not first and not self._buffer.take(","):
            raise self._buffer.broken("expected a comma or the end of the object")
        key = self._buffer.value() if self._buffer.next() == '"' else None
        if not isinstance(key, str) or not self._buffer.take(":"):
            raise self._buffer.broken("expected a key and a colon")
        return key

    def _listed(self, base: str) -> Iterator[JsonRecord | LeftOut]:
        number = 0
        while not self._buffer.take("]"):
            if number and not self._buffer.take(","):
                raise self._buffer.broken("expected a comma or the end of the list")
            yield self._item(f"{base}/{number}")
            number += 1

    def _item(self, base: str) -> JsonRecord | LeftOut:
        try:
            value = self._buffer.value()
        except _RefusedError as error:
            return LeftOut(base, str(error))
        if isinstance(value, dict):
            return JsonRecord(base, value)
        return LeftOut(base, "is no object")

    def _where(self, ahead: int = 0) -> str:
        line, column = self._buffer.place(ahead)
        return f"{self._name}:{line}:{column}"

    def _begin_anew(self) -> bool:
        """Go on to the next line that begins with an object, as files of lines have them."""
        buffer = self._buffer
        buffer.begin()
        while (at := buffer.text.find("\n{", buffer.at)) < 0:
            buffer.at = max(buffer.at, len(buffer.text) - 1)
            if not buffer.more():
                return False
        buffer.at = at + 1
        return True


def json_records(opened: Opened, list_key: str) -> Iterator[JsonRecord | LeftOut]:
    """Read the records of a file, each as soon as it is there, with no more than it in memory.

    Shape:  one object; an object whose ``list_key`` has them; a list; or any of these one
            after another, as lines. ``NaN``, two keys of one name, and what is nested
            beyond a thousand levels are left out, with the record they stand in.
    Errors: ``InputError`` where the file is no JSON, not UTF-8, or passes a bound.
    """
    return _Reading(opened, list_key).records()
