"""Checking a whole dataset: structure by compiled shapes, the check files in the store."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

from mdmakg.check.accept import ACCEPTED, accept, acceptances
from mdmakg.check.reads import read_by_all
from mdmakg.check.run import ASKED, run_checks
from mdmakg.check.structure import check_structure
from mdmakg.model.check import CheckCount, CheckReport, Severity, combined
from mdmakg.store.flat import fill_flat
from mdmakg.store.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from mdmakg.check.rules import RuleBook
    from mdmakg.encode.dataset import Places
    from mdmakg.encode.places import Said
    from mdmakg.errors import Place
    from mdmakg.model.check import CheckResult, CheckRule
    from mdmakg.vocab.term import Quad

__all__ = ["check_built", "check_dataset", "is_broken", "placed", "unchecked", "with_short_places"]


def check_dataset(
    said: Sequence[Quad], derived: Iterable[Quad], rules: RuleBook, *, name: str = "data"
) -> CheckReport:
    """Check what was said and curated, beside what was derived from it.

    ``name`` is what faults call the data. The places of rules are named from
    ``shapes/`` on, wherever that folder lies.
    Errors: ``InputError`` if a shape of structure is not as it must be.
    """
    built = check_structure(said, rules.structure, name=name)
    return check_built(built, chain(said, derived), rules)


def is_broken(built: CheckReport) -> bool:
    """Whether the data are not built as they should be, so that nothing can be derived of them."""
    return any(result.severity is Severity.VIOLATION for result in built.failed)


def unchecked(built: CheckReport, rules: RuleBook) -> CheckReport:
    """Report on data that are not built as they should be: no check could tell."""
    counts = tuple(
        CheckCount(
            check=check.code,
            severity=check.severity,
            passed=0,
            failed=0,
            inapplicable=0,
            cannot_tell=1,
            reasons=((_BROKEN, 1),),
        )
        for check in rules.checks
    )
    rest = CheckReport(results=(), counts=counts, rules=tuple(c.rule for c in rules.checks))
    found = accept(combined([built, rest]), ())
    return with_short_places(replace(found, off=rules.off))


_BROKEN = "the data are not built as they should be: mend that first"


def check_built(
    built: CheckReport,
    quads: Iterable[Quad],
    rules: RuleBook,
    *,
    apart: Set[str] = frozenset(),
) -> CheckReport:
    """Run the checks on data whose structure was checked, and join both reports.

    ``quads`` are what was said, curated and derived; ``apart`` as in ``run_checks``.
    """
    ask = partial(rows, fill_flat(quads, read_by_all(_queries(rules))))
    found = run_checks(rules.checks, ask, apart=apart)
    elsewhere = frozenset(check.iri for check in rules.joined)
    accepted = (one for one in acceptances(ask) if not (one.iri in apart or one.check in elsewhere))
    report = accept(combined([built, found]), accepted)
    return with_short_places(replace(report, off=rules.off))


def _queries(rules: RuleBook) -> Iterator[str]:
    yield from ASKED
    yield from ACCEPTED
    for check in rules.checks:
        yield from (check.applies_to, check.cannot_tell, check.select)


def with_short_places(report: CheckReport) -> CheckReport:
    """Name the places of rules from ``shapes/`` on, wherever that folder lies."""
    return replace(report, rules=tuple(map(_with_short_place, report.rules)))


def _with_short_place(rule: CheckRule) -> CheckRule:
    if rule.place is None:
        return rule
    return replace(rule, place=replace(rule.place, file=f"shapes/{PurePath(rule.place.file).name}"))


def placed(report: CheckReport, places: Places) -> CheckReport:
    """Give each result the place where a person would mend it."""
    told = cache(places.get)  # several checks look at one thing
    results = (replace(r, place=_place(r, told(r.focus))) for r in report.results)
    return replace(report, results=tuple(sorted(results, key=lambda result: result.order)))


def _place(result: CheckResult, said: Said | None) -> Place | None:
    if not said:
        return None
    values = said.get(result.path, ())
    exact = (place for value, place in values if value == result.value_term)
    nearest = (place for _, place in values)
    anywhere = (place for pairs in said.values() for _, place in pairs)
    return next(exact, None) or next(nearest, None) or min(anywhere, default=None)
