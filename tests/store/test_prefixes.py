"""Prefixes that a query need not declare, and what is said of those it must."""

from __future__ import annotations

import pytest

from mdmakg.errors import UsageError
from mdmakg.store.ask import select
from mdmakg.store.store import fill_memory

STORE = fill_memory(
    [
        (
            b"<https://w3id.org/mdmakg/claim/a/c1> <https://w3id.org/mdmakg/claimKind>"
            b" <https://w3id.org/mdmakg/claim-kind/limit> .\n"
        )
    ]
)


def test_the_prefixes_of_a_build_need_no_declaring() -> None:
    """A term and a member of a closed list are named shortly, as in mdmakg.trig."""
    (row,) = select(STORE, "SELECT ?c { ?c mdmakg:claimKind claim-kind:limit }")
    assert row == {"c": "<https://w3id.org/mdmakg/claim/a/c1>"}


def test_a_prefix_of_the_query_wins() -> None:
    """What a query declares itself stands."""
    query = "PREFIX mdmakg: <https://example.org/> SELECT ?c { ?c mdmakg:claimKind ?k }"
    assert list(select(STORE, query)) == []


def test_relative_iris_stand_under_our_base() -> None:
    """A claim is named as in its address, unless the query has a base of its own."""
    (row,) = select(STORE, "SELECT ?k { <claim/a/c1> mdmakg:claimKind ?k }")
    assert row == {"k": "<https://w3id.org/mdmakg/claim-kind/limit>"}
    elsewhere = "BASE <https://example.org/> SELECT ?k { <claim/a/c1> mdmakg:claimKind ?k }"
    assert list(select(STORE, elsewhere)) == []


def test_an_unknown_prefix_is_named_as_such() -> None:
    """The message says where it stands and what is the matter, without the parser's long list."""
    with pytest.raises(UsageError, match=r"at 1:\d+: a prefix that is not declared") as caught:
        select(STORE, "SELECT ?c { ?c nowhere:claimKind ?k }")
    assert len(str(caught.value)) < 200


def test_a_long_message_of_the_parser_is_cut() -> None:
    """A query with a fault of syntax is answered in one readable line."""
    with pytest.raises(UsageError, match="the query does not parse") as caught:
        select(STORE, "SELECT ?c { ?c % ?k }")
    assert len(str(caught.value)) < 260


def test_from_is_taken_at_its_word() -> None:
    """A query that names its graphs asks these alone, and the union is asked without."""
    said = b"<u:a> <u:p> <u:b> <u:g> .\n<u:a> <u:p> <u:c> <u:h> .\n"
    store = fill_memory([said])
    assert len(list(select(store, "SELECT ?o { ?s ?p ?o }"))) == 2
    (row,) = select(store, "SELECT ?o FROM <u:g> { ?s ?p ?o }")
    assert row == {"o": "<u:b>"}
    assert list(select(store, "SELECT ?o FROM <u:nowhere> { ?s ?p ?o }")) == []
