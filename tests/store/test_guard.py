"""What a query may ask: each way round the guard is closed, and what is harmless passes."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from mdmakg.errors import UsageError
from mdmakg.store.ask import select
from mdmakg.store.guard import MAX_DEPTH, MAX_IRI, MAX_LENGTH, MAX_TOKENS, guard
from mdmakg.store.store import fill_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THREE = fill_memory([b'<u:s> <u:p> "1" <u:g> .\n<u:s> <u:p> "2" <u:h> .\n<u:s> <u:p> "3" .\n'])

# Each reaches the network in Oxigraph, or would if its reading of the text changed. URL stands
# for an address.
REMOTE = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "x"@en.SERVICE <URL> { ?a ?b ?c } }',
    "SELECT * { BIND(1 AS ?x)SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICESILENT:x { ?a ?b ?c } }",
    "PREFIX e: <URL> SELECT * { ?s ?p e:x.SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p _:b.SERVICE <URL> { ?a ?b ?c } }",
    "PREFIX e: <u:> SELECT * { ?s ?p e:a\\# . SERVICE <URL> { ?a ?b ?c } \n}",
    "PREFIX e: <u:> SELECT * { ?s ?p e:a\\' . SERVICE <URL> { ?a ?b ?c } FILTER(?x = '') }",
    "SELECT * { ?s ?p ?a FILTER(?a<'x>y') SERVICE <URL> { ?c ?d ?e } FILTER(?a = 'z') }",
    "SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE#a>\n<URL> { ?c ?d ?e } }",
    "SELECT * { ?s ?p ?a FILTER(?a<?b#> '''\n) SERVICE <URL> { ?c ?d ?e } FILTER(?z = '''x''') }",
    "SELECT * { # harmless\nSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { # harmless\rSERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { BIND("a\\"" AS ?x) SERVICE <URL> { ?s ?p ?o } BIND("" AS ?y) }',
    "SELECT * { BIND('''a''' AS ?x) SERVICE <URL> { ?s ?p ?o } BIND('''''' AS ?y) }",
    "SELECT * { { SELECT * { SERVICE ?s { ?a ?b ?c } } } }",
    "LOAD <URL>",
    "load silent <URL> into graph <u:g>",
]
ESCAPED = [
    "SELECT * { S\\u0045RVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a\\u0022" . SERVICE <URL> { ?a ?b ?c } FILTER("b" = "b") }',
    "SELECT * { ?s <u:\\u0027> ?o . SERVICE <URL> { ?a ?b ?c } FILTER(?x = '') }",
    "SELECT * { # \\u000A SERVICE <URL> { ?s ?p ?o }\n }",
]
HARMLESS = [
    "SELECT ?service { ?service ?SERVICE $service }",
    "PREFIX ex: <http://x/> SELECT * { ?s ex:SERVICE ex:service-of }",
    'SELECT * { ?s ?p "SERVICE <http://x> {" }',
    "SELECT * { ?s ?p 'it''s', '''SERVICE 'x' ''' }",
    'SELECT * { ?s ?p """a "quoted" SERVICE <http://x> { """ }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x>",
    "# LOAD it\nSELECT * { ?s ?p ?o }",
    "SELECT * { ?s <http://x/SERVICE> ?o . ?s <http://x/a#SERVICE> ?o }",
    "SELECT * { ?s <http://x/it's> ?o }",
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service }",
    "BASE <http://x/#Service> SELECT * FROM <http://x/Service_(economics)> { ?s ?p ?o }",
    "SELECT * { ?s <http://www.w3.org/ns/sparql-service-description#endpoint> ?o }",
    "SELECT * { VALUES ?x { <https://x/Service_(a)> <https://x/it's-service> } ?x ?p ?o }",
    'SELECT * { ?s ?p "x"@service }',
    "SELECT * { ?s ?p _:SERVICE }",
    'SELECT * { ?s ?p "caf\\u00e9" }',
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 2 || ?o<4) }",
    "SELECT ?loaded { ?loaded ?p ?load }",
    'SELECT * { ?s ?p ?o FILTER regex(?o, "^\\\\d+$") }',
    "SELECT * { ?s ?p \"((((\" , '))))' }" + " # (((" * 200,
]


@pytest.mark.parametrize("query", REMOTE)
def test_what_asks_a_network_is_refused(query: str) -> None:
    """SERVICE and LOAD are found however they are written or hidden."""
    with pytest.raises(UsageError, match="asks no network"):
        guard(query.replace("URL", "http://127.0.0.1:4321/"))


@pytest.mark.parametrize("query", ESCAPED)
def test_escapes_of_syntax_are_refused(query: str) -> None:
    """An escape that could be read as syntax is refused before anything is read."""
    with pytest.raises(UsageError, match="is not allowed: write"):
        guard(query.replace("URL", "http://127.0.0.1:4321/"))


@pytest.mark.parametrize("query", HARMLESS)
def test_what_is_harmless_passes(query: str) -> None:
    """Variables, names, texts, comments and IRIs may hold any word."""
    guard(query)


