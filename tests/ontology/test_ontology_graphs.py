"""graphs.tsv: each predicate and class of the data has one row, and its graph is known."""

from __future__ import annotations

from collections import Counter

import pytest
from ontology_files import CLASS, PROPERTIES, of_type, path

from mdmakg.encode.graphs import GraphKind, graph_kinds, graph_of
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

ROWS = [line.split("\t") for line in path("graphs.tsv").read_text("utf-8").splitlines()]
PREFIXES = {
    "mdmakg": m.BASE,
    "rdfs": f.RDFS,
    "oa": f.OA,
    "dcterms": f.DCTERMS,
    "skos": f.SKOS,
}


def expanded(curie: str) -> str:
    """Give the IRI of a curie, by prefixes written down here and not in the program."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def test_two_columns() -> None:
    """A header, then a term and a graph in every row."""
    assert ROWS[0] == ["term", "graph"]
    assert {len(row) for row in ROWS} == {2}


def test_one_row_for_each_term() -> None:
    """What is declared has exactly one row, and so have the foreign terms that the data uses."""
    foreign = {
        value
        for key, value in vars(f).items()
        if key.startswith(("oa_", "dcterms_", "rdfs_", "skos_")) and isinstance(value, str)
    }
    count = Counter(expanded(term) for term, _ in ROWS[1:])
    assert [iri for iri, rows in count.items() if rows > 1] == []
    assert set(count) == of_type(CLASS, *PROPERTIES) | foreign


def test_graphs_are_known() -> None:
    """The second column says who stands behind a statement, in the program's five words."""
    assert {graph for _, graph in ROWS[1:]} == {kind.value for kind in GraphKind}


def test_the_program_reads_the_table_as_it_stands() -> None:
    """Row for row, what the encoder goes by is what the file says."""
    assert graph_kinds() == {expanded(term): graph for term, graph in ROWS[1:]}


@pytest.mark.parametrize(
    ("predicate", "object_", "graph"),
    [
        (m.estimate, "", "graph/source/trial"),
        (m.hedge, "", "graph/curation/column"),
        (m.coveredBy, "", "graph/checks"),
        (f.rdf_type, m.Claim, "graph/source/trial"),
        (f.rdf_type, m.EvidenceLine, "graph/curation/column"),
        (f.rdf_type, m.CheckResult, "graph/checks"),
        (f.rdf_type, m.Mapping, "graph/mappings"),
        (f.skos_exactMatch, "", "graph/mappings"),
    ],
)
def test_said_curated_derived(predicate: str, object_: str, graph: str) -> None:
    """A reported number, a curator's judgement and a rule's finding are kept apart."""
    assert graph_of(predicate, object_, "trial", "column") == m.BASE + graph


@pytest.mark.parametrize("term", ["gloss", "hedge", "relation", "evidenceDirection", "codedBy"])
def test_judgement_is_curation(term: str) -> None:
    """What a curator judged is never laid at a source's door."""
    assert dict(ROWS)[f"mdmakg:{term}"] == "curation"
