"""The structural shapes: what they accept, what they refuse, and that no constraint is idle."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, URIRef
from shape_cases import (
    BAD,
    GOOD,
    SHAPE,
    Found,
    alone,
    code,
    constraints,
    data,
    expected,
    found,
    good,
    links,
    name,
    node_shapes,
    only,
    owners,
    shapes,
)

from mdmakg.check.shacl import validate
from mdmakg.check.shapelint import linked
from mdmakg.check.term import TARGETS
from mdmakg.encode.graphs import GraphKind, graph_kinds
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.foreign import SH, oa_TextPositionSelector, rdf_type
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node
    from shape_cases import Link

    from mdmakg.model.check import CheckReport

CLOSED = [
    shape for shape in node_shapes() if (shape, URIRef(SH + "closed"), None) in shapes().graph
]


def file_name(file: Path) -> str:
    """Name a fixture in a test's report."""
    return file.stem


# What is accepted and refused


@cache
def report() -> CheckReport:
    """Validate the good corpus."""
    return validate(good(), shapes())


def test_the_good_corpus_conforms() -> None:
    """Nothing is found in a small corpus that says everything that may be said."""
    assert report().results == ()


def test_every_shape_has_looked_at_something_good() -> None:
    """No shape conforms for want of a focus: the good corpus has one for each."""
    assert [count.check for count in report().counts if not count.looked_at] == []


def test_each_class_has_its_good_file() -> None:
    """There is one good file for each class that a shape targets, and no other."""
    targeted = {code(shape) for shape in node_shapes() if targets(shape, "targetClass")}
    assert {file.stem for file in GOOD} == targeted


def test_every_property_is_stated_in_the_good_corpus() -> None:
    """Each property shape, for each class that has it, has at least one value to accept."""
    silent = [
        name(link)
        for link in links()
        if not any(True for focus in foci(link[0]) for _ in good().objects(focus, path_of(link[2])))
    ]
    # a p-value has no unit, so its shape has none to accept
    assert silent == ["probability.property.probability.unit"]


def foci(shape: object) -> Iterator[URIRef]:
    """Give the nodes of the good corpus at which a shape looks."""
    for kind in targets(shape, "targetClass"):
        yield from (s for s in good().subjects(RDF.type, kind) if isinstance(s, URIRef))
    for predicate in targets(shape, "targetSubjectsOf"):
        yield from (s for s in good().subjects(predicate) if isinstance(s, URIRef))
    for predicate in targets(shape, "targetObjectsOf"):
        yield from (o for o in good().objects(None, predicate) if isinstance(o, URIRef))


def targets(shape: object, how: str) -> list[URIRef]:
    """Give what a shape targets in one of SHACL's ways."""
    assert isinstance(shape, URIRef)
    found = shapes().graph.objects(shape, URIRef(SH + how))
    return [target for target in found if isinstance(target, URIRef)]


def path_of(shape: object) -> URIRef:
    """Give the property that a property shape is about."""
    assert isinstance(shape, URIRef)
    path = shapes().graph.value(shape, URIRef(SH + "path"))
    assert isinstance(path, URIRef)
    return path


@cache
def found_in_bad() -> dict[str, list[Found]]:
    """Validate all bad fixtures at once beside the good corpus; results by focus."""
    by_focus: dict[str, list[Found]] = {}
    for result in found(data(*GOOD, *BAD), shapes()):
        by_focus.setdefault(result.focus, []).append(result)
    return by_focus


@pytest.mark.parametrize("file", BAD, ids=file_name)
def test_a_bad_fixture_gives_its_one_result(file: Path) -> None:
    """Just the result at the head of the file is found: focus, path, constraint, words."""
    wanted = expected(file)
    assert found_in_bad()[wanted.focus] == [wanted]


def test_no_bad_fixture_gives_more_than_its_result() -> None:
    """Nothing else is found, at no other focus, and no two fixtures share a focus."""
    heads = [expected(file).focus for file in BAD]
    assert len(heads) == len(set(heads))
    assert set(found_in_bad()) == set(heads)


@pytest.mark.parametrize("file", BAD, ids=file_name)
def test_a_bad_fixture_is_named_by_its_constraint(file: Path) -> None:
    """``claim.gloss.minCount.trig`` breaks sh:minCount of claim.gloss, or a shape it leads to."""
    wanted = expected(file)
    shape, _, rest = file.stem.partition(".")
    if shape.startswith("is-"):
        assert wanted.component == "OrConstraintComponent"
        return
    words = rest.split(".") if wanted.path and wanted.check == shape else rest.split(".")[1:]
    component = wanted.component.removesuffix("ConstraintComponent")
    assert words[0] == component[0].lower() + component[1:]
    assert file.stem.startswith(f"{wanted.check}.")


