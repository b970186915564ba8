"""The referee: any SHACL engine finds with a check file what the set-wise run finds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from cases import Case, cases, data_of

from mdmakg.build.build import check_corpus
from mdmakg.build.judge import judge
from mdmakg.bundle import folder
from mdmakg.check.checkfile import read_check
from mdmakg.check.shacl import validate
from mdmakg.check.shapes import read_shapes
from mdmakg.check.statements import term_text
from mdmakg.check.union import union_graph
from mdmakg.encode.dataset import parse_nquads, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.model.check import State
from mdmakg.store.ask import select
from mdmakg.store.store import fill_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def told() -> Iterator[Case]:
    """Give, for each check, the first case in which it fires, and the first it cannot tell.

    pySHACL asks each query anew for each focus: all cases would take minutes.
    """
    seen: set[tuple[str, str]] = set()
    for case in cases():
        key = (case.check, case.expect)
        if case.expect in {State.FAILED, State.CANNOT_TELL} and key not in seen:
            seen.add(key)
            yield case


TOLD = tuple(told())


@pytest.mark.parametrize("case", TOLD, ids=str)
def test_pyshacl_finds_the_same(case: Case, tmp_path: Path) -> None:
    """The same shapes and the same data give the same results, focus by focus.

    The constraint is compared as it stands: what it applies to and what it cannot tell
    is no part of SHACL.
    """
    path = folder("shapes") / f"{case.check}.ttl"
    nquads, derived = data_of(case, tmp_path)
    check = read_check(path)
    ask = partial(select, fill_memory([nquads, derived]))
    rows = {
        (term_text(row["this"]), term_text(row.get("path", "")), row.get("value", ""))
        for row in ask(check.select)
    }
    report = validate(union_graph(nquads + derived), read_shapes([path]))
    theirs = {
        (result.focus, result.path, "" if result.value == result.focus else result.value_term)
        for result in report.failed
    }
    assert {focus for focus, *_ in theirs} == {focus for focus, *_ in rows}
    assert theirs == rows


def test_named_graphs_carry_no_meaning_for_checks(checkout: Path) -> None:
    """The bundled corpus in one graph gives the same results as in its many."""
    checked = check_corpus(checkout / "data")
    flat = to_nquads((s, p, o, "") for s, p, o, _ in parse_nquads(checked.dataset.nquads))
    assert b"/graph/" not in flat
    judged = judge(tuple(parse_nquads(flat)), Facts.of(parse_nquads(flat)), {})
    assert set(judged.report.results) == set(checked.report.results)
    assert judged.report.counts == checked.report.counts
    ours = {a.claim: (a.fidelity, a.support) for a in checked.report.assessments}
    assert {a.claim: (a.fidelity, a.support) for a in judged.report.assessments} == ours
