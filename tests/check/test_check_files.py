"""Check files are read strictly: each guard fires, at its place."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from mdmakg.check.checkfile import read_check, read_checks
from mdmakg.check.shapes import read_shapes
from mdmakg.errors import InputError
from mdmakg.model.check import Severity

FIXTURES = Path(__file__).parent / "fixtures"
GOOD = (FIXTURES / "gloss-short.ttl").read_text()
BASE = "https://w3id.org/mdmakg/"


def test_a_check_file_is_read() -> None:
    """Every part of the file has its field."""
    check = read_check(FIXTURES / "gloss-short.ttl")
    assert check.code == "gloss-short"
    assert check.iri == f"{BASE}check/gloss-short"
    assert check.label == "gloss too short to say anything"
    assert check.advice == "Write the gloss as one whole sentence."
    assert check.severity is Severity.WARNING
    assert check.message == "the gloss {?value} has {?letters} letters"
    assert check.targets == (f"{BASE}Claim",)
    assert check.kinds == ()
    assert "FILTER(?letters < 8)" in check.select
    assert "?this mdmakg:gloss ?gloss" in check.applies_to
    assert check.cannot_tell == "SELECT ?this ?reason WHERE { FILTER(false) }"
    # The line after three prefixes, a blank one, a comment and a blank one.
    assert (check.place.line, check.place.column) == (7, 1)
    assert check.rule.iri == check.iri


def test_kinds_are_read_and_the_message_may_stand_on_the_shape() -> None:
    """The reach is kept for readers; a message without variables may be the shape's own."""
    checks = read_checks(FIXTURES.glob("*.ttl"))
    assert [check.code for check in checks] == ["design-unknown", "gloss-short", "quote-absent"]
    assert checks[0].kinds == (f"{BASE}source-kind/primary-report",)
    assert checks[2].message == "a quotation without words"


def test_check_files_are_shape_files_too() -> None:
    """Any SHACL engine can run a check file: the reader of shapes takes it as it is."""
    shapes = read_shapes(FIXTURES.glob("*.ttl"))
    assert [rule.check for rule in shapes.rules] == [
        "design-unknown",
        "gloss-short",
        "quote-absent",
    ]


def test_check_files_are_well_formed_shacl() -> None:
    """The shapes of SHACL about shapes, its appendix C, find nothing wrong with them."""
    graph = read_shapes(FIXTURES.glob("*.ttl")).graph
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text


BAD = [
    ("own-term", "sh:targetClass mdmakg:Claim", "sh:targetClass mdmakg:Cliam"),
    ("own-term", "?this mdmakg:gloss ?gloss", "?this mdmakg:glos ?gloss"),
    ("check-message", "{?letters}", "{?letter}"),
    ("unknown-term", "sh:severity", "sh:serverity"),
    ("check-part", "sh:severity sh:Warning ;", ""),
    ("check-part", 'rdfs:label "gloss too short to say anything" ;', ""),
    ("check-part", "rdfs:label", 'rdfs:label "twice" ; rdfs:label'),
    ("check-part", "sh:targetClass mdmakg:Claim ;", ""),
    ("check-part", '"SELECT ?this ?reason WHERE { FILTER(false) }"', '"", " "'),
    ("check-part", "sh:severity", 'sh:message "two" ; sh:severity'),
    ("check-part", "gloss-short/constraint>", "gloss-short/other>"),
    ("check-term", "mdmakg:appliesTo ", "mdmakg:aplliesTo "),
    ("check-term", "sh:severity", "sh:closed true ; sh:severity"),
    ("check-term", "sh:select", "sh:prefixes <https://x.example/> ; sh:select"),
    ("no-message", "sh:message ", "rdfs:comment "),
    ("unreached-shape", "sh:targetClass mdmakg:Claim ;", ""),
    ("no-query", "sh:select", "rdfs:comment"),
    ("blank-node", "sh:targetClass", "rdfs:seeAlso [ rdfs:label 'x' ] ; sh:targetClass"),
    ("blank-node", "sh:targetClass", "rdfs:seeAlso ( 1 2 ) ; sh:targetClass"),
    ("stranger", "# Fires", "<https://x.example/y> rdfs:label 'y' . # Fires"),
    ("severity-in-sparql", "sh:message", "sh:severity sh:Info ; sh:message"),
    ("severity", "sh:severity sh:Warning", "sh:severity mdmakg:Warning"),
    ("turtle-syntax", "sh:select", "sh:select sh:select"),
    ("query-syntax", "FILTER(?letters < 8)", "FILTER(?letters < )"),
    ("query-syntax", "FILTER(false)", "FILTER"),
    ("query-graph", "?this mdmakg:gloss ?gloss", "GRAPH ?g { ?this mdmakg:gloss ?gloss }"),
    ("query-minus", "FILTER(?letters < 8)", "MINUS { $this a mdmakg:Source }"),
    ("query-service", "FILTER(false)", "SERVICE <https://x.example/> { ?this ?p ?reason }"),
    ("query-projection", "SELECT ?this ?reason", "SELECT ?this"),
    ("query-projection", "SELECT $this ?path", "SELECT ?path"),
    ("query-prefix", "$this mdmakg:gloss", "$this mdma:gloss"),
    (
        "query-exists",
        "FILTER(?letters < 8)",
        "FILTER NOT EXISTS { $this mdmakg:voice ?v . ?v mdmakg:cites ?s }",
    ),
    ("check-name", "gloss-short>", "gloss-shorter>"),
]


@pytest.mark.parametrize(("code", "old", "new"), BAD)
def test_each_guard_fires(tmp_path: Path, code: str, old: str, new: str) -> None:
    """One change to a good file gives the fault it deserves."""
    assert old in GOOD
    path = tmp_path / "gloss-short.ttl"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(InputError) as caught:
        read_check(path)
    assert code in {fault.code for fault in caught.value.faults}


def test_faults_in_queries_have_their_place(tmp_path: Path) -> None:
    """A clause that is not allowed is pointed at where it stands in the file."""
    text = GOOD.replace("FILTER(?letters < 8)", "MINUS { $this a mdmakg:Source }")
    path = tmp_path / "gloss-short.ttl"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_check(path)
    (fault,) = caught.value.faults
    lines = text.splitlines()
    number = next(number for number, line in enumerate(lines) if "MINUS" in line)
    assert fault.place.line == number + 1
    assert fault.place.column == lines[number].index("MINUS") + 1
    assert fault.line == lines[number]


def test_the_code_is_the_file_name(tmp_path: Path) -> None:
    """A check in a file of another name is refused, and the message names the IRI wanted."""
    path = tmp_path / "other.ttl"
    path.write_text(GOOD)
    with pytest.raises(InputError, match=r"check-name: .*<https://w3id.org/mdmakg/check/other>"):
        read_check(path)


def test_all_files_are_read_before_any_is_refused(tmp_path: Path) -> None:
    """Two bad files give the faults of both."""
    paths = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    for path in paths:
        path.write_text("!")
    with pytest.raises(InputError) as caught:
        read_checks(paths)
    assert [fault.place.file for fault in caught.value.faults] == [str(path) for path in paths]


def test_the_example_in_the_documentation_has_every_part() -> None:
    """The form shown at the head of the module names each part the reader asks for."""
    import mdmakg.check.checkfile as module
    from mdmakg.check.checklint import ONE

    shown = module.__doc__ or ""
    for part in ONE.values():
        assert part in shown
