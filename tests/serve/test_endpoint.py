"""``/sparql`` as clients meet it: formats, methods, descriptions, limits, words."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from served import serving

from mdmakg.serve.fence import Openness
from mdmakg.serve.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Server

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
ROWS = "SELECT ?g { GRAPH ?g { ?g a ?type } } ORDER BY ?g"
GRAPH = "CONSTRUCT { ?g a ?type } { GRAPH ?g { ?g a ?type } }"
# Joins of everything with everything: no store of any size ends this soon.
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"


def graphs_of(format_: str, media_type: str, server: Server) -> set[tuple[str, str, str]]:
    """Read a graph with another library than wrote it."""
    answer = server.ask(GRAPH, media_type)
    assert (answer.status, answer.media_type) == (200, media_type)
    return {(str(s), str(p), str(o)) for s, p, o in Graph().parse(data=answer.body, format=format_)}


# --- formats ---------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("format_", "media_type"),
    [
        ("turtle", "text/turtle"),
        ("nt", "application/n-triples"),
        ("xml", "application/rdf+xml"),
        ("json-ld", "application/ld+json"),
        # Without named graphs these two are N-Triples and Turtle.
        ("nt", "application/n-quads"),
        ("turtle", "application/trig"),
    ],
)
def test_graphs_in_every_format(graphs_server: Server, format_: str, media_type: str) -> None:
    """Rdflib reads from each format the same four statements."""
    found = graphs_of(format_, media_type, graphs_server)
    assert {subject.rpartition("/")[2] for subject, _, _ in found} == {
        f"data{number}.rdf" for number in range(4)
    }
    assert len(found) == 4


def test_rows_in_every_format(graphs_server: Server) -> None:
    """JSON, XML, CSV and TSV tell the same four rows, each with its media type."""
    told = json.loads(graphs_server.ask(ROWS, "application/sparql-results+json").body)
    names = [row["g"]["value"] for row in told["results"]["bindings"]]
    assert len(names) == 4
    xml = graphs_server.ask(ROWS, "application/sparql-results+xml")
    assert [xml.text.count(f"<uri>{name}</uri>") for name in names] == [1, 1, 1, 1]
    comma = graphs_server.ask(ROWS, "text/csv")
    assert [row[0] for row in csv.reader(io.StringIO(comma.text))] == ["g", *names]
    tab = graphs_server.ask(ROWS, "text/tab-separated-values")
    assert tab.text.splitlines() == ["?g", *(f"<{name}>" for name in names)]
    assert comma.headers["content-type"] == "text/csv; charset=utf-8"
    assert tab.headers["content-type"] == "text/tab-separated-values; charset=utf-8"


@pytest.mark.parametrize("media_type", ["text/csv", "text/tab-separated-values"])
def test_yes_or_no_as_a_line(graphs_server: Server, media_type: str) -> None:
    """CSV and TSV have no form for the answer of an ASK; it is one line."""
    assert graphs_server.ask("ASK {}", media_type).body == b"true\n"
    assert graphs_server.ask("ASK { ?s <urn:no> ?o }", media_type).body == b"false\n"


@pytest.mark.parametrize(
    ("query", "accept", "given"),
    [
        ("ASK {}", "", "application/sparql-results+json"),
        (GRAPH, "", "text/turtle"),
        ("ASK {}", "*/*", "application/sparql-results+json"),
        ("ASK {}", "application/json", "application/json"),
        (GRAPH, "application/json", "application/json"),
        (GRAPH, "application/rdf+xml;q=0.5, application/n-triples;q=0.6", "application/n-triples"),
        # A client that does not know of which form the query is names formats for both.
        ("ASK {}", "text/turtle, application/sparql-results+xml", "application/sparql-results+xml"),
        (GRAPH, "text/turtle, application/sparql-results+xml", "text/turtle"),
    ],
)
def test_the_client_chooses(graphs_server: Server, query: str, accept: str, given: str) -> None:
    """What is liked best is given, under the name that the client used, and caches are told."""
    answer = graphs_server.ask(query, accept)
    assert (answer.status, answer.media_type) == (200, given)
    assert answer.headers["vary"] == "Accept"


TWO_LINES = (
    ("/sparql?query=ASK%7B%7D", "application/sparql-results+xml", "image/png"),
    ("/sparql?query=ASK", "application/problem+json", "image/png"),
    ("/sparql", "application/rdf+xml", "image/png"),
    ("/.well-known/void", "text/html", "image/png"),
    ("/resource?iri=http://example.org/", "application/n-triples", "image/png"),
)


@pytest.mark.parametrize(("path", "wanted", "other"), TWO_LINES)
def test_accept_on_several_lines(graphs_server: Server, path: str, wanted: str, other: str) -> None:
    """Lines of one name are one list (RFC 9110, 5.3), whichever comes first."""
    for lines in ((wanted, other), (other, wanted)):
        accept = "".join(f"Accept: {one}\r\n" for one in lines)
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{accept}\r\n"
        answer = graphs_server.raw(head.encode()).decode().lower()
        assert f"\r\ncontent-type: {wanted}" in answer


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "image/png"),
        ("ASK {}", "text/turtle"),
        (GRAPH, "text/csv"),
        ("ASK {}", "*/*;q=0"),
    ],
)
def test_nothing_suits(graphs_server: Server, query: str, accept: str) -> None:
    """406 lists what there is."""
    answer = graphs_server.ask(query, accept)
    assert answer.status == 406
    assert "text/csv" in answer.text
    assert "application/trig" in answer.text


# --- methods ---------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/sparql", f"/sparql?query={quote(ROWS)}", "/", "/health"])
def test_head_is_get_without_a_body(graphs_server: Server, path: str) -> None:
    """HEAD has the headers of GET, the length as well, and no body."""
    head, get = graphs_server.send("HEAD", path), graphs_server.send("GET", path)
    assert head.body == b""
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "MADE-UP"])
@pytest.mark.parametrize("path", ["/sparql", "/", "/query", "/claim/a/c1", "/resource", "/health"])
def test_other_methods(graphs_server: Server, method: str, path: str) -> None:
    """405 says in Allow what is answered there."""
    answer = graphs_server.send(method, path)
    assert answer.status == 405
    allowed = "GET, HEAD, POST, OPTIONS" if path == "/sparql" else "GET, HEAD"
    assert answer.headers["allow"] == allowed


def test_options_say_what_is_answered(graphs_server: Server) -> None:
    """OPTIONS has no body, and allows no origin that was not named."""
    answer = graphs_server.send("OPTIONS", "/sparql", headers={"Origin": "https://example.org"})
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "access-control-allow-origin" not in answer.headers


# --- other origins ---------------------------------------------------------------


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve to the pages of one origin."""
    file = tmp_path_factory.mktemp("open") / "a.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .")
    allowed = Openness(names=frozenset({"data.example"}), origins=frozenset({"https://a.example"}))
    with serving(files=(file,), openness=allowed) as server:
        yield server


