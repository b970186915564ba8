"""``mdmakg export``: a build in one form, for one claim, one document or all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.complete import complete_claim, complete_export
from mdmakg.cli.options import BuildDir, NoColor, Quiet
from mdmakg.cli.show import note, put_pieces
from mdmakg.cli.stale import warn_if_stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.export.exchange import Exchange
    from mdmakg.export.material import Material

__all__ = ["export_command"]

_EXAMPLE = "https://creativecommons.org/licenses/by/4.0/"


def export_command(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="A token, such as graphml; a wrong one is told all there are.",
            autocompletion=complete_export,
        ),
    ],
    claim: Annotated[
        str | None,
        typer.Option(help="Only this claim's chain.", autocompletion=complete_claim),
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only the chains of this document's claims.")
    ] = None,
    reviewed_by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who answers for reviews of claims; schema-org has none without."
        ),
    ] = None,
    licence: Annotated[
        str | None,
        typer.Option(
            "--license", metavar="IRI", help="The licence under which you give it to others."
        ),
    ] = None,
    build: BuildDir = Path("build"),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write here instead of to standard output; a folder if there are several files.",
        ),
    ] = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Write a build in the form of another tool."""
    from mdmakg.build.material import material_of

    form = _form(format_, narrowed=bool(claim or document), reviewer=reviewed_by, licence=licence)
    _require_place(form, output)
    made = material_of(
        build,
        claim=claim or "",
        document=document or "",
        reviewer=reviewed_by or "",
        licence=licence or "",
    )
    warn_if_stale(build, quiet=quiet)
    _write(form, made, output, quiet=quiet)
    if form.of_claims and not made.manifest["counts"]["claims"]:
        says = f"this build has no claims, and {form.token} has nothing else"
        note(f"{says}: its results are in va-spec and jsonld", quiet=quiet)
    place = build / form.file_name
    if form.file_name and output is not None and output.resolve() != place.resolve():
        note(f"{form.token} is of the folder it stands in: put it at {place}", quiet=quiet)


def _form(token: str, *, narrowed: bool, reviewer: str | None, licence: str | None) -> Exchange:
    """Give the form asked for.

    Errors: ``UsageError`` if there is none, or if it cannot be had so.
    """
    from mdmakg.errors import UsageError
    from mdmakg.export.exchanges import EXCHANGES

    if token not in EXCHANGES:
        raise UsageError(f"FORMAT is one of {', '.join(EXCHANGES)}, not {token!r}")
    form = EXCHANGES[token]
    if narrowed and not form.narrows:
        raise UsageError(f"{token} is of a whole build: --claim and --document are not for it")
    if licence is not None:
        _require_iri(licence)
    if licence is not None and not form.licensed:
        says = f"{token} has no place for a licence that you give"
        raise UsageError(f"{says}: --license is not for it")
    if reviewer is not None and not form.reviews:
        raise UsageError(f"{token} has no reviews: --reviewed-by is not for it")
    if reviewer is not None and not reviewer.strip():
        raise UsageError("--reviewed-by wants a name")
    return form


def _require_iri(licence: str) -> None:
    """Hold a licence to be the address of one: it is written into RDF as it is."""
    from mdmakg.errors import UsageError
    from mdmakg.export.about import is_address

    if not is_address(licence):
        raise UsageError(f"--license wants an address such as {_EXAMPLE}, not {licence!r}")


def _require_place(form: Exchange, output: Path | None) -> None:
    """Hold the output to be a folder for several files and none for one."""
    from mdmakg.errors import UsageError

    if form.files and (output is None or str(output) == "-"):
        raise UsageError(f"{form.token} is {', '.join(form.files)}: -o DIR says where to write")
    if form.files and output is not None and output.exists() and not output.is_dir():
        raise UsageError(f"{form.token} is several files: {output} is no folder")
    if not form.files and output is not None and output.is_dir():
        raise UsageError(f"{form.token} is one file: {output} is a folder")


def _measured(form: Exchange, pieces: Iterator[str], *, quiet: bool) -> Iterator[str]:
    """Pass text on, and say at its end if it is more than those who read it take."""
    length = 0
    for piece in pieces:
        length += len(piece)
        yield piece
    if 0 < form.most < length:
        says = f"{form.token}: {length:,} characters; of more than {form.most:,} nothing is drawn"
        note(f"{says} by default: --claim and --document give less", quiet=quiet)


def _write(form: Exchange, made: Material, output: Path | None, *, quiet: bool) -> None:
    from mdmakg.errors import StoreError

    if form.pieces is not None:
        put_pieces(_measured(form, form.pieces(made), quiet=quiet), output)
    if form.files and output is not None:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{output}: cannot be made: {error.strerror or error}") from error
        for name, (_, pieces) in form.files.items():
            put_pieces(pieces(made), output / name)
