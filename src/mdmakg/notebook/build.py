"""A build, opened to be looked at piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mdmakg.errors import UsageError
from mdmakg.notebook.claim import Claims, claim_at
from mdmakg.notebook.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from typing import Any

    from networkx import MultiDiGraph
    from pyoxigraph import Store

    from mdmakg.notebook.answer import Answer
    from mdmakg.notebook.claim import Claim

__all__ = ["Build", "read_build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build says, as it stood when it was opened.

    ``graph`` is the graph of claims and evidence, ``dataset`` the SHA-256 of what was said.
    """

    path: Path
    dataset: str
    claims: Claims = field(repr=False)
    report: Report = field(repr=False)
    graph: MultiDiGraph[str] = field(repr=False, compare=False)
    store: Store = field(repr=False, compare=False)

    def claim(self, name: str) -> Claim:
        """Find a claim by its short id, ``blog:c12``, or its IRI.

        Errors: ``UsageError`` with names that are close, or if it is no text.
        """
        from mdmakg.trace.trace import claim_of

        if not isinstance(name, str):
            raise UsageError(f"a claim is named by text, such as 'blog:c12', not by {name!r}")
        claim = claim_of(self.graph, name)
        return claim_at(self.graph, claim, self.dataset, self.report.unchecked)

    def ask(self, question: str) -> Answer:
        """Ask a question: SPARQL, or one of those that ``mdmakg query --list`` names.

        Errors: ``UsageError`` for no such question, no text, or a query that is not allowed,
                ``OvertimeError`` past a minute.
        """
        from mdmakg.notebook.answer import answer_to

        if not isinstance(question, str):
            raise UsageError(f"a question is asked by text, not by {question!r}")
        return answer_to(self.store, question)


def read_build(path: str | PathLike[str]) -> Build:
    """Read the build in a folder; again, if another took its place meanwhile.

    Errors: ``UsageError`` if there is no build, ``StoreError`` if it is damaged.
    """
    from mdmakg.build.manifest import read_manifest

    out = Path(path)
    manifest = read_manifest(out)
    while True:
        found = _read(out, manifest)
        if (now := read_manifest(out)) == manifest:
            return found
        manifest = now


def _read(out: Path, manifest: Mapping[str, Any]) -> Build:
    from mdmakg.build.graph import graph_of, read_facts
    from mdmakg.build.index import open_index
    from mdmakg.explore.page.order import claims_in_order, in_relay_order
    from mdmakg.report.unchecked import unchecked
    from mdmakg.trace.results import results_of

    facts = read_facts(out)
    graph = graph_of(facts)
    dataset = str(manifest["dataset"]["sha256"])
    counts = manifest["counts"]
    results = tuple(results_of(facts))
    told = tuple(unchecked(results, counts["checks_off"]))
    ordered = claims_in_order(facts, in_relay_order(facts))
    return Build(
        path=out,
        dataset=dataset,
        claims=Claims(tuple(claim_at(graph, node, dataset, told) for node in ordered)),
        report=Report(results=results, counts=counts["checks"], unchecked=told),
        graph=graph,
        store=open_index(out),
    )
