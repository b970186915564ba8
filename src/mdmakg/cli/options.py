"""Options that several verbs share, each said once."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mdmakg.cli.complete import complete_check, complete_claim, complete_source
from mdmakg.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mdmakg.check.chosen import Rules

__all__ = [
    "BuildDir",
    "Cafile",
    "ClaimName",
    "Cluster",
    "FailOn",
    "Jobs",
    "NoColor",
    "Off",
    "Output",
    "Quiet",
    "RuleFolder",
    "Texts",
    "Without",
    "corpus_folder",
    "one_of",
    "require_format",
    "require_remote",
    "rules_of",
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
Off = Annotated[
    list[str] | None,
    typer.Option(
        "--off",
        help="Switch a check off, by its code; may be said several times.",
        autocompletion=complete_check,
    ),
]
RuleFolder = Annotated[
    Path | None,
    typer.Option(
        "--shapes", help="The folder of shapes, checks and tables to use instead of ours."
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="SOURCE",
        help="Answer as if this source did not exist; may be said several times.",
        autocompletion=complete_source,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", help="Processes that work at once; the processors, if it pays.", min=1
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Have a Dask cluster do the work: tcp://HOST:PORT, tls://HOST:PORT, or local.",
    ),
]
Cafile = Annotated[
    Path | None,
    typer.Option(
        "--cafile", help="Certificates of authorities to trust (PEM) instead of the usual ones."
    ),
]
ClaimName = Annotated[
    str, typer.Argument(help="A claim, such as blog:c12.", autocompletion=complete_claim)
]


def one_of(formats: Iterable[str]) -> Any:
    """Give the option by which one of these formats is chosen."""
    return typer.Option("--format", "-f", help=f"One of {', '.join(formats)}.")


def require_format(token: str, formats: Collection[str]) -> None:
    """Refuse a format that nothing is given in, before anything is done.

    Errors: ``UsageError`` naming those there are.
    """
    if token not in formats:
        raise UsageError(f"--format is one of {', '.join(formats)}, not {token!r}")


def require_remote() -> None:
    """Make sure that what asks other stores is installed.

    Errors: ``UsageError`` saying how to install it.
    """
    if find_spec("requests") is None:
        raise UsageError("asking another store needs more: pip install 'mdmakg[remote]'")


def rules_of(off: list[str] | None, shapes: Path | None) -> Rules:
    """Say which rules are to run.

    Errors: ``UsageError`` if there is no such folder.
    """
    from mdmakg.check.chosen import Rules

    known = frozenset(off or ())
    if shapes is None:
        return Rules(off=known)
    if not any(shapes.glob("*.ttl")):
        raise UsageError(f"{shapes}: is no folder of shapes: it has no .ttl file")
    return Rules(shapes=shapes, off=known)


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
    from mdmakg.read.listing import corpus_files

    try:
        return bool(corpus_files(here))
    except InputError:
        return False
