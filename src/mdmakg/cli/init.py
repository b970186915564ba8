"""``mdmakg init``: a new corpus with one example that builds at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.options import NoColor, Quiet
from mdmakg.cli.show import note

__all__ = ["init_command"]


def init_command(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("data"),
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Make a new corpus: one commented example document, its text, and the schema for editors."""
    from mdmakg.build.example import make_example

    for path in make_example(folder):
        note(f"wrote {path}", quiet=quiet)
    note(f"next: mdmakg build {folder} --texts {folder / 'texts'}", quiet=quiet)