@pytest.mark.parametrize("file", GOOD, ids=file_name)
def test_good_statements_stand_in_the_graphs_of_their_predicates(file: Path) -> None:
    """As in encoded data, graphs.tsv decides for each predicate, and for each class, its graph."""
    for quad in parse(path=file, format=RdfFormat.TRIG):
        _, predicate, term, graph = (part.value for part in quad)
        kind = graph_kinds()[term if predicate == rdf_type else predicate]
        assert graph.startswith(f"{BASE}graph/{kind}"), quad


def test_shapes_are_named_by_their_owner_and_path() -> None:
    """``claim.gloss`` is about mdmakg:gloss, so that a check's code says where to look."""
    for shape, path in shapes().graph.subject_objects(URIRef(SH + "path")):
        assert code(shape).partition(".")[2] == re.split("[/#]", str(path))[-1]


# No constraint is idle


def cases(triple: Link) -> list[Path]:
    """Give the bad fixtures that speak for a statement: by name, for a target by its shape."""
    if str(triple[1]) in TARGETS:
        return [file for file in BAD if file.stem.startswith(f"{code(triple[0])}.")] + [
            file for file in BAD if triple[0] in owners(URIRef(SHAPE + expected(file).check))
        ]
    return [file for file in BAD if f"{file.stem}.".startswith(f"{name(triple)}.")]


@cache
def found_alone(file: Path, by: frozenset[Node]) -> set[Found]:
    """Validate one fixture by some whole shapes, once."""
    return found(alone(file), only(by))


def is_felt(triple: Link, file: Path) -> bool:
    """Whether a fixture's result is there with a statement, and gone without it."""
    wanted = expected(file)
    kept = owners(triple[0]) & owners(URIRef(SHAPE + wanted.check))
    before, after = found_alone(file, kept), found(alone(file), only(kept, triple))
    assert after <= before
    return wanted in before - after


@pytest.mark.parametrize("triple", constraints(), ids=name)
def test_without_a_constraint_a_bad_fixture_of_its_own_passes(triple: Link) -> None:
    """Each constraint and each target is what some bad fixture fails by, and nothing else is."""
    assert any(is_felt(triple, file) for file in cases(triple))


def test_a_constraint_without_a_fixture_of_its_own_would_be_seen() -> None:
    """Taking away one constraint leaves the result of another where it is."""
    (upper,) = (triple for triple in constraints() if name(triple) == "arm.armRole.maxCount")
    (lower,) = (file for file in BAD if file.stem == "arm.armRole.minCount")
    assert not is_felt(upper, lower)


@pytest.mark.parametrize("link", links(), ids=name)
def test_without_a_property_shape_something_changes(link: Link) -> None:
    """Closed shapes refuse what is no longer listed; of others a bad fixture passes."""
    by = only([link[0]], link)
    if link[0] in CLOSED and found(good(), by):
        return
    files = [file for file in BAD if expected(file).check == code(link[2])]
    assert any(is_felt(link, file) for file in files)


# Closedness and the vocabulary


def ignored(shape: URIRef) -> list[str]:
    """Give the properties that a closed shape lets pass."""
    return [str(value) for value in linked(shapes().graph, shape, SH + "ignoredProperties")]


@pytest.mark.parametrize("shape", CLOSED, ids=code)
def test_what_a_closed_shape_lets_pass_is_in_use(shape: URIRef) -> None:
    """Types, derived facts and matches that the good corpus states of the class; no more."""
    stated = {str(p) for focus in foci(shape) for p in good().predicates(focus)}
    listed = ignored(shape)
    assert listed[0] == rdf_type
    assert set(listed) <= stated
    kinds = {graph_kinds()[predicate] for predicate in listed[1:]}
    assert kinds <= {GraphKind.CHECKS, GraphKind.MAPPINGS}


def test_every_class_has_a_shape() -> None:
    """Each class of the vocabulary is the target of a shape, and closed but for sentences."""
    classes = {
        iri for term, iri in vars(m).items() if term[0].isupper() and term not in {"BASE", "Final"}
    }
    targeted = {str(kind) for shape in node_shapes() for kind in targets(shape, "targetClass")}
    closed = {str(kind) for shape in CLOSED for kind in targets(shape, "targetClass")}
    assert targeted == classes | {oa_TextPositionSelector}
    # whose closed shape is the passage's
    assert targeted - closed == {m.Sentence}


def test_every_property_of_the_data_is_allowed_somewhere() -> None:
    """What graphs.tsv puts into a source's, a curator's or the checks' graph, a shape knows."""
    known = {str(path_of(link[2])) for link in links()}
    known |= {predicate for shape in CLOSED for predicate in ignored(shape)}
    in_data = {
        term
        for term, kind in graph_kinds().items()
        if kind is not GraphKind.ONTOLOGY
        and not term.rpartition("/")[2].rpartition("#")[2][0].isupper()
    }
    assert in_data - known == set()
    assert {iri for iri in known - in_data if iri.startswith(BASE)} == set()
