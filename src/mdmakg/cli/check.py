"""``mdmakg check``: check results only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.options import (
    FailOn,
    NoColor,
    Off,
    Output,
    Quiet,
    RuleFolder,
    Texts,
    corpus_folder,
    rules_of,
)
from mdmakg.cli.show import note, progress, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdmakg.check.rules import Rules
    from mdmakg.errors import Place
    from mdmakg.model.check import CheckReport

__all__ = ["check_command"]


def check_command(
    corpus: Annotated[
        Path | None,
        typer.Argument(
            help="A folder of document files, or an RDF file; ./data if there is one, else ours."
        ),
    ] = None,
    texts: Texts = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json, sarif, github, junit or shacl.")
    ] = "text",
    fail_on: FailOn = "violation",
    off: Off = None,
    shapes: RuleFolder = None,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Check a corpus, or RDF made from one, and say where each finding is."""
    from mdmakg.cli.verdict import fail_on_of, finish
    from mdmakg.encode.rdf import RDF_FILES
    from mdmakg.report.view import View
    from mdmakg.report.writers import writer

    severity, write = fail_on_of(fail_on), writer(format_)
    rules = rules_of(off, shapes)
    if corpus is not None and corpus.suffix in RDF_FILES:
        report, lines = _check_rdf(corpus, texts, rules, quiet=quiet)
    else:
        report, lines = _check_folder(corpus, texts, rules, quiet=quiet)
    put(write(report, View(fail_on=severity, line_of=_line_in(lines))), output)
    finish(report, severity)


Lines = dict[str, tuple[str, ...]]


def _check_folder(
    corpus: Path | None, texts: Path | None, rules: Rules, *, quiet: bool
) -> tuple[CheckReport, Lines]:
    from mdmakg.build.build import check_corpus

    folder, shown, which = corpus_folder(corpus)
    note(which, quiet=quiet)
    with progress(quiet=quiet) as tell:
        checked = check_corpus(folder, texts=texts, shown_as=shown, rules=rules, tell=tell)
    _tell_texts(checked.texts.notes, quiet=quiet)
    return checked.report, {file.file: file.lines for file in checked.corpus.files}


def _check_rdf(
    path: Path, texts: Path | None, rules: Rules, *, quiet: bool
) -> tuple[CheckReport, Lines]:
    from mdmakg.build.rdf import check_rdf

    note(f"RDF: {path}", quiet=quiet)
    report, notes = check_rdf(path, texts=texts, rules=rules)
    _tell_texts(notes, quiet=quiet)
    return report, {}


def _tell_texts(notes: Iterable[str], *, quiet: bool) -> None:
    for told in notes:
        note(f"note: {told}", quiet=quiet)


def _line_in(lines: Lines) -> Callable[[Place], str]:
    def line_of(place: Place) -> str:
        held = lines.get(place.file, ())
        return held[place.line - 1] if place.line <= len(held) else ""

    return line_of
