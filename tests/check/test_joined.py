"""Checks that join documents: left out of the parts, run once, and the same in the end."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from cases import cases, data_of

from mdmakg.bundle import folder
from mdmakg.check.accept import UNUSED
from mdmakg.check.checkfile import read_check
from mdmakg.check.dataset import check_built
from mdmakg.check.joined import for_parts, joinable, run_joined
from mdmakg.check.rules import Rules, read_rules
from mdmakg.check.run import run_checks
from mdmakg.encode.dataset import parse_nquads
from mdmakg.errors import InputError
from mdmakg.model.check import CheckReport
from mdmakg.store.flat import fill_flat
from mdmakg.store.rows import rows
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cases import Case

    from mdmakg.vocab.term import Quad, Term

CODE = "claims-contradict"
JOINING = {CODE: (m.proposition, "claim"), "encoded-twice": (m.identifier, "source")}
"""By what each such check joins, and of what."""

CASES = [case for case in cases() if case.check in JOINING]
CONTRADICTION = next(one for one in CASES if one.check == CODE and one.expect == "failed")
EMPTY = CheckReport(results=(), counts=())
RULES = for_parts(read_rules(Rules()))


def split(quads: Sequence[Quad], kind: str) -> list[tuple[Quad, ...]]:
    """Put each claim or source into a part of its own, beside all that is none."""
    about = re.compile(f"<{BASE}{kind}/[a-z0-9-]+(/[a-z0-9-]+)?>")
    things = sorted({s for s, *_ in quads if about.fullmatch(s)})
    rest = tuple(q for q in quads if q[0] not in things)
    return [(*rest, *(q for q in quads if q[0] == thing)) for thing in things]


def test_two_checks_join() -> None:
    """They declare the property by which they join, and are left out of the parts."""
    assert [check.code for check in RULES.joined] == list(JOINING)
    assert JOINING.keys().isdisjoint(check.code for check in RULES.checks)
    assert [check.joins_by for check in RULES.joined] == [by for by, _ in JOINING.values()]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_parts_that_are_joined_tell_what_the_whole_tells(case: Case, tmp_path: Path) -> None:
    """Every case of the checks, with each claim or source in a part of its own."""
    by, kind = JOINING[case.check]
    rules = replace(RULES, joined=tuple(c for c in RULES.joined if c.code == case.check))
    said, derived = data_of(case, tmp_path)
    quads = tuple(chain(parse_nquads(said), parse_nquads(derived)))
    whole = run_checks(rules.joined, partial(rows, fill_flat(quads)))
    parts = split(quads, kind)
    assert len(parts) > 2
    together = set(chain.from_iterable(joinable(rules, part) for part in parts))
    report = run_joined(rules, together, having(by, together))
    assert set(report.results) == set(whole.results)
    looked_at = {count.check: count for count in report.counts}[case.check]
    without = len([q for q in quads if q[2] == iri_term(m.Source)]) - len(having(by, quads))
    assert (
        replace(
            looked_at,
            inapplicable=looked_at.inapplicable + (without if kind == "source" else 0),
        )
        == (whole.counts[0])
    )


def having(by: str, quads: Iterable[Quad]) -> set[Term]:
    """Give what has a value of a property."""
    return {s for s, p, _, _ in quads if p == iri_term(by)}


def stating(quads: Iterable[Quad]) -> set[Term]:
    """Give the claims that have a proposition."""
    return having(m.proposition, quads)


def test_only_foci_are_looked_at(tmp_path: Path) -> None:
    """A claim that is there because one concedes it is neither judged nor counted."""
    said, derived = data_of(CONTRADICTION, tmp_path)
    quads = joinable(RULES, tuple(chain(parse_nquads(said), parse_nquads(derived))))
    every = stating(quads)
    report = run_joined(RULES, quads, every)
    (failed,) = report.failed
    count = next(count for count in report.counts if count.check == CODE)
    assert count.looked_at == len(every)
    fewer = run_joined(RULES, quads, every - {iri_term(failed.focus)})
    assert fewer.failed == ()
    assert next(c for c in fewer.counts if c.check == CODE).looked_at == len(every) - 1


def test_what_is_accepted_of_such_a_check_waits_for_it(tmp_path: Path) -> None:
    """A part does not tell of the acceptance; at the end it stands on the result, or is unused."""
    case = CONTRADICTION
    accepted = {"check": CODE, "of": "c5", "by": "me", "why": "so it is", "on": "2026-11-21"}
    documents = {
        name: {**document, "accepted": [accepted]}
        if "c5" in document.get("claims", {})
        else document
        for name, document in case.documents.items()
    }
    said, derived = data_of(replace(case, documents=documents), tmp_path)
    quads = tuple(chain(parse_nquads(said), parse_nquads(derived)))
    part = check_built(EMPTY, quads, RULES)
    assert sum(count.looked_at for count in part.counts if count.check == UNUSED) == 0
    given = joinable(RULES, quads)
    end = run_joined(RULES, given, stating(given))
    assert sum(count.looked_at for count in end.counts if count.check == UNUSED) == 1


def test_shapes_are_linted_for_it(tmp_path: Path) -> None:
    """A check that joins by two properties is refused."""
    text = (folder("shapes") / f"{CODE}.ttl").read_text("utf-8")
    path = tmp_path / f"{CODE}.ttl"
    path.write_text(
        text.replace("joinsBy mdmakg:proposition", "joinsBy mdmakg:proposition, mdmakg:voice")
    )
    with pytest.raises(InputError, match="joins its targets by one property"):
        read_check(path)


def test_no_verdict_hangs_on_such_a_check(tmp_path: Path) -> None:
    """A table that names it is refused, since parts are judged before it is run."""
    shapes = tmp_path / "shapes"
    shutil.copytree(folder("shapes"), shapes)
    table = shapes / "support.tsv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("warned:mean-as-everyone|", f"warned:mean-as-everyone|{CODE}|"))
    with pytest.raises(InputError, match="cannot hang on a check that joins"):
        read_rules(Rules(shapes=shapes))
