"""``mdmakg check``: check results only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from mdmakg.cli.options import (
    Cluster,
    FailOn,
    Jobs,
    NoColor,
    Off,
    Output,
    Quiet,
    RuleFolder,
    Texts,
    Without,
    corpus_folder,
    rules_of,
)
from mdmakg.cli.show import note, progress, put
from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mdmakg.build.order import Order
    from mdmakg.check.chosen import Rules
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
    without: Without = None,
    jobs: Jobs = None,
    cluster: Cluster = None,
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
    how = _How(texts, rules_of(off, shapes), tuple(without or ()), jobs, cluster, quiet=quiet)
    if shapes is not None:
        note(f"shapes: {shapes}", quiet=quiet)
    if corpus is not None and corpus.suffix in RDF_FILES:
        report, lines = _check_rdf(corpus, how)
    else:
        report, lines = _check_folder(corpus, how)
    put(write(report, View(fail_on=severity, line_of=_line_in(lines))), output)
    finish(report, severity)


Lines: TypeAlias = "Callable[[str], Sequence[str]]"


@dataclass(frozen=True, slots=True)
class _How:
    """How to check: with which texts and rules, without which sources, by whom, in silence."""

    texts: Path | None
    rules: Rules
    omit: tuple[str, ...]
    jobs: int | None
    cluster: str | None
    quiet: bool


def _check_folder(corpus: Path | None, how: _How) -> tuple[CheckReport, Lines]:
    from mdmakg.build.make import IN_ONE_PIECE
    from mdmakg.build.order import Order
    from mdmakg.read.listing import corpus_files

    folder, shown, which = corpus_folder(corpus)
    note(which, quiet=how.quiet)
    order = Order(folder, shown, how.texts, how.rules)
    if how.omit and how.cluster is not None:
        raise UsageError("--without looks at the corpus as a whole, which a cluster does not")
    many = len(corpus_files(folder)) > IN_ONE_PIECE or how.cluster is not None
    return _check_parts(order, how) if many and not how.omit else _check_whole(order, how)


def _check_whole(order: Order, how: _How) -> tuple[CheckReport, Lines]:
    from mdmakg.build.build import check_corpus

    with progress(quiet=how.quiet) as tell:
        checked = check_corpus(
            order.corpus,
            texts=order.texts,
            shown_as=order.shown,
            rules=order.rules,
            omit=how.omit,
            tell=tell,
        )
    _tell((*filter(None, (checked.left_out,)), *checked.texts.notes), quiet=how.quiet)
    lines = {file.file: file.lines for file in checked.corpus.files}
    return checked.report, lambda file: lines.get(file, ())


def _check_parts(order: Order, how: _How) -> tuple[CheckReport, Lines]:
    from mdmakg.build.check import check_in_parts
    from mdmakg.build.executor.choice import open_executor
    from mdmakg.read.files import source_lines

    heard = partial(note, quiet=how.quiet)
    with (
        progress(quiet=how.quiet) as tell,
        open_executor(jobs=how.jobs, cluster=how.cluster, note=heard) as executor,
    ):
        report, notes = check_in_parts(order, executor, tell)
    _tell(notes, quiet=how.quiet)
    return report, source_lines(order.corpus, order.shown)


def _check_rdf(path: Path, how: _How) -> tuple[CheckReport, Lines]:
    from mdmakg.build.rdf import check_rdf

    note(f"RDF: {path}", quiet=how.quiet)
    report, notes = check_rdf(path, texts=how.texts, rules=how.rules, omit=how.omit)
    _tell(notes, quiet=how.quiet)
    return report, lambda _file: ()


def _tell(notes: Iterable[str], *, quiet: bool) -> None:
    for told in notes:
        note(f"note: {told}", quiet=quiet)


def _line_in(lines: Lines) -> Callable[[Place], str]:
    def line_of(place: Place) -> str:
        held = lines(place.file)
        return held[place.line - 1] if place.line <= len(held) else ""

    return line_of
