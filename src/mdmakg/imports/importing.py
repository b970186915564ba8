"""Records in, files out: each written as soon as it is read, and a list of what was not taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TextIO

from mdmakg.beside import write_beside
from mdmakg.errors import InputError, UsageError
from mdmakg.imports.called import AS, unmatched
from mdmakg.imports.content import content_of
from mdmakg.imports.guess import kind_of
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.joining import joined
from mdmakg.imports.mark import LEFT_OUT, LISTED, NEW_LIST, is_ours
from mdmakg.imports.replaced import is_of_others, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator
    from pathlib import Path

    from mdmakg.imports.importer import Importer
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

    Tell = Callable[[str, int, int], None]

__all__ = ["Import", "Tally", "records"]

_ESCAPED: Final = "backslashreplace"  # a name may have what no text can


@dataclass(slots=True)
class Tally:
    """How many documents were written, and how many things left out."""

    written: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """Where documents go, and of which kind of record they are; ``taken`` are their ids.

    ``given`` names the files of this import: what an earlier import said of others is kept.
    ``refused`` are the ids of documents that were not written.
    """

    folder: Path
    token: str
    force: bool = False
    taken: set[str] = field(default_factory=set)
    given: tuple[str, ...] = ()
    refused: set[str] = field(default_factory=set)

    def run(
        self,
        found: Iterable[Imported | LeftOut],
        left: Callable[[LeftOut], None],
        tell: Tell,
    ) -> Tally:
        """Write every record as it comes; ``left`` hears of everything that is not taken.

        Shape:  one file for each record, whole or not at all; a list of what was left out
                beside them, if anything was, before what earlier imports of other files did.
                Where an import ends early, the list is that of the files written until then.
        Errors: ``UsageError`` where a list stands there that no import made.
        """
        self._look()
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / NEW_LIST
        try:
            with beside.open("w", encoding="utf-8", errors=_ESCAPED, newline="\n") as out:
                return self._listed(self._told(found, tell), left, out)
        finally:
            beside.unlink(missing_ok=True)

    def _look(self) -> None:
        """Refuse to make a list anew that no import made."""
        place = self.folder / LEFT_OUT
        if not self.force and place.exists() and not is_ours(place):
            raise UsageError(f"{place} stands there and was made by hand; --force overwrites it")

    def _listed(
        self, told: Iterable[LeftOut | int], left: Callable[[LeftOut], None], out: TextIO
    ) -> Tally:
        """Count what was written and list what was left out, and put the list in its place."""
        tally = Tally()
        out.write(LISTED)
        again = _Again()
        try:
            for each in told:
                if isinstance(each, int):
                    tally.written = each
                    continue
                tally.left_out += 1
                left(each)
                _list(out, each)
            again = self._again()
        finally:
            earlier = self._add_earlier(out, again)
            out.close()
            self._keep(tally.left_out + earlier)
        return tally

    def _again(self) -> _Again:
        names = (_escaped(name.rstrip("/")) for name in self.given)
        files = {_escaped(str(self.folder / f"{id_}.yaml")) for id_ in self.taken}
        return _Again((AS, *(f"{name}{mark}" for name in names for mark in "\t:#/")), files)

    def _add_earlier(self, out: TextIO, again: _Again) -> int:
        """Repeat what earlier imports left out of what is not read ``again``."""
        place = self.folder / LEFT_OUT
        if not place.exists() or not is_ours(place):
            return 0
        added = 0
        with place.open(encoding="utf-8", errors=_ESCAPED) as rows:
            next(rows, "")
            for row in rows:
                if not again.tells(row):
                    out.write(row)
                    added += 1
        return added

    def _keep(self, number: int) -> None:
        """Put the list in its place, or take an earlier one away."""
        place = self.folder / LEFT_OUT
        if number:
            (self.folder / NEW_LIST).replace(place)
        else:
            place.unlink(missing_ok=True)

    def _told(self, found: Iterable[Imported | LeftOut], tell: Tell) -> Iterator[LeftOut | int]:
        """Give what is left out, and after each document that is written how many there are."""
        written = 0
        for each in found:
            if isinstance(each, LeftOut):
                yield each
                continue
            yield from each.left_out
            path = self.folder / f"{each.id}.yaml"
            try:
                gone = self._write(each, path)
            except _NotWrittenError as error:
                self.refused.add(each.id)
                yield LeftOut(str(path), str(error))
                continue
            if gone:
                yield LeftOut(str(path), gone)
            written += 1
            yield written
            tell("importing", written, 1)

    def _write(self, record: Imported, path: Path) -> str:
        """Write a document, and say what its file had before and has no more.

        Errors: ``_NotWrittenError`` says why it was not written.
        """
        if record.id in self.taken:
            raise _NotWrittenError("another record of this import is called so; it is kept")
        self.taken.add(record.id)
        stands = path.exists()
        if stands and not self.force and not is_ours(path):
            raise _NotWrittenError("stands there and was made by hand; --force overwrites it")
        try:
            content = content_of(record, self.token)
        except ValueError as error:
            raise _NotWrittenError(f"was not written: {error}") from error
        before = path.read_bytes() if stands and is_ours(path) else b""
        if not self.force and is_of_others(before, content):
            says = "stands there with records of another file; --force overwrites it"
            raise _NotWrittenError(says)
        write_beside(path, content)
        return lost(before, content)


class _NotWrittenError(Exception):
    """A document is not written; the message says why."""


@dataclass(frozen=True, slots=True)
class _Again:
    """What is read again, by how lines of a list begin: what they said of it is not said now."""

    starts: tuple[str, ...] = ()
    files: Collection[str] = ()

    def tells(self, row: str) -> bool:
        """Say whether a line of the list before is of a file or document of this import."""
        return row.startswith(self.starts) or row.partition("\t")[0] in self.files


def _escaped(name: str) -> str:
    return name.encode(errors=_ESCAPED).decode()


def _list(out: TextIO, left: LeftOut) -> None:
    where, why = (" ".join(text.split()) for text in (left.where, left.why))
    out.write(f"{where}\t{why}\n")


def records(
    importer: Importer,
    files: Iterable[Opened | LeftOut],
    known: Known,
    refused: Container[str] = (),
) -> Iterator[Imported | LeftOut]:
    """Give the records of all files; a file that cannot be read, or read on, is told.

    What a document shares is known to the files after it, unless the document is ``refused``:
    asked when the next record is.
    """
    for file in files:
        if isinstance(file, LeftOut):
            yield file
            continue
        kind = kind_of(file.stream)
        try:
            for each in importer.read(file, known):
                yield each
                if isinstance(each, Imported) and each.shared and each.id not in refused:
                    known = joined(known, each)
        except InputError as error:
            is_other = kind not in {"", importer.token}
            outcome = f"this looks like the kind {kind}" if is_other else error.outcome
            for fault in error.faults:
                yield LeftOut(str(fault.place), f"{fault.message}; {outcome}")
    for name, why in unmatched(known):
        yield LeftOut(f"{AS}{name}", why)
