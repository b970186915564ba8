"""Every IRI of the corpus answers, with a page or with statements; text stays text."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from lxml import html  # type: ignore[import-untyped] # ships no types
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from served import serving

from mdmakg.serve.pages.address import RESERVED, claim_id, href_of, short
from mdmakg.serve.problem import Problem
from mdmakg.serve.question import Question, Reply
from mdmakg.serve.resource import find_resource
from mdmakg.vocab import mdmakg
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.scheme import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from served import Server

HTML = "text/html"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\x01&amp;"


def table(server: Server, path: str, title: str) -> list[list[str]]:
    """Read a table of a page: its rows, as the text of their cells."""
    page = html.fromstring(server.get(path, accept=HTML).body)
    (region,) = page.xpath(f"//div[@aria-label='{title}']")
    return [[cell.text_content() for cell in row] for row in region.xpath(".//tbody/tr")]


def subjects(build: Path) -> list[str]:
    """List every IRI that a build says something of, and those of the ontology."""
    store = Store()
    store.bulk_load(path=str(build / "mdmakg.nq"), format=RdfFormat.N_QUADS)
    store.bulk_load(path=str(build / "checks.trig"), format=RdfFormat.TRIG)
    found = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    return sorted({*found, *graphs, BASE + "Claim", BASE + "hedge", BASE + "hedge/none"})


def test_every_iri_has_its_page(demo: Path, demo_server: Server) -> None:
    """Each subject and each named graph of the build, and terms: 200 at its own path."""
    iris = subjects(demo / "build")
    assert len(iris) > 150
    lost = [iri for iri in iris if demo_server.send("HEAD", href_of(iri)).status != 200]
    assert lost == []


def test_a_claim(demo_server: Server) -> None:
    """Its page has its gloss, who says what, what points to it, and the way to the explorer."""
    path = "/claim/example/c6"
    page = demo_server.get(path, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status, page.media_type, page.headers["vary"]) == (200, HTML, "Accept")
    tree = html.fromstring(page.body)
    gloss = "The lamp acts by calming the body clock."
    assert tree.xpath("string(//h1)") == f"Claim example:c6: {gloss}"
    assert tree.xpath("//a[@href='/#claim/example:c6']")
    said = {row[0]: row[1:] for row in table(demo_server, path, "What is said of it")}
    assert said["gloss"] == [gloss, "mdmakg:graph/curation/example"]
    assert said["claim kind"][0] == "mechanism"
    assert said["voice"][1] == "mdmakg:graph/source/column"
    pointing = table(demo_server, path, "What points to it")
    assert ["mdmakg:assessment/example/c6", "assessment of", "mdmakg:graph/checks"] in pointing


def test_links_lead_on(demo_server: Server) -> None:
    """Every link of a claim's page and of its voice's leads to a page of this server."""
    for path in ("/claim/example/c4", "/source/column", "/hedge", "/graph/curation/example"):
        tree = html.fromstring(demo_server.get(path, accept=HTML).body)
        for href in {str(link) for link in tree.xpath("//a/@href")}:
            assert href.startswith(("/", "#")), href
            assert demo_server.send("HEAD", href.partition("#")[0] or path).status == 200, href


@pytest.mark.parametrize(
    ("accept", "token", "format_"),
    [
        ("text/turtle", "ttl", RdfFormat.TURTLE),
        ("application/n-triples", "nt", RdfFormat.N_TRIPLES),
        ("application/ld+json", "jsonld", RdfFormat.JSON_LD),
        ("application/rdf+xml", "rdf", RdfFormat.RDF_XML),
    ],
)
def test_a_claim_as_data(
    demo: Path, demo_server: Server, accept: str, token: str, format_: RdfFormat
) -> None:
    """By Accept or by token, the statements of which the claim is subject or value, no others."""
    iri = NamedNode(BASE + "claim/example/c6")
    store = Store()
    store.bulk_load(path=str(demo / "build" / "mdmakg.nq"), format=RdfFormat.N_QUADS)
    store.bulk_load(path=str(demo / "build" / "checks.trig"), format=RdfFormat.TRIG)
    quads = [*store.quads_for_pattern(iri, None, None), *store.quads_for_pattern(None, None, iri)]
    wanted = {(quad.subject, quad.predicate, str(quad.object)) for quad in quads}
    for answer in (
        demo_server.get("/claim/example/c6", accept=accept),
        demo_server.get(f"/claim/example/c6?format={token}", accept="image/png"),
        demo_server.get(f"/resource?iri={quote(iri.value, safe='')}", accept=accept),
    ):
        assert (answer.status, answer.media_type) == (200, accept)
        found = parse(answer.body, format_)
        assert {(one.subject, one.predicate, str(one.object)) for one in found} == wanted


def test_a_term_of_the_ontology(demo_server: Server) -> None:
    """A property has its definition, and a table of the statements that it makes."""
    rows = table(demo_server, "/hedge", "It is the property of")
    assert len(rows) == 6
    definition = [row for row in table(demo_server, "/hedge", "What is said of it") if row[0]]
    assert "label" in " ".join(row[0] for row in definition)


def test_a_named_graph(demo: Path, demo_server: Server) -> None:
    """A graph has the statements that it holds, as many as its lines in the dataset."""
    rows = table(demo_server, "/graph/source/column", "It is a graph that says")
    said = (demo / "build" / "mdmakg.nq").read_text("utf-8")
    wanted = sum(line.endswith(f"<{BASE}graph/source/column> .") for line in said.splitlines())
    assert len(rows) == wanted > 10


@pytest.mark.parametrize(
    ("path", "near"),
    [("/claim/example/c66", "claim/example/c6"), ("/sources/column", None), ("/Clam", "Claim")],
)
def test_what_is_not_there(demo_server: Server, path: str, near: str | None) -> None:
    """404 with near IRIs, as text or as a page that links to them."""
    text = demo_server.get(path)
    assert (text.status, text.media_type) == (404, "text/plain")
    page = demo_server.get(path, accept=HTML)
    assert (page.status, page.media_type) == (404, HTML)
    if near is not None:
        assert BASE + near in text.text
        assert f'href="/{near}"' in page.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?iri=", 400),
        ("?iri=relative", 400),
        ("?iri=urn:a&iri=urn:b", 400),
        ("?iri=urn:a%3E", 400),
        ("?iri=javascript:alert(1)", 404),
        ("?iri=urn:a&format=pdf", 400),
        ("?iri=urn:nothing", 404),
        ("?iri=" + "urn:" + "x" * 2000, 400),
    ],
)
def test_which_iri(demo_server: Server, query: str, status: int) -> None:
    """One absolute IRI that may stand in a query is wanted, and a format that there is."""
    assert demo_server.get(f"/resource{query}").status == status


def test_no_format_suits(demo_server: Server) -> None:
    """406 lists what there is."""
    answer = demo_server.get("/claim/example/c6", accept="image/png")
    assert answer.status == 406
    assert "application/ld+json" in answer.text


# --- hostile data ----------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve labels, languages and IRIs that would run, hide or break a page."""
    file = tmp_path_factory.mktemp("hostile") / "bad \"'<name>.nq"
    label = HOSTILE.replace("\x01", "\\u0001")
    file.write_text(
        f'<urn:bad> <http://www.w3.org/2000/01/rdf-schema#label> "{label}" <urn:g%27%22> .\n'
        f'<urn:bad> <urn:p> "{"long " * 10_000}" .\n'
        "<urn:bad> <urn:p> <javascript:alert(3)> .\n"
        "<urn:bad> <urn:p> <https://example.org/a'onmouseover='alert(4)> .\n"
        "<urn:bad> <urn:p> _:blank .\n"
        '<urn:bad> <urn:p> "x"@en-GB .\n'
        f"<urn:kind> <{RDF_TYPE}> _:blank .\n"
        f'<urn:kind> <{RDF_TYPE}> "be3b" .\n'
        f"<urn:kind> <{RDF_TYPE}> <urn:kind> .\n"
        '<urn:twice> <urn:p> "both" .\n<urn:twice> <urn:p> "both" <urn:g> .\n'
        '<urn:twice> <urn:p> "both" <urn:h> .\n<urn:twice> <urn:p> "named" <urn:g> .\n'
        '<urn:twice> <urn:p> "named" <urn:h> .\n<urn:twice> <urn:p> "unnamed" .\n'
        f"<{BASE}claim/a/../../health> <urn:p> <{BASE}query> .\n",
        "utf-8",
    )
    with serving(files=(file,)) as server:
        yield server


