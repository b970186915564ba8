"""JSON-LD readers that are not ours read the dataset back, with no network at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx import MultiDiGraph
from rdflib import Dataset

from mdmakg.build.material import material_of
from mdmakg.encode.dataset import to_nquads
from mdmakg.export.json_ld import json_ld_pieces
from mdmakg.export.material import Material, Portion
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, literal_term

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.vocab.term import Quad


def read(text: str) -> set[str]:
    """Read JSON-LD with Oxigraph, as lines of N-Quads."""
    return {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}


def lines(nquads: bytes) -> set[str]:
    """Read N-Quads with Oxigraph."""
    return {str(quad) for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS)}


def test_oxigraph_reads_the_same_statements(hostile: Path) -> None:
    """Every statement comes back in its graph, and no other."""
    text = "".join(json_ld_pieces(material_of(hostile)))
    expected = lines((hostile / "mdmakg.nq").read_bytes())
    assert len(expected) > 400
    assert read(text) == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_the_same_statements(hostile: Path) -> None:
    """So does rdflib, as far as it leaves values as they are written."""
    text = "".join(json_ld_pieces(material_of(hostile)))
    found, expected = Dataset(), Dataset()
    found.parse(data=text, format="json-ld")
    expected.parse(data=(hostile / "mdmakg.nq").read_text("utf-8"), format="nquads")
    assert len(list(expected.quads())) > 400
    assert set(found.quads()) == set(expected.quads())


def test_nothing_need_be_fetched(hostile: Path) -> None:
    """The context is an object, and so is each within it."""
    context = json.loads("".join(json_ld_pieces(material_of(hostile))))["@context"]
    assert isinstance(context, dict)
    scoped = [term for term in context.values() if isinstance(term, dict) and "@context" in term]
    assert scoped
    assert all(isinstance(term["@context"], dict) for term in scoped)


def test_no_markup_can_begin(hostile: Path) -> None:
    """It can stand in a page's script element."""
    assert "<" not in "".join(json_ld_pieces(material_of(hostile)))


def test_values_are_short_where_the_context_says_what_they_are(hostile: Path) -> None:
    """Words of closed lists, numbers and truth values need no wrapping."""
    told = json.loads("".join(json_ld_pieces(material_of(hostile))))
    nodes = {
        (graph["id"], node["id"]): node for graph in told["@graph"] for node in graph["@graph"]
    }
    claim = nodes["mdmakg:graph/curation/example", "mdmakg:claim/example/c1"]
    assert (claim["polarity"], claim["codedOn"]) == ("affirmed", "2026-03-20")
    selector = "mdmakg:text/9d36934ec401/529-593/selector"
    passage = nodes["mdmakg:graph/source/lamp-abstract", selector]
    assert (passage["type"], passage["start"], passage["end"]) == ("TextPositionSelector", 529, 593)


def test_one_claim_has_what_it_speaks_of_and_rests_on(hostile: Path) -> None:
    """All its statements are the dataset's; other claims' and other sentences' are not there."""
    part = read("".join(json_ld_pieces(material_of(hostile, claim="example:c5"))))
    assert part < lines((hostile / "mdmakg.nq").read_bytes())
    subjects = {line.split(" ")[0] for line in part}
    assert f"<{m.BASE}claim/example/c5>" in subjects
    assert f"<{m.BASE}source/column>" in subjects
    assert f"<{m.BASE}claim/example/c6>" not in subjects
    assert f"<{m.BASE}text/9d36934ec401/765-804>" not in subjects


ENDS = ("a", "claim/x/c1", "hedge/none", "//x", "", "polarity/affirmed")
IRIS = [f"{m.BASE}{end}" for end in ENDS]
IRIS += ["https://other.example/a", "urn:x:y", f"{f.OA}hasTarget"]
PREDICATES = [m.polarity, m.codedOn, m.length, m.inferred, m.low, m.gloss, m.voice, m.position]
PREDICATES += [f.rdf_type, f.rdfs_label, f.dcterms_issued, "https://other.example/p", m.hedge]
TEXTS = ["", "none", "1", "01", "-0", "+1", "12345678901234567890", "true", "1.0", "-12.00", "id"]
TEXTS += ["mdmakg:a", "@id", "affirmed", "<", "\u2028", "\t\x7f", "2026-11-21"]
DATATYPES = ["", f.xsd_integer, f.xsd_boolean, f.xsd_decimal, f.xsd_date, "https://other.example/t"]
NODES = st.sampled_from(IRIS).map(iri_term)
LITERALS = st.builds(literal_term, st.sampled_from(TEXTS), st.sampled_from(DATATYPES))
TAGGED = st.sampled_from(TEXTS).map(lambda text: f"{literal_term(text)}@en-gb")


STATEMENTS = st.tuples(
    NODES, st.sampled_from(PREDICATES).map(iri_term), NODES | LITERALS | TAGGED, NODES
)


@given(st.lists(STATEMENTS, max_size=8))
@settings(max_examples=150)
def test_any_statement_comes_back(quads: list[Quad]) -> None:
    """Whatever a property is given, of whatever type, is read as what it was."""
    said = [(s, p, o if p != iri_term(f.rdf_type) else s, g) for s, p, o, g in quads]
    nquads = to_nquads(said)
    portion = Portion(nquads)
    made = Material(portions=lambda: iter((portion,)), graph=MultiDiGraph, digest=str, version="0")
    assert read("".join(json_ld_pieces(made))) == lines(nquads)