def test_an_origin_that_is_allowed(open_server: Server) -> None:
    """It is named in each answer, those to its preflights too; others are not."""
    asking = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    preflight = open_server.send("OPTIONS", "/sparql", headers=asking)
    assert preflight.headers["access-control-allow-origin"] == "https://a.example"
    assert preflight.headers["access-control-allow-methods"] == "GET, POST"
    for path in ("/sparql?query=ASK%7B%7D", "/sparql?query=ASK", "/nothing"):
        answer = open_server.get(path, origin="https://a.example")
        assert answer.headers["access-control-allow-origin"] == "https://a.example"
        assert "Origin" in answer.headers["vary"]
        other = open_server.get(path, origin="https://b.example")
        assert "access-control-allow-origin" not in other.headers
        assert other.headers["cross-origin-resource-policy"] == "same-origin"


def test_all_origins_if_so_wished(tmp_path: Path) -> None:
    """With ``*`` every answer says so, whoever asks."""
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    wide = Openness(origins=frozenset({"*"}))
    with serving(files=(tmp_path / "a.ttl",), openness=wide) as server:
        assert server.ask("ASK {}").headers["access-control-allow-origin"] == "*"


# --- what the endpoint says of itself ----------------------------------------------


def test_the_description(graphs_server: Server) -> None:
    """Without a query: a service with its address, formats, union graph and named graphs."""
    answer = graphs_server.get("/sparql")
    assert answer.media_type == "text/turtle"
    graph = Graph().parse(data=answer.body, format="turtle")
    (service,) = graph.subjects(RDF.type, URIRef(SD + "Service"))
    say = {str(p).removeprefix(SD): str(o) for p, o in graph.predicate_objects(service)}
    assert say["endpoint"] == f"{graphs_server.url}sparql"
    assert say["feature"] == SD + "UnionDefaultGraph"
    assert say["supportedLanguage"] == SD + "SPARQL11Query"
    formats = {str(one) for one in graph.objects(service, URIRef(SD + "resultFormat"))}
    assert len(formats) == 10
    assert "http://www.w3.org/ns/formats/SPARQL_Results_TSV" in formats
    names = {str(name) for name in graph.objects(None, URIRef(SD + "name"))}
    assert len(names) == 4


