"""The JSON-LD context: every term, typed as it is declared, and nothing that is not there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ontology_files import (
    ANY_PROPERTY,
    CLASS,
    DATA_PROPERTY,
    OBJECT_PROPERTY,
    PROPERTIES,
    RANGE,
    TYPE,
    context,
    declared,
    lists_of,
    members,
    of_type,
    path,
    pinned,
    prefixes,
)
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph, URIRef

from mdmakg.vocab import foreign as f
from mdmakg.vocab.mdmakg import BASE

KEYWORDS = {"@version", "id", "type"}
TERMS = sorted(of_type(CLASS, *PROPERTIES))


def is_prefix(name: str) -> bool:
    """Say whether a key stands for a namespace."""
    entry = context()[name]
    iri = entry["@id"] if isinstance(entry, dict) else entry
    return isinstance(iri, str) and iri.startswith("http") and iri[-1] in "/#_"


def expanded(curie: str) -> str:
    """Expand a compact IRI by the context's own prefixes."""
    prefix, _, local = curie.partition(":")
    entry = context()[prefix]
    return str(entry["@id"] if isinstance(entry, dict) else entry) + local


def keys() -> list[str]:
    """Give the keys that stand for terms."""
    return [key for key in context() if key not in KEYWORDS and not is_prefix(key)]


def iri_of(key: str) -> str:
    """Give the IRI that a key stands for."""
    entry = context()[key]
    return expanded(entry["@id"] if isinstance(entry, dict) else entry)


def quads(document: dict[str, Any]) -> set[Quad]:
    """Read JSON-LD with the bundled context put inline: nothing is fetched."""
    whole = {"@context": context(), **document}
    return set(parse(json.dumps(whole).encode(), RdfFormat.JSON_LD))


def test_it_is_json_ld_1_1() -> None:
    """Contexts within terms need version 1.1, which the file says."""
    assert context()["@version"] == 1.1


def test_no_key_comes_twice() -> None:
    """JSON readers keep the last of two equal keys without a word."""

    def refuse(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), pairs
        return dict(pairs)

    json.loads(path("context.jsonld").read_text("utf-8"), object_pairs_hook=refuse)


def test_every_key_is_a_term_and_every_term_a_key() -> None:
    """Keys stand for declared terms or for the foreign ones that the data uses."""
    used = {value for key, value in vars(f).items() if key[0].islower() and isinstance(value, str)}
    data = {iri for iri in used if not iri.startswith((f.XSD, f.RDF)) and iri != f.RDF + "type"}
    assert {iri_of(key) for key in keys()} == set(TERMS) | data


@pytest.mark.parametrize("iri", TERMS)
def test_key_is_the_local_name(iri: str) -> None:
    """A term of ours is written by its local name."""
    assert iri_of(iri.removeprefix(BASE)) == iri


@pytest.mark.parametrize("iri", TERMS)
def test_type_follows_the_declaration(iri: str) -> None:
    """Things are IRIs, members of lists words, numbers and days typed, strings plain."""
    said, entry = declared()[iri], context()[iri.removeprefix(BASE)]
    (kind,) = said[TYPE]
    coerced = entry.get("@type") if isinstance(entry, dict) else None
    if kind == OBJECT_PROPERTY:
        assert coerced == ("@vocab" if lists_of(said) else "@id")
    elif kind == DATA_PROPERTY and said[RANGE] != [f.XSD + "string"]:
        assert expanded(str(coerced)) == said[RANGE][0]
    else:
        assert kind in {CLASS, DATA_PROPERTY, ANY_PROPERTY}
        assert coerced is None


@pytest.mark.parametrize("iri", [iri for iri in TERMS if lists_of(declared()[iri])])
def test_words_of_closed_lists(iri: str) -> None:
    """Under a property with a closed list, each word of the list is its concept."""
    scoped = context()[iri.removeprefix(BASE)]["@context"]
    expected = {
        member: f"{BASE}{scheme}/{member}"
        for scheme in lists_of(declared()[iri])
        for member in members(scheme)
    }
    assert {word: expanded(curie) for word, curie in scoped.items()} == expected


