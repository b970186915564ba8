"""What must not stand in a shape file: what an engine would pass over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.check.query import query_flaws
from mdmakg.check.target import with_targets
from mdmakg.check.term import (
    BOOLEANS,
    CONSTRAINTS,
    INTEGERS,
    LISTS,
    NODE_KINDS,
    PATH_TERMS,
    SEVERITIES,
    SHAPE_LINKS,
    local_code,
    term_flaw,
)
from mdmakg.check.turtle import TurtleFile, iri_faults, joined_graph
from mdmakg.errors import Fault, InputError
from mdmakg.vocab.foreign import OWL, RDF, SH, rdf_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["faults_together", "file_faults", "linked", "query_faults"]

_LIST_TERMS = {RDF + "first", RDF + "rest", rdf_type}


def faults_together(files: Iterable[TurtleFile]) -> Iterator[Fault]:
    """Find everything wrong with files whose shapes may lead to one another's."""
    readable: list[TurtleFile] = []
    for file in files:
        try:
            file.graph  # noqa: B018 - asked whether it is Turtle
        except InputError as error:
            yield from error.faults
        else:
            readable.append(file)
    whole = joined_graph(readable)
    reached = _reached(whole)
    for file in readable:
        yield from file_faults(file, whole, reached)
    yield from _double_faults(readable)


def file_faults(
    file: TurtleFile, whole: Graph | None = None, reached: Set[Node] | None = None
) -> Iterator[Fault]:
    """Find everything in a file that must not stand in a shape file.

    ``whole`` is the union of all files read together: a shape may use another file's;
    ``reached`` are the shapes in it that run.
    """
    graph = whole or file.graph
    yield from iri_faults(file)
    yield from _term_faults(file)
    yield from _value_faults(file)
    yield from _import_faults(file)
    yield from _blank_faults(file)
    for shape in _shapes_of(file.graph):
        yield from _shape_faults(file, graph, shape)
    yield from _reach_faults(file, _reached(graph) if reached is None else reached)
    yield from _constraint_faults(file)


def _term_faults(file: TurtleFile) -> Iterator[Fault]:
    for term in sorted({str(term) for triple in file.graph for term in triple}):
        if flaw := term_flaw(term):
            yield file.fault(file.offset_of(term), "unknown-term", flaw)


def _value_faults(file: TurtleFile) -> Iterator[Fault]:
    """Find values of the wrong kind, which the engine takes for nothing at all."""
    from rdflib import RDF as R
    from rdflib import Literal, URIRef

    wanted: dict[str, Callable[[Node], bool]] = {
        "a list": lambda node: node == R.nil or (node, R.rest, None) in file.graph,
        "true or false": lambda node: isinstance(node, Literal) and isinstance(node.value, bool),
        "a whole number": lambda node: isinstance(node, Literal) and type(node.value) is int,
        "one of SHACL's six": lambda node: str(node) in NODE_KINDS,
    }
    kinds = zip(wanted.items(), (LISTS, BOOLEANS, INTEGERS, {SH + "nodeKind"}), strict=True)
    for (kind, fits), term in ((wish, term) for wish, terms in kinds for term in sorted(terms)):
        for value in file.graph.objects(None, URIRef(term)):
            if not fits(value):
                message = f"the value of sh:{term[len(SH) :]} is {kind}, not {value}"
                yield file.fault(file.offset_of(term), "wrong-value", message)


def _import_faults(file: TurtleFile) -> Iterator[Fault]:
    imports = OWL + "imports"
    if any(str(predicate) == imports for predicate in file.graph.predicates()):
        message = "owl:imports would fetch from the network; name the files instead"
        yield file.fault(file.offset_of(imports), "import", message)


def _blank_faults(file: TurtleFile) -> Iterator[Fault]:
    from rdflib import BNode

    for node in {n for n in file.graph.all_nodes() if isinstance(n, BNode)}:
        used = {str(predicate) for predicate in file.graph.predicates(node)}
        pointers = len(list(file.graph.subject_predicates(node)))
        if not used <= _LIST_TERMS | PATH_TERMS or pointers != 1:
            first = min((file.offset_of(term) for term in used), default=-1)
            message = "a node without a name; only lists and paths may have none, so give it an IRI"
            yield file.fault(first, "blank-node", message)


def _shapes_of(graph: Graph) -> list[Node]:
    """Every shape of a graph: typed as one, or used as one."""
    from rdflib import RDF as R
    from rdflib import URIRef

    typed = {
        node
        for kind in ("NodeShape", "PropertyShape")
        for node in graph.subjects(R.type, URIRef(SH + kind))
    }
    used = {node for link in SHAPE_LINKS for node in linked(graph, None, link)}
    return sorted((n for n in typed | used if isinstance(n, URIRef)), key=str)


