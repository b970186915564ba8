"""The one door to pySHACL: fixed options in, typed records out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.check.path import path_text, read_path
from mdmakg.check.statements import term_text
from mdmakg.check.target import classes, implicit_targets, with_targets
from mdmakg.check.term import SEVERITIES, local_code
from mdmakg.check.turtle import quiet_rdflib
from mdmakg.check.union import union_graph
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.check import CheckCount, CheckReport, CheckResult, State
from mdmakg.vocab.foreign import SH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from rdflib import Graph
    from rdflib.term import Node, URIRef

    from mdmakg.check.shapes import Shapes
    from mdmakg.check.statements import Term

__all__ = ["count_foci", "engine_results", "validate"]


def validate(data: Graph | bytes, shapes: Shapes, *, name: str = "data") -> CheckReport:
    """Check one graph against shapes, each shape counted by focus.

    Shape:  ``data`` is the flattened union, or its N-Quads; ``name`` is what
            faults call it. A shape that found no focus has all its counts nought.
    Errors: InputError where there is nothing to check, or where pySHACL cannot
            use the shapes.
    Source: SHACL 3.4, validation.
    """
    graph = union_graph(data, name) if isinstance(data, bytes) else data
    if not graph:
        raise InputError([Fault(Place(name), "no-data", "there is nothing to check")])
    if not shapes.rules:
        message = "there is no shape to check with"
        raise InputError([Fault(Place(shapes.files[0]), "no-shapes", message)])
    results = tuple(sorted(set(engine_results(graph, shapes)), key=lambda r: r.order))
    counts = tuple(count_foci(graph, shapes, results))
    return CheckReport(results=results, counts=counts, rules=shapes.rules)


def engine_results(
    graph: Graph, shapes: Shapes, *, apart: Set[str] = frozenset()
) -> Iterator[CheckResult]:
    """Find all that pySHACL finds, but of what is in ``apart``, by IRI.

    Errors: InputError where it cannot use the shapes.
    """
    from rdflib import URIRef

    report = _run(graph, shapes)
    top = next(report.subjects(URIRef(SH + "conforms")))
    for node in report.objects(top, URIRef(SH + "result")):
        if not _is_apart(report.value(node, _sh("focusNode")), apart):
            yield _result(report, shapes.graph, node)


def _run(graph: Graph, shapes: Shapes) -> Graph:
    """Call pySHACL, here and nowhere else: it takes misspelt options without a word."""
    import pyshacl
    from rdflib import Graph

    try:
        with quiet_rdflib():
            _conforms, report, _text = pyshacl.validate(
                graph,
                shacl_graph=shapes.graph,
                inference="none",
                advanced=False,
                # Without inference nothing is added, so there is no copy to pay for.
                inplace=True,
                js=False,
                do_owl_imports=False,
            )
    except Exception as error:
        # No list would be whole: pySHACL and rdflib let out whatever went wrong, bare
        # Exceptions among it.
        raise _unusable(shapes, error) from error
    if not isinstance(report, Graph):
        raise _unusable(shapes, report)
    return report


def _unusable(shapes: Shapes, error: object) -> InputError:
    reason = str(getattr(error, "message", "") or error).partition("\n")[0][:300]
    place = Place(", ".join(shapes.files))
    return InputError([Fault(place, "shapes-unusable", f"pySHACL cannot use the shapes: {reason}")])


def _result(report: Graph, shapes: Graph, node: Node) -> CheckResult:
    shape = _text(report, node, "sourceShape")
    term = _term(report.value(node, _sh("value")))
    constraint = _text(report, node, "sourceConstraint")
    return CheckResult(
        check=local_code(shape),
        shape=shape,
        focus=_text(report, node, "focusNode"),
        state=State.FAILED,
        severity=SEVERITIES[_text(report, node, "resultSeverity")],
        message=" ".join(sorted(str(m) for m in report.objects(node, _sh("resultMessage")))),
        component=_text(report, node, "sourceConstraintComponent"),
        path=_path(report, shapes, node),
        value=term_text(term),
        value_term=term,
        details=(("constraint", constraint),) if constraint else (),
    )


def _path(report: Graph, shapes: Graph, node: Node) -> str:
    """Say which path a result is about; of a longer one reports keep parts only, shapes all."""
    from rdflib import BNode

    path, shape = (report.value(node, _sh(name)) for name in ("resultPath", "sourceShape"))
    if isinstance(path, BNode):
        return path_text(read_path(shapes, shapes.value(shape, _sh("path")) or path))
    return "" if path is None else str(path)


def _term(value: Node | None) -> Term:
    """Write a value as N-Triples does, which rdflib's own ``n3`` does not; blank nodes as none."""
    import pyoxigraph as ox
    from rdflib import Literal, URIRef

    match value:
        case URIRef():
            return str(ox.NamedNode(value))
        case Literal(language=str()):
            return str(ox.Literal(value, language=value.language))
        case Literal():
            kind = ox.NamedNode(value.datatype or XSD + "string")
            return str(ox.Literal(value, datatype=kind))
    return ""


