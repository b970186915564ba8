"""Alignments: every foreign identifier is pinned, and none is claimed to be more than it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from ontology_files import (
    CLASS,
    CONCEPT,
    FILES,
    PROPERTIES,
    SCHEME,
    TYPE,
    declared,
    path,
    pinned,
    prefixes,
    triples,
)
from pyoxigraph import NamedNode
from rdflib import URIRef
from rdflib.namespace import PROV, SDO, SH

from mdmakg.read.links import bundled_linking
from mdmakg.read.terms import COLUMNS
from mdmakg.vocab import foreign as f
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

MATCHES = {f"{f.SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
EXACT = f.SKOS + "exactMatch"
RELATED = f.SKOS + "relatedMatch"
SUBS = {f.RDFS + "subClassOf", f.RDFS + "subPropertyOf"}
CORE = (
    f.RDF,
    f.RDFS,
    f.OWL,
    f.XSD,
    f.SKOS,
    f.DCTERMS,
    "http://purl.org/vocab/vann/",
    "http://www.w3.org/2003/06/sw-vocab-status/ns#",
)
"""Namespaces whose terms need no row: they describe terms and carry data everywhere."""
NEEDED = ["curie", "kind", "version", "read_in", "how_sure", "status"]
SET = bundled_linking().mappings
assert SET is not None
MAPPINGS = SET.mappings
PREFIXES = SET.prefixes
KINDS = {"class", "property", "individual", "document"}
STATES = {"current", "obsolete", "disputed"}
SURE = {"ontology file", "W3C vocabulary", "secondary", "document"}
BARRED = {
    "http://addictovocab.org/ADDICTO_0001294": "unblinded design presupposes two interventions",
    "http://purl.obolibrary.org/obo/STATO_0000457": "mean difference is between two groups",
    "http://purl.obolibrary.org/obo/ECO_0000180": "clinical study evidence is controlled",
    "http://purl.obolibrary.org/obo/NCIT_C82640": "sources disagree on the single group study",
    "https://schema.org/PsychologicalTreatment": "excludes drugs",
    "https://galenos.org.uk/ontologies/GMHO_0000025": "obsolete",
    "https://galenos.org.uk/ontologies/GMHO_0000019": "obsolete",
    "https://galenos.org.uk/ontologies/GMHO_0000151": "obsolete",
    "https://galenos.org.uk/ontologies/GMHO_0000182": "an adverse event, no outcome",
    "http://humanbehaviourchange.org/ontology/BCIO_037000": "its IRI is in dispute",
}


def foreign_iris() -> set[str]:
    """Give every IRI in the files that is neither ours nor of a core namespace."""
    iris = {
        term.value
        for name in FILES
        for triple in triples(name)
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    return {iri for iri in iris if not iri.startswith((BASE, *CORE))}


def alignments() -> Iterator[tuple[str, str, str]]:
    """Give every mapping and every superterm: ours, how, theirs."""
    for iri, said in declared().items():
        for predicate in sorted(MATCHES | SUBS):
            yield from ((iri, predicate, other) for other in said[predicate])


def test_something_is_aligned() -> None:
    """The tests below look at something: each vocabulary that the README names."""
    spaces = {pinned()[other]["curie"].partition(":")[0] for other in foreign_iris()}
    named = {"SEPIO", "prov", "cito", "fabio", "pico", "OBI", "STATO", "GMHO", "ADDICTO", "ECO"}
    assert named | {"NCIT", "biolink", "schema", "sh", "earl", "oa"} <= spaces


def test_every_foreign_identifier_is_pinned() -> None:
    """Whatever the files name of other vocabularies has a row in terms.tsv."""
    assert foreign_iris() - set(pinned()) == set()


def test_the_data_uses_pinned_terms() -> None:
    """What ``vocab/foreign.py`` names of other vocabularies is pinned, too."""
    names = {value for key, value in vars(f).items() if key[0].islower()}
    iris = {iri for iri in names if isinstance(iri, str) and "#" in iri}
    assert {iri for iri in iris if not iri.startswith(CORE)} - set(pinned()) == set()


def test_rows_are_sorted_whole_and_single() -> None:
    """terms.tsv says of each term where it was read and how sure that is, and has it once."""
    lines = path("terms.tsv").read_text("utf-8").splitlines()
    rows = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]
    assert list(rows[0].values()) == list(COLUMNS)
    terms = [row for row in rows[1:] if row["kind"] != "document"]
    assert [row for row in terms if not all(row[name] for name in NEEDED)] == []
    assert [row["curie"] for row in terms] == sorted(row["curie"] for row in terms)
    for name in ("curie", "iri"):
        count = Counter(row[name] for row in rows if row[name])
        assert [value for value, times in count.items() if times > 1] == []


@pytest.mark.parametrize("row", pinned().values(), ids=lambda row: row["curie"] or row["iri"])
def test_row(row: dict[str, str]) -> None:
    """A curie expands to its IRI under the mappings' prefixes; kind, sureness, status are words."""
    assert row["kind"] in KINDS
    assert row["how_sure"] in SURE
    assert row["status"] in STATES
    if row["kind"] == "document":
        assert row["curie"] == ""
        assert row["how_sure"] == "document"
    elif row["iri"]:
        prefix, _, local = row["curie"].partition(":")
        assert row["iri"] == PREFIXES[prefix] + local
        assert prefixes().get(prefix, PREFIXES[prefix]) == PREFIXES[prefix]


