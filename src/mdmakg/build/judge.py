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
from mdmakg.encode.dataset import to_nquads
from mdmakg.encode.derived import encode_results
from mdmakg.graph.facts import Facts
from mdmakg.vocab.term import iri_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from mdmakg.check.rules import RuleBook
    from mdmakg.model.check import CheckReport
    from mdmakg.vocab.term import Quad

__all__ = ["Judged", "found_nquads", "judge", "judged_nquads"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was derived from a dataset, each statement once, and what the checks found."""

    derived: Sequence[Quad]
    report: CheckReport


def judge(  # noqa: PLR0913 - what there is to judge, and by what; the rest has defaults
    said: Sequence[Quad],
    facts: Facts,
    texts: Mapping[str, str],
    *,
    known: Iterable[Quad] = (),
    rules: Rules | RuleBook | None = None,
    name: str = "data",
    apart: Set[str] = frozenset(),
) -> Judged:
    """Derive, check and assess; where structure is broken, nothing is derived and no check tells.

    ``facts`` are those of ``said``; ``texts`` has the texts at hand by their SHA-256;
    ``known`` are facts that were derived before from texts that are not; ``rules``
    may have been read before; ``name`` is what faults call the data. ``apart`` are the IRIs
    of what is there only to be referred to: it is looked at by no check, and neither what
    follows from it nor a verdict on it is given.
    Errors: ``InputError`` if a shape, a check file or a table is not as it must be;
            ``UsageError`` if a check is to be switched off that is not there.
    """
    book = read_rules(rules or Rules()) if rules is None or isinstance(rules, Rules) else rules
    built = check_structure(said, book.structure, name=name, apart=apart)
    if is_broken(built):
        return Judged((), unchecked(built, book))
    derived = tuple(dict.fromkeys(chain(derive(facts, texts, book.shapes), known)))
    report = check_built(built, chain(said, derived), book, apart=apart)
    if book.tables is not None:
        whole = facts.and_also(Facts.of(derived))
        assessed = assess(whole, report, book.tables, apart=apart)
        report = replace(report, assessments=assessed)
    return Judged(_own(derived, apart), report)


def _own(derived: Sequence[Quad], apart: Set[str]) -> Sequence[Quad]:
    """Leave out what follows of things apart: what is here may not be all that is said of them."""
    if not apart:
        return derived
    others = frozenset(map(iri_term, apart))
    return [quad for quad in derived if quad[0] not in others]


def judged_nquads(derived: Iterable[Quad], report: CheckReport) -> bytes:
    """Join derived facts, check results, counts and assessments, sorted as one dataset.

    They say once for what they hold, if the report does.
    """
    counted = encode_counts(report.counts, report.rules)
    found = _found(derived, report)
    return to_nquads(chain(found, counted, encode_validity(report.dataset)))


def found_nquads(derived: Iterable[Quad], report: CheckReport) -> bytes:
    """Join what holds of single things: derived facts, check results and assessments, sorted."""
    return to_nquads(_found(derived, report))


def _found(derived: Iterable[Quad], report: CheckReport) -> Iterator[Quad]:
    named = ((result_iri(result), result) for result in report.results)
    return chain(derived, encode_results(named), encode_assessments(report.assessments))
