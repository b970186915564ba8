"""The W3C's tests of the SPARQL 1.1 Protocol: its query part is met, its updates are refused.

Source: https://github.com/w3c/rdf-tests, sparql/sparql11/protocol/manifest.ttl at commit
        0198f458a7ae9438a92b566d29624b985fe6360f; each request below is that of the test
        of its name, told in our own words.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    from served import Response, Server

DATA = "http://kasei.us/2009/09/sparql/data/"
D0, D1, D2, D3 = (f"{DATA}data{number}.rdf" for number in range(4))
FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
Form = Literal["true", "truth", "rows", "graph"]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request of a test, and what its answer must be; ``form`` of a refusal is unused."""

    name: str
    method: str = "POST"
    parameters: tuple[tuple[str, str], ...] = ()
    content_type: str = ""
    body: bytes = b""
    form: Form = "true"

    @property
    def path(self) -> str:
        """The path and query of the request."""
        query = urlencode(self.parameters, quote_via=quote)
        return f"/sparql/?{query}" if query else "/sparql/"

    def send(self, server: Server) -> Response:
        """Send the request."""
        headers = {"Content-Type": self.content_type} if self.content_type else {}
        body = self.body if self.method in {"POST", "PUT"} else None
        return server.send(self.method, self.path, body, headers)


def named(*graphs: str) -> tuple[tuple[str, str], ...]:
    """Name graphs to be the named ones."""
    return tuple(("named-graph-uri", graph) for graph in graphs)


def default(*graphs: str) -> tuple[tuple[str, str], ...]:
    """Name graphs to be the default one."""
    return tuple(("default-graph-uri", graph) for graph in graphs)


TYPED_1_2 = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type . }}"
NAMED_1_2 = f"GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }}"

ANSWERED = (
    Case(name="query_post_form", parameters=default(D0), content_type=FORM,
         body=b"query=ASK%20%7B%7D"),
    Case(name="query_dataset_default_graphs_get", method="GET",
         parameters=(("query", TYPED_1_2), *default(D1, D2))),
    Case(name="query_dataset_default_graphs_post", parameters=default(D1, D2),
         content_type=QUERY, body=TYPED_1_2.encode()),
    Case(name="query_dataset_named_graphs_post", parameters=named(D1, D2),
         content_type=QUERY, body=f"ASK {{ {NAMED_1_2} }}".encode()),
    Case(name="query_dataset_named_graphs_get", method="GET",
         parameters=(("query", f"ASK {{ {NAMED_1_2} }}"), *named(D1, D2))),
    Case(name="query_dataset_full", parameters=(*default(D3), *named(D1, D2)),
         content_type=QUERY, body=f"ASK {{ <{D3}> a ?type {NAMED_1_2} }}".encode()),
    # The manifest encodes the "&" between its two graphs, so that they are one graph with a
    # name that nothing has; its title and answer mean two. See below for it as it stands.
    Case(name="query_multiple_dataset", parameters=named(D1, D2),
         content_type=QUERY, body=f"ASK FROM <{D3}> {{ {NAMED_1_2} }}".encode()),
    Case(name="query_get", method="GET", parameters=(("query", "ASK {}"), *default(D0))),
    Case(name="query_content_type_select", parameters=default(D0), content_type=QUERY,
         body=b"SELECT (1 AS ?value) {}", form="rows"),
    Case(name="query_content_type_ask", parameters=default(D0), content_type=QUERY,
         body=b"ASK {}", form="truth"),
    Case(name="query_content_type_describe", parameters=default(D0), content_type=QUERY,
         body=b"DESCRIBE <http://example.org/>", form="graph"),
    Case(name="query_content_type_construct", parameters=default(D0), content_type=QUERY,
         body=b"CONSTRUCT { <s> <p> 1 } WHERE {}", form="graph"),
    Case(name="query_post_direct", content_type=QUERY, body=b"ASK {}"),
)  # fmt: skip

