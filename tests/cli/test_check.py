"""``mdmakg check``: a corpus or RDF, with and without texts, in every format."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from command_line import run

from mdmakg.build.example import make_example
from mdmakg.build.rdf import check_rdf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def changed(here: Path) -> Path:
    """Make the example corpus with a text that has a word more near its beginning."""
    make_example(here / "data")
    text = here / "data" / "texts" / "example.txt"
    text.write_text(text.read_text().replace("By Ines", "Written by Ines"))
    return here


def place_of(corpus: Path, words: str) -> tuple[int, int]:
    """Find line and column of the first occurrence of words in the example document."""
    text = (corpus / "data" / "example.yaml").read_text()
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_a_passage_that_moved_is_shown_where_it_was_said(changed: Path) -> None:
    """File, line and column of the anchor, the line with a caret, and where the passage now is."""
    ended = run("check", "--texts", "data/texts")
    assert ended.code == 1
    assert "note: data/texts/example.txt: changed since it was encoded" in ended.err
    # Claim c3's passage has moved by eight: "Written " came before it, "B" became "b".
    line, column = place_of(changed, "54-81 c0777eee1e7038cc\n    proposition")
    assert (
        f"data/example.yaml:{line}:{column}: violation: anchor-broken: the text at this place has "
        "another digest than the anchor, c0777eee1e7038cc; it now stands at 62-89\n"
        f"      at: 54-81 c0777eee1e7038cc\n{' ' * 10}^"
    ) in ended.out
    # A claim whose passage is not where it was is not said to be whole.
    assert "cannot tell (6): a passage is not where its anchor says" in ended.out


def test_the_formats_agree(changed: Path) -> None:
    """JSON, SARIF, GitHub's and JUnit's forms name the same failures at the same places."""
    args = ("check", "-q", "--texts", "data/texts", "--fail-on", "info", "--format")
    told = json.loads(run(*args, "json").out)
    failed = {
        (one["place"]["file"], one["place"]["line"], one["place"]["column"])
        for one in told["results"]
        if one["state"] == "failed"
    }
    line, column = place_of(changed, "54-81 c0777eee1e7038cc\n    proposition")
    assert ("data/example.yaml", line, column) in failed
    sarif = json.loads(run(*args, "sarif").out)["runs"][0]["results"]
    regions = {
        (
            at["artifactLocation"]["uri"],
            at["region"]["startLine"],
            at["region"]["startColumn"],
        )
        for one in sarif
        if one["kind"] == "fail"
        for at in [one["locations"][0]["physicalLocation"]]
    }
    assert regions == failed
    github = run(*args, "github").out
    assert f"::error file=data/example.yaml,line={line},col={column}" in github
    junit = ET.fromstring(run(*args, "junit").out)  # noqa: S314 - our own output
    number = sum(one["state"] == "failed" for one in told["results"])
    assert sum(1 for _ in junit.iter("failure")) == number
    assert "sh:conforms false" in run(*args, "shacl").out


def test_only_one_of_two_texts_at_hand(here: Path) -> None:
    """What has its text is judged, what has none cannot be told, and both are said."""
    make_example(here / "data")
    first = (here / "data" / "example.yaml").read_text()
    (here / "data" / "second.yaml").write_text(
        "text:\n  file: second.txt\n"
        f"  sha256: {'ab' * 32}\n  length: 20\n"
        "  sections: [{section: commentary, at: 0-20}]\n"
        "  sentences: [0-20 0123456789abcdef]\n"
        "curation: {curator: Bo, coded: 2026-01-02}\n"
        "skipped: [{at: 0-20 0123456789abcdef, reason: heading}]\n"
    )
    assert first
    ended = run("check", "--texts", "data/texts")
    assert ended.code == 0
    assert "note: data/texts/second.txt: not there; its passages were not verified" in ended.err
    assert "cannot tell (1): the text is not at hand" in ended.out


def test_a_text_that_cannot_be_read_is_a_fault(here: Path) -> None:
    """A folder or other bytes in a text's place: exit code 3, and which file."""
    make_example(here / "data")
    text = here / "data" / "texts" / "example.txt"
    text.write_bytes(b"\xff\xfe")
    assert "texts/example.txt:1:1: " in run("check", "--texts", "data/texts").err
    text.unlink()
    text.mkdir()
    ended = run("check", "--texts", "data/texts")
    assert (ended.code, ended.out) == (3, "")


