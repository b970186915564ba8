"""``mdmakg import``: the records of others into document files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.complete import complete_importer
from mdmakg.cli.options import NoColor, Quiet
from mdmakg.cli.show import note, progress, several
from mdmakg.errors import NothingError, PartialError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.importer import Imported, LeftOut
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

__all__ = ["import_command"]

_LISTED = 20  # what was left out, on the terminal


def import_command(
    kind: Annotated[
        str,
        typer.Argument(
            help="metapsy, clinicaltrials, pubmed, jats, ris or bibtex.",
            autocompletion=complete_importer,
        ),
    ],
    files: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders or zip archives of records; - is standard input.",
            metavar="FILE...",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write to.", file_okay=False)
    ] = Path("imported"),
    beside: Annotated[
        Path | None,
        typer.Option(
            "--beside", metavar="CORPUS", help="The corpus that the files will stand beside."
        ),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="NAME=ID",
            help="What a record calls NAME is ID of that corpus; may be said several times.",
        ),
    ] = None,
    seen: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day on which the records were got: YYYY-MM-DD."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that no import made.")
    ] = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Import registry records, effect-size tables or references as document files."""
    from mdmakg.imports.importers import importer_named
    from mdmakg.imports.importing import Import, records
    from mdmakg.imports.mark import LEFT_OUT

    importer = importer_named(kind, None if seen is None else _day(seen))
    known = _known(beside, names or [])
    told: list[LeftOut] = []
    with progress(quiet=quiet) as tell:
        remarks: list[str] = []
        job = Import(output, kind, force=force, given=_given(files))
        read = records(importer, _opened(files, output), known, job.refused)
        found = _remarked(read, remarks)
        tally = job.run(found, lambda left: _hear(told, left), tell)
    for left in told:
        note(f"{left.where}: left out: {left.why}", quiet=False)
    if tally.left_out > len(told):
        more = tally.left_out - len(told)
        note(f"and {more:,} more, all of them in {output / LEFT_OUT}", quiet=False)
    for remark in remarks[:_LISTED]:
        note(remark, quiet=quiet)
    if len(remarks) > _LISTED:
        note(f"and {len(remarks) - _LISTED:,} more remarks", quiet=quiet)
    if not tally.written:
        raise NothingError(_nothing(tally.left_out, files))
    note(f"wrote {several(tally.written, 'document')} to {output}", quiet=quiet)
    if tally.left_out:
        raise PartialError(f"{several(tally.left_out, 'thing')} left out: {output / LEFT_OUT}")


def _remarked(
    found: Iterator[Imported | LeftOut], remarks: list[str]
) -> Iterator[Imported | LeftOut]:
    """Pass records on, and gather what is remarked of them."""
    from mdmakg.imports.importer import Imported

    for each in found:
        if isinstance(each, Imported):
            remarks.extend(each.remarks)
        yield each


def _hear(told: list[LeftOut], left: LeftOut) -> None:
    if len(told) < _LISTED:
        told.append(left)


def _given(files: list[str]) -> tuple[str, ...]:
    from mdmakg.imports.opened import STDIN

    return tuple(STDIN if name == "-" else str(Path(name)) for name in files)


def _nothing(left_out: int, files: list[str]) -> str:
    if left_out:
        return "no document was written"
    return f"no document was written: there is no record in {', '.join(files)}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--seen takes a day as YYYY-MM-DD, not {text!r}") from None


def _known(beside: Path | None, names: list[str]) -> Known:
    from mdmakg.imports.called import with_names
    from mdmakg.imports.known import NOTHING, known_beside

    return with_names(NOTHING if beside is None else known_beside(beside), names)


def _opened(files: list[str], output: Path) -> Iterator[Opened | LeftOut]:
    from mdmakg.imports.mark import made_in
    from mdmakg.imports.opened import opened, standard_input

    for name in files:
        if name != "-":
            yield from opened([Path(name)], made=made_in(output))
        elif sys.stdin is None:
            raise UsageError("standard input is closed, and - says to read it")
        else:
            yield standard_input(sys.stdin.buffer)
