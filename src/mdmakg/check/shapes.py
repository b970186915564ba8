"""Shape files, read strictly: what an engine would pass over in silence is refused here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.check.linted import is_linted
from mdmakg.check.shapelint import faults_together
from mdmakg.check.statements import Statements, Term, iri_term, term_text
from mdmakg.check.target import implicit_targets, with_targets
from mdmakg.check.term import SEVERITIES, SHAPE_LINKS, TARGETS, local_code
from mdmakg.check.turtle import TurtleFile, joined_graph, read_turtle
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.check import CheckRule, Severity
from mdmakg.vocab.foreign import RDFS, SH, rdf_type, rdfs_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set
    from pathlib import Path

    from rdflib import Graph

__all__ = ["NOUNS", "Shapes", "join_shapes", "read_shape_files", "read_shapes", "rules_of"]

NOUNS: Final = ("source", "study", "intervention", "outcome", "claim")
"""The shape files that say how data are built; every other one is a check."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shapes:
    """A shapes graph, the files it came from, and what each shape is about."""

    graph: Graph
    files: tuple[str, ...] = ("shapes",)
    rules: tuple[CheckRule, ...] = ()

    def targeting(self, kept: Set[Term]) -> Shapes:
        """Give the same shapes, of which only some have their targets."""
        from rdflib import RDF, Graph

        others = {shape for shape in with_targets(self.graph) if shape.n3() not in kept}
        implicit = others & implicit_targets(self.graph)
        graph = Graph(bind_namespaces="none")
        for node, term, value in self.graph:
            typed = term == RDF.type and node in implicit and not str(value).startswith(SH)
            if not typed and (str(term) not in TARGETS or node not in others):
                graph.add((node, term, value))
        return replace(self, graph=graph)


def read_shapes(paths: Iterable[Path]) -> Shapes:
    """Read shape files into one graph.

    Errors: InputError with every fault of every file; also for no file, no shape.
    """
    return join_shapes(read_shape_files(paths))


def read_shape_files(paths: Iterable[Path]) -> tuple[TurtleFile, ...]:
    """Read shape files, in order of their paths.

    Errors: InputError with every fault of every file.
    """
    files: list[TurtleFile] = []
    faults: list[Fault] = []
    for path in sorted(paths):
        try:
            files.append(read_turtle(path))
        except InputError as error:
            faults.extend(error.faults)
    if faults or not _passed_before(files):
        faults.extend(_faults_of(tuple(files)))
    if faults:
        raise InputError(faults)
    return tuple(files)


@lru_cache(maxsize=4)  # a worker checks thousands of parts by one set of shapes
def _faults_of(files: tuple[TurtleFile, ...]) -> tuple[Fault, ...]:
    return tuple(faults_together(files))


def _passed_before(files: Sequence[TurtleFile]) -> bool:
    """Whether these are the files of the five nouns, all of them, as they once passed.

    Shapes of one noun lead to those of others: alone or among others they might not pass.
    """
    stems = sorted(PurePath(file.name).stem for file in files)
    return stems == sorted(NOUNS) and all(map(is_linted, files))


def join_shapes(files: Iterable[TurtleFile]) -> Shapes:
    """Join files into one graph of shapes, without looking for faults.

    Errors: InputError where there is no shape at all.
    """
    parts = tuple(files)
    rules = rules_of(parts)
    return Shapes(graph=joined_graph(parts), files=tuple(p.name for p in parts), rules=rules)


def rules_of(files: Sequence[TurtleFile]) -> tuple[CheckRule, ...]:
    """Say what each shape of some files is about, sorted by name.

    Errors: InputError where there is no shape at all.
    """
    rules = sorted((rule for file in files for rule in _rules(file)), key=lambda r: r.check)
    if not rules:
        place = Place(files[0].name if files else "shapes")
        raise InputError([Fault(place, "no-shapes", "there is no shape to check with")])
    return tuple(rules)


def _rules(file: TurtleFile) -> Iterator[CheckRule]:
    said = file.statements
    for shape in sorted(_shapes_of(said) & said.used.keys()):
        iri = term_text(shape)
        severity = _one(said, shape, SH + "severity") or SH + "Violation"
        message = " ".join(sorted(map(term_text, said.values(shape, iri_term(SH + "message")))))
        yield CheckRule(
            check=local_code(iri),
            iri=iri,
            severity=SEVERITIES.get(severity, Severity.VIOLATION),
            label=_one(said, shape, rdfs_label) or message,
            advice=_one(said, shape, RDFS + "comment"),
            place=file.place_of(iri),
        )


def _one(said: Statements, shape: Term, predicate: str) -> str:
    return min(map(term_text, said.values(shape, iri_term(predicate))), default="")


def _shapes_of(said: Statements) -> set[Term]:
    """Every shape that has a name: typed as one, or used as one, alone or in a list."""
    types = said.said.get(iri_term(rdf_type), {})
    typed = {node for node, kinds in types.items() if not _KINDS.isdisjoint(kinds)}
    uses = (said.said.get(iri_term(link), {}).values() for link in SHAPE_LINKS)
    used = {node for values in uses for some in values for node in some}
    listed = {member for node in used for member in said.members(node)}
    return {node for node in typed | used | listed if node.startswith("<")}


_KINDS = frozenset({iri_term(SH + "NodeShape"), iri_term(SH + "PropertyShape")})
