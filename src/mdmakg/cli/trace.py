"""``mdmakg trace``: what stands behind one claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from mdmakg.cli.options import (
    BuildDir,
    ClaimName,
    NoColor,
    Output,
    Quiet,
    one_of,
    require_format,
)
from mdmakg.cli.show import put
from mdmakg.cli.stale import warn_if_stale

if TYPE_CHECKING:
    from networkx import MultiDiGraph


__all__ = ["trace_command"]

_FORMATS = ("tree", "svg", "json", "mermaid", "dot", "graphml", "gexf", "cyjs")


def trace_command(
    claim: ClaimName,
    build: BuildDir = Path("build"),
    format_: Annotated[str, one_of(_FORMATS)] = "tree",
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Show the chain from a claim to its evidence, the studies and the sources."""
    require_format(format_, _FORMATS)
    from mdmakg.build.graph import read_graph
    from mdmakg.trace.trace import claim_of, trace_claim

    graph = read_graph(build, claim)
    node = claim_of(graph, claim)
    warn_if_stale(build, quiet=quiet)
    put(_drawn(trace_claim(graph, node), node, format_), output)


def _drawn(chain: MultiDiGraph[str], claim: str, format_: str) -> str:
    from mdmakg.explore.figure import draw_claim
    from mdmakg.explore.tree import draw_tree
    from mdmakg.export.formats import write_graph

    if format_ == "tree":
        return "".join(f"{line}\n" for line in draw_tree(chain, claim))
    return draw_claim(chain) if format_ == "svg" else write_graph(chain, format_)