def test_hostile_text_is_text(hostile_server: Server) -> None:
    """A page of hostile statements has no script, no handler, no link that runs."""
    page = hostile_server.get("/resource?iri=urn:bad", accept=HTML)
    tree = html.fromstring(page.body)
    assert tree.xpath("//script | //img | //@onerror | //@onmouseover | //@style") == []
    links = [str(link) for link in tree.xpath("//a/@href")]
    assert all(link.startswith(("/", "#")) for link in links)
    assert "</script><script>alert(1)</script>" in tree.xpath("string(//h1)")
    assert "\x01" not in page.text
    # Every text of others keeps its direction to itself.
    assert tree.xpath("//h1/bdi")
    assert "_:" in page.text


def test_kinds_that_are_no_iris(hostile_server: Server) -> None:
    """A blank node or a literal is a kind without a page."""
    page = html.fromstring(hostile_server.get("/resource?iri=urn:kind", accept=HTML).body)
    (kinds,) = page.xpath("//p[contains(., 'of the kind')]")
    assert [str(link) for link in kinds.xpath(".//a/@href")] == ["/resource?iri=urn%3Akind"]
    assert "be3b" in kinds.text_content()
    assert "_:" in kinds.text_content()


def test_the_default_graph_beside_others(hostile_server: Server) -> None:
    """Each graph that says a statement is told, also the one without a name."""
    rows = table(hostile_server, "/resource?iri=urn:twice", "What is said of it")
    assert {row[-2]: row[-1] for row in rows} == {
        "both": "the default graphurn:gurn:h",
        "named": "urn:gurn:h",
        "unnamed": "the default graph",
    }


