"""The nanopub package accepts every nanopublication, and finds its name to be of its content."""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hostile_words import HOSTILE, LICENCE
from hypothesis import given, settings
from hypothesis import strategies as st

from mdmakg.build.material import material_of
from mdmakg.export.nanopub import nanopub_pieces
from mdmakg.export.trusty import HOLE, artifact_code
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, literal_term

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.vocab.term import Quad

NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture(scope="module")
def judge() -> Any:
    """Give the nanopub package, which calls what rdflib no longer likes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("nanopub")


@pytest.fixture(scope="module")
def published(hostile: Path) -> dict[str, list[ox.Quad]]:
    """Write the nanopublications of the hostile corpus, read them back, and part them by name."""
    text = "".join(nanopub_pieces(material_of(hostile, licence=LICENCE)))
    found: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(text, format=ox.RdfFormat.TRIG):
        found.setdefault(str(quad.graph_name)[1:-1].partition("#")[0], []).append(quad)
    return found


def opened(judge: Any, quads: list[ox.Quad]) -> Any:
    """Hand quads to the package as it wants them."""
    rdflib = import_module("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = rdflib.ConjunctiveGraph()
        text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        assert text is not None
        graph.parse(data=text.decode(), format="nquads")
        return judge.Nanopub(rdf=graph)


def values(quads: list[ox.Quad], graph: str, predicate: str) -> list[str]:
    """List the values of a property in one of the four graphs."""
    return [
        str(getattr(q.object, "value", q.object))
        for q in quads
        if str(q.graph_name).endswith(f"#{graph}>") and str(q.predicate) == f"<{predicate}>"
    ]


def test_there_is_one_for_each_claim(published: dict[str, list[ox.Quad]]) -> None:
    """The example has six claims; each nanopublication speaks of another."""
    assert len(published) == 6
    glosses = [values(quads, "assertion", m.gloss) for quads in published.values()]
    assert all(len(gloss) == 1 for gloss in glosses)
    assert len({gloss[0] for gloss in glosses}) == 6


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_package_accepts_each(judge: Any, published: dict[str, list[ox.Quad]]) -> None:
    """It is well-formed, and its trusty URI is the one that the package works out itself."""
    for name, quads in published.items():
        made = opened(judge, quads)
        assert made.is_valid
        assert made.source_uri == name
        assert made.has_valid_trusty


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_package_notices_a_changed_word(
    judge: Any, published: dict[str, list[ox.Quad]]
) -> None:
    """Whoever alters one statement, even of who published it, no longer has that name."""
    name, quads = sorted(published.items())[0]
    about = next(q for q in quads if str(q.graph_name).endswith("#pubinfo>"))
    changed = ox.Quad(about.subject, about.predicate, ox.Literal("other"), about.graph_name)
    made = opened(judge, [changed if quad == about else quad for quad in quads])
    assert made.source_uri == name
    with pytest.raises(ValueError, match="is not valid"):
        _ = made.has_valid_trusty


def test_there_are_no_blank_nodes(published: dict[str, list[ox.Quad]]) -> None:
    """Everything has a name, so the same nanopublication is the same bytes."""
    for quads in published.values():
        for quad in quads:
            assert not isinstance(quad.subject, ox.BlankNode)
            assert not isinstance(quad.object, ox.BlankNode)


def test_what_is_said_is_apart_from_where_it_is_from(published: dict[str, list[ox.Quad]]) -> None:
    """The assertion has the claim's meaning; voice, passage and curator are provenance."""
    for name, quads in published.items():
        assert values(quads, "assertion", m.polarity)
        assert values(quads, "assertion", m.relation)
        assert not values(quads, "assertion", m.voice)
        assert not values(quads, "assertion", m.codedBy)
        passages = values(quads, "provenance", "http://www.w3.org/ns/oa#hasTarget")
        derived = values(quads, "provenance", f"{PROV}wasDerivedFrom")
        assert passages
        assert {*passages, *values(quads, "provenance", m.voice)} <= set(derived)
        assert values(quads, "provenance", m.digest)
        assert values(quads, "pubinfo", "http://purl.org/dc/terms/license") == [LICENCE]
        assert values(quads, "pubinfo", "http://purl.org/dc/terms/created") == ["2026-03-20"]
        assert values(quads, "pubinfo", f"{PROV}wasAttributedTo") == [f"{name}#curator"]


def test_how_a_claim_stands_is_left_out(published: dict[str, list[ox.Quad]]) -> None:
    """An assessment holds for a corpus, and would give a claim a new name with every change."""
    said = {str(quad.predicate) for quads in published.values() for quad in quads}
    assert f"<{m.voice}>" in said
    assert said.isdisjoint({f"<{m.support}>", f"<{m.fidelity}>", f"<{m.assessmentOf}>"})


def test_hostile_words_and_licences_come_through(published: dict[str, list[ox.Quad]]) -> None:
    """A gloss, a title and a source's licence and notice are what the document file has."""
    quads = [quad for some in published.values() for quad in some]
    assert HOSTILE in values(quads, "assertion", m.gloss)
    assert HOSTILE in values(quads, "provenance", "http://purl.org/dc/terms/title")
    assert HOSTILE in values(quads, "provenance", m.licence)
    assert HOSTILE in values(quads, "provenance", m.attributionNotice)


def test_without_a_licence_none_is_claimed(hostile: Path) -> None:
    """Nobody's data are given away by the program."""
    text = "".join(nanopub_pieces(material_of(hostile)))
    assert "license" not in text


ENDS = ("Head", "assertion", "provenance", "pubinfo")
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])
WORDS = st.text(CHARACTERS | st.sampled_from('\n\\"'))
TERMS = st.sampled_from([f"https://a.example/{n}" for n in ("a", "b", "ab", "a#b")]).map(iri_term)
DATATYPES = st.sampled_from(["", "http://www.w3.org/2001/XMLSchema#date", "https://a.example/type"])
TAGGED = WORDS.map(lambda text: f"{literal_term(text)}@EN")
LITERALS = st.builds(literal_term, WORDS, DATATYPES) | TAGGED


@given(st.lists(st.tuples(TERMS, TERMS, TERMS | LITERALS, st.sampled_from(ENDS)), max_size=12))
@settings(max_examples=60)
def test_a_code_is_what_the_package_makes(said: list[tuple[str, str, str, str]]) -> None:
    """Statements of any kind, in any order, have the code of the package; repetition is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        hasher = import_module("nanopub.trustyuri.rdf.RdfHasher")
        rdflib = import_module("rdflib")
    quads: list[Quad] = [(s, p, o, f"<https://a.example/np/{HOLE}#{g}>") for s, p, o, g in said]
    base = "https://a.example/np/RA#"
    theirs = [
        (
            rdflib.URIRef(f"{base}{graph}"),
            *(term_of(rdflib, term) for term in rest),
        )
        for *rest, graph in said
    ]
    expected = hasher.make_hash(theirs, baseuri=base, hashstr=HOLE)
    assert artifact_code(quads) == expected == artifact_code([*reversed(quads), *quads])


def term_of(rdflib: Any, term: str) -> Any:
    """Make rdflib's term without its changing how a value is written."""
    found = next(iter(ox.parse(f"<a:s> <a:p> {term} .", format=ox.RdfFormat.N_TRIPLES))).object
    if isinstance(found, ox.NamedNode):
        return rdflib.URIRef(found.value)
    assert isinstance(found, ox.Literal)
    if found.language:
        return rdflib.Literal(found.value, lang=found.language)
    datatype = rdflib.URIRef(found.datatype.value)
    return rdflib.Literal(found.value, datatype=datatype, normalize=False)
