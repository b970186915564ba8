"""Options that several verbs share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mdmakg.errors import UsageError

__all__ = ["BuildDir", "Format", "Output", "Quiet", "Texts", "corpus_folder"]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="Write here instead of to standard output.", dir_okay=False
    ),
]
Texts = Annotated[
    Path | None,
    typer.Option("--texts", help="The folder that has the texts: their passages are verified."),
]
BuildDir = Annotated[
    Path, typer.Option("--build", "-b", help="The folder of a build.", file_okay=False)
]
Format = Annotated[str | None, typer.Option("--format", "-f", help="The form of what is given.")]


def corpus_folder(given: Path | None) -> tuple[Path, Path, str]:
    """Find the corpus: the one given, ``./data`` if it is there, else the bundled one.

    Returns its folder, its name in messages, and the sentence that says which it is.
    """
    from mdmakg.bundle import folder

    if given is not None:
        if not given.is_dir():
            raise UsageError(f"{given}: a corpus is a folder of .yaml files, and this is none")
        return given, given, f"corpus: {given}"
    here = Path("data")
    if here.is_dir() and any(here.glob("*.yaml")):
        return here, here, "corpus: ./data"
    return folder("data"), Path("data"), "corpus: the one that comes with mdmakg"
