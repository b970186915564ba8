"""Addresses of stores: which are taken, and what their endings say."""

from __future__ import annotations

import pytest

from mdmakg.errors import UsageError
from mdmakg.remote.address import Address, Protocol, endpoints, of_program


@pytest.mark.parametrize(
    ("url", "protocol", "query"),
    [
        ("http://a.test:7878/store", "graph-store", "http://a.test:7878/query"),
        ("http://a.test:7878/update", "update", "http://a.test:7878/query"),
        ("http://a.test:3030/ds/data", "graph-store", "http://a.test:3030/ds/query"),
        (
            "http://a.test/repositories/r/statements",
            "update",
            "http://a.test/repositories/r",
        ),
        (
            "http://a.test/repositories/r/rdf-graphs/service",
            "graph-store",
            "http://a.test/repositories/r",
        ),
        ("http://a.test:8890/sparql-auth/", "update", "http://a.test:8890/sparql-auth"),
        (
            "http://a.test/sparql-graph-crud-auth",
            "graph-store",
            "http://a.test/sparql-auth",
        ),
        ("http://a.test/sparql-graph-crud", "graph-store", "http://a.test/sparql"),
        ("https://a.test:8182/sparql", "update", "https://a.test:8182/sparql"),
    ],
)
def test_endings_say_the_protocol(url: str, protocol: str, query: str) -> None:
    """Each ending that stores are documented to have leads to protocol and query address."""
    found = endpoints(Address.of(url), None, None)
    assert (found.protocol, found.data.url, found.query.url) == (protocol, url, query)


def test_what_is_said_outranks_the_ending() -> None:
    """A protocol and an address for queries that are given are taken."""
    query = Address.of("http://b.test/ask")
    found = endpoints(Address.of("http://a.test/sparql"), Protocol.GRAPH_STORE, query)
    assert (found.protocol, found.query) == (Protocol.GRAPH_STORE, query)
    found = endpoints(Address.of("http://a.test/x"), Protocol.UPDATE, None)
    assert (found.protocol, found.query.url) == (Protocol.UPDATE, "http://a.test/x")


def test_an_ending_that_says_nothing() -> None:
    """Nothing is guessed of an address that ends otherwise."""
    with pytest.raises(UsageError, match="--protocol graph-store or update"):
        endpoints(Address.of("http://a.test/x?key=hush"), None, None)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://a.test/", "begins with http"),
        ("a.test/store", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("http://", "is no address"),
        ("http:///store", "is no address"),
        ("http://a.test/a b", "is no address"),
        ("http://a.test/\n", "is no address"),
        ("http://a.test/#here", "is no address"),
        ("http://a.test:port/", "port"),
        ("http://a.test:99999/", "port"),
        ("http://[::1/", "cannot be read"),
        ("http://bücher.test/", "is no address"),
    ],
)
def test_addresses_that_are_none(url: str, says: str) -> None:
    """What no request can go to is refused before any is made."""
    with pytest.raises(UsageError, match=says):
        Address.of(url)


@pytest.mark.parametrize("url", ["http://me:s3cret@a.test/", "http://s3cret@a.test:x/ y"])
def test_a_password_in_an_address_is_not_repeated(url: str) -> None:
    """A user in the address is refused, and what may be a password is not shown."""
    with pytest.raises(UsageError, match="MDMAKG_PASSWORD") as refused:
        Address.of(url)
    assert "s3cret" not in str(refused.value)


def test_what_follows_a_question_mark_is_not_shown() -> None:
    """A key in the address is sent, and stands in no message."""
    address = Address.of("https://a.test/sparql?apikey=hush")
    assert str(address) == "https://a.test/sparql"
    assert address.url.endswith("hush")


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("https://a.test/", True),
        ("http://127.0.0.1:1/", True),
        ("http://[::1]:1/", True),
        ("http://localhost/", True),
        ("http://a.test/", False),
        ("http://127.0.0.1.a.test/", False),
        ("http://192.168.0.1/", False),
    ],
)
def test_where_nobody_reads_along(url: str, private: bool) -> None:  # noqa: FBT001 - a table
    """TLS and this machine are private, nothing else."""
    assert Address.of(url).is_private is private


def test_programs_whose_addresses_are_known() -> None:
    """From a server's root, the program that answers says where data go."""
    root = Address.of("http://a.test:1")
    assert of_program(root, "oxigraph/0.5.13", known=False).url == "http://a.test:1/store"
    crud = "http://a.test:1/sparql-graph-crud"
    assert of_program(root, "virtuoso/07.20", known=False).url == crud
    assert of_program(root, "virtuoso/07.20", known=True).url == f"{crud}-auth"
    with pytest.raises(UsageError, match="does not say where it takes data"):
        of_program(root, "nginx", known=True)
