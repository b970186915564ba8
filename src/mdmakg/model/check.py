"""What a check found, and how sure it may be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.errors import Place
    from mdmakg.model.assessment import Assessment

__all__ = [
    "Accepted",
    "CheckCount",
    "CheckReport",
    "CheckResult",
    "CheckRule",
    "Severity",
    "State",
    "combined",
]


class State(StrEnum):
    """What became of one check on one focus; aligned with EARL outcomes."""

    PASSED = "passed"
    FAILED = "failed"
    INAPPLICABLE = "inapplicable"
    CANNOT_TELL = "cannotTell"


class Severity(StrEnum):
    """How much a failed check weighs; SHACL's three."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """That what a check finds on a thing or a part of it is let stand: by whom, why, since when.

    ``iri`` is the acceptance's own, ``check``, ``focus`` and ``passages``, those
    that the focus rests on, are IRIs; ``on`` is a day as it is written, ``YYYY-MM-DD``.
    """

    iri: str
    check: str
    focus: str
    by: str
    why: str
    on: str
    passages: tuple[str, ...] = field(default=(), compare=False)

    @property
    def words(self) -> str:
        """Say who accepted, when and why."""
        return f"accepted by {self.by or 'nobody named'} on {self.on or 'no day'}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check on one focus node.

    ``check`` is the check's code, ``shape`` the IRI of the shape that speaks,
    ``component`` the IRI of the kind of constraint that failed, ``focus`` the
    IRI looked at, ``path`` the IRI of the property concerned (a longer path as
    SPARQL writes it), ``value`` the value concerned as a person reads it and
    ``value_term`` the same in N-Triples notation, empty where there is no value
    or it has no name. ``details`` are the other things it looked at, by name.
    ``reason`` says why it could not be told; ``place`` is where a person would
    mend it. A failed result that is ``accepted`` has failed all the same. ``said`` is
    the proposition of a focus that states one, else the focus: by it what failed is counted.
    """

    check: str
    shape: str
    focus: str
    state: State
    severity: Severity
    message: str = ""
    component: str = ""
    path: str = ""
    value: str = ""
    value_term: str = ""
    details: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    accepted: Accepted | None = None
    place: Place | None = field(default=None, compare=False)
    said: str = field(default="", compare=False)

    @property
    def order(self) -> tuple[object, ...]:
        """The key by which results are listed: by place, those without one last."""
        return (
            self.place is None,
            self.place or (),
            self.check,
            self.focus,
            self.path,
            self.value,
            self.value_term,
            self.component,
            self.details,
            self.message,
            self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """The four counts of one check: nothing it was asked about is left out.

    ``propositions`` counts what failed by what was said: a thing said five times is one.
    """

    check: str
    severity: Severity
    passed: int
    failed: int
    inapplicable: int
    cannot_tell: int
    reasons: tuple[tuple[str, int], ...] = ()
    propositions: int = 0

    @property
    def looked_at(self) -> int:
        """How many foci the check spoke of at all."""
        return self.passed + self.failed + self.cannot_tell


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """What a check is about, in words: its IRI, a label, and what to do when it fails."""

    check: str
    iri: str
    severity: Severity
    label: str = ""
    advice: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All results of one run, and the counts per check.

    ``results`` are those that failed or could not be told, sorted; those that
    passed are counted, not listed. ``rules`` describe the checks that ran, ``off``
    names those that were switched off, ``assessments`` say how each claim stands.
    ``dataset`` is the SHA-256 of what was said and curated, for which all of it holds;
    empty as long as only a part of that was looked at.
    """

    results: tuple[CheckResult, ...]
    counts: tuple[CheckCount, ...]
    rules: tuple[CheckRule, ...] = ()
    off: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    dataset: str = ""

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """The failed results."""
        return tuple(result for result in self.results if result.state is State.FAILED)

    @property
    def untold(self) -> tuple[CheckResult, ...]:
        """The results that could not be told."""
        return tuple(result for result in self.results if result.state is State.CANNOT_TELL)

    @property
    def accepted(self) -> tuple[CheckResult, ...]:
        """The failed results that somebody accepts."""
        return tuple(result for result in self.failed if result.accepted is not None)

    def by_severity(self) -> Counter[Severity]:
        """How many results failed at each severity."""
        return Counter(result.severity for result in self.failed)

    @property
    def conforms(self) -> bool:
        """Whether nothing failed at all: SHACL's ``sh:conforms``, false for a lone warning."""
        return not self.failed

    @property
    def looked_at(self) -> int:
        """How many times any check spoke of any focus; nought means that nothing was checked."""
        return sum(count.looked_at for count in self.counts)


def combined(reports: Iterable[CheckReport]) -> CheckReport:
    """Join the reports of several runs over the same data into one, sorted."""
    parts = tuple(reports)
    return CheckReport(
        results=tuple(sorted((r for part in parts for r in part.results), key=lambda r: r.order)),
        counts=tuple(sorted((c for part in parts for c in part.counts), key=lambda c: c.check)),
        rules=tuple(sorted((r for part in parts for r in part.rules), key=lambda r: r.check)),
    )
