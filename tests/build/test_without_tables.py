"""Leaving a source out of tables: of numbers and judgements known through others, none is half.

The corpus is that of ``joined/``: a table whose first figure and second judgement are
known from a review, whose third row lies between an arm of the table's own report and
one of paper 1's, and whose fourth tells of the same two, compared with nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mdmakg.build.build import Checked, check_corpus
from mdmakg.build.without import without as leave_out
from mdmakg.encode.dataset import encode_corpus
from mdmakg.model.check import Severity
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

JOINED = Path(__file__).parent / "joined"


def without(source: str) -> Checked:
    """Check what is left."""
    return check_corpus(JOINED, omit=[source])


def left(checked: Checked, kind: str) -> set[str]:
    """Give what is left of a class, below the part of the IRI that names it."""
    return {iri.removeprefix(BASE).partition("/")[2] for iri in checked.facts.instances(kind)}


ROWS = {"r1", "r2", "r3", "r4"}
FIGURES = {
    *("r1/figure/table/t1-bright/n", "r1/figure/table/t1-bright/mean"),
    *("r1/figure/table/t1-none/n", "r1/figure/table/t1-none/mean"),
    *("r4/figure/table/t1-bright/mean", "r4/figure/table/p1-dark/mean"),
}
JUDGEMENTS = {"overall of paper-1", "overall of paper-2", "missing of paper-1"}


def judged(checked: Checked) -> set[str]:
    """Give the domains of risk of bias and the papers of which they are judged."""
    facts = checked.facts
    return {
        f"{facts.one(one, m.biasDomain)} of {facts.one(one, m.judgedSource).rpartition('/')[2]}"
        for one in facts.instances(m.RiskOfBias)
    }


@pytest.mark.parametrize(
    ("source", "rows", "figures", "judgements"),
    [
        ("column", ROWS, FIGURES, JUDGEMENTS),
        ("review", ROWS, FIGURES - {"r1/figure/table/t1-bright/mean"}, {"overall of paper-1"}),
        (
            *("paper-1", ROWS - {"r3"}),
            *(FIGURES - {"r4/figure/table/p1-dark/mean"}, {"overall of paper-2"}),
        ),
        ("table", set[str](), set[str](), set[str]()),
    ],
)
def test_what_is_left_is_whole(
    source: str, rows: set[str], figures: set[str], judgements: set[str]
) -> None:
    """A figure without its number, a judgement without its word, a difference of one arm go."""
    checked = without(source)
    assert checked.report.by_severity()[Severity.VIOLATION] == 0
    assert left(checked, m.Result) == {f"table/{row}" for row in rows}
    assert left(checked, m.Figure) == {f"table/{figure}" for figure in figures}
    assert judged(checked) == judgements


def test_places_in_a_table_go_with_it() -> None:
    """Its rows, when they were measured and what they are, are no more than the table is."""
    facts = without("table").facts
    told = (m.locator, m.measuredAt, m.measure)
    assert [p for p in told if any(facts.all(node, p) for node in facts.said)] == []


def test_what_is_stated_of_a_source_goes_with_what_it_is_known_from() -> None:
    """The register, which the column cites, stays; only the review told of its licence."""
    register = f"{BASE}source/register"
    whole, facts = check_corpus(JOINED).facts, without("review").facts
    for term in (m.licence, m.attributionNotice):
        assert whole.all(register, term)
        assert not facts.all(register, term)
    assert m.Source in facts.all(register, f.rdf_type)


def test_names_make_no_difference() -> None:
    """What a result or table owns goes with it, by whatever name data from elsewhere call it."""
    written = encode_corpus(read_corpus(JOINED)).nquads
    for owned, called in (
        ("result/table/r4/figure/", "odd/figure-"),
        ("result/table/r1/time/", "odd/time-"),
        ("source/table/risk-of-bias/", "odd/bias-"),
    ):
        assert f"{BASE}{owned}".encode() in written
        written = written.replace(f"{BASE}{owned}".encode(), f"{BASE}{called}".encode())
    assert f"{BASE}odd/".encode() not in leave_out(written, ["table"]).nquads


def test_lines_to_what_is_gone_go() -> None:
    """Without the table no curator has a line; without the review each has both."""
    assert left(without("table"), m.EvidenceLine) == set()
    assert len(left(without("review"), m.EvidenceLine)) == 4