@pytest.mark.parametrize("space", [PROV, SDO, SH], ids=["prov", "schema", "sh"])
def test_pinned_terms_exist_in_their_namespace(space: type) -> None:
    """PROV, schema.org and SHACL are closed namespaces of rdflib: their rows are in them."""
    name = str(space)
    inside = [iri for iri in pinned() if iri.startswith(name)]
    assert inside
    assert [iri for iri in inside if URIRef(iri) not in space] == []  # type: ignore[operator] # a namespace is a class with `in`


@pytest.mark.parametrize("iri", BARRED)
def test_barred_terms_are_not_used(iri: str) -> None:
    """Terms known not to fit, or not to be certain, are listed and lead from nothing of ours."""
    assert iri in pinned()
    assert iri not in foreign_iris() | {mapping.object_iri for mapping in MAPPINGS}, BARRED[iri]


def test_what_was_not_read_in_its_own_file_is_never_exact() -> None:
    """A secondary identifier is no exact match, and nothing is made a kind of it."""
    for iri, how, other in alignments():
        if pinned().get(other, {}).get("how_sure") == "secondary" and not other.startswith(CORE):
            assert how not in {EXACT, *SUBS}, (iri, other)


def test_mappings_lead_elsewhere() -> None:
    """A mapping's other end is no term of ours."""
    assert [pair for pair in alignments() if pair[1] in MATCHES and pair[2].startswith(BASE)] == []


def test_superterms_are_ours_or_of_the_three_we_build_on() -> None:
    """Nothing is entailed about other vocabularies than Web Annotation, Dublin Core and SKOS."""
    ends = {other for _, how, other in alignments() if how in SUBS}
    assert {iri for iri in ends if not iri.startswith((BASE, f.OA, f.DCTERMS, f.SKOS))} == set()


def test_a_property_and_a_class_are_at_most_related() -> None:
    """Exact, close, broader and narrower hold between terms of one sort only."""
    ours = {CLASS: "thing", SCHEME: "thing", CONCEPT: "thing"}
    for iri, how, other in alignments():
        if other not in pinned() or how == RELATED:
            continue
        sort = ours.get(declared()[iri][TYPE][0], "property")
        theirs = "property" if pinned()[other]["kind"] == "property" else "thing"
        assert sort == theirs, (iri, how, other)


def test_a_term_is_exactly_one_thing() -> None:
    """No two of our terms exactly match the same, and none matches two terms of one vocabulary."""
    pairs = [(iri, other) for iri, how, other in alignments() if how == EXACT]
    assert [other for other, n in Counter(other for _, other in pairs).items() if n > 1] == []
    spaces = Counter((iri, pinned()[other]["curie"].partition(":")[0]) for iri, other in pairs)
    assert [pair for pair, count in spaces.items() if count > 1] == []


def test_a_pair_is_mapped_one_way() -> None:
    """No term is both close and related to the same other."""
    count = Counter((iri, other) for iri, _, other in alignments())
    assert [pair for pair, ways in count.items() if ways > 1] == []


def test_evidence_directions_are_those_of_sepio() -> None:
    """supports, disputes and inconclusive are SEPIO's three; reports is our own."""
    found = {
        iri.removeprefix(f"{BASE}evidence-direction/"): other.rpartition("_")[2]
        for iri, how, other in alignments()
        if iri.startswith(f"{BASE}evidence-direction/") and how == EXACT
    }
    assert found == {"supports": "0000403", "disputes": "0000404", "inconclusive": "0000405"}


def test_properties_are_no_classes_of_other_vocabularies() -> None:
    """Each property's superproperty is pinned as a property."""
    for iri, how, other in alignments():
        if how == f.RDFS + "subPropertyOf" and other in pinned():
            assert pinned()[other]["kind"] == "property", (iri, other)
            assert declared()[iri][TYPE][0] in PROPERTIES
