"""SPARQLWrapper and rdflib's SPARQLStore, which people use, drive the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

if TYPE_CHECKING:
    from served import Server

DATA = "http://kasei.us/2009/09/sparql/data/"
NAMES = [f"{DATA}data{number}.rdf" for number in range(4)]
ROWS = "SELECT ?g { GRAPH ?g { ?g a ?type } } ORDER BY ?g"
GRAPH = "CONSTRUCT { ?g a ?type } { GRAPH ?g { ?g a ?type } }"


def wrapper(server: Server, query: str) -> SPARQLWrapper:
    """Make a client with a query."""
    client = SPARQLWrapper(f"{server.url}sparql")
    client.setQuery(query)
    return client


def told(client: SPARQLWrapper) -> Any:
    """Ask, and have the answer converted; into what depends on the format."""
    return client.queryAndConvert()


@pytest.mark.parametrize(
    ("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_wrapper_asks_in_every_way(graphs_server: Server, method: str, way: str) -> None:
    """By GET, as a form, as it is: the same rows."""
    client = wrapper(graphs_server, ROWS)
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setReturnFormat(JSON)
    answer = told(client)
    assert [row["g"]["value"] for row in answer["results"]["bindings"]] == NAMES


def test_wrapper_reads_rows_in_every_format(graphs_server: Server) -> None:
    """XML, CSV and TSV as it converts them."""
    client = wrapper(graphs_server, ROWS)
    client.setReturnFormat(XML)
    document = told(client)
    assert [node.firstChild.data for node in document.getElementsByTagName("uri")] == NAMES
    client.setReturnFormat(CSV)
    assert told(client).decode().split() == ["g", *NAMES]
    client.setReturnFormat(TSV)
    assert told(client).decode().split() == ["?g", *(f"<{name}>" for name in NAMES)]
    client.setQuery("ASK { ?s a ?type }")
    client.setReturnFormat(JSON)
    assert told(client)["boolean"] is True


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_wrapper_reads_graphs_in_every_format(graphs_server: Server, form: str) -> None:
    """Turtle, N3, RDF/XML and JSON-LD become the same four statements."""
    client = wrapper(graphs_server, GRAPH)
    client.setReturnFormat(form)
    answer = told(client)
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert sorted(str(subject) for subject in graph.subjects()) == NAMES


def test_wrapper_names_graphs_and_meets_refusals(graphs_server: Server) -> None:
    """Its default graphs are taken; a query that does not parse is its QueryBadFormed."""
    client = wrapper(graphs_server, "SELECT ?s { ?s a ?type }")
    client.addDefaultGraph(NAMES[1])
    client.setReturnFormat(JSON)
    assert len(told(client)["results"]["bindings"]) == 1
    client.setQuery("SELECT ?s {")
    with pytest.raises(QueryBadFormed, match="does not parse"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_graph(graphs_server: Server, method: str) -> None:
    """Its patterns, lengths and queries are answered."""
    store = SPARQLStore(f"{graphs_server.url}sparql", method=method)
    graph = Graph(store)
    assert len(graph) == 5
    thing = URIRef("http://example.org/")
    assert [str(kind) for kind in graph.objects(thing)] == ["http://xmlns.com/foaf/0.1/Document"]
    assert [str(row[0]) for row in graph.query(ROWS)] == NAMES  # type: ignore[index] # rows of a SELECT
    assert bool(graph.query("ASK { ?s a ?type }"))


def test_rdflib_reads_named_graphs(graphs_server: Server) -> None:
    """A graph with a name has what stands in it, no more."""
    store = SPARQLStore(f"{graphs_server.url}sparql", context_aware=True)
    one = Graph(store, identifier=URIRef(NAMES[2]))
    assert [str(subject) for subject in one.subjects()] == [NAMES[2]]
