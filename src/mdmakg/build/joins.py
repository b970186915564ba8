"""Checks that join documents which have nothing else to do with one another.

Each part gives, of what such a check looks at, a row with all that the check reads of it.
Rows that share a value are looked at together, bucket by bucket, and a bucket in which
nothing changed is not looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mdmakg.build.partcounts import counted_in, tally
from mdmakg.build.plan.joinrow import JoinRow
from mdmakg.build.plan.sets import Sets
from mdmakg.check.dataset import with_short_places
from mdmakg.check.joined import joinable, run_joined
from mdmakg.encode.dataset import parse_nquads
from mdmakg.errors import Place
from mdmakg.model.check import Accepted, CheckResult, CheckRule, Severity, State
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.foreign import rdf_type
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdmakg.build.partcounts import Counted
    from mdmakg.build.plan.ledger import Ledger
    from mdmakg.check.rules import RuleBook
    from mdmakg.encode.places import StatedPlaces
    from mdmakg.model.check import CheckCount, CheckReport
    from mdmakg.vocab.term import Quad, Term

Shared: TypeAlias = tuple[str, str, str, str]
"""A property, a value, a thing that has it and shares it, and a digest of what is known of that."""

__all__ = ["Joined", "join_rows", "joined", "targets"]

_TOGETHER: Final = 500
"""How many rows a bucket has, about; few of them cost hardly more than one."""
_TYPE: Final = iri_term(rdf_type)


@dataclass(frozen=True, slots=True)
class Joined:
    """What was found in all buckets: results with their places, and what each check counted.

    Shape: ``targets`` are those of each part, ``counted`` is what becomes of them in a bucket.
    """

    results: tuple[CheckResult, ...]
    targets: tuple[Counted, ...]
    counted: tuple[Counted, ...]
    rules: tuple[CheckRule, ...]
    off: tuple[str, ...]

    @property
    def report(self) -> CheckReport:
        """What was found, as the report of the checks that join parts."""
        counted = tally((*self.targets, *self.counted))
        found = replace(counted, results=self.results, rules=self.rules, off=self.off)
        return with_short_places(found)


def targets(book: RuleBook, said: Sequence[Quad]) -> Counted:
    """Count for each check the targets of a part: to them it does not apply, for all that is known.

    Shape:  those that it does apply to are taken away where they are looked at.
    """
    of: dict[Term, set[Term]] = defaultdict(set)
    for subject, predicate, class_, _ in said:
        if predicate == _TYPE:
            of[class_].add(subject)
    numbers = {c.code: len(set().union(*(of[iri_term(t)] for t in c.targets))) for c in book.joined}
    return {c.code: [c.iri, c.severity, 0, 0, numbers[c.code], 0, {}, []] for c in book.joined}


def join_rows(book: RuleBook, said: Sequence[Quad], places: StatedPlaces) -> Iterator[JoinRow]:
    """Give a row for each thing of a part, and each value that joins it to others."""
    of: dict[Term, list[Quad]] = defaultdict(list)
    for quad in joinable(book, said):
        of[quad[0]].append(quad)
    written = {subject: "".join(map(_line, told)) for subject, told in of.items()}
    accepting = _accepting(of)
    for predicate in sorted({check.joins_by for check in book.joined if check.joins_by}):
        by = iri_term(predicate)
        for focus, told in of.items():
            for value in (o for _, p, o, _ in told if p == by):
                place = _place(places.first(focus, by))
                accepted = accepting.get(focus, ())
                near = (*(o for _, _, o, _ in told), *accepted)
                lines = (written.get(one, "") for one in dict.fromkeys((focus, *near)))
                yield JoinRow(predicate, value, focus, place, "".join(lines), bool(accepted))


def _line(quad: Quad) -> str:
    subject, predicate, value, _ = quad
    return f"{subject} {predicate} {value} .\n"


def _accepting(of: Mapping[Term, Sequence[Quad]]) -> Mapping[Term, Sequence[Term]]:
    """Give the acceptances of each thing."""
    found: dict[Term, list[Term]] = defaultdict(list)
    predicate = iri_term(m.acceptedFocus)
    for told in of.values():
        for acceptance, p, o, _ in told:
            if p == predicate:
                found[o].append(acceptance)
    return found


def _place(place: Place | None) -> tuple[str, int, int]:
    return ("", 1, 1) if place is None else (place.file, place.line, place.column)


def joined(ledger: Ledger, book: RuleBook, rules_digest: str, parts: Iterable[Counted]) -> Joined:
    """Run over the rows of all parts the checks that join them.

    ``parts`` is what was counted in each, its targets of these checks too.
    Errors: as ``run_joined``.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for by, rows in _buckets(tuple(ledger.shared())):
        key = sha256(repr((rules_digest, rows)).encode()).hexdigest()
        found[key] = ledger.bucket(key) or _run(ledger, rows, _joining_by(book, by))
        ledger.keep_bucket(key, found[key])
    ledger.forget_buckets(found)
    results = (_result(one) for told in found.values() for one in told["results"])
    return Joined(
        tuple(sorted(set(results), key=lambda result: result.order)),
        tuple({check.code: part[check.code] for check in book.joined} for part in parts),
        tuple(told["counted"] for told in found.values()),
        tuple(check.rule for check in book.joined),
        book.off,
    )