def test_structure_is_folded_into_one_row(here: Path) -> None:
    """Where no shape of structure fails, they are one row of the table."""
    make_example(here / "data")
    lines = run("check").out.splitlines()
    (row,) = [line for line in lines if line.startswith("structure (")]
    assert "shapes)" in row
    assert int(row.split()[-4]) > 100
    shapes = [line for line in lines if line.startswith(("claim.", "study.", "source."))]
    assert shapes == []


@pytest.fixture
def rdf(demo: Path, here: Path) -> Path:
    """Write the example's data in every form that is read."""
    quads = list(ox.parse(path=str(demo / "build" / "mdmakg.nq"), format=ox.RdfFormat.N_QUADS))
    triples = sorted({quad.triple for quad in quads}, key=str)
    ox.serialize(quads, str(here / "d.nq"), ox.RdfFormat.N_QUADS)
    ox.serialize(quads, str(here / "d.trig"), ox.RdfFormat.TRIG)
    ox.serialize(triples, str(here / "d.nt"), ox.RdfFormat.N_TRIPLES)
    ox.serialize(triples, str(here / "d.ttl"), ox.RdfFormat.TURTLE)
    return here


@pytest.mark.parametrize("name", ["d.nq", "d.trig", "d.nt", "d.ttl"])
def test_rdf_is_checked_like_the_corpus(rdf: Path, name: str) -> None:
    """The same data in four forms, graphs or none, give the same counts."""
    ended = run("check", rdf / name, "--format", "json")
    assert ended.code == 0
    assert f"RDF: {rdf / name}" in ended.err
    assert "1 text is not at hand" in ended.err
    counts = {one["check"]: one for one in json.loads(ended.out)["counts"]}
    assert (counts["uncovered-text"]["passed"], counts["negation-cut"]["cannotTell"]) == (13, 6)


@pytest.mark.parametrize("name", ["d.nq", "d.trig"])
def test_a_report_on_rdf_says_of_which_dataset_it_is(rdf: Path, demo: Path, name: str) -> None:
    """The SHA-256 of the data's sorted lines, whatever form they were read in."""
    told = json.loads(run("check", rdf / name, "--format", "json").out)
    assert told["dataset"] == sha256((demo / "build" / "mdmakg.nq").read_bytes()).hexdigest()


def test_rdf_and_its_texts(rdf: Path, demo: Path) -> None:
    """With the texts its passages are verified; a focus without a place is named by its IRI."""
    texts = demo / "data" / "texts"
    assert run("check", "d.nq", "--texts", texts).code == 0
    shutil.copytree(texts, rdf / "texts")
    text = rdf / "texts" / "example.txt"
    text.write_text(text.read_text().replace("p = 0.02", "p = 0.03"))
    ended = run("check", "d.nq", "--texts", "texts")
    assert ended.code == 1
    assert "<https://w3id.org/mdmakg/text/9d36934ec401/529-593>: violation" in ended.out