def test_long_texts_are_cut(hostile_server: Server) -> None:
    """A page shows 2,000 characters of 50,000, and says that there are more."""
    page = hostile_server.get("/resource?iri=urn:bad", accept=HTML)
    assert len(page.body) < 12_000
    assert "50,000 characters" in page.text
    data = hostile_server.get("/resource?iri=urn:bad", accept="application/n-triples")
    assert len(data.body) > 50_000


def test_labels_are_cut(tmp_path: Path) -> None:
    """A name of 30,000 characters is none; its beginning is."""
    (tmp_path / "long.nt").write_text(f'<urn:a> <{RDFS_LABEL}> "{"x" * 30_000}" .\n')
    with serving(files=(tmp_path / "long.nt",)) as server:
        page = html.fromstring(server.get("/resource?iri=urn:a", accept=HTML).body)
    assert page.xpath("string(//h1)") == "x" * 299 + "…"


def test_hostile_addresses_are_text(hostile_server: Server) -> None:
    """What an address says comes back escaped, as text and as a page."""
    script = "%3Cscript%3Ealert(1)%3C/script%3E"
    for path in (f"/resource?iri=urn:{script}", "/<script>alert(1)</script>"):
        for accept in (HTML, "*/*", "text/turtle, application/problem+json"):
            answer = hostile_server.send("GET", path, headers={"Accept": accept})
            assert answer.status in {400, 404}
            if answer.media_type == HTML:
                assert "<script" not in answer.text


def test_what_is_served_is_named(hostile_server: Server) -> None:
    """Without an explorer the first page says which file it is, escaped, and how to ask."""
    page = hostile_server.get("/", accept=HTML)
    tree = html.fromstring(page.body)
    assert "bad \"'<name>.nq" in tree.xpath("string(//main)")
    assert tree.xpath("//main//a[@href='/query']")
    assert "urn:g%27%22" in tree.xpath("string(//main)")


def test_an_iri_under_the_servers_own_paths(hostile_server: Server) -> None:
    """An IRI that would lead to a page of the server is linked by name instead."""
    assert href_of(f"{BASE}query") == f"/resource?iri={quote(BASE, safe='')}query"
    assert hostile_server.get(href_of(f"{BASE}query")).status == 200
    assert ".." not in href_of(f"{BASE}claim/a/../../health").partition("?")[0]


# --- IRIs as they are -------------------------------------------------------------

# Words and signs that mean something in a query, where they stand outside an IRI.
ODD = (
    "http://www.w3.org/ns/sparql-service-description#Service",
    "http://ex.org/Service_(economics)",
    "http://ex.org/from('a')FROM",
    "http://ex.org/load;clear,insert*#.service",
)


