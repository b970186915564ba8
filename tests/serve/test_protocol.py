"""What a request asks, read from its parts: the cases that no client library sends."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdmakg.serve.problem import Problem
from mdmakg.serve.protocol import (
    MAX_GRAPHS,
    MAX_IRI,
    MAX_PARAMETERS,
    is_iri,
    read_request,
    says_update,
)

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


def status_of(method: str, query_string: bytes, content_type: str = "", body: bytes = b"") -> int:
    """Give the status of a request that is refused."""
    with pytest.raises(Problem) as refused:
        read_request(method, query_string, content_type, body)
    return refused.value.status


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_query_comes_as_it_was_sent(query: str) -> None:
    """Encoded in the address, in a form or not at all, a query is the same, but for a BOM."""
    wanted = query.removeprefix("\ufeff")
    encoded = urlencode({"query": query}).encode()
    assert read_request("GET", encoded, "", b"").query == wanted
    assert read_request("POST", b"", FORM, encoded).query == wanted
    assert read_request("POST", b"", QUERY, query.encode()).query == wanted


def test_spaces_and_line_ends() -> None:
    """``+`` is a space in a form and itself in a query that is sent as it is; CRLF stays."""
    assert read_request("GET", b"query=ASK+%7B%2B%7D%0D%0A", "", b"").query == "ASK {+}\r\n"
    assert read_request("POST", b"", QUERY, b"ASK+{}\r\n").query == "ASK+{}\r\n"


@pytest.mark.parametrize(
    ("query_string", "content_type", "body", "status"),
    [
        (b"query=ASK{}&query=ASK{}", "", b"", 400),
        (b"query=%ff", "", b"", 400),
        (b"query=\xff", "", b"", 400),
        (b"query=%zz", "", b"", 400),
        (b"query=%e", "", b"", 400),
        (b"query=ASK{}&default-graph-uri=relative", "", b"", 400),
        (b"query=ASK{}&default-graph-uri=", "", b"", 400),
        (b"query=ASK{}&named-graph-uri=urn:a%3Eb", "", b"", 400),
        (b"query=ASK{}&named-graph-uri=urn:a%20b", "", b"", 400),
        (b"update=CLEAR+ALL", "", b"", 403),
        (b"update=", "", b"", 403),
        (b"query=ASK{}&update=CLEAR+ALL", "", b"", 403),
        (b"%75pdate=CLEAR+ALL", "", b"", 403),
    ],
)
def test_bad_addresses(query_string: bytes, content_type: str, body: bytes, status: int) -> None:
    """Two queries, wrong bytes, graphs that are no absolute IRI, updates: refused as they are."""
    assert status_of("GET", query_string, content_type, body) == status


@pytest.mark.parametrize(
    ("query_string", "content_type", "body", "status"),
    [
        (b"", FORM, b"", 400),
        (b"", FORM, b"query=ASK{}&query=ASK{}", 400),
        (b"query=ASK{}", FORM, b"query=ASK{}", 400),
        (b"query=ASK{}", QUERY, b"ASK {}", 400),
        (b"", QUERY, b"\xff\xfeA\0S\0K\0", 400),
        (b"", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        (b"", "", b"ASK {}", 415),
        (b"", "text/plain", b"ASK {}", 415),
        (b"", "multipart/form-data; boundary=x", b"", 415),
        (b"", "application/sparql-update", b"CLEAR ALL", 403),
        (b"", "Application/SPARQL-Update ; charset=utf-8", b"CLEAR ALL", 403),
        (b"", FORM, b"update=CLEAR+ALL", 403),
        (b"", FORM, b"query=ASK{}&update=CLEAR+ALL", 403),
    ],
)
def test_bad_bodies(query_string: bytes, content_type: str, body: bytes, status: int) -> None:
    """Bodies of a wrong type, encoding or content are refused, updates before anything else."""
    assert status_of("POST", query_string, content_type, body) == status


def test_media_types_are_read_as_they_may_be_written() -> None:
    """Case, space and a charset of UTF-8, quoted or not, make no difference."""
    for written in (
        "Application/SPARQL-Query",
        f"{QUERY} ;charset=UTF-8",
        f'{QUERY}; charset="utf-8"',
    ):
        assert read_request("POST", b"", written, b"ASK {}").query == "ASK {}"


def test_graphs_are_bounded() -> None:
    """So many graphs may be named, so many parameters sent, so long may an IRI be."""
    many = "&".join(f"named-graph-uri=urn:g:{n}" for n in range(MAX_GRAPHS))
    asked = read_request("GET", f"query=ASK{{}}&{many}".encode(), "", b"")
    assert len(asked.named_graphs) == MAX_GRAPHS
    assert status_of("GET", f"query=ASK{{}}&{many}&named-graph-uri=urn:one".encode()) == 400
    assert status_of("GET", b"a&" * MAX_PARAMETERS) == 400
    assert is_iri("urn:" + "x" * (MAX_IRI - 4))
    assert not is_iri("urn:" + "x" * (MAX_IRI - 3))


def test_graphs_stand_in_address_and_form() -> None:
    """Graphs named in the address and in the form count together, each once."""
    asked = read_request(
        "POST",
        b"default-graph-uri=urn:a",
        FORM,
        b"query=ASK{}&default-graph-uri=urn:b&default-graph-uri=urn:a",
    )
    assert asked.default_graphs == ("urn:a", "urn:b")


def test_no_query_asks_what_this_is() -> None:
    """GET without a query is no fault; with an empty one it has a query, which will not parse."""
    assert read_request("GET", b"", "", b"").query is None
    assert read_request("GET", b"query=", "", b"").query == ""


def test_updates_are_known_by_address_or_type() -> None:
    """By the name of a parameter or by the media type; a broken address is no update."""
    assert says_update(b"a=b&update=", "")
    assert says_update(b"", "application/sparql-update;charset=utf-8")
    assert not says_update(b"updates=1&q=update", "text/plain")
    assert not says_update(b"update=%zz", "")


def test_words_of_a_refusal() -> None:
    """A refusal by media type says what is taken, in words and in a header."""
    with pytest.raises(Problem, match="application/sparql-query") as refused:
        read_request("POST", b"", "text/plain", b"ASK {}")
    assert refused.value.status is HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert QUERY in refused.value.headers["Accept"]
