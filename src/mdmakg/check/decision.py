"""Decision tables: how check results become assessments, as data.

A table is a file of tab-separated columns, the last two ``when`` and ``because``::

    fidelity       when                          because
    not-in-source  !compared !authors            nothing that was read says so
    strengthened   strengthened:hedge|intensity  it says more than the source
    as-reported    *                             it says what the source says

The first row whose every word holds decides; a word is ``NAME`` or ``NAME:A|B``
(any of them), denied by a leading ``!``. The last row is ``*`` and no other is, so
that no claim falls through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.check.standing import ALWAYS, OF_CHECKS, OF_DRIFTS, WORDS
from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.files import lines_of, read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from enum import StrEnum
    from pathlib import Path

__all__ = ["Row", "Table", "Word", "read_table"]

_COLUMNS: Final = ("value", "when", "because")


@dataclass(frozen=True, slots=True)
class Word:
    """One condition: a name, any of its members, and whether it is denied."""

    name: str
    members: tuple[str, ...] = ()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What is decided when every word holds, and why, in words."""

    value: str
    words: tuple[Word, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in their order; the last is total."""

    rows: tuple[Row, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The checks that move it."""
        words = (word for row in self.rows for word in row.words if word.name in OF_CHECKS)
        return frozenset(code for word in words for code in word.members)


def read_table(path: Path, values: type[StrEnum], codes: Collection[str]) -> Table:
    """Read a decision table.

    ``codes`` are the checks there are.
    Errors: ``InputError`` with every fault of the file.
    """
    lines = [
        (number, line)
        for number, line in enumerate(lines_of(read_text(path)), start=1)
        if line.strip() and not line.startswith("#")
    ]
    reader = _Reader(str(path), values, codes)
    faults = [*reader.head_faults(lines), *reader.faults(lines[1:])]
    if faults:
        raise InputError(faults)
    return Table(tuple(_row(line) for _, line in lines[1:]))


def _row(line: str) -> Row:
    value, when, because = line.split("\t")
    return Row(value, tuple(map(_word, when.split())), because)


_WORD: Final = re.compile(r"(!?)([a-z-]+|\*)(?::([a-z*|-]+))?")


def _word(text: str) -> Word:
    found = _WORD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    members = tuple(found[3].split("|")) if found[3] else ()
    return Word(found[2], members, found[1] == "!")


def _words(line: str) -> tuple[Word, ...]:
    """Give the words of a row as far as they are words."""
    when = (*line.split("\t"), "")[1].split()
    return tuple(_word(text) for text in when if _WORD.fullmatch(text))


def _forestalls(above: tuple[Word, ...], below: tuple[Word, ...]) -> bool:
    """Whether every word of a row above holds wherever all words of the row below do."""
    return bool(above) and all(
        word.name == ALWAYS or any(_implies(other, word) for other in below) for word in above
    )


def _implies(word: Word, other: Word) -> bool:
    if (word.name, word.denied) != (other.name, other.denied):
        return False
    mine, its = set(word.members), set(other.members)
    wider, narrower = (mine, its) if word.denied else (its, mine)
    return narrower <= wider or ALWAYS in wider


Lines = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    values: type[StrEnum]
    codes: Collection[str]

    def fault(self, number: int, line: str, message: str, near: str = "") -> Fault:
        column = line.find(near) + 1 if near else 1
        return Fault(Place(self.file, number, max(column, 1)), "decision-table", message, line)

    def head_faults(self, lines: Lines) -> Iterator[Fault]:
        wanted = [PurePath(self.file).stem, *_COLUMNS[1:]]
        number, head = lines[0] if lines else (1, "")
        if head.split("\t") != wanted:
            yield self.fault(number, head, f"the columns are {', '.join(wanted)}")

    def faults(self, lines: Lines) -> Iterator[Fault]:
        for number, line in lines:
            yield from self._row_faults(number, line)
        yield from self._unreached(lines)
        totals = [(number, line) for number, line in lines if line.split("\t")[1:2] == [ALWAYS]]
        if not totals or totals[-1] != lines[-1]:
            number, line = lines[-1] if lines else (1, "")
            says = f"the last row holds always ({ALWAYS}), or a claim could fall through"
            yield self.fault(number, line, says)

    def _unreached(self, lines: Lines) -> Iterator[Fault]:
        """Find rows that a row above them always forestalls."""
        above: list[tuple[int, tuple[Word, ...]]] = []
        for number, line in lines:
            words = _words(line)
            first = next((at for at, others in above if _forestalls(others, words)), None)
            if first is not None:
                says = f"this row can never decide: the one in line {first} holds whenever it does"
                yield self.fault(number, line, says)
            above.append((number, words))

    def _row_faults(self, number: int, line: str) -> Iterator[Fault]:
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS) or not all(cell.strip() for cell in cells):
            yield self.fault(number, line, "a row has three columns, none of them empty")
            return
        if cells[0] not in frozenset(self.values):
            known = ", ".join(self.values)
            yield self.fault(number, line, f"{cells[0]!r} is none of {known}", cells[0])
        words = _words(line)
        for word in words:
            if Word(word.name, word.members, not word.denied) in words:
                yield self.fault(number, line, f"{word.name!r} cannot hold and not hold", word.name)
        for text in cells[1].split():
            if says := self._flaw(text):
                yield self.fault(number, line, says, text)

    def _flaw(self, text: str) -> str:
        """Say what is wrong with a word; empty where nothing is."""
        if not _WORD.fullmatch(text):
            return f"{text!r} is no word of a table: NAME, NAME:A|B, or with ! before it"
        word = _word(text)
        if word.name not in WORDS:
            return f"{word.name!r} is none of {', '.join(sorted(WORDS))}"
        known = self.codes if word.name in OF_CHECKS else WORDS[word.name]
        any_ = {ALWAYS} if word.name in OF_DRIFTS else set[str]()
        strange = [member for member in word.members if member not in {*known, *any_}]
        if strange:
            what = "no check has the code" if word.name in OF_CHECKS else f"{word.name} has no"
            return f"{what} {', '.join(map(repr, strange))}"
        if bool(known) != bool(word.members):
            return f"{word.name!r} {'wants' if known else 'takes no'} members"
        return ""