REFUSED = (
    Case(name="bad_query_method", method="PUT", content_type=FORM,
         parameters=(("query", "ASK {}"), *default(D0))),
    Case(name="bad_multiple_queries", method="GET",
         parameters=(("query", "ASK {}"), ("query", "SELECT * {}"))),
    Case(name="bad_query_wrong_media_type", content_type="text/plain", body=b"ASK {}"),
    Case(name="bad_query_missing_form_type", body=b"query=ASK%20%7B%7D"),
    Case(name="bad_query_missing_direct_type", body=b"ASK {}"),
    Case(name="bad_query_non_utf8", content_type=f"{QUERY}; charset=UTF-16",
         body="ASK {}".encode("utf-16")),
    Case(name="bad_query_syntax", method="GET", parameters=(("query", "ASK {"),)),
    Case(name="bad_update_get", method="GET", parameters=(("update", "CLEAR ALL"),)),
    Case(name="bad_multiple_updates", content_type=FORM,
         body=b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    Case(name="bad_update_wrong_media_type", content_type="text/plain", body=b"CLEAR NAMED"),
    Case(name="bad_update_missing_form_type", body=b"update=CLEAR%20NAMED"),
    Case(name="bad_update_non_utf8", content_type=f"{UPDATE}; charset=UTF-16",
         body="CLEAR NAMED".encode("utf-16")),
    Case(name="bad_update_syntax", content_type=FORM, body=b"update=CLEAR%20XYZ"),
    Case(name="bad_update_dataset_conflict", content_type=UPDATE,
         parameters=(("using-named-graph-uri", "http://example/people"),),
         body=b"WITH <http://example/addresses> DELETE { ?p ?q 'Bill' } WHERE { ?p ?q 'Bill' }"),
)  # fmt: skip

USING, USING_NAMED = "using-graph-uri", "using-named-graph-uri"
INSERT = f"INSERT DATA {{ GRAPH <{D1}> {{ <{D1}> <urn:p> <urn:changed> }} }}".encode()

# A server may take none of these, and ours does not: what they would change stays.
UPDATES = (
    Case(name="update_dataset_default_graph", content_type=UPDATE, body=INSERT,
         parameters=((USING, D1),)),
    Case(name="update_dataset_default_graphs", content_type=UPDATE, body=INSERT,
         parameters=((USING, D1), (USING, D2))),
    Case(name="update_dataset_named_graphs", content_type=UPDATE, body=INSERT,
         parameters=((USING_NAMED, D1), (USING_NAMED, D2))),
    Case(name="update_dataset_full", content_type=UPDATE, body=INSERT,
         parameters=((USING, D1), (USING_NAMED, D2))),
    Case(name="update_post_form", content_type=FORM, body=b"update=CLEAR+ALL"),
    Case(name="update_post_direct", content_type=UPDATE, body=b"CLEAR ALL"),
    Case(name="update_base_uri", content_type=UPDATE, body=INSERT),
)  # fmt: skip


def by_name(case: Case) -> str:
    """Name a case in the report."""
    return case.name


def truth(answer: Response) -> bool:
    """Read a truth value in whichever format it came."""
    if answer.media_type == "application/sparql-results+json":
        return bool(json.loads(answer.body)["boolean"])
    assert answer.media_type == "application/sparql-results+xml"
    return ET.fromstring(answer.text).find("{*}boolean").text == "true"  # type: ignore[union-attr] # noqa: S314 - of our own server


@pytest.mark.parametrize("case", ANSWERED, ids=by_name)
def test_queries_are_answered(graphs_server: Server, case: Case) -> None:
    """Status 2xx, a media type for the form of the query, and where one is given its answer."""
    answer = case.send(graphs_server)
    assert answer.status == 200, answer.text
    if case.form == "true":
        assert truth(answer) is True
    elif case.form == "truth":
        assert truth(answer) in {True, False}
    elif case.form == "rows":
        assert answer.media_type == "application/sparql-results+json"
        (row,) = json.loads(answer.body)["results"]["bindings"]
        assert row["value"]["value"] == "1"
    else:
        assert answer.media_type == "text/turtle"
        list(parse(answer.body, RdfFormat.TURTLE, base_iri="http://example.org/"))


@pytest.mark.parametrize("case", REFUSED, ids=by_name)
def test_bad_requests_are_refused(graphs_server: Server, case: Case) -> None:
    """Status 4xx, with words."""
    answer = case.send(graphs_server)
    assert 400 <= answer.status < 500
    assert answer.media_type == "text/plain"
    assert answer.body.strip()


@pytest.mark.parametrize("case", UPDATES, ids=by_name)
def test_updates_are_refused(graphs_server: Server, case: Case) -> None:
    """Each update gets 403 and the words that it is read only; nothing has changed after it."""
    answer = case.send(graphs_server)
    assert answer.status == 403
    assert "read only" in answer.text
    left = graphs_server.rows("SELECT ?g { GRAPH ?g { ?g a ?type } } ORDER BY ?g")
    assert [row["g"] for row in left] == [D0, D1, D2, D3]
    assert graphs_server.rows("SELECT * { ?s ?p <urn:changed> }") == []


def test_a_graph_that_is_not_there_is_empty(graphs_server: Server) -> None:
    """The manifest's query_multiple_dataset as it is written names one graph that is not there."""
    wrong = f"{D1}&named-graph-uri={D2}"
    query = f"ASK FROM <{D3}> {{ {NAMED_1_2} }}"
    case = Case(name="", content_type=QUERY, parameters=named(wrong), body=query.encode())
    answer = case.send(graphs_server)
    assert answer.status == 200
    assert truth(answer) is False


def test_every_test_of_the_manifest_is_here() -> None:
    """Its 34 tests: 13 queries, 14 bad requests, 7 updates."""
    names = {case.name for case in (*ANSWERED, *REFUSED, *UPDATES)}
    assert (len(ANSWERED), len(REFUSED), len(UPDATES), len(names)) == (13, 14, 7, 34)