def test_of_an_address_there_is_no_doubt() -> None:
    """The engine never takes the sign before ``http://`` for a comparison, which would hide much.

    With ``http:`` declared, a comparison with ``http:x`` is one; with ``http://`` it is none.
    """
    query = "PREFIX http: <u:> SELECT * { ?s ?p ?a FILTER(?a<http:x)SERVICE#>\n<u:> { ?b ?c ?d } }"
    Store().query(query)
    with pytest.raises(UsageError, match="asks no network"):
        guard(query)
    for sign in ("/", "//", "//(", "//x", "//?b", "//-1"):
        with pytest.raises(SyntaxError):
            Store().query(query.replace("http:x", f"http:{sign}"))


def test_addresses_count_as_one_word_each() -> None:
    """Five hundred addresses with signs in them are far from too many words, or too deep."""
    values = "<https://x/((((a,b;c)-d)+f!g> " * 500
    guard(f"SELECT * {{ VALUES ?x {{ {values} }} ?x ?p ?o }}")


# Each names a graph, told to the engine without a space, or hidden in what may be an IRI or a text.
NAMES_DATASET = [
    "SELECT ?o FROM <u:g> { ?s ?p ?o }",
    "SELECT ?o FROM#>\n<u:g> { ?s ?p ?o }",
    "PREFIX : <u:> SELECT ?o FROM:g { ?s ?p ?o }",
    "PREFIX x: <u:> SELECT ?o FROMx:g { ?s ?p ?o }",
    "PREFIX from: <u:> SELECT ?o from from:g { ?s ?p ?o }",
    "SELECT*FROM<u:g>{ <u:s> <u:p> ?o }",
    "PREFIX : <u:> SELECT ?o((1<2+STRLEN('a'))AS?x)FROM:g#>\n{ ?s ?p ?o }",
    "PREFIX : <u:> SELECT ?o((1<'x>y')AS?x)FROM:g{ ?s ?p ?o FILTER(?o != 'z') }",
]
NAMES_NONE = [
    "SELECT ?o { ?s ?p ?o } # FROM <u:g>",
    "SELECT ?o { ?s ?p ?o FILTER(?o != 'FROM <u:g>') }",
    "SELECT ?o { ?s ?p ?o FILTER(?s != <http://x/(FROM)#FROM>) }",
    "SELECT ?o (?o AS ?FROM) { ?s ?p ?o }",
    "PREFIX from: <u:> SELECT ?o { ?s from:p ?o }",
    "PREFIX from:\n<u:> SELECT ?o (STR(from:p) AS ?x) { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", NAMES_DATASET)
def test_a_dataset_is_seen_however_it_is_named(query: str) -> None:
    """Asked of the one graph that is named, the one value there is found and no other."""
    guard(query)
    assert [row["o"] for row in select(THREE, query)] == ['"1"']


@pytest.mark.parametrize("query", NAMES_NONE)
def test_no_dataset_is_seen_where_none_is_named(query: str) -> None:
    """The word elsewhere, or as a prefix, leaves the union of all graphs to be asked."""
    guard(query)
    assert sorted(row["o"] for row in select(THREE, query)) == ['"1"', '"2"', '"3"']


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Listen on loopback, and keep what is sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def listen() -> None:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            heard.append(connection.recv(64))
            connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


_ASK = """
import sys
from pyoxigraph import Store
try:
    list(Store().query(sys.argv[1]))
except OSError:
    pass
"""


def test_the_danger_is_real(listener: tuple[str, list[bytes]]) -> None:
    """Without the guard, Oxigraph calls the address that SERVICE names, even in a hidden form."""
    url, heard = listener
    query = f"SELECT * {{ BIND(1 AS ?o).SERVICE <{url}> {{ ?s ?p ?o }} }}"
    subprocess.run([sys.executable, "-c", _ASK, query], check=True)  # noqa: S603 - our own interpreter
    assert heard
    with pytest.raises(UsageError, match="asks no network"):
        guard(query)