def _sh(name: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(SH + name)


def _text(report: Graph, node: Node, name: str) -> str:
    value = report.value(node, _sh(name))
    return "" if value is None else str(value)


def count_foci(
    graph: Graph, shapes: Shapes, results: Iterable[CheckResult], *, apart: Set[str] = frozenset()
) -> Iterator[CheckCount]:
    """Count the foci of each shape that runs by itself, and how many of them failed.

    What is in ``apart``, by IRI, is no focus.
    """
    failed: defaultdict[str, set[str]] = defaultdict(set)
    for result in results:
        failed[result.shape].add(result.focus)
    foci = _foci(graph, shapes.graph, apart)
    for rule in shapes.rules:
        if rule.iri not in foci:
            continue
        bad = len(failed[rule.iri])
        yield CheckCount(
            check=rule.check,
            severity=rule.severity,
            passed=len(foci[rule.iri]) - bad,
            failed=bad,
            inapplicable=0,
            cannot_tell=0,
        )


def _foci(graph: Graph, shapes: Graph, apart: Set[str]) -> dict[str, set[Node]]:
    """Which nodes each shape looks at: its targets, or what the shape it belongs to looks at.

    Shapes that only ``sh:node``, ``sh:or`` and the like lead to are left out:
    they speak through the shape that names them.
    """
    found: defaultdict[Node, set[Node]] = defaultdict(set)
    todo = [(shape, _targets(graph, shapes, shape)) for shape in with_targets(shapes)]
    while todo:
        shape, nodes = todo.pop()
        nodes = {node for node in nodes if not _is_apart(node, apart)}
        if shape in found and nodes <= found[shape]:
            continue
        found[shape] |= nodes
        values = _value_nodes(graph, shapes, shape, nodes)
        todo.extend((child, values) for child in shapes.objects(shape, _sh("property")))
    return {str(shape): nodes for shape, nodes in found.items()}


def _is_apart(node: Node | None, apart: Set[str]) -> bool:
    from rdflib import URIRef

    return isinstance(node, URIRef) and str(node) in apart


def _targets(graph: Graph, shapes: Graph, shape: Node) -> set[Node]:
    """Find the nodes that a shape targets. Source: SHACL 2.1.3."""
    from rdflib import RDF

    kinds = {*shapes.objects(shape, _sh("targetClass")), *({shape} & implicit_targets(shapes))}
    narrower = {one for kind in kinds for one in classes(graph, kind)}
    return {
        *(node for kind in narrower for node in graph.subjects(RDF.type, kind)),
        *shapes.objects(shape, _sh("targetNode")),
        *(s for p in shapes.objects(shape, _sh("targetSubjectsOf")) for s in graph.subjects(p)),
        *(o for p in shapes.objects(shape, _sh("targetObjectsOf")) for o in graph.objects(None, p)),
    }


def _value_nodes(graph: Graph, shapes: Graph, shape: Node, foci: set[Node]) -> set[Node]:
    """Find what a shape's demands are about: the foci, or where its path leads from them."""
    stated = shapes.value(shape, _sh("path"))
    if stated is None:
        return foci
    path = read_path(shapes, stated)
    return {value for focus in foci for value in graph.objects(focus, path)}
