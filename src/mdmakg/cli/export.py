"""``mdmakg export``: the graph in one format, for one claim, one document or all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.complete import complete_claim
from mdmakg.cli.options import BuildDir, NoColor, Output, Quiet
from mdmakg.cli.show import put
from mdmakg.cli.stale import warn_if_stale

if TYPE_CHECKING:
    from networkx import MultiDiGraph


__all__ = ["export_command"]


def export_command(
    format_: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="graphml, gexf, json, cyjs, dot or mermaid."),
    ],
    claim: Annotated[
        str | None,
        typer.Option(help="Only this claim's chain.", autocompletion=complete_claim),
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only the chains of this document's claims.")
    ] = None,
    build: BuildDir = Path("build"),
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Write the claim-to-evidence graph in the format of another tool."""
    from mdmakg.build.graph import read_graph
    from mdmakg.errors import UsageError
    from mdmakg.export.formats import FORMATS, write_graph

    if format_ not in FORMATS:
        raise UsageError(f"FORMAT is one of {', '.join(FORMATS)}, not {format_!r}")
    if claim is not None and document is not None:
        raise UsageError("give --claim or --document, not both")
    part = _part(read_graph(build, claim or ""), claim, document)
    warn_if_stale(build, quiet=quiet)
    put(write_graph(part, format_), output)


def _part(graph: MultiDiGraph[str], claim: str | None, document: str | None) -> MultiDiGraph[str]:
    from mdmakg.trace.trace import claim_of, trace_claim, trace_document

    if claim is not None:
        return trace_claim(graph, claim_of(graph, claim))
    return graph if document is None else trace_document(graph, document)