def test_the_description_in_other_forms(graphs_server: Server) -> None:
    """As RDF/XML, JSON-LD and HTML, the same four graphs; 406 for anything else."""
    for accept in ("application/rdf+xml", "application/ld+json", "text/html"):
        answer = graphs_server.get("/sparql", accept=accept)
        assert answer.media_type == accept
        assert all(f"data{number}.rdf" in answer.text for number in range(4))
    assert graphs_server.get("/sparql", accept="text/csv").status == 406


def test_the_dataset_in_numbers(graphs_server: Server) -> None:
    """VoID counts what the file has: five statements, one property, one class."""
    answer = graphs_server.get("/.well-known/void")
    graph = Graph().parse(data=answer.body, format="turtle")
    dataset = URIRef(f"{graphs_server.url}.well-known/void#dataset")
    told = {str(p).removeprefix(VOID): str(o) for p, o in graph.predicate_objects(dataset)}
    assert told["sparqlEndpoint"] == f"{graphs_server.url}sparql"
    numbers = ("triples", "distinctSubjects", "distinctObjects", "properties", "classes")
    assert [told[name] for name in numbers] == ["5", "5", "1", "1", "1"]
    assert [str(one) for one in graph.objects(None, URIRef(VOID + "entities"))] == ["5"]
    assert "uriSpace" not in told
    assert graphs_server.get("/.well-known/void", accept="application/ld+json").status == 200
    page = graphs_server.get("/.well-known/void", accept="text/html,application/xml;q=0.9")
    assert page.media_type == "text/html"
    assert "void:triples</code></th><td>5</td>" in page.text
    assert graphs_server.get("/.well-known/void", accept="text/csv").status == 406


def test_the_dataset_of_a_build(demo: Path, demo_server: Server) -> None:
    """VoID counts each statement of the dataset once, and of claims as many as there are."""
    graph = Graph().parse(data=demo_server.get("/.well-known/void").body, format="turtle")
    claim = "https://w3id.org/mdmakg/Claim"
    (part,) = graph.subjects(URIRef(VOID + "class"), URIRef(claim))
    said = (demo / "build" / "mdmakg.nq").read_text("utf-8")
    wanted = sum(f"#type> <{claim}>" in line for line in said.splitlines())
    assert wanted == 6
    assert str(graph.value(part, URIRef(VOID + "entities"))) == str(wanted)


# --- datasets --------------------------------------------------------------------


def test_the_default_graph_is_the_union(graphs_server: Server) -> None:
    """Of four named graphs and the default one; FROM and the request say otherwise."""
    query = "SELECT ?s {FROM} { ?s a ?type }"
    assert len(graphs_server.rows(query.replace("{FROM}", ""))) == 5
    one = "http://kasei.us/2009/09/sparql/data/data1.rdf"
    assert len(graphs_server.rows(query.replace("{FROM}", f"FROM <{one}>"))) == 1
    path = f"/sparql?query={quote(query.replace('{FROM}', ''))}&default-graph-uri={quote(one)}"
    assert graphs_server.get(path, accept="text/csv").text.split() == ["s", one]