def linked(graph: Graph, node: Node | None, link: str) -> Iterator[Node]:
    """Follow a term from a node, or from any node, to its values and the members of lists."""
    from rdflib import RDF as R
    from rdflib import URIRef

    for value in graph.objects(node, URIRef(link)):
        if (value, R.rest, None) in graph:
            yield from _members(graph, value)
        else:
            yield value


def _members(graph: Graph, node: Node | None) -> Iterator[Node]:
    """List what a list holds; one that bites its tail ends there."""
    from rdflib import RDF as R

    seen: set[Node] = set()
    while node is not None and node not in seen:
        seen.add(node)
        yield from graph.objects(node, R.first)
        node = graph.value(node, R.rest)


def _shape_faults(file: TurtleFile, graph: Graph, shape: Node) -> Iterator[Fault]:
    here = file.offset_of(str(shape))
    terms = {str(predicate) for predicate in graph.predicates(shape)}
    demands = terms & CONSTRAINTS
    if not demands:
        yield file.fault(here, "empty-shape", f"<{shape}> demands nothing, so everything conforms")
    if demands - {SH + "property"} and not _says_why(graph, shape, demands):
        yield file.fault(here, "no-message", f"<{shape}> has no sh:message")
    if SH + "deactivated" in terms:
        yield file.fault(here, "deactivated", f"<{shape}> is deactivated; remove it instead")
    for severity in _values(graph, shape, "severity"):
        if severity not in SEVERITIES:
            message = f"{severity} is none of sh:Violation, sh:Warning, sh:Info"
            yield file.fault(here, "severity", message)


def _says_why(graph: Graph, shape: Node, demands: set[str]) -> bool:
    """Whether each demand of a shape has words: the shape's own, or its queries'."""
    if _values(graph, shape, "message"):
        return True
    queries = list(linked(graph, shape, SH + "sparql"))
    alone = demands <= {SH + "property", SH + "sparql"}
    return alone and all(_values(graph, query, "message") for query in queries)


def _values(graph: Graph, node: Node, name: str) -> list[str]:
    from rdflib import URIRef

    return sorted(str(value) for value in graph.objects(node, URIRef(SH + name)))


def _reach_faults(file: TurtleFile, reached: Set[Node]) -> Iterator[Fault]:
    """Find shapes that nothing leads to, which would never run."""
    for shape in _shapes_of(file.graph):
        if shape not in reached:
            message = f"<{shape}> has no target, and nothing that has one leads to it"
            yield file.fault(file.offset_of(str(shape)), "unreached-shape", message)


def _reached(graph: Graph) -> set[Node]:
    """Every shape that has a target, or is led to by one that has."""
    reached = with_targets(graph)
    fresh = list(reached)
    while fresh:
        shape = fresh.pop()
        found = {n for link in SHAPE_LINKS for n in linked(graph, shape, link)} - reached
        reached |= found
        fresh.extend(found)
    return reached


def _double_faults(files: Iterable[TurtleFile]) -> Iterator[Fault]:
    """Find shapes that two files describe, or whose IRIs end alike."""
    seen: dict[str, str] = {}
    for file in files:
        for shape in _shapes_of(file.graph):
            if (shape, None, None) not in file.graph:
                continue
            here = file.place_of(str(shape))
            if other := seen.get(local_code(str(shape))):
                message = f"<{shape}> and {other} share one name"
                yield file.fault(file.offset_of(str(shape)), "double-shape", message)
            seen[local_code(str(shape))] = f"<{shape}> ({here})"


def _constraint_faults(file: TurtleFile) -> Iterator[Fault]:
    """Find what is wrong with the nodes that hold queries."""
    for node in sorted(set(linked(file.graph, None, SH + "sparql")), key=str):
        here = file.offset_of(str(node))
        if _values(file.graph, node, "severity"):
            message = "sh:severity on an sh:sparql node is ignored; put it on the shape"
            yield file.fault(here, "severity-in-sparql", message)
        queries = _values(file.graph, node, "select")
        if len(queries) != 1:
            yield file.fault(here, "no-query", f"<{node}> needs one sh:select, has {len(queries)}")
        for query in queries:
            yield from query_faults(file, query, constraint=True)


def query_faults(
    file: TurtleFile, query: str, *, projects: tuple[str, ...] = ("this",), constraint: bool = False
) -> Iterator[Fault]:
    """Find what is wrong with a query that a file holds, at its place in the file."""
    start = max(file.text.find(query), 0)
    for flaw in query_flaws(query, projects=projects, constraint=constraint):
        yield file.fault(start + flaw.offset, flaw.code, flaw.message)