def test_prefixes_are_those_of_the_turtle_files() -> None:
    """A short name means the same in JSON-LD as in Turtle, and every aligned term has one."""
    found = {key: expanded(f"{key}:") for key in filter(is_prefix, set(context()) - KEYWORDS)}
    assert found.items() <= prefixes().items()
    ends = {iri for said in declared().values() for values in said.values() for iri in values}
    aligned = {row["curie"].partition(":")[0] for iri, row in pinned().items() if iri in ends}
    assert len(aligned - {""}) > 12
    assert aligned - {""} <= set(found)


def test_prefixes_that_end_in_an_underscore_say_so() -> None:
    """JSON-LD takes an IRI that ends in ``_`` as a prefix only when told."""
    for key in filter(is_prefix, set(context()) - KEYWORDS):
        entry = context()[key]
        if (entry["@id"] if isinstance(entry, dict) else entry).endswith("_"):
            assert entry["@prefix"] is True, key


def test_foreign_keys_are_pinned_or_core() -> None:
    """No key leads to a term that terms.tsv does not have."""
    ends = {iri for iri in map(iri_of, keys()) if not iri.startswith((BASE, f.RDFS, f.DCTERMS))}
    assert ends <= set(pinned())


def test_a_document_gives_these_triples() -> None:
    """Written out by hand: types, lists, numbers, days, nested nodes, short foreign names."""
    claim, proposition = f"{BASE}claim/column/c1", f"{BASE}proposition/00ff"
    found = quads(
        {
            "id": "mdmakg:claim/column/c1",
            "type": "Claim",
            "gloss": "Lamps lengthen sleep.",
            "claimKind": "finding",
            "codedOn": "2031-02-03",
            "hasCore": "mdmakg:text/abababababab/10-40",
            "skos:exactMatch": {"id": "SEPIO:0000001"},
            "proposition": {
                "id": "mdmakg:proposition/00ff",
                "from": "baseline",
                "to": "not-stated",
                "population": "mdmakg:concept/nurses",
            },
        }
    )
    expected: set[tuple[str, str, str | Literal]] = {
        (claim, f.rdf_type, BASE + "Claim"),
        (claim, BASE + "gloss", Literal("Lamps lengthen sleep.")),
        (claim, BASE + "claimKind", BASE + "claim-kind/finding"),
        (claim, BASE + "codedOn", Literal("2031-02-03", datatype=NamedNode(f.xsd_date))),
        (claim, BASE + "hasCore", BASE + "text/abababababab/10-40"),
        (claim, f.SKOS + "exactMatch", "http://purl.obolibrary.org/obo/SEPIO_0000001"),
        (claim, BASE + "proposition", proposition),
        (proposition, BASE + "from", BASE + "time-role/baseline"),
        (proposition, BASE + "to", BASE + "unsaid/not-stated"),
        (proposition, BASE + "population", BASE + "concept/nurses"),
    }
    assert found == {
        Quad(NamedNode(s), NamedNode(p), NamedNode(o) if isinstance(o, str) else o)
        for s, p, o in expected
    }


def test_a_word_that_is_also_a_property_is_the_lists_word() -> None:
    """``construct`` is a property, but as a kind of concept it is the concept."""
    (quad,) = quads({"id": "mdmakg:concept/sleep", "conceptKind": "construct"})
    assert quad.object == NamedNode(f"{BASE}concept-kind/construct")


def test_a_word_outside_the_list_is_no_concept() -> None:
    """A misspelt word does not become an IRI under the base."""
    found = quads({"id": "mdmakg:claim/column/c1", "claimKind": "fnding"})
    assert [quad for quad in found if BASE + "claim-kind" in str(quad.object)] == []


# rdflib's own reader warns of rdflib's own class
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_the_same() -> None:
    """Two readers of JSON-LD agree on a document with lists, types and nesting."""
    document = {
        "@context": context(),
        "id": "mdmakg:study-report/column/sr1",
        "type": "StudyReport",
        "readDepth": "abstract",
        "enrolled": {"id": "mdmakg:q", "type": "Quantity", "low": "40", "operator": "equal"},
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    assert (URIRef(BASE + "q"), URIRef(BASE + "operator"), URIRef(BASE + "operator/equal")) in graph
    mine = {tuple(map(str, triple)) for triple in graph}
    theirs = quads({key: value for key, value in document.items() if key != "@context"})
    assert mine == {
        (str(quad.subject)[1:-1], str(quad.predicate)[1:-1], getattr(quad.object, "value", ""))
        for quad in theirs
    }
