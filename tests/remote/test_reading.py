"""Answers of other stores: read, or refused where reading would be dangerous."""

from __future__ import annotations

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions

from mdmakg.errors import StoreError
from mdmakg.remote.address import Address
from mdmakg.remote.client import Reply
from mdmakg.remote.reading import read_graph, read_rows

PLACE = Address.of("http://a.test/sparql")
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
SRX = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
DEEP = 100_000


def reply(content: str, media_type: str) -> Reply:
    """Make an answer."""
    return Reply(200, {"content-type": f"{media_type}; charset=utf-8"}, content.encode())


def result(cell: str) -> str:
    """Make JSON of one row of one cell."""
    return f'{{"head":{{"vars":["x"]}},"results":{{"bindings":[{{"x":{cell}}}]}}}}'


def values(content: str, media_type: str) -> list[str]:
    """Read the cells of the only column."""
    found = read_rows(PLACE, reply(content, media_type))
    assert isinstance(found, QuerySolutions)
    return [row["x"].value for row in found]


def test_rows_and_yes() -> None:
    """Both formats of the recommendations are read, brackets and quotes in values too."""
    cell = '{"type":"literal","value":"a \\"[{ b\\\\"}'
    assert values(result(cell), JSON) == ['a "[{ b\\']
    assert values(result('{"type":"typed-literal","value":"1","datatype":"urn:t"}'), JSON) == ["1"]
    row = "<results><result><binding name='x'><literal>a &lt; b</literal></binding></result>"
    assert values(f"{SRX}{row}</results></sparql>", XML) == ["a < b"]
    yes = read_rows(PLACE, reply('{"head":{},"boolean":true}', JSON))
    assert isinstance(yes, QueryBoolean)
    assert bool(yes)


@pytest.mark.parametrize(
    "cell",
    [
        '{"type":"triple","value":{"object":' * DEEP + "1" + "}}" * DEEP,
        '{"value":{"object":' * DEEP + "1" + "}}" * DEEP,
        '{"value":{"object":' * DEEP,
        "[" * DEEP + "]" * DEEP,
    ],
    ids=["triples", "untyped", "broken off", "arrays"],
)
def test_deep_json_is_refused(cell: str) -> None:
    """What nests so deep that the engine would end the process never reaches it."""
    with pytest.raises(StoreError, match="nests too deep"):
        read_rows(PLACE, reply(result(cell), JSON))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "aa">]>{SRX}</sparql>', "entities"),
        (f'<!doctype x SYSTEM "file:///etc/passwd">{SRX}</sparql>', "entities"),
        (f"{SRX}\0</sparql>", "UTF-8"),
        (f"{SRX}<results><result>" + "<binding name='x'><triple><subject>" * DEEP, "about"),
        (f"{SRX}<results><result><binding name='x'><r:triple>", "about"),
    ],
)
def test_dangerous_xml_is_refused(content: str, says: str) -> None:
    """Entities, other encodings and nested statements are refused before they are parsed."""
    with pytest.raises(StoreError, match=says):
        read_rows(PLACE, reply(content, XML))


@pytest.mark.parametrize(
    ("content", "media_type", "says"),
    [
        ("<html>", "text/html", "its answer is text/html, no result"),
        ("{}", "", "its answer is of no type"),
        ("{}", JSON, "cannot be read"),
        ("{", JSON, "broken off"),
        (SRX, XML, "cannot be read"),
    ],
)
def test_what_is_no_result(content: str, media_type: str, says: str) -> None:
    """Pages and broken answers are told as what they are."""
    with pytest.raises(StoreError, match=says):
        values(content, media_type)


def test_graphs() -> None:
    """Both formats are read; letters that only look like a nested statement do not count."""
    for media_type in ("application/n-triples", "text/turtle"):
        found = read_graph(PLACE, reply('<urn:s> <urn:p> "a << b" .', media_type))
        assert [str(triple) for triple in found] == ['<urn:s> <urn:p> "a << b"']


@pytest.mark.parametrize(
    ("content", "media_type", "says"),
    [
        ("<urn:s> <urn:p> " + "<<( <urn:s> <urn:p> " * DEEP, "application/n-triples", "about"),
        ("<urn:s> <urn:p> .", "text/turtle", "cannot be read"),
        ("<urn:s> <urn:p> <urn:o> .", "text/html", "no result"),
    ],
)
def test_graphs_that_are_refused(content: str, media_type: str, says: str) -> None:
    """Nested statements, broken ones and other types are refused."""
    with pytest.raises(StoreError, match=says):
        read_graph(PLACE, reply(content, media_type))
