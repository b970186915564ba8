"""Answers with reasons in the formats that can carry them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path, PurePath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mdmakg.errors import UsageError
from mdmakg.store.answer import serialise
from mdmakg.store.ask import ask
from mdmakg.store.store import fill_memory
from mdmakg.store.why import answer
from mdmakg.store.why.answer import FORMAT, Explained, explained, rows_told, write_explained
from mdmakg.store.why.explain import MOST_ROWS
from mdmakg.vocab.mdmakg import BASE

SCHEMA = json.loads(Path(answer.__file__).with_name("why.schema.json").read_text("utf-8"))
QUERY = "SELECT ?id ?none { ?c mdmakg:shortId ?id OPTIONAL { ?c mdmakg:note ?none } } ORDER BY ?id"
STATED = f"""\
<{BASE}claim/a/c1> <{BASE}shortId> "a:c1" .
<{BASE}claim/a/c1> <http://www.w3.org/ns/oa#hasTarget> <{BASE}text/0123456789ab/5-9> .
<{BASE}claim/a/c2> <{BASE}shortId> "a:c2, \\"so\\"" .
<{BASE}text/0123456789ab> <{BASE}fileName> "t.txt" .
"""
SAID = {
    f"{BASE}claim/a/c1": {f"{BASE}shortId": [("a.yaml", 3, 5, '"a:c1"')]},
    f"{BASE}claim/a/c2": {f"{BASE}shortId": [("a.yaml", 7, 5, '"a:c2, \\"so\\""')]},
}


def told(query: str = QUERY, stated: str = STATED) -> Explained:
    """Ask of two claims, and say why."""
    store = fill_memory([stated.encode()])
    return explained(store, rows_told(ask(store, query)), query, SAID, PurePath("data"))


def test_json_keeps_to_the_recommendation() -> None:
    """Head and bindings are those of the plain answer; the reasons stand beside, in parallel."""
    document = json.loads(write_explained(told(), "json"))
    plain = json.loads(serialise(ask(fill_memory([STATED.encode()]), QUERY), "json"))
    assert {name: document[name] for name in ("head", "results")} == plain
    assert document["why"] == [
        {
            "traced": True,
            "claims": ["a:c1"],
            "passages": [{"file": "t.txt", "start": 5, "end": 9}],
            "places": [{"file": "data/a.yaml", "line": 3, "column": 5}],
        },
        {
            "traced": True,
            "claims": ["a:c2"],
            "passages": [],
            "places": [{"file": "data/a.yaml", "line": 7, "column": 5}],
        },
    ]


def refused(document: dict[str, Any]) -> bool:
    """Tell whether the schema refuses a document."""
    return not Draft202012Validator(SCHEMA).is_valid(document)


def test_the_schema() -> None:
    """The schema is valid, takes what is written, and refuses what lacks a part."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    document = json.loads(write_explained(told(), "json"))
    assert not refused(document)
    for key in SCHEMA["required"]:
        assert refused({name: part for name, part in document.items() if name != key})
    for key in SCHEMA["$defs"]["why"]["required"]:
        lacking = {name: part for name, part in document["why"][0].items() if name != key}
        assert refused({**document, "why": [lacking]})
    assert refused({**document, "more": 1})


def test_csv_and_tsv_have_three_columns_more() -> None:
    """Ids, passages and lines, each list joined by spaces; an empty list is an empty text."""
    rows = list(csv.reader(io.StringIO(write_explained(told(), "csv").decode())))
    assert rows == [
        ["id", "none", "why_claims", "why_passages", "why_places"],
        ["a:c1", "", "a:c1", "t.txt:5-9", "data/a.yaml:3"],
        ['a:c2, "so"', "", "a:c2", "", "data/a.yaml:7"],
    ]
    lines = write_explained(told(), "tsv").decode().splitlines()
    assert lines == [
        "?id\t?none\t?why_claims\t?why_passages\t?why_places",
        '"a:c1"\t\t"a:c1"\t"t.txt:5-9"\t"data/a.yaml:3"',
        '"a:c2, \\"so\\""\t\t"a:c2"\t""\t"data/a.yaml:7"',
    ]


def test_rows_behind_the_last_that_is_explained() -> None:
    """They are there, without reasons: null in JSON, nothing in CSV."""
    stated = "".join(f'<x:s> <x:p> "{number}" .\n' for number in range(MOST_ROWS + 2))
    cut = told("SELECT ?o { ?s ?p ?o }", stated)
    document = json.loads(write_explained(cut, "json"))
    assert len(document["why"]) == len(document["results"]["bindings"]) == MOST_ROWS + 2
    assert [one is None for one in document["why"]].count(True) == 2
    assert document["why"][-2:] == [None, None]
    assert not refused(document)
    rows = list(csv.reader(io.StringIO(write_explained(cut, "csv").decode())))
    assert len(rows) == MOST_ROWS + 3
    assert cut.number == MOST_ROWS + 2


def test_columns_of_the_same_name_are_refused() -> None:
    """A query that gives why_claims itself cannot be given another."""
    with pytest.raises(UsageError, match="the query has them: why_claims"):
        told("SELECT ?why_claims { ?why_claims ?p ?o }")
    with pytest.raises(UsageError, match="this query has none"):
        told("ASK {}")