def test_a_text_named_outside_its_folder_is_not_read(rdf: Path, demo: Path) -> None:
    """RDF from elsewhere cannot make a file outside the folder of texts be read."""
    secret = rdf / "secret.txt"
    secret.write_text((demo / "data" / "texts" / "example.txt").read_text())
    (rdf / "texts").mkdir()
    for name in ("../secret.txt", str(secret)):
        data = (demo / "build" / "mdmakg.nq").read_text().replace('"example.txt"', f'"{name}"')
        (rdf / "e.nq").write_text(data)
        report, notes = check_rdf(rdf / "e.nq", texts=rdf / "texts")
        assert notes == ()
        assert {count.check: count.cannot_tell for count in report.counts}["anchor-broken"] > 0


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.nq", '<https://a.example/s> <https://a.example/p> "x" .\n<bad\n', "a.nq:2:"),
        ("a.nt", "<https://a.example/s> <https://a.example/p> .\n", "a.nt:1:"),
        ("a.ttl", "@prefix : <https://a.example/> .\n:s :p :o ;\n  ] .\n", "a.ttl:3:"),
        ("a.trig", "{ <https://a.example/s> <https://a.example/p> 1 .\n", "a.trig:"),
        ("a.ttl", "", "there is nothing to check"),
        ("a.ttl", "\x00\xff", "a.ttl:1:"),
    ],
)
def test_rdf_that_is_none(here: Path, name: str, content: str, says: str) -> None:
    """Faults of syntax are at file, line and column; nothing at all is a fault too."""
    (here / name).write_bytes(content.encode("latin-1"))
    ended = run("check", name)
    assert (ended.code, ended.out) == (3, "")
    assert says in ended.err


ODD = """
@prefix : <https://w3id.org/mdmakg/> . @prefix oa: <http://www.w3.org/ns/oa#> .
:text\\/1 a :Text ; :sha256 "x" ; :fileName "t.txt" .
:p a :Passage, :Sentence ; oa:hasSource :text\\/1 ; oa:hasSelector :s .
:s oa:start "one" .
:x a :Passage, :Claim, :Sentence ; oa:hasTarget :y .
:c a :Claim ; oa:hasTarget "no passage" ; :hasQuotation :q .
:q a :Quotation .
"""


def test_odd_rdf_is_reported_and_not_stumbled_over(here: Path) -> None:
    """Positions that are none, missing parts: violations of structure."""
    (here / "odd.ttl").write_text(ODD)
    (here / "t.txt").write_text("A text.")
    ended = run("check", "odd.ttl", "--texts", ".")
    assert ended.code == 1
    assert "violation" in ended.out


def test_nodes_without_a_name_are_refused(here: Path) -> None:
    """Names made up by a parser would differ on every run: exit code 3."""
    (here / "nameless.nt").write_text('_:b <https://a.example/p> "x" .\n')
    ended = run("check", "nameless.nt")
    assert (ended.code, ended.out) == (3, "")
    assert "blank-node" in ended.err


def test_statements_about_statements_are_refused(here: Path) -> None:
    """However deep they nest, the place is named; in a text the same signs mean nothing."""
    deep = "<u:a> <u:b> " + "<<( <u:a> <u:b> " * 5000 + "<u:c>" + " )>>" * 5000 + " ."
    (here / "deep.nt").write_text(f'<u:a> <u:b> "<<" .\n{deep}\n')
    ended = run("check", "deep.nt")
    assert ended.code == 3
    assert "deep.nt:2" in ended.err


def test_no_file_says_of_itself_that_it_passed(here: Path) -> None:
    """A digest claimed to have been found is left out: without the text it cannot be told."""
    base = "https://w3id.org/mdmakg/"
    said = ODD + f':p :digest "0123456789abcdef" ; <{base}foundDigest> "0123456789abcdef" .\n'
    (here / "claimed.ttl").write_text(said)
    found = json.loads(run("check", "claimed.ttl", "--format", "json").out)
    (count,) = [row for row in found["counts"] if row["check"] == "anchor-broken"]
    assert count["passed"] == 0
    assert count["cannotTell"] > 0


def test_nothing_checked_is_not_green(here: Path) -> None:
    """RDF about something else has nothing that any check looks at: exit code 1, and said."""
    (here / "other.ttl").write_text("<https://a.example/s> <https://a.example/p> 1 .\n")
    ended = run("check", "other.ttl")
    assert ended.code == 1
    assert "nothing was checked" in ended.out