@pytest.fixture(scope="module")
def odd_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve odd IRIs, one thing that mentions 450 more of them, and one that mentions long ones."""
    odd = "".join(
        f'<{iri}> <{RDFS_LABEL}> "odd {n}" .\n<urn:this> <urn:p> <{iri}> .\n'
        for n, iri in enumerate(ODD)
    )
    many = "".join(
        f"<urn:many> <urn:p> <http://ex.org/{n:03}/(a,b;c)'*d.e+f=g&h!i> .\n" for n in range(450)
    )
    long = "".join(f"<urn:long> <urn:p> <urn:{n:03}:{'x' * 900}> .\n" for n in range(200))
    label = f'<http://ex.org/000/(a,b;c)\'*d.e+f=g&h!i> <{RDFS_LABEL}> "the first" .\n'
    file = tmp_path_factory.mktemp("odd") / "odd.nt"
    file.write_text(odd + many + long + label)
    with serving(files=(file,)) as server:
        yield server


@pytest.mark.parametrize("iri", ODD)
def test_odd_iris_have_their_pages(odd_server: Server, iri: str) -> None:
    """What would be no query outside an IRI harms none within one; data likewise."""
    path = f"/resource?iri={quote(iri, safe='')}"
    assert odd_server.get(path, accept=HTML).status == 200
    assert iri in odd_server.get(path, accept="text/turtle").text


def test_pages_that_mention_odd_iris(odd_server: Server) -> None:
    """They have their labels there."""
    rows = table(odd_server, "/resource?iri=urn:this", "What is said of it")
    assert {row[-2] for row in rows} == {f"odd {n}" for n in range(len(ODD))}


@pytest.mark.parametrize(("iri", "rows"), [("urn:many", 450), ("urn:long", 200)])
def test_pages_of_many_iris(odd_server: Server, iri: str, rows: int) -> None:
    """Neither many signs nor long IRIs are too much for the page that lists them."""
    found = table(odd_server, f"/resource?iri={iri}", "What is said of it")
    assert len(found) == rows
    if iri == "urn:many":
        assert found[0][1] == "the first"


def test_a_page_without_labels() -> None:
    """Where labels are refused, what is said is shown all the same, under its IRIs."""

    async def ask(question: Question) -> Reply:
        if RDFS_LABEL in question.query:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too many queries wait already")
        rows = b'[{"o": {"type": "uri", "value": "urn:b"}, "p": {"type": "uri", "value": "urn:p"}}]'
        return Reply(media_type="", body=b'{"results": {"bindings": %s}}' % rows)

    found = asyncio.run(find_resource(ask, "urn:a"))
    assert found.labels == {}
    assert "urn:b" in {one.value.value for one in found.said}


# --- addresses -------------------------------------------------------------------


def test_no_term_of_ours_is_a_path_of_the_server() -> None:
    """Terms and schemes are named otherwise than the paths that the server keeps for itself."""
    terms = {getattr(mdmakg, name).removeprefix(BASE) for name in vars(mdmakg) if name[0] != "_"
             and isinstance(getattr(mdmakg, name), str)}  # fmt: skip
    assert len(terms) > 100
    assert not {*RESERVED} & {*terms, *SCHEMES}


@pytest.mark.parametrize(
    ("iri", "href", "written"),
    [
        (f"{BASE}claim/blog/c12", "/claim/blog/c12", "mdmakg:claim/blog/c12"),
        (f"{BASE}hedge/may", "/hedge/may", "hedge:may"),
        (f"{BASE}", f"/resource?iri={quote(BASE, safe='')}", BASE),
        ("http://a.example/b?c=d&e#f", "/resource?iri=http%3A%2F%2Fa.example%2Fb%3Fc%3Dd%26e%23f",
         "http://a.example/b?c=d&e#f"),
        (f"{BASE}a#b", f"/resource?iri={quote(BASE + 'a#b', safe='')}", "mdmakg:a#b"),
        (f"{BASE}a%20b", f"/resource?iri={quote(BASE + 'a%20b', safe='')}", "mdmakg:a%20b"),
    ],
)  # fmt: skip
def test_addresses_of_iris(iri: str, href: str, written: str) -> None:
    """Under the base a plain path, else the IRI as a parameter; short where a prefix fits."""
    assert (href_of(iri), short(iri)) == (href, written)


def test_ids_of_claims() -> None:
    """Only a claim has the short id of one."""
    assert claim_id(f"{BASE}claim/blog/c12") == "blog:c12"
    assert claim_id(f"{BASE}claim/blog/c12/x") is None
    assert claim_id(f"{BASE}assessment/blog/c12") is None


def test_pages_are_whole(demo_server: Server) -> None:
    """Each page names its language, has one heading, one main part and a way to skip to it."""
    for path in ("/query", "/sparql", "/claim/example/c4", "/claim/example/c44"):
        text = demo_server.get(path, accept=HTML).text
        assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
        tree = html.fromstring(text)
        assert [len(tree.xpath(one)) for one in ("//h1", "//main[@id='main']", "//title")] == [
            1,
            1,
            1,
        ]
        assert tree.xpath("//a[@href='#main']")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
