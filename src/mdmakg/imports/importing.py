"""Records in, files out: each written as soon as it is read, and a list of what was not taken."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TextIO

from mdmakg.beside import write_beside
from mdmakg.errors import InputError
from mdmakg.imports.guess import kind_of
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import AS, unmatched
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mdmakg.imports.importer import Importer
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

    Tell = Callable[[str, int, int], None]

__all__ = ["LEFT_OUT", "MARK", "Import", "Tally", "records"]

MARK: Final = "# Made by mdmakg import"
"""How every file begins that an import made: such a file, and no other, is made anew."""

LEFT_OUT: Final = "left-out.tsv"
"""The file that lists what was not taken: place and reason."""


@dataclass(slots=True)
class Tally:
    """How many documents were written, and how many things left out."""

    written: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """Where documents go, and of which kind of record they are; ``taken`` are their ids.

    ``given`` names the files of this import: what an earlier import said of others is kept.
    """

    folder: Path
    token: str
    force: bool = False
    taken: set[str] = field(default_factory=set)
    given: tuple[str, ...] = ()

    def run(
        self,
        found: Iterable[Imported | LeftOut],
        left: Callable[[LeftOut], None],
        tell: Tell,
    ) -> Tally:
        """Write every record as it comes; ``left`` hears of everything that is not taken.

        Shape:  one file for each record, whole or not at all; a list of what was left out
                beside them, if anything was, before what earlier imports of other files did.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        tally = Tally()
        beside = self.folder / f".{LEFT_OUT}.new"
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as out:
                out.write("where\twhy\n")
                for each in self._told(found, tally, tell):
                    tally.left_out += 1
                    left(each)
                    _list(out, each)
                earlier = self._add_earlier(out)
            self._keep(beside, tally.left_out + earlier)
        finally:
            beside.unlink(missing_ok=True)
        return tally

    def _add_earlier(self, out: TextIO) -> int:
        """Repeat what earlier imports left out of files that are not read now."""
        again = (AS, *(f"{name.rstrip('/')}{mark}" for name in self.given for mark in "\t:#/"))
        own = {str(self.folder / f"{id_}.yaml") for id_ in self.taken}
        added = 0
        with suppress(FileNotFoundError), (self.folder / LEFT_OUT).open(encoding="utf-8") as rows:
            next(rows, "")
            for row in rows:
                if not row.startswith(again) and row.partition("\t")[0] not in own:
                    out.write(row)
                    added += 1
        return added

    def _keep(self, beside: Path, number: int) -> None:
        """Put the list in its place, or take an earlier one away."""
        place = self.folder / LEFT_OUT
        if number:
            beside.replace(place)
        else:
            place.unlink(missing_ok=True)

    def _told(
        self, found: Iterable[Imported | LeftOut], tally: Tally, tell: Tell
    ) -> Iterator[LeftOut]:
        for each in found:
            if isinstance(each, LeftOut):
                yield each
                continue
            yield from each.left_out
            refused = self._write(each)
            if refused is not None:
                yield refused
            else:
                tally.written += 1
                tell("importing", tally.written, 1)

    def _write(self, record: Imported) -> LeftOut | None:
        path = self.folder / f"{record.id}.yaml"
        if record.id in self.taken:
            return LeftOut(str(path), "another record of this import is called so; it is kept")
        self.taken.add(record.id)
        if not self.force and path.exists() and not _is_ours(path):
            return LeftOut(str(path), "stands there and was made by hand; --force overwrites it")
        text = f"{MARK} {self.token}; made anew, it is overwritten.\n{yaml_text(record.document)}"
        write_beside(path, text.encode())
        return None


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK.encode()


def _list(out: TextIO, left: LeftOut) -> None:
    where, why = (" ".join(text.split()) for text in (left.where, left.why))
    out.write(f"{where}\t{why}\n")


def records(
    importer: Importer, files: Iterable[Opened | LeftOut], known: Known
) -> Iterator[Imported | LeftOut]:
    """Give the records of all files; a file that cannot be read, or read on, is told."""
    for file in files:
        if isinstance(file, LeftOut):
            yield file
            continue
        kind = kind_of(file.stream)
        try:
            yield from importer.read(file, known)
        except InputError as error:
            is_other = kind not in {"", importer.token}
            outcome = f"this looks like the kind {kind}" if is_other else error.outcome
            for fault in error.faults:
                yield LeftOut(str(fault.place), f"{fault.message}; {outcome}")
    for name, why in unmatched(known):
        yield LeftOut(f"{AS}{name}", why)
