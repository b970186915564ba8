"""One question, one answer: its graphs, its format, its length."""

from __future__ import annotations

import gc
import json
import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import parse

from mdmakg.serve.engine import RESULTS, TRIPLES, answer_question
from mdmakg.serve.question import Question, QuestionRefused, Refused
from mdmakg.store.store import fill_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.serve.question import Reply

DATA = b"""\
<u:a> <p:n> "one" <u:g1> .
<u:b> <p:n> "two" <u:g2> .
<u:c> <p:n> "three" <u:g3> .
<u:d> <p:n> "none" .
"""
STORE = fill_memory([DATA])
JSON = "application/sparql-results+json"
# How an answer to a query for ?s and ?o begins, by the recommendation of each format.
BEGINS = {
    JSON: b'{"head":{"vars":["s","o"]}',
    "application/sparql-results+xml": b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/',
    "text/csv": b"s,o\r\nu:a,one",
    "text/tab-separated-values": b'?s\t?o\n<u:a>\t"one"',
}
SELECT = "SELECT ?s { ?s <p:n> ?o } ORDER BY ?s"
WHOSE = "SELECT ?g ?s { GRAPH ?g { ?s <p:n> ?o } } ORDER BY ?g"


@pytest.fixture(autouse=True, scope="module")
def _answers_let_go() -> Iterator[None]:
    """Drop here what refusals still hold of answers: the engine allows it in this thread alone."""
    yield
    gc.collect()


def _answer(query: str, most: int = 10_000, **more: object) -> Reply:
    wanted = {"results": JSON, "triples": "text/turtle", **more}
    return answer_question(STORE, Question(query=query, **wanted), most)  # type: ignore[arg-type] # texts and tuples by name


def _rows(query: str, **more: tuple[str, ...]) -> list[str]:
    found = json.loads(_answer(query, 10_000, **more).body)["results"]["bindings"]
    return [" ".join(cell["value"] for cell in row.values()) for row in found]


def _refused(query: str, most: int = 10_000, **more: str) -> QuestionRefused:
    with pytest.raises(QuestionRefused) as caught:
        _answer(query, most, **more)
    return caught.value


def test_the_default_graph_is_the_union_of_all() -> None:
    """Without a dataset, what any graph says is found, and GRAPH tells which said it."""
    assert _rows(SELECT) == ["u:a", "u:b", "u:c", "u:d"]
    assert _rows(WHOSE) == ["u:g1 u:a", "u:g2 u:b", "u:g3 u:c"]


def test_graphs_of_the_protocol_are_asked_alone() -> None:
    """Default graphs are merged; without named ones GRAPH finds nothing, and the other way."""
    assert _rows(SELECT, default_graphs=("u:g1",)) == ["u:a"]
    assert _rows(SELECT, default_graphs=("u:g1", "u:g2")) == ["u:a", "u:b"]
    assert _rows(WHOSE, default_graphs=("u:g1",)) == []
    assert _rows(SELECT, named_graphs=("u:g1",)) == []
    assert _rows(WHOSE, named_graphs=("u:g1", "u:g3")) == ["u:g1 u:a", "u:g3 u:c"]
    assert _rows(SELECT, default_graphs=("u:nowhere",)) == []


def test_the_protocol_overrides_the_query() -> None:
    """SPARQL 1.1 Protocol 2.1.4: the dataset of the protocol is used, not the one of FROM."""
    from_g2 = "SELECT ?s FROM <u:g2> { ?s <p:n> ?o }"
    assert _rows(from_g2) == ["u:b"]
    assert _rows(from_g2, default_graphs=("u:g1",)) == ["u:a"]
    assert _rows(from_g2, named_graphs=("u:g1",)) == []
    named_g2 = "SELECT ?g ?s FROM NAMED <u:g2> { GRAPH ?g { ?s <p:n> ?o } }"
    assert _rows(named_g2) == ["u:g2 u:b"]
    assert _rows(named_g2, named_graphs=("u:g3",)) == ["u:g3 u:c"]


def test_a_graph_must_have_an_iri() -> None:
    """A graph that no graph can be called is the client's mistake, not an empty answer."""
    with pytest.raises(QuestionRefused, match="a graph cannot be asked: No scheme") as caught:
        _answer(SELECT, default_graphs=("g1",))
    assert caught.value.refused == Refused.MALFORMED


@pytest.mark.parametrize("media_type", sorted(RESULTS))
def test_rows_in_every_format(media_type: str) -> None:
    """Each media type gives the same row, in the form of its recommendation."""
    reply = _answer('SELECT ?s ?o { ?s <p:n> ?o FILTER(?o = "one") }', results=media_type)
    assert reply.media_type == media_type
    assert re.findall(r"u:\w+|one", reply.body.decode()) == ["u:a", "one"]
    assert reply.body.startswith(BEGINS[media_type])


