"""The shapes and their fixtures as the tests read them.

``good/`` holds one file for each class; together they are one small corpus about
an invented trial of bedside lamps. ``bad/SHAPE.PATH.CONSTRAINT[.CASE].trig`` holds
one thing that breaks just that constraint, and refers to what stands in ``good/``.
The comments at its head are the one result that it must give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph, URIRef

from mdmakg.bundle import folder
from mdmakg.check.shacl import validate
from mdmakg.check.shapelint import linked
from mdmakg.check.shapes import Shapes, read_shapes
from mdmakg.check.term import CONSTRAINTS, SHAPE_LINKS, TARGETS, local_code
from mdmakg.check.union import union_graph
from mdmakg.vocab.foreign import RDF, SH
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

    from mdmakg.model.check import CheckResult

Link = tuple["Node", "Node", "Node"]

HERE = Path(__file__).parent
NOUNS = ("source", "study", "intervention", "outcome", "claim")
SHAPE = BASE + "shape/"
BAD = tuple(sorted((HERE / "bad").glob("*.trig")))
GOOD = tuple(sorted((HERE / "good").glob("*.trig")))


@dataclass(frozen=True, slots=True)
class Found:
    """One validation result, as far as fixtures name it."""

    check: str
    focus: str
    path: str
    component: str
    value: str
    message: str


@cache
def shapes() -> Shapes:
    """Read the shapes of the five nouns, strictly."""
    return read_shapes([folder("shapes") / f"{noun}.ttl" for noun in NOUNS])


@cache
def expected(file: Path) -> Found:
    """Read the head of a bad fixture: the one result that it must give."""
    said = dict(re.findall(r"^# (\w+): (.*)$", file.read_text("utf-8"), re.MULTILINE))
    said.setdefault("value", "")
    return Found(**said)


@cache
def nquads(file: Path) -> bytes:
    """Read a TriG file as N-Quads."""
    quads = parse(path=file, format=RdfFormat.TRIG)
    text = serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None
    return text


def data(*files: Path) -> bytes:
    """Join files as N-Quads."""
    return b"".join(nquads(file) for file in files)


@cache
def good() -> Graph:
    """Flatten the good corpus."""
    return union_graph(data(*GOOD))


@cache
def alone(file: Path) -> Graph:
    """Flatten one fixture by itself."""
    return union_graph(nquads(file))


def found(graph: Graph | bytes, by: Shapes) -> set[Found]:
    """Validate, and give the results as fixtures name them."""
    return {_found(result) for result in validate(graph, by).results}


def _found(result: CheckResult) -> Found:
    return Found(
        check=result.check,
        focus=result.focus,
        path=result.path,
        component=result.component.removeprefix(SH),
        value=result.value,
        message=result.message,
    )


def code(shape: Node) -> str:
    """Give a shape's code: the last part of its name."""
    return local_code(str(shape))


@cache
def node_shapes() -> tuple[URIRef, ...]:
    """Give the shapes that have a target."""
    graph = shapes().graph
    targeting = {s for target in TARGETS for s in graph.subjects(URIRef(target))}
    return tuple(sorted(shape for shape in targeting if isinstance(shape, URIRef)))


@cache
def owners(shape: Node) -> frozenset[Node]:
    """Give the shapes that lead to a shape, and itself, as far as they have a target."""
    return frozenset(o for o in node_shapes() if o == shape or shape in reached(o))


@cache
def reached(shape: Node) -> frozenset[Node]:
    """Give every shape that a shape leads to."""
    graph = shapes().graph
    direct = {n for link in SHAPE_LINKS for n in linked(graph, shape, link)}
    return frozenset(direct.union(*(reached(n) for n in direct)))


def only(kept: Iterable[Node], without: Link | None = None) -> Shapes:
    """Give some shapes and all that they lead to, less one statement."""
    graph = Graph(bind_namespaces="none")
    for shape in kept:
        for part in (shape, *reached(shape)):
            _copy(shapes().graph, part, graph)
    if without is not None:
        assert without in graph
        graph.remove(without)
        if str(without[1]) == SH + "closed":
            # its parameter, which means nothing alone
            graph.remove((without[0], URIRef(SH + "ignoredProperties"), None))
    return Shapes(graph=graph, rules=shapes().rules)


def _copy(source: Graph, node: Node, into: Graph) -> None:
    for triple in source.triples((node, None, None)):
        into.add(triple)
        if str(triple[1]) in {SH + "in", SH + "or", SH + "ignoredProperties", RDF + "rest"}:
            _copy(source, triple[2], into)


def constraints() -> list[Link]:
    """Give every statement that makes a shape demand something, or gives it its foci."""
    wanted = (CONSTRAINTS | TARGETS) - {SH + "property"}
    return sorted(triple for triple in shapes().graph if str(triple[1]) in wanted)


def links() -> list[Link]:
    """Give every statement that a shape has a property shape."""
    return sorted(shapes().graph.triples((None, URIRef(SH + "property"), None)))


def name(triple: Link) -> str:
    """Name a statement as fixtures are named."""
    parameter = str(triple[1]).removeprefix(SH)
    value = re.split(r"[/#]", str(triple[2]))[-1]
    shown = f".{value}" if str(triple[1]) in TARGETS | {SH + "property"} else ""
    return f"{code(triple[0])}.{parameter}{shown}"
