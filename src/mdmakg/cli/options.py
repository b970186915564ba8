"""Options that several verbs share, each said once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.complete import complete_claim
from mdmakg.errors import InputError

__all__ = [
    "BuildDir",
    "ClaimName",
    "FailOn",
    "NoColor",
    "Output",
    "Quiet",
    "Texts",
    "corpus_folder",
]


def _without_colour(asked: bool) -> None:
    if asked:
        # What every library here that colours looks at: https://no-color.org
        os.environ["NO_COLOR"] = "1"


NoColor = Annotated[
    bool,
    typer.Option(
        "--no-color",
        help="No colours; the variable NO_COLOR says the same.",
        callback=_without_colour,
        is_eager=True,
    ),
]
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
FailOn = Annotated[
    str, typer.Option(help="What makes the exit code 1: violation, warning, info or never.")
]
ClaimName = Annotated[
    str, typer.Argument(help="A claim, such as blog:c12.", autocompletion=complete_claim)
]


def corpus_folder(given: Path | None) -> tuple[Path, Path, str]:
    """Find the corpus: the one given, ``./data`` if it is there, else the bundled one.

    Returns its folder, its name in messages, and the sentence that says which it is.
    """
    from mdmakg.bundle import folder

    if given is not None:
        return given, given, f"corpus: {given}"
    here = Path("data")
    if _is_corpus(here):
        return here, here, "corpus: ./data"
    return folder("data"), Path("data"), "corpus: the one that comes with mdmakg"


def _is_corpus(here: Path) -> bool:
    from mdmakg.read.corpus import corpus_files

    try:
        return bool(corpus_files(here))
    except InputError:
        return False