@pytest.mark.parametrize("media_type", sorted(RESULTS))
def test_truth_values_in_every_format(media_type: str) -> None:
    """ASK says true or false, in words of its own where the format has none."""
    says = {
        yes: _answer(f"ASK {{ <{iri}> ?p ?o }}", results=media_type).body.decode()
        for yes, iri in (("true", "u:a"), ("false", "u:z"))
    }
    for yes, body in says.items():
        assert yes in body
        assert body.count("true") + body.count("false") == 1


@pytest.mark.parametrize("media_type", sorted(TRIPLES))
def test_graphs_in_every_format(media_type: str) -> None:
    """Each media type of a graph is read back as the triples that were asked for."""
    reply = _answer("CONSTRUCT { ?s <p:m> ?o } WHERE { ?s <p:n> ?o }", triples=media_type)
    assert reply.media_type == media_type
    read = {str(quad.subject): str(quad.object) for quad in parse(reply.body, TRIPLES[media_type])}
    assert read == {"<u:a>": '"one"', "<u:b>": '"two"', "<u:c>": '"three"', "<u:d>": '"none"'}


def test_a_triple_of_several_graphs_comes_once() -> None:
    """A graph is a set of triples, whatever the union of graphs repeats."""
    body = _answer(
        "CONSTRUCT { <u:x> <p:m> 1 } WHERE { ?s ?p ?o }", triples="application/n-triples"
    )
    assert body.body.count(b"\n") == 1


def test_formats_that_do_not_suit_are_refused() -> None:
    """Rows are not given as Turtle, nor a graph as CSV; the message lists what there is."""
    rows = _refused(SELECT, results="")
    assert rows.refused == Refused.NOT_ACCEPTABLE
    assert all(media_type in rows.message for media_type in RESULTS)
    graph = _refused("CONSTRUCT WHERE { ?s ?p ?o }", triples="text/csv")
    assert graph.refused == Refused.NOT_ACCEPTABLE
    assert all(media_type in graph.message for media_type in TRIPLES)


@pytest.mark.parametrize(
    "query",
    ["", "SELECT", "DROP ALL", "INSERT DATA { <u:a> <p:n> 1 }", "LOAD <u:a>", "CLEAR DEFAULT"],
)
def test_what_is_no_query_is_malformed(query: str) -> None:
    """Whatever does not parse as a query is refused, all of SPARQL Update with it."""
    assert _refused(query).refused == Refused.MALFORMED


def test_no_network_is_asked() -> None:
    """The guard of the store stands before this way of asking as well."""
    refusal = _refused("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert refusal.refused == Refused.MALFORMED
    assert "asks no network" in refusal.message


def test_a_query_of_our_own_may_hold_any_iri() -> None:
    """What the guard would misread passes where it is trusted, and is asked of all graphs."""
    odd = "".join(f"<u:{n}(SERVICE)(FROM)> " for n in range(500))
    query = f"SELECT ?s {{ VALUES ?x {{ {odd} }} ?s <p:n> ?o }} LIMIT 1"
    assert _refused(query).refused == Refused.MALFORMED
    assert b'"u:' in _answer(query, trusted=True).body


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
@pytest.mark.parametrize("kind", ["longest", "too-long"])
def test_the_length_of_an_answer_is_bounded(query: str, kind: str) -> None:
    """An answer of just the length that is allowed is given, one byte more is not."""
    length = len(_answer(query).body)
    if kind == "longest":
        assert len(_answer(query, length).body) == length
    else:
        refusal = _refused(query, length - 1)
        assert refusal.refused == Refused.TOO_LARGE_ANSWER
        assert "LIMIT" in refusal.message


def test_an_endless_answer_is_cut_while_it_is_made() -> None:
    """A cross join of billions of rows is given up after the first few thousand."""
    cross = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(16))
    assert _refused(f"SELECT * {{ {cross} }}").refused == Refused.TOO_LARGE_ANSWER
    template = "?s15 ?p15 ?o14"
    found = _refused(f"CONSTRUCT {{ {template} }} WHERE {{ {cross} }}", most=10)
    assert found.refused == Refused.TOO_LARGE_ANSWER


def test_a_failing_engine_is_not_the_client_s_fault() -> None:
    """What the engine cannot do ends the question with a reason of its own."""

    class Gone:
        def query(self, *_: object, **__: object) -> object:
            raise OSError("the disk is gone")

    with pytest.raises(QuestionRefused, match="the query failed: the disk is gone") as caught:
        answer_question(Gone(), Question(query=SELECT, results=JSON), 10)  # type: ignore[arg-type] # a store that fails
    assert caught.value.refused == Refused.ENDED
