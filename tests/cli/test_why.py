"""``mdmakg query --why``: reasons under each row, and where they cannot be had."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from command_line import on_terminal, run

if TYPE_CHECKING:
    from pathlib import Path

SELECT = """
SELECT ?claim ?kind {
  ?c mdmakg:shortId ?claim ; mdmakg:claimKind ?k ; mdmakg:proposition/mdmakg:relation ?r .
  BIND (STRAFTER(STR(?k), "claim-kind/") AS ?kind)
  FILTER (?kind = "mechanism" || ?kind = "efficacy")
} ORDER BY ?claim
"""


def line_of(place: Path, claim: str, key: str) -> int:
    """Find the line of a key of a claim of the example by reading it."""
    lines = (place / "data" / "example.yaml").read_text("utf-8").splitlines()
    start = lines.index(f"  {claim}:")
    return next(n for n in range(start, len(lines)) if lines[n].startswith(f"    {key}:")) + 1


def test_a_table_has_reasons_under_its_rows(in_demo: Path) -> None:
    """Each row is followed by its claim, the lines of what was asked for, and the passages."""
    ended = run("query", SELECT, "--why", "-f", "table")
    assert (ended.code, ended.err) == (0, "")
    rows = [line.rstrip() for line in ended.out.splitlines()]
    wanted = {"c4": "635-680", "c5": "635-643,686-713", "c6": "715-763"}
    for claim, passages in wanted.items():
        first = line_of(in_demo, claim, "voice")
        lines = [first, line_of(in_demo, claim, "proposition"), line_of(in_demo, claim, "kind")]
        where = f"data/example.yaml:{','.join(map(str, lines))}"
        why = f"  why: example:{claim}  {where}  example.txt {passages}"
        assert rows[rows.index(why) - 1].startswith(f"example:{claim}  ")
    assert rows[-1] == "3 rows"
    assert len(rows) == 2 + 2 * 3 + 2


def test_formats_of_reasons(in_demo: Path) -> None:
    """A pipe gets TSV, and CSV and JSON say the same."""
    assert run("query", SELECT, "--why").out.startswith("?claim\t?kind\t?why_claims\t")
    rows = list(csv.DictReader(io.StringIO(run("query", SELECT, "--why", "-f", "csv").out)))
    assert [row["why_claims"] for row in rows] == ["example:c4", "example:c5", "example:c6"]
    assert rows[2]["why_passages"] == "example.txt:715-763"
    assert f"data/example.yaml:{line_of(in_demo, 'c6', 'kind')}" in rows[2]["why_places"].split()
    told = json.loads(run("query", SELECT, "--why", "-f", "json").out)
    assert [one["claims"] for one in told["why"]] == [[row["why_claims"]] for row in rows]
    assert run("query", "hedges", "--why", "-f", "json", "-o", in_demo / "why.json").out == ""
    (in_demo / "why.json").unlink()


def test_places_are_named_as_seen_from_here(in_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the working folder with the way to it, elsewhere by the file's name alone."""
    monkeypatch.chdir(in_demo / "build")
    ended = run("query", SELECT, "--why", "-f", "csv", "-b", in_demo / "build")
    assert " example.yaml:" in ended.out.replace(",", " ")
    assert "data/" not in ended.out


def test_long_reasons_are_cut_in_a_table_only(in_demo: Path) -> None:
    """Twenty things are listed under a row; the rest is counted, and other formats have it."""
    everything = "SELECT (COUNT(*) AS ?n) { ?s mdmakg:shortId ?id }"
    shown = run("query", everything, "--why", "-f", "table").out
    assert shown.count("\n  why: ") == 21
    assert "more, which csv, tsv and json have" in shown
    assert "why: example:c1  " in shown
    assert "…" not in run("query", everything, "--why", "-f", "json").out


