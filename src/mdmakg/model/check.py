"""What a check found, and how sure it may be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdmakg.errors import Place

__all__ = ["CheckCount", "CheckReport", "CheckResult", "Severity", "State"]


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
class CheckResult:
    """One check on one focus node.

    ``check`` is the check's code, ``shape`` the IRI of the shape that speaks,
    ``focus`` the IRI looked at, ``path`` the IRI of the property concerned,
    ``value`` the value concerned, as text. ``reason`` says why it could not be
    told; ``place`` is where a person would mend it.
    """

    check: str
    shape: str
    focus: str
    state: State
    severity: Severity
    message: str = ""
    path: str = ""
    value: str = ""
    reason: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """The four counts of one check: nothing it was asked about is left out."""

    check: str
    severity: Severity
    passed: int
    failed: int
    inapplicable: int
    cannot_tell: int
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def looked_at(self) -> int:
        """How many foci the check spoke of at all."""
        return self.passed + self.failed + self.cannot_tell


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All results of one run, and the counts per check.

    ``results`` are those that failed or could not be told, sorted; those that
    passed are counted, not listed.
    """

    results: tuple[CheckResult, ...]
    counts: tuple[CheckCount, ...]

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """The failed results."""
        return tuple(result for result in self.results if result.state is State.FAILED)

    def by_severity(self) -> Counter[Severity]:
        """How many results failed at each severity."""
        return Counter(result.severity for result in self.failed)

    @property
    def conforms(self) -> bool:
        """Whether nothing failed at all: SHACL's ``sh:conforms``, false for a lone warning."""
        return not self.failed
