"""Lines that several curators draw from one claim: each stays whose it is.

The corpus in ``joined/`` is invented: a table of two trials, a column with one claim,
and two curators who agree on the table's second row and not on its first.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from counting import order_of

from mdmakg.build.build import Checked, build, check_corpus
from mdmakg.build.built import silent
from mdmakg.build.check import check_in_parts
from mdmakg.build.executor.here import Here
from mdmakg.build.material import material_of
from mdmakg.encode.dataset import encode_corpus
from mdmakg.export.about import about
from mdmakg.export.evidence_table import evidence_table_pieces
from mdmakg.export.nanopub import nanopub_pieces
from mdmakg.graph.facts import Facts
from mdmakg.model.check import Severity
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term

JOINED = Path(__file__).parent / "joined"
CLAIM = f"{BASE}claim/column/c1"
LINE = f"{BASE}evidence-line/column/c1/table."


@pytest.fixture(scope="module")
def checked() -> Checked:
    """Check the corpus in which two curators speak of one claim."""
    return check_corpus(JOINED)


def test_two_curators_may_say_opposite_things(checked: Checked) -> None:
    """Four lines, as the files have them, and nothing of structure is broken."""
    facts = checked.facts
    told = {
        line.removeprefix(LINE): (facts.name(line, m.evidenceDirection), facts.one(line, m.note))
        for line in facts.all(CLAIM, m.hasEvidenceLine)
    }
    assert told == {
        "r1.by.ann": ("supports", "The scale of the claim."),
        "r1.by.bea": ("disputes", "After crossover."),
        "r2.by.ann": ("supports", ""),
        "r2.by.bea": ("supports", ""),
    }
    assert checked.report.by_severity()[Severity.VIOLATION] == 0


def test_each_line_says_whose_it_is_and_of_when(checked: Checked) -> None:
    """As the heads of the files have it; and what is published names both, of the later day."""
    facts = checked.facts
    told = {
        line.rpartition(".")[2]: (facts.one(line, m.codedBy), facts.one(line, m.codedOn))
        for line in facts.all(CLAIM, m.hasEvidenceLine)
    }
    assert told == {"ann": ("Ann", "2031-02-05"), "bea": ("Bea", "2031-02-06")}


def test_who_adds_a_line_is_published_with_it(checked: Checked, tmp_path: Path) -> None:
    """The claim is Ann's of 4 February, a line Bea's of the 6th: both are credited."""
    build(checked, tmp_path / "build", store=False)
    made = material_of(tmp_path / "build")
    told = about(made)
    assert (told.curators, told.date) == (("Ann", "Bea"), "2031-02-06")
    text = "".join(nanopub_pieces(made))
    assert 'dcterms:created "2031-02-06"' in text
    assert 'mdmakg:codedBy "Bea"' in text
    table = io.StringIO("".join(evidence_table_pieces(made)))
    assert {row["line_coded_by"] for row in csv.DictReader(table)} == {"Ann", "Bea"}


def test_both_are_heard(checked: Checked) -> None:
    """The row on which they differ carries the claim and disputes it; the other carries it once."""
    found = Facts.of(checked.derived)
    rows = [f"{BASE}result/table/r1", f"{BASE}result/table/r2"]
    assert list(found.all(CLAIM, m.carriedByResult)) == rows
    assert list(found.all(CLAIM, m.disputedByStudy)) == [f"{BASE}study/trial-1"]


@pytest.mark.parametrize("curator", ["ann", "bea"])
def test_a_line_is_all_in_its_curators_graph(checked: Checked, curator: str) -> None:
    """Nothing that is said of a line, nor that the claim has it, stands in another's graph."""
    own = {iri_term(f"{LINE}{row}.by.{curator}") for row in ("r1", "r2")}
    quads = list(checked.dataset.quads())
    graphs = {graph for subject, _, value, graph in quads if subject in own or value in own}
    assert graphs == {iri_term(f"{BASE}graph/curation/{curator}")}


def test_without_one_curators_file_the_others_lines_are_as_they_were(tmp_path: Path) -> None:
    """What goes with a file is what it said, to the letter."""
    corpus = Path(shutil.copytree(JOINED, tmp_path / "corpus"))
    whole = set(encode_corpus(read_corpus(corpus)).nquads.splitlines())
    (corpus / "bea.yaml").unlink()
    left = set(encode_corpus(read_corpus(corpus)).nquads.splitlines())
    assert left < whole
    assert all(b"bea" in line for line in whole - left)


def test_a_curator_may_confirm_what_a_document_cites(tmp_path: Path) -> None:
    """The document's own line and the curator's stand side by side, each with its basis."""
    corpus = Path(shutil.copytree(JOINED, tmp_path / "corpus"))
    column = (corpus / "column.yaml").read_text("utf-8")
    cited = 'evidence: [{to: "table:r1", direction: supports, basis: cited}]'
    assert "evidence: []" in column
    (corpus / "column.yaml").write_text(column.replace("evidence: []", cited), "utf-8")
    checked = check_corpus(corpus)
    assert checked.report.by_severity()[Severity.VIOLATION] == 0
    bases = {
        line.removeprefix(LINE): checked.facts.name(line, m.basis)
        for line in checked.facts.all(CLAIM, m.hasEvidenceLine)
    }
    assert (bases["r1"], bases["r1.by.ann"]) == ("cited", "curator")


def test_in_parts_every_line_is_seen(checked: Checked) -> None:
    """A file of lines alone is judged with the claims that it speaks of, as in one piece."""
    report, _ = check_in_parts(order_of(JOINED), Here(), silent)
    assert report.assessments == checked.report.assessments
    assert {(r.check, r.focus, r.message) for r in report.results} == {
        (r.check, r.focus, r.message) for r in checked.report.results
    }
