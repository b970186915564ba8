"""``mdmakg query``: every kind of question, every form of answer."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from command_line import on_terminal, run, start
from rdflib import Graph

from mdmakg.store.answer import default_format, rows, serialise
from mdmakg.store.ask import ask
from mdmakg.store.store import fill_memory

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "PREFIX : <https://w3id.org/mdmakg/> "
SELECT = PREFIX + "SELECT ?id ?hedge WHERE { ?c :shortId ?id ; :hedge ?hedge } ORDER BY ?id"
ASK = PREFIX + "ASK { ?c :hedge ?h }"
CONSTRUCT = PREFIX + "CONSTRUCT { ?c :hedge ?h } WHERE { ?c :hedge ?h }"
DESCRIBE = "DESCRIBE <https://w3id.org/mdmakg/claim/example/c1>"
NONE = "<https://w3id.org/mdmakg/hedge/none>"
SRX = "{http://www.w3.org/2005/sparql-results#}"


def test_rows_as_tsv_in_a_pipe(in_demo: Path) -> None:
    """Where no terminal is, rows come as the TSV of the SPARQL recommendation."""
    ended = run("query", SELECT)
    assert (ended.code, ended.err) == (0, "")
    expected = [f'"example:c{number}"\t{NONE}' for number in range(1, 7)]
    assert ended.out.splitlines() == ["?id\t?hedge", *expected]


def test_rows_in_every_format(in_demo: Path) -> None:
    """CSV, JSON, XML and the table say the same six rows."""
    ids = [f"example:c{number}" for number in range(1, 7)]
    table = list(csv.reader(io.StringIO(run("query", SELECT, "-f", "csv").out)))
    assert table == [["id", "hedge"], *([id_, NONE[1:-1]] for id_ in ids)]
    told = json.loads(run("query", SELECT, "-f", "json").out)["results"]["bindings"]
    assert [row["id"]["value"] for row in told] == ids
    tree = ET.fromstring(run("query", SELECT, "-f", "xml").out)  # noqa: S314 - our own
    assert [node.text for node in tree.iter(f"{SRX}literal")] == ids
    shown = run("query", SELECT, "-f", "table").out
    assert all(id_ in shown for id_ in ids)
    assert "hedge/none" in shown
    assert shown.rstrip().endswith("6 rows")


def test_truth_values(in_demo: Path) -> None:
    """ASK is JSON in a pipe, a word as CSV or TSV, yes in a table."""
    assert json.loads(run("query", ASK).out)["boolean"] is True
    assert run("query", ASK, "-f", "csv").out == "true\n"
    assert run("query", "ASK { <x:a> <x:b> <x:c> }", "-f", "tsv").out == "false\n"
    assert "true" in run("query", ASK, "-f", "xml").out
    assert "yes" in run("query", ASK, "-f", "table").out
    assert "1 row\n" in run("query", ASK, "-f", "table").out


@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_graphs(in_demo: Path, query: str) -> None:
    """A graph is Turtle in a pipe; as N-Triples it says the same, in one order."""
    turtle = Graph().parse(data=run("query", query).out.encode(), format="turtle")
    lines = run("query", query, "-f", "nt").out
    assert set(turtle) == set(Graph().parse(data=lines.encode(), format="nt"))
    assert lines.splitlines() == sorted(lines.splitlines())
    assert f"{len(turtle)} rows" in run("query", query, "-f", "table").out
    assert len(turtle) >= 6


@pytest.mark.parametrize(
    ("query", "token", "says"),
    [
        (SELECT, "ttl", "rows are given as table, csv, tsv, json, xml"),
        (ASK, "nt", "rows are given as"),
        (CONSTRUCT, "csv", "a graph is given as table, ttl, nt"),
        (DESCRIBE, "json", "a graph is given as table, ttl, nt"),
    ],
)
def test_a_format_that_does_not_suit(in_demo: Path, query: str, token: str, says: str) -> None:
    """Rows are no Turtle and graphs no CSV: exit code 2, and what may be asked for."""
    ended = run("query", query, "-f", token)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_questions_come_from_anywhere(in_demo: Path, tmp_path: Path) -> None:
    """By name, from a file, from standard input, as text; with the same answer."""
    wanted = run("query", SELECT).out
    (tmp_path / "my question.rq").write_text(SELECT)
    (tmp_path / "question").write_text(SELECT)
    assert run("query", tmp_path / "my question.rq").out == wanted
    assert run("query", tmp_path / "question").out == wanted
    assert run("query", "-", stdin=SELECT).out == wanted
    assert run("query", SELECT + " " * 5000).out == wanted
    assert run("query", "hedges").out.startswith("?voice\t?hedge\t?claims\n")


def test_questions_are_listed(in_demo: Path, tmp_path: Path) -> None:
    """Each with its name and its sentence, into a file if asked."""
    ended = run("query", "--list")
    names = [line.split()[0] for line in ended.out.splitlines()]
    assert names == sorted(names)
    assert "hedges" in names
    assert run("query", "--list", "-o", tmp_path / "list").out == ""
    assert (tmp_path / "list").read_text() == ended.out


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT ?s WHERE { ?s ?p }", "1:"),
        ("SELECT * WHERE { SERVICE <http://a.invalid/> { ?s ?p ?o } }", "no network"),
        ("SELECT WHERE", "does not parse"),
        ("hedgse", "near it: hedges"),
        ("x" * 5000, "there is no question"),
    ],
)
def test_what_cannot_be_asked(in_demo: Path, query: str, says: str) -> None:
    """A query that does not parse is met with line and column; the network is never asked."""
    ended = run("query", query)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_a_query_that_takes_too_long(demo: Path) -> None:
    """Past the limit the process ends at once with 4 and says why."""
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    process = start("query", endless, "--timeout", "0.3", cwd=demo)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (4, b"")
    assert b"took longer than 0.3 s and was given up" in err


def test_altered_data_are_refused(demo: Path, tmp_path: Path) -> None:
    """Data that were changed by hand end with 4 and the remedy; without a store files answer."""
    shutil.copytree(demo / "build", tmp_path / "build")
    shutil.rmtree(tmp_path / "build" / "store")
    assert run("query", ASK, "-f", "csv", "-b", tmp_path / "build").out == "true\n"
    with (tmp_path / "build" / "mdmakg.nq").open("a") as file:
        file.write("\n")
    ended = run("query", ASK, "-b", tmp_path / "build")
    assert (ended.code, ended.out) == (4, "")
    assert "mdmakg build mends it" in ended.err


HOSTILE = (
    '<https://a.example/s> <https://a.example/p> "\\u001B[31mred[/b]\\u202Eback\\nnew" .\n'
    '<https://a.example/s> <https://a.example/q> "[red]plain[/red]" .\n'
)


def test_hostile_cells_are_shown_as_text(in_demo: Path) -> None:
    """Escapes, direction marks, line ends and markup in a value reach no terminal."""
    query = 'SELECT ?x WHERE { BIND("\x1b[31mred[/b]\u202eback\\nnew" AS ?x) }'
    shown = run("query", query, "-f", "table").out
    assert "\\x1b[31mred[/b]\\u202eback\\nnew" in shown
    assert "\x1b" not in shown


def test_answers_in_the_library() -> None:
    """Defaults and short forms, on data of our own."""
    store = fill_memory([HOSTILE.encode()])
    assert default_format(ask(store, "ASK {}")) == "json"
    graph = ask(store, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert default_format(graph) == "ttl"
    assert serialise(graph, "nt").count(b"\n") == 2
    names, lines = rows(ask(store, "SELECT ?s ?none WHERE { ?s <https://a.example/p> ?o }"))
    assert (names, list(lines)) == (("s", "none"), [("https://a.example/s", "")])
    parts, triples = rows(ask(store, "CONSTRUCT WHERE { ?s ?p ?o }"))
    assert parts == ("subject", "predicate", "object")
    assert len(list(triples)) == 2


def test_a_table_on_a_terminal(demo: Path) -> None:
    """A person at a terminal gets a table; escapes in values stay out of it."""
    shown = on_terminal("query", SELECT, cwd=demo)
    assert "example:c6" in shown
    assert "6 rows" in shown
    assert '"example:c6"' not in shown
    hostile = on_terminal("query", 'SELECT ?x WHERE { BIND("a\x1b[31mb" AS ?x) }', cwd=demo)
    assert "a\\x1b[31mb" in hostile
    assert "\x1b[31m" not in hostile