def test_what_two_graphs_say_is_kept_twice(tmp_path: Path) -> None:
    """As the page says: the union keeps a triple for each graph, COUNT wants DISTINCT."""
    (tmp_path / "two.nq").write_text(
        "<urn:a> <urn:b> <urn:c> <urn:g1> .\n<urn:a> <urn:b> <urn:c> <urn:g2> .\n"
    )
    with serving(files=(tmp_path / "two.nq",)) as server:
        counted = server.rows("SELECT (COUNT(?s) AS ?n) (COUNT(DISTINCT ?s) AS ?d) { ?s ?p ?o }")
        assert counted == [{"n": "2", "d": "1"}]
        page = server.get("/resource?iri=urn:a", accept="text/html").text
        assert page.count("urn:g1") == page.count("urn:g2")
        assert (
            server.get("/resource?iri=urn:a", accept="application/n-triples").text.count("\n") == 1
        )


# --- words -----------------------------------------------------------------------


def test_a_fault_of_syntax_says_where(graphs_server: Server) -> None:
    """400, the engine's words and place as plain text, nothing of any traceback."""
    answer = graphs_server.ask("SELECT * {\n  ?s ?p\n}")
    assert (answer.status, answer.media_type) == (400, "text/plain")
    assert "error at 3:" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "ASK {" * 200 + "}" * 200,
        "SELECT * { ?s ?p ?o } #" + "x" * 30_000,
    ],
)
def test_what_may_not_be_asked(graphs_server: Server, query: str) -> None:
    """Remote services, updates and nesting without end are malformed; a long comment is fine."""
    answer = graphs_server.ask(query)
    assert answer.status == (200 if "#x" in query else 400)


def test_packed_bodies(graphs_server: Server) -> None:
    """RFC 9110, 15.5.16: 415, and which encoding is wanted; ``identity`` is none."""
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    answer = graphs_server.send("POST", "/sparql", gzip.compress(b"ASK {}"), headers)
    assert (answer.status, answer.headers["accept-encoding"]) == (415, "identity")
    headers["Content-Encoding"] = "Identity"
    assert graphs_server.send("POST", "/sparql", b"ASK {}", headers).status == 200


def test_problems_as_clients_like_them(graphs_server: Server) -> None:
    """Plain text, a problem document (RFC 9457), a page."""
    path = "/sparql?query=ASK"
    assert graphs_server.get(path, accept="*/*").media_type == "text/plain"
    document = graphs_server.get(path, accept="application/problem+json, text/csv")
    assert document.media_type == "application/problem+json"
    told = json.loads(document.body)
    assert (told["status"], told["title"], told["code"]) == (400, "Bad Request", "malformed")
    page = graphs_server.get(path, accept="text/html,*/*;q=0.1")
    assert (page.status, page.media_type) == (400, "text/html")
    assert "<h1>400 Bad Request</h1>" in page.text


# --- limits ----------------------------------------------------------------------


def test_limits_are_told(tmp_path: Path) -> None:
    """Too long, too large: 500 with the reason as a code, and the next is answered."""
    lines = (f'<urn:a{n}> <urn:b> "{n}" .\n' for n in range(3_000))
    (tmp_path / "many.nt").write_text("".join(lines))
    tight = Limits(seconds=1, answer=20_000, workers=2)
    with serving(files=(tmp_path / "many.nt",), limits=tight) as server:
        for query, code in (
            (ENDLESS, "too-long-running"),
            ("SELECT * { ?s ?p ?o }", "too-large-answer"),
        ):
            answer = server.ask(query, "application/problem+json, application/sparql-results+json")
            assert answer.status == 500
            assert json.loads(answer.body)["code"] == code
            assert server.rows("SELECT ?o { <urn:a7> <urn:b> ?o }") == [{"o": "7"}]


def test_health(graphs_server: Server) -> None:
    """It says that it does well, and how many processes stand ready."""
    told = graphs_server.health()
    assert told["status"] == "ok"
    assert told["workers"] >= 2
    assert told["waiting"] == 0
