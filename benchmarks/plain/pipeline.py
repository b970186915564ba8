"""From the files of some documents to statements and findings, and the files of both.

pySHACL is given what helps it most: one graph in memory without named ones, each set of
shapes read once for all documents, nothing copied, no inference, and no check of the shapes
themselves. It has rdflib parse the query of a constraint anew for every focus, which is most
of its time; the graph that it is given here parses each query once for all (``Prepared``),
unless ``run`` is told to leave that. Facts that the checks read and that no shape can compute
are given ready, and so is what the documents refer to in other files; neither is charged.

The findings are those of the shapes and of the checks' constraints as SHACL has them. To what
a check applies and when it cannot tell, and what is accepted, are the program's own additions:
the queries for them are not asked here, which spares this pipeline some more.
"""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyshacl
import yaml
from benchmarks.plain.encode import encode, kinds_of
from benchmarks.plain.vocabulary import curated_terms
from rdflib import SH, Dataset, Graph
from rdflib.plugins.sparql import prepareQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from benchmarks.plain.speaker import Tree
    from rdflib import URIRef
    from rdflib.query import Result

__all__ = ["STAGES", "Done", "Rules", "read_rules", "run"]

STAGES = ("read", "encode", "write", "structure", "checks", "findings")
_NOUNS = frozenset({"source", "study", "intervention", "outcome", "claim"})
# Of the loaders on libyaml, the one that leaves every value as it stands, which is the faster:
# the other reads 0.040 as a number, and its last digit is lost.
_LOADER = yaml.CBaseLoader


@dataclass(frozen=True)
class Rules:
    """The shapes of the structure and of the checks, and the terms of the curation's graph."""

    structure: Graph
    checks: Graph
    curated: frozenset[URIRef]


@dataclass(frozen=True)
class Done:
    """What a run took and what it found.

    Units: ``seconds`` of CPU by stage, for all documents together. ``findings`` are pairs of
           a shape and a focus, as IRIs.
    """

    seconds: Mapping[str, float]
    findings: frozenset[tuple[str, str]]
    statements: int


def read_rules(shapes: Path, ontology: Path) -> Rules:
    """Read all shapes, which is done once however many documents there are."""
    structure, checks = Graph(), Graph()
    for path in sorted(shapes.glob("*.ttl")):
        (structure if path.stem in _NOUNS else checks).parse(path, format="turtle")
    return Rules(structure, checks, curated_terms(ontology / "graphs.tsv"))


def run(
    documents: Iterable[Path],
    context: Iterable[Path],
    derived: Path,
    rules: Rules,
    out: Path,
    *,
    prepared: bool = True,
) -> Done:
    """Run documents that hang together through all stages; write their files into ``out``.

    ``context`` has what they refer to, ``derived`` N-Quads of the facts for the checks.
    """
    beside = {path.stem: _tree(path) for path in context}
    facts = Dataset(default_union=True)
    facts.parse(derived, format="nquads")
    seconds = dict.fromkeys(STAGES, 0.0)
    with _timed(seconds, "read"):
        trees = {path.stem: _tree(path) for path in documents}
    kinds = kinds_of({**beside, **trees})
    shared = encode(beside, kinds, rules.curated)
    with _timed(seconds, "encode"):
        dataset = encode(trees, kinds, rules.curated)
    with _timed(seconds, "write"):
        dataset.serialize(out / "plain.nq", format="nquads", encoding="utf-8")
        dataset.serialize(out / "plain.trig", format="trig", encoding="utf-8")
    data = (Prepared if prepared else Graph)()
    for subject, predicate, value, _ in shared.quads():
        data.add((subject, predicate, value))
    with _timed(seconds, "structure"):
        for subject, predicate, value, _ in dataset.quads():
            data.add((subject, predicate, value))
        found = _validate(data, rules.structure)
    for subject, predicate, value, _ in facts.quads():
        data.add((subject, predicate, value))
    with _timed(seconds, "checks"):
        fired = _validate(data, rules.checks)
    with _timed(seconds, "findings"):
        told = [*_told(found), *_told(fired)]
        (out / "plain.json").write_text(json.dumps(told, indent=1), "utf-8")
    findings = frozenset((one["sourceShape"], one["focusNode"]) for one in told)
    return Done(seconds, findings, len(dataset))


def _tree(path: Path) -> Tree:
    with path.open("rb") as file:
        tree: Tree = yaml.load(file, Loader=_LOADER)  # noqa: S506 - it makes nothing but text
    return tree


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.process_time()
    yield
    seconds[stage] += time.process_time() - start


def _validate(data: Graph, shapes: Graph) -> Graph:
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        inplace=True,
        meta_shacl=False,
        do_owl_imports=False,
    )
    if not isinstance(report, Graph):
        raise TypeError(report)
    return report


class Prepared(Graph):
    """A graph that parses each query once."""

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Result:
        """Answer a query, as ``Graph`` does."""
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *arguments, **options)


_prepared = cache(prepareQuery)


def _told(report: Graph) -> Iterator[dict[str, Any]]:
    keys = ("sourceShape", "focusNode", "resultSeverity", "resultPath", "value", "resultMessage")
    for result in report.objects(None, SH.result):
        values = ((key, report.value(result, SH[key])) for key in keys)
        yield {key: str(value) for key, value in values if value is not None}
