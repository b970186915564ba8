"""What a build derives is built as the shapes of structure say, beside what it was derived from.

``mdmakg check`` on RDF derives all of it anew, so that only here is what was
written held against the shapes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from mdmakg.build.judge import judge, judged_nquads
from mdmakg.bundle import folder
from mdmakg.check.rules import check_files
from mdmakg.check.structure import check_structure
from mdmakg.encode.dataset import encode_corpus, parse_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from mdmakg.model.check import CheckReport

DERIVED = ("assessment", "check-count", "check-result", "drift")
"""The shapes of what only rules state."""


@cache
def joined() -> bytes:
    """Join what the bundled corpus says with all that follows from it."""
    said = encode_corpus(read_corpus(folder("data")))
    judged = judge(tuple(said.quads()), Facts.of(said.quads()), {})
    return said.nquads + judged_nquads(judged.derived, judged.report)


def checked(nquads: bytes) -> CheckReport:
    """Check how statements are built, all of them alike."""
    structure, _ = check_files(folder("shapes"))
    return check_structure(parse_nquads(nquads), structure)


def test_what_the_bundled_corpus_gives_conforms() -> None:
    """No shape of structure finds anything in both joined, and each has looked at some."""
    report = checked(joined())
    assert report.results == ()
    looked_at = {count.check: count.looked_at for count in report.counts}
    assert all(looked_at[shape] for shape in DERIVED)
    assert looked_at["assessment"] == looked_at["claim"] > 200


@pytest.mark.parametrize(
    ("shape", "line"),
    [
        ("drift.driftKind", f"<{m.driftKind}> <{m.BASE}drift/altered>"),
        ("assessment.support", f"<{m.support}> <{m.BASE}support/limited>"),
        ("check-count.severity", f"<{m.severity}> <{m.BASE}severity/info>"),
        ("check-result.state", f"<{m.state}> <{m.BASE}state/failed>"),
    ],
)
def test_a_gap_in_what_was_derived_is_found(shape: str, line: str) -> None:
    """Less one statement of a kind, the shape that asks for it fails once."""
    whole = joined()
    gap = next(one for one in whole.splitlines(keepends=True) if f" {line} " in one.decode())
    (result,) = checked(whole.replace(gap, b"")).results
    assert result.check == shape


def test_a_derived_fact_of_no_class_is_found() -> None:
    """What no closed shape lets pass is refused on a claim: the lists of exceptions are real."""
    claim = f"{m.BASE}claim/blog/c1"
    strange = f'<{claim}> <{m.BASE}restsOnStudies> "1" <{m.BASE}graph/checks> .\n'.encode()
    (result,) = checked(joined() + strange).results
    assert (result.check, result.focus) == ("claim", claim)


def test_a_count_leads_to_what_was_counted() -> None:
    """A check file by its check, a shape of structure by its shape, as in their results."""
    quads = list(parse_nquads(joined()))
    counted = {value for _, predicate, value, _ in quads if predicate == f"<{m.countedCheck}>"}
    found = {value for _, predicate, value, _ in quads if predicate == f"<{m.check}>"}
    assert {f"<{m.BASE}check/negation-cut>", f"<{m.BASE}shape/claim.gloss>"} <= counted
    assert f"<{m.BASE}check/claim.gloss>" not in counted
    assert found <= counted
