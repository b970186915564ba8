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
from mdmakg.cli.show import note, put
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
    from mdmakg.build.broken import not_judged
    from mdmakg.build.graph import graph_of, read_facts
    from mdmakg.trace.trace import claim_of, trace_claim

    facts = read_facts(build, claim)
    graph = graph_of(facts)
    node = claim_of(graph, claim)
    warn_if_stale(build, quiet=quiet)
    drawn = _drawn(trace_claim(graph, node), node, format_)
    if broken := not_judged(build, facts):
        drawn = _told(drawn, f"Not judged: {broken}", format_, quiet=quiet)
    put(drawn, output)


def _told(drawn: str, says: str, format_: str, *, quiet: bool) -> str:
    """Say something below a tree; what is for other programs has no place for it."""
    from mdmakg.report.faults import visible

    if format_ == "tree":
        return f"{drawn}{visible(says)}\n"
    note(says, quiet=quiet)
    return drawn


def _drawn(chain: MultiDiGraph[str], claim: str, format_: str) -> str:
    from mdmakg.explore.figure import draw_claim
    from mdmakg.explore.tree import draw_tree
    from mdmakg.export.formats import write_graph

    if format_ == "tree":
        return "".join(f"{line}\n" for line in draw_tree(chain, claim))
    return draw_claim(chain) if format_ == "svg" else write_graph(chain, format_)