def test_narrow_terminals_fold_cells_and_not_reasons(
    in_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the columns are too wide for the terminal the widest are folded."""
    monkeypatch.setenv("COLUMNS", "60")
    wide = 'SELECT ?id ("long words that need folding" AS ?a) ("more of them, again" AS ?b) '
    shown = run(
        "query", wide + "{ ?c a mdmakg:Claim ; mdmakg:shortId ?id }", "--why", "-f", "table"
    )
    lines = shown.out.splitlines()
    assert all(len(line.rstrip()) <= 60 for line in lines if "why:" not in line)
    assert "long words that need folding" not in shown.out
    assert "example:c1" in shown.out


def test_rows_that_rest_on_nothing_or_are_lost(in_demo: Path) -> None:
    """A count of nothing rests on no statement; what chance gave cannot be traced, with a word."""
    none = run("query", "SELECT (COUNT(*) AS ?n) { ?s mdmakg:nothing ?o }", "--why", "-f", "table")
    assert "why: no statement of a document" in none.out
    assert none.err == ""
    chance = "SELECT ?x { ?c mdmakg:shortId 'example:c1' BIND(RAND() AS ?x) }"
    lost = run("query", chance, "--why", "-f", "table")
    assert "why: could not be traced" in lost.out
    assert lost.err.startswith("warning: 1 row could not be traced: ")
    assert run("query", chance, "--why", "-q").err == ""


def test_many_rows_are_cut_with_a_word(in_demo: Path) -> None:
    """The first thousand rows are explained; a note says so."""
    many = "SELECT ?a ?b { ?x mdmakg:shortId ?a . ?y mdmakg:shortId ?b . ?z mdmakg:shortId ?c }"
    ended = run("query", many, "--why", "-f", "csv")
    rows = list(csv.reader(io.StringIO(ended.out)))
    assert ended.err == f"note: the first 1,000 of {len(rows) - 1:,} rows are explained\n"
    assert rows[1000][2]
    assert rows[1001][2] == ""


@pytest.mark.usefixtures("in_demo")
@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("ASK { ?s ?p ?o }",), "this query has none"),
        (("DESCRIBE <x:y>",), "this query has none"),
        (("CONSTRUCT WHERE { ?s ?p ?o }",), "this query has none"),
        ((SELECT, "-f", "xml"), "with --why, --format is one of table, csv, tsv, json"),
        ((SELECT, "-f", "ttl"), "with --why, --format is one of table, csv, tsv, json"),
        (("SELECT ?s WHERE { ?s ?p }",), "does not parse"),
        (("SELECT ?why_places { ?why_places ?p ?o }",), "why_places"),
    ],
)
def test_what_has_no_reasons(args: tuple[str, ...], says: str) -> None:
    """Other queries and formats without room for reasons end with 2."""
    ended = run("query", *args, "--why")
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_places_that_are_gone_or_altered(in_demo: Path, tmp_path: Path) -> None:
    """Without the file of places, or with another, there is no telling: 4, and the remedy."""
    shutil.copytree(in_demo / "build", tmp_path / "build")
    places = tmp_path / "build" / "places.json"
    places.write_text(places.read_text("utf-8") + "\n", "utf-8")
    ended = run("query", SELECT, "--why", "-b", tmp_path / "build")
    assert (ended.code, ended.out) == (4, "")
    assert "is not what the build wrote" in ended.err
    places.unlink()
    assert run("query", SELECT, "--why", "-b", tmp_path / "build").code == 4
    assert run("query", SELECT, "-b", tmp_path / "build").code == 0


def test_hostile_cells_under_a_row(in_demo: Path) -> None:
    """Values that a terminal would obey are escaped in the rows."""
    query = 'SELECT ?x { ?c mdmakg:shortId "example:c1" BIND("a\x1b[31mb[/b]" AS ?x) }'
    shown = run("query", query, "--why", "-f", "table").out
    assert "a\\x1b[31mb[/b]" in shown
    assert "\x1b" not in shown


def test_reasons_on_a_terminal(demo: Path) -> None:
    """A person at a terminal gets the table."""
    shown = on_terminal("query", SELECT, "--why", cwd=demo)
    assert "  why: example:c6  data/example.yaml:" in shown
    assert "3 rows" in shown
