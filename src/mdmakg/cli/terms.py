"""``mdmakg terms``: whether mappings lead where they say, and what became of the terms since."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.options import FailOn, NoColor, Output, Quiet, corpus_folder
from mdmakg.cli.show import note, put

__all__ = ["terms_command"]


def terms_command(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="A folder of document files; ./data if there is one, else ours."),
    ] = None,
    ontology: Annotated[
        list[Path] | None,
        typer.Option(
            "--ontology",
            help="A release of a vocabulary, as OWL (RDF/XML), OBO or OBO Graphs JSON, packed by "
            "gzip or not: tells what was renamed, retired or redefined since. May be repeated.",
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json, or tsv: what --ontology has now.")
    ] = "text",
    fail_on: FailOn = "violation",
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Audit identifiers and mappings, offline, against the terms of which something is recorded."""
    from mdmakg.cli.verdict import fail_on_of
    from mdmakg.errors import UsageError
    from mdmakg.report.verdict import is_severe
    from mdmakg.terms.examine import examine, recorded
    from mdmakg.terms.report import WRITERS

    least = fail_on_of(fail_on)
    if format_ not in (*WRITERS, "tsv"):
        raise UsageError(f"there is no format {format_!r}; there are {', '.join(WRITERS)} and tsv")
    if format_ == "tsv" and not ontology:
        raise UsageError("--format tsv writes what an ontology has: name one with --ontology")
    folder, shown, which = corpus_folder(corpus)
    note(which, quiet=quiet)
    examined = examine(folder, shown, tuple(ontology or ()))
    if format_ == "tsv":
        put("".join(f"{row}\n" for row in recorded(examined)), output)
    else:
        put(WRITERS[format_](examined.audit), output)
    audit = examined.audit
    if any(is_severe(one.severity, least) for one in audit.findings) or not audit.mappings:
        raise typer.Exit(1)