# What repeats, before and after it; each nests in the engine with every repetition.
CHAINS = {
    "sum": ("SELECT (1", "+1", " AS ?x) {}"),
    "or": ("SELECT * { ?a ?b ?c FILTER(?a", "||?a", ") }"),
    "union": ("SELECT * {{}", "UNION{}", "}"),
    "minus": ("SELECT * { ?a ?b ?c ", "MINUS{?a ?b ?c}", "}"),
    "filter": ("SELECT * { ?a ?b ?c ", "FILTER(?a)", "}"),
    "not": ("SELECT (", "!", "true AS ?x) {}"),
    "sequence": ("SELECT * { ?a <p:a>", "/<p:a>", " ?c }"),
    "alternative": ("SELECT * { ?a <p:a>", "|<p:a>", " ?c }"),
    "objects": ("SELECT * { ?a ?b ?c", ",?c", "}"),
    "predicates": ("SELECT * { ?a ?b ?c", ";?b ?c", "}"),
    "triples": ("SELECT * { ?a ?b ?c", ".?a ?b ?c", "}"),
    "collection": ("SELECT * { ?a ?b (", "1 ", ") }"),
    "reified": ("SELECT * { ", "<< ", "?a ?b ?c }"),
    "in an IRI": ("SELECT * { FILTER(?a<?b", "-1", ">0) }"),
}
# Many patterns to join take minutes to plan, and so want the time limit.
PLANNED_LONG = {"sequence", "objects", "predicates", "triples", "collection"}
# What opens, the middle, what closes.
NESTED = {
    "groups": ("SELECT * {", "{", "?a ?b ?c", "}", "}"),
    "brackets": ("SELECT (", "(", "1", ")", " AS ?x) {}"),
    "functions": ("SELECT (", "ABS(", "1", ")", " AS ?x) {}"),
    "negations": ("SELECT (", "!(", "true", ")", " AS ?x) {}"),
    "paths": ("SELECT * { ?a ", "(", "<p:p>", ")*", " ?c }"),
    "inverse paths": ("SELECT * { ?a ", "^(", "<p:p>", ")", " ?c }"),
    "nodes": ("SELECT * { ?s ?p ", "[ <p:p> ", "1", "]", "}"),
    "collections": ("SELECT * { ?s ?p ", "( ", "1", ")", "}"),
    "exists": ("SELECT * {", "FILTER NOT EXISTS { ?a ?b ?c ", "", "}", "}"),
    "queries": ("SELECT * ", "{ SELECT * ", "{ ?a ?b ?c }", "}", ""),
    "optional": ("SELECT * { ?a ?b ?c ", "OPTIONAL { ?a ?b ?c ", "", "}", "}"),
    "in an IRI": ("SELECT * { FILTER(?a<", "(", "?b", ")", ">0) }"),
}


def _chain(name: str, count: int) -> str:
    before, unit, after = CHAINS[name]
    return before + unit * count + after


def _nest(name: str, count: int) -> str:
    before, unit, middle, close, after = NESTED[name]
    return before + unit * count + middle + close * count + after


@pytest.mark.parametrize("name", CHAINS)
def test_long_chains_are_refused(name: str) -> None:
    """Six thousand links would end the process."""
    with pytest.raises(UsageError, match=r"more than 2,500 words|an IRI has"):
        guard(_chain(name, 6_000))


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting_is_refused(name: str) -> None:
    """Whatever opens is counted, and one level too many is refused."""
    guard(_nest(name, MAX_DEPTH // 2))
    with pytest.raises(UsageError, match=f"nests more than {MAX_DEPTH} levels"):
        guard(_nest(name, MAX_DEPTH + 1))


_SURVIVE = """
import sys
from pyoxigraph import RdfFormat, Store
from mdmakg.errors import MdmakgError
from mdmakg.store.ask import answer, select
store = Store()
store.load(b'<u:a> <p:a> "x" <u:g> .', RdfFormat.N_QUADS)
for query in sys.stdin.read().split(chr(0)):
    try:
        if query[0] == "-":
            answer(store, query[1:], list, 0.2)
        else:
            next(select(store, query), None)
    except MdmakgError:
        pass
print("alive")
"""


def _passes(query: str) -> bool:
    try:
        guard(query)
    except UsageError:
        return False
    return True


def _most(make: Callable[[int], str]) -> int:
    """Find the largest count that passes, by halving."""
    low, high = 1, MAX_LENGTH
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _passes(make(middle)) else (low, middle)
    return low


def test_what_passes_does_not_end_the_process() -> None:
    """The longest chains and the deepest nests that the guard lets through are survived."""
    asked = [
        *(
            "-" * (name in PLANNED_LONG) + _chain(name, _most(partial(_chain, name)))
            for name in CHAINS
        ),
        *(_nest(name, _most(partial(_nest, name))) for name in NESTED),
    ]
    done = subprocess.run(  # noqa: S603 - our own interpreter on the text above
        [sys.executable, "-c", _SURVIVE],
        input="\0".join(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive")


def test_size_is_bounded() -> None:
    """Length, words, IRIs and half characters have their bounds, each with its own words."""
    guard("SELECT * {}".ljust(MAX_LENGTH))
    guard(f"SELECT * {{ <{'x' * (MAX_IRI - 2)}> ?p ?o }}")
    refused = {
        "SELECT * {}".ljust(MAX_LENGTH + 1): "100,001 characters; 100,000 are allowed",
        f"SELECT * {{ <{'x' * MAX_IRI}> ?p ?o }}": "1,002 characters; 1,000 are allowed",
        "a " * (MAX_TOKENS + 1): "more than 2,500 words and signs",
        "SELECT ('\ud800' AS ?x) {}": "half a character",
    }
    for query, says in refused.items():
        with pytest.raises(UsageError, match=says):
            guard(query)


@given(st.text(alphabet="<>\"'#\\ {}()[]!.:?aSERVICE\n", max_size=60))
def test_any_text_is_passed_or_refused(text: str) -> None:
    """Whatever is typed, the guard answers; with a bare SERVICE in front, it refuses."""
    _passes(text)
    assert not _passes(f"SERVICE {text}")
