"""One way to check statements, in a process of its own: ``python -m benchmarks.checking.way``.

Every way begins with N-Quads in memory and ends with results; shapes are read beforehand.
What a process that checks many parts does once is done before the clock runs: libraries
are loaded, and mdmakg, which takes milliseconds, has run once.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from mdmakg.bundle import folder
from mdmakg.check.dataset import check_dataset
from mdmakg.check.rules import Rules, read_rules
from mdmakg.check.structure import check_structure
from mdmakg.check.union import union_graph
from mdmakg.encode.dataset import parse_nquads

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyrudof import Rudof, ShaclValidationReport
    from rdflib import Graph

    from mdmakg.model.check import CheckResult

Findings: TypeAlias = set[tuple[str, ...]]
"""Shape and focus, as IRIs; of core shapes component, path and value, too."""

Told = TypeVar("Told")

OFTEN = 5


def mdmakg(said: bytes, derived: bytes) -> tuple[float, Findings]:
    """Check structure by compiled shapes, and the checks in the store, as a build does."""
    book = read_rules(Rules())
    seconds, report = timed(
        lambda: check_dataset(tuple(parse_nquads(said)), parse_nquads(derived), book), OFTEN
    )
    shapes = {rule.check: rule.iri for rule in report.rules}
    return seconds, {(shapes[result.check], result.focus) for result in report.failed}


def pyshacl(said: bytes, derived: bytes) -> tuple[float, Findings]:
    """Validate all shapes, with the graph that the plain pipeline gives pySHACL."""
    from benchmarks.plain.pipeline import Prepared, _told, _validate
    from benchmarks.plain.pipeline import read_rules as read_plainly

    rules = read_plainly(folder("shapes"), folder("ontology"))

    def run() -> list[Graph]:
        structure = _validate(_as(Prepared(), said), rules.structure)
        return [structure, _validate(_as(Prepared(), said + derived), rules.checks)]

    seconds, reports = timed(run, 1)
    told = (one for report in reports for one in _told(report))
    return seconds, {(one["sourceShape"], one["focusNode"]) for one in told}


def _as(graph: Graph, nquads: bytes) -> Graph:
    graph += union_graph(nquads)
    return graph


def mdmakg_core(said: bytes, _derived: bytes) -> tuple[float, Findings]:
    """Check structure by compiled shapes."""
    paths = read_rules(Rules()).structure
    seconds, report = timed(lambda: check_structure(parse_nquads(said), paths), OFTEN)
    return seconds, set(map(_told_of_core, report.results))


def pyshacl_core(said: bytes, _derived: bytes) -> tuple[float, Findings]:
    """Validate the shapes of structure alone."""
    from mdmakg.check.shacl import engine_results
    from mdmakg.check.shapes import read_shapes

    shapes = read_shapes(read_rules(Rules()).structure)
    seconds, results = timed(lambda: list(engine_results(union_graph(said), shapes)), 1)
    return seconds, set(map(_told_of_core, results))


def _told_of_core(result: CheckResult) -> tuple[str, ...]:
    return (result.shape, result.focus, result.component, result.path, result.value)


def pyrudof_anew(said: bytes, _derived: bytes) -> tuple[float, Findings]:
    """Have pyrudof forget its data and read others."""
    from pyrudof import RDFFormat

    rudof = _rudof()

    def run() -> ShaclValidationReport:
        rudof.reset_data()
        lines = {f"{s} {p} {o} .\n" for s, p, o, _ in parse_nquads(said)}
        rudof.read_data("".join(lines), RDFFormat.NTriples)
        return rudof.validate_shacl()

    seconds, report = timed(run, 1)
    return seconds, _told_by_rudof(report)


def pyrudof_staged(said: bytes, _derived: bytes) -> tuple[float, Findings]:
    """Have pyrudof take in statements for as long as it validates them."""
    from pyrudof import RDFFormat

    rudof = _rudof()
    rudof.read_data("<u:a> <u:b> <u:c> .", RDFFormat.NTriples)

    def run() -> ShaclValidationReport:
        rudof.begin_staging()
        rudof.add_triples(list({quad[:3] for quad in parse_nquads(said)}), strict_iris=True)
        report = rudof.validate_shacl()
        rudof.rollback_staging()
        return report

    seconds, report = timed(run, 1)
    return seconds, _told_by_rudof(report)


def _rudof() -> Rudof:
    from pyrudof import Rudof, RudofConfig

    rudof = Rudof(RudofConfig())
    files = read_rules(Rules()).structure
    rudof.read_shacl("\n".join(path.read_text("utf-8") for path in files))
    return rudof


def _told_by_rudof(report: ShaclValidationReport) -> Findings:
    return {
        (
            one.source_shape or "",
            one.focus_node,
            one.constraint_component,
            one.path or "",
            one.value or "",
        )
        for one in report
    }


def timed(run: Callable[[], Told], times: int) -> tuple[float, Told]:
    """Run some times; give the median of the processor's seconds, and what the last run gave.

    What is run more than once runs once before, to find ready what it keeps.
    """
    if times > 1:
        run()
    seconds = []
    for _ in range(times):
        start = time.process_time()
        told = run()
        seconds.append(time.process_time() - start)
    return median(seconds), told


WAYS = {
    way.__name__: way
    for way in (mdmakg, pyshacl, mdmakg_core, pyshacl_core, pyrudof_anew, pyrudof_staged)
}


def main() -> None:
    """Run the way that is named, over the N-Quads of two files; print what it took and found."""
    name, *files = sys.argv[1:]
    seconds, findings = WAYS[name](*(Path(file).read_bytes() for file in files))
    print(json.dumps({"seconds": seconds, "findings": sorted(findings)}))


if __name__ == "__main__":
    main()