def _joining_by(book: RuleBook, by: str) -> RuleBook:
    """Leave of the checks that join those which do so by one property."""
    return replace(book, joined=tuple(check for check in book.joined if check.joins_by == by))


def _buckets(rows: Sequence[Shared]) -> Iterator[tuple[str, Sequence[Shared]]]:
    """Put together those with one value, property by property."""
    for by, some in groupby(rows, key=lambda row: row[0]):
        for bucket in _of_one(tuple(some)):
            yield by, bucket


def _of_one(rows: Sequence[Shared]) -> Iterator[Sequence[Shared]]:
    """Put together, by the digests of values, so many as pay.

    Values of one thing stay together, or it would be counted with each.
    """
    values = _linked(rows)
    digits = 0
    while len(rows) > _TOGETHER * 16**digits:
        digits += 1
    buckets: dict[str, list[Shared]] = defaultdict(list)
    for row in rows:
        buckets[sha256(values.top(row[1]).encode()).hexdigest()[:digits]].append(row)
    for _, some in sorted(buckets.items()):
        yield some


def _linked(rows: Sequence[Shared]) -> Sets[str]:
    """Link the values that one thing has, or by a chain of others."""
    values: Sets[str] = Sets()
    of: dict[str, str] = {}
    for _, value, focus, _ in rows:
        values.add(value)
        values.join((value, of.setdefault(focus, value)))
    return values


def _run(ledger: Ledger, rows: Sequence[Shared], book: RuleBook) -> Mapping[str, Any]:
    held = list(ledger.rows_of((row[0], row[1]) for row in rows))
    quads = {quad for row in held for quad in parse_nquads(row.lines.encode())}
    report = run_joined(book, quads, {row.focus for row in held})
    places = {term_text(row.focus): Place(*row.place) for row in held if row.place[0]}
    placed = [replace(r, place=places.get(r.focus)) for r in report.results]
    counts = tuple(map(_moved, report.counts))
    return {
        "results": [asdict(result) for result in placed],
        "counted": counted_in(replace(report, results=tuple(placed), counts=counts)),
    }


def _moved(count: CheckCount) -> CheckCount:
    """Take what a check does apply to away from the targets to which it does not."""
    return replace(count, inapplicable=-(count.passed + count.failed + count.cannot_tell))


def _result(told: Mapping[str, Any]) -> CheckResult:
    accepted, place = told["accepted"], told["place"]
    return CheckResult(
        **{
            **told,
            "state": State(told["state"]),
            "severity": Severity(told["severity"]),
            "details": tuple((name, text) for name, text in told["details"]),
            "accepted": accepted
            and Accepted(**{**accepted, "passages": tuple(accepted["passages"])}),
            "place": place and Place(**place),
        }
    )
