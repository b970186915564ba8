"""``mdmakg agree``: how far two encodings of one text agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.options import NoColor, Output, Quiet, require_format
from mdmakg.cli.show import note, put
from mdmakg.errors import UsageError

__all__ = ["agree_command"]

Coder = Annotated[
    Path, typer.Argument(metavar="A", help="A document file or a corpus folder, of one coder.")
]
Other = Annotated[Path, typer.Argument(metavar="B", help="The same, of the other coder.")]


def agree_command(
    a: Coder,
    b: Other,
    overlap: Annotated[
        float,
        typer.Option(
            metavar="SHARE",
            help="How much of both core passages two claims must share to be one, up to 1.",
        ),
    ] = 0.5,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List each, with both codes and their places.")
    ] = False,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or tsv.")] = "table",
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Compare two encodings of one text: which claims are the same, and Cohen's kappa per code."""
    from fractions import Fraction

    from mdmakg.agree.compare import compare
    from mdmakg.agree.inputs import read_inputs
    from mdmakg.report.agreement import AGREEMENT_WRITERS, write_agreement

    require_format(format_, AGREEMENT_WRITERS)
    if not 0 < overlap <= 1:
        raise UsageError(f"--overlap is a share above 0 and up to 1, not {overlap:g}")
    compared = compare(read_inputs(a, b), Fraction(str(overlap)))
    if not any(pair.pairs for pair in compared.documents):
        note("warning: no claim of one is a claim of the other; nothing was compared", quiet=quiet)
    put(write_agreement(compared, format_, disagreements=disagreements), output)
