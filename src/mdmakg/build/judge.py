"""From what was said and curated to all that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from mdmakg.check.assess import assess
from mdmakg.check.dataset import check_built, is_broken, unchecked
from mdmakg.check.iri import result_iri
from mdmakg.check.rules import Rules, read_rules
from mdmakg.check.structure import check_structure
from mdmakg.derive.derive import derive
from mdmakg.encode.assessment import encode_assessments, encode_counts, encode_validity
from mdmakg.encode.dataset import parse_nquads, to_nquads
from mdmakg.encode.derived import encode_results
from mdmakg.graph.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.model.check import CheckReport

__all__ = ["Judged", "judge", "judged_nquads"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was derived from a dataset, as sorted N-Quads, and what the checks found."""

    derived: bytes
    report: CheckReport


def judge(
    nquads: bytes,
    facts: Facts,
    texts: Mapping[str, str],
    *,
    known: bytes = b"",
    rules: Rules | None = None,
    name: str = "data",
) -> Judged:
    """Derive, check and assess; where structure is broken, nothing is derived and no check tells.

    ``facts`` are those of ``nquads``; ``texts`` has the texts at hand by their
    SHA-256; ``known`` has facts that were derived before, as N-Quads, from texts
    that are not; ``name`` is what faults call the data.
    Errors: ``InputError`` if a shape, a check file or a table is not as it must be;
            ``UsageError`` if a check is to be switched off that is not there.
    """
    given = rules or Rules()
    book = read_rules(given)
    built = check_structure(parse_nquads(nquads), book.structure, name=name)
    if is_broken(built):
        return Judged(b"", unchecked(built, book))
    derived = to_nquads(chain(derive(facts, texts, given.shapes), parse_nquads(known)))
    report = check_built(built, nquads, derived, book)
    if book.tables is not None:
        whole = facts.and_also(Facts.of(parse_nquads(derived)))
        report = replace(report, assessments=assess(whole, report, book.tables))
    return Judged(derived, report)


def judged_nquads(derived: bytes, report: CheckReport) -> bytes:
    """Join derived facts, check results, counts and assessments, sorted as one dataset.

    They say once for what they hold, if the report does.
    """
    named = ((result_iri(result), result) for result in report.results)
    stated = chain(
        encode_results(named),
        encode_counts(report.counts, report.rules),
        encode_assessments(report.assessments),
        encode_validity(report.dataset),
    )
    lines = derived + to_nquads(stated)
    return b"".join(sorted(set(lines.splitlines(keepends=True))))
