"""Real stores: Oxigraph's server and Virtuoso are filled, counted and asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import Ended, run
from rdflib import Graph
from real_stores import oxigraph_server, virtuoso_server

from mdmakg.build.example import make_example
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.errors import StoreError
from mdmakg.remote.address import Address, endpoints
from mdmakg.remote.client import Client
from mdmakg.remote.count import count

if TYPE_CHECKING:
    from pathlib import Path

    from real_stores import RealStore

PREFIX = "PREFIX : <https://w3id.org/mdmakg/> "
SELECT = PREFIX + "SELECT ?id ?hedge WHERE { ?c :shortId ?id ; :hedge ?hedge } ORDER BY ?id"
UNDECLARED = "SELECT ?c WHERE { ?c a mdmakg:Claim ; mdmakg:hedge hedge:none } ORDER BY ?c"
CONSTRUCT = "CONSTRUCT { ?c mdmakg:hedge ?h } WHERE { ?c a mdmakg:Claim ; mdmakg:hedge ?h }"
OURS = "https://w3id.org/mdmakg/graph/"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> RealStore:
    """Give each of the stores, with what is needed to write into it."""
    if request.param == "virtuoso":
        request.getfixturevalue("as_dba")
    found: RealStore = request.getfixturevalue(request.param)
    return found


def counts(store: RealStore, *graphs: str) -> dict[str, int]:
    """Count graphs as anybody may."""
    return dict(count(Client(), Address.of(store.query), graphs))


def lines(graph: str, numbers: range) -> str:
    """Make statements of a graph, of every kind of literal and letter."""
    ends = ('"', '"@de', '"^^<http://www.w3.org/2001/XMLSchema#string>', ' \\"ü😀\\n\\\\ {}#"')
    return "".join(f'<urn:s{n}> <urn:p> "text {n}{ends[n % 4]} <{graph}> .\n' for n in numbers)


def send(store: RealStore, by: str, path: Path, *options: str) -> Ended:
    """Send a file by one of the protocols; count where everybody may."""
    url = store.graph_store if by == "graph-store" else store.update
    return run("push", url, path, "--query-url", store.query, *options)


@pytest.mark.parametrize("by", ["graph-store", "update"])
def test_a_graph_in_several_requests(store: RealStore, tmp_path: Path, by: str) -> None:
    """2,500 statements arrive in pieces, all of them; other graphs are left alone."""
    mine, other = f"urn:x-{by}:mine", f"urn:x-{by}:other"
    (tmp_path / "other.nq").write_text(lines(other, range(3)))
    (tmp_path / "mine.nq").write_text(lines(mine, range(2500)))
    for name in ("other.nq", "mine.nq"):
        ended = send(store, by, tmp_path / name)
        assert ended.code == 0, ended.err
    assert "sent 2,500 statements in 1 graph" in ended.err
    assert counts(store, mine, other) == {mine: 2500, other: 3}


@pytest.mark.parametrize("by", ["graph-store", "update"])
def test_replacing_and_adding(store: RealStore, tmp_path: Path, by: str) -> None:
    """What is sent again is there once; --replace takes away the rest, --add keeps it."""
    graph = f"urn:x-{by}:again"
    (tmp_path / "a.nq").write_text(lines(graph, range(20)))
    (tmp_path / "b.nq").write_text(lines(graph, range(15, 25)))
    for name, options, wanted in (
        ("a.nq", (), 20),
        ("a.nq", (), 20),
        ("b.nq", ("--add",), 25),
        ("b.nq", ("--add", "--batch", "3"), 25),
        ("b.nq", ("--batch", "3"), 10),
    ):
        ended = send(store, by, tmp_path / name, *options)
        assert ended.code == 0, ended.err
        assert counts(store, graph) == {graph: wanted}


def test_many_small_graphs(store: RealStore, tmp_path: Path) -> None:
    """Two hundred and fifty graphs of one statement go in three updates, each to its name."""
    names = [f"urn:x-many:{n}" for n in range(250)]
    (tmp_path / "many.nq").write_text("".join(lines(name, range(1)) for name in names))
    ended = send(store, "update", tmp_path / "many.nq")
    assert ended.code == 0, ended.err
    assert counts(store, *names) == dict.fromkeys(names, 1)


def test_what_was_sent_is_what_is_there(store: RealStore, tmp_path: Path) -> None:
    """Letters, languages and escapes come back as they were."""
    (tmp_path / "text.nq").write_text(lines("urn:x-text", range(4)), "utf-8")
    assert send(store, "update", tmp_path / "text.nq").code == 0
    query = "SELECT ?o FROM <urn:x-text> WHERE { ?s ?p ?o } ORDER BY ?s"
    told = json.loads(run("query", query, "--endpoint", store.query, "-f", "json").out)
    cells = [row["o"] for row in told["results"]["bindings"]]
    assert [cell["value"] for cell in cells] == [
        "text 0",
        "text 1",
        "text 2",
        'text 3 "ü😀\n\\ {}#',
    ]
    assert [cell.get("xml:lang") for cell in cells] == [None, "de", None, None]


@pytest.fixture(scope="session")
def has_build() -> set[str]:
    """Remember which stores were given the build: nothing else in them has our terms."""
    return set()


@pytest.fixture
def filled(store: RealStore, in_demo: Path, has_build: set[str]) -> RealStore:
    """Give a store that has the build of the example, sent to the root of its server."""
    if store.root not in has_build:
        ended = run("push", store.root)
        assert ended.code == 0, ended.err
        has_build.add(store.root)
    return store


def test_a_build_is_pushed_whole(filled: RealStore, in_demo: Path) -> None:
    """To the root of a server the whole build goes, each graph as the files have it."""
    said = (in_demo / "build" / "mdmakg.nq").read_text("utf-8").splitlines()
    ontology = ontology_nquads().count(b"\n")
    wanted: dict[str, int] = {}
    for line in said:
        graph = line.rsplit(" ", 2)[1][1:-1]
        wanted[graph] = wanted.get(graph, 0) + 1
    assert f"{OURS}source/column" in wanted
    assert counts(filled, *wanted) == wanted
    assert counts(filled, f"{OURS}ontology") == {f"{OURS}ontology": ontology}
    checks = counts(filled, f"{OURS}checks")
    assert checks[f"{OURS}checks"] > 1000


@pytest.mark.parametrize("question", [SELECT, UNDECLARED, "hedges", "how-claims-stand"])
def test_the_same_questions_have_the_same_answers(filled: RealStore, question: str) -> None:
    """By name, with prefixes that need no declaring, over all graphs: as the build answers."""
    asked = run("query", question, "--endpoint", filled.query, "-f", "csv")
    assert asked.code == 0, asked.err
    assert asked.out == run("query", question, "-f", "csv").out
    assert asked.out.count("\n") > 2


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_what_an_earlier_build_left_is_named(
    name: str, here: Path, request: pytest.FixtureRequest
) -> None:
    """A graph that only the build before had is named with its size, and those of nobody else."""
    if name == "virtuoso":
        request.getfixturevalue("as_dba")
    (here / "server").mkdir()
    make_example(here / "demo")
    with {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}[name](here / "server") as store:
        (here / "theirs.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:theirs> .\n")
        assert run("push", store.root, "theirs.nq").code == 0
        assert run("build", "demo", "-q", "-o", "first").code == 0
        first = run("push", store.root, "--build", "first")
        assert first.code == 0, first.err
        assert first.err.endswith("all arrived; it has no graphs of other builds\n")
        (here / "demo" / "example.yaml").rename(here / "demo" / "other.yaml")
        assert run("build", "demo", "-q", "-o", "second").code == 0
        second = run("push", store.root, "--build", "second")
        assert second.code == 0, second.err
        left = f"{OURS}curation/example"
        said = (here / "first" / "mdmakg.nq").read_text("utf-8").count(f"<{left}> .\n")
        assert said > 100
        wanted = f"it also has 1 graph that this build has not: {left} ({said} statements); "
        assert wanted in second.err
        assert counts(store, left, "urn:theirs") == {left: said, "urn:theirs": 1}
        added = run("push", store.root, "--build", "second", "--add")
        assert "what other graphs it has was left as it is" in added.err


def test_yes_and_no(filled: RealStore) -> None:
    """A truth value is one here, even where Virtuoso tells a row."""
    for claim, wanted in (("c1", "true\n"), ("c99", "false\n")):
        query = f"ASK {{ <claim/example/{claim}> ?p ?o }}"
        told = run("query", query, "--endpoint", filled.query, "-f", "csv")
        assert (told.code, told.out) == (0, wanted), told.err


def test_graphs_as_answers(filled: RealStore) -> None:
    """CONSTRUCT gives the statements that the build gives."""
    asked = run("query", CONSTRUCT, "--endpoint", filled.query)
    assert asked.code == 0, asked.err
    theirs, ours = (
        Graph().parse(data=one.out, format="turtle") for one in (asked, run("query", CONSTRUCT))
    )
    assert set(theirs) == set(ours)
    assert len(theirs) == 6


def test_a_graph_to_ask(filled: RealStore) -> None:
    """--default-graph asks that graph alone; FROM in the query says the same."""
    graph = f"{OURS}source/column"
    number = counts(filled, graph)[graph]
    query = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
    options = ("--endpoint", filled.query, "-f", "csv")
    by_option = run("query", query.format(""), *options, "--default-graph", graph)
    by_query = run("query", query.format(f"FROM <{graph}>"), *options)
    assert by_option.out.split() == by_query.out.split() == ["n", str(number)]


def test_virtuoso_cuts_and_says_so(virtuoso: RealStore, as_dba: None, tmp_path: Path) -> None:
    """Of more than 10,000 rows the first are given with exit code 5; of a graph a note tells."""
    (tmp_path / "long.nq").write_text(lines("urn:x-cut", range(12_000)))
    ended = send(virtuoso, "graph-store", tmp_path / "long.nq", "--batch", "5000")
    assert ended.code == 0, ended.err
    query = "SELECT ?s FROM <urn:x-cut> WHERE { ?s ?p ?o }"
    asked = run("query", query, "--endpoint", virtuoso.query, "-f", "csv")
    assert (asked.code, asked.out.count("\n")) == (5, 10_001)
    assert "cuts answers at 10000 rows" in asked.err
    query = "CONSTRUCT { ?s ?p ?o } FROM <urn:x-cut> WHERE { ?s ?p ?o }"
    asked = run("query", query, "--endpoint", virtuoso.query, "-f", "nt")
    assert asked.code == 0
    assert "does not tell when it cuts" in asked.err


def test_virtuoso_takes_no_long_update(virtuoso: RealStore, as_dba: None, tmp_path: Path) -> None:
    """What is too much at once is told, and nothing is claimed; the usual batch passes."""
    (tmp_path / "long.nq").write_text(
        "".join(f'<urn:s{n}> <urn:p> "{n}"^^<urn:t> <urn:x-long> .\n' for n in range(8_000))
    )
    refused = send(virtuoso, "update", tmp_path / "long.nq", "--batch", "8000")
    assert refused.code == 4
    assert "SPARQL compiler" in refused.err
    assert counts(virtuoso, "urn:x-long") == {"urn:x-long": 0}
    assert send(virtuoso, "update", tmp_path / "long.nq").code == 0


def test_virtuoso_lets_nobody_else_in(
    virtuoso: RealStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a user, and with a wrong password, nothing is sent; neither is shown."""
    (tmp_path / "a.nq").write_text(lines("urn:x-nobody", range(2)))
    refused = run("push", virtuoso.graph_store, tmp_path / "a.nq")
    assert refused.code == 4
    assert "set MDMAKG_USER and MDMAKG_PASSWORD" in refused.err
    monkeypatch.setenv("MDMAKG_USER", "dba")
    monkeypatch.setenv("MDMAKG_PASSWORD", "guessed-wrong")
    refused = run("push", virtuoso.update, tmp_path / "a.nq")
    assert refused.code == 4
    assert "does not take what MDMAKG_USER and MDMAKG_PASSWORD say" in refused.err
    assert "guessed" not in refused.err
    assert counts(virtuoso, "urn:x-nobody") == {"urn:x-nobody": 0}


def test_what_answers_queries_takes_no_data(oxigraph: RealStore, tmp_path: Path) -> None:
    """An endpoint for queries is no place to push to, and says so."""
    (tmp_path / "a.nq").write_text(lines("urn:x-wrong", range(2)))
    ended = run("push", oxigraph.query, tmp_path / "a.nq", "--protocol", "update")
    assert ended.code == 4
    place = endpoints(Address.of(oxigraph.update), None, None)
    assert count(Client(), place.query, ["urn:x-wrong"]) == {"urn:x-wrong": 0}
    with pytest.raises(StoreError, match="404"):
        count(Client(), Address.of(f"{oxigraph.root}/nowhere"), ["urn:x-wrong"])
