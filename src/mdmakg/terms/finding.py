"""What an audit of terms finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdmakg.errors import Place
    from mdmakg.model.check import Severity

__all__ = ["Audit", "Code", "Finding", "Looked"]


class Code(StrEnum):
    """What can be wrong with a mapping, or can have become of a term. None changes its meaning."""

    UNKNOWN = "term-unknown"
    OBSOLETE = "term-obsolete"
    DISPUTED = "term-disputed"
    LABEL = "term-label"
    SECONDARY = "secondary-exact"
    TWO_EXACT = "two-exact"
    SHARED_EXACT = "shared-exact"
    CONTRADICTION = "contradiction"
    PREFIX = "prefix-clash"
    NO_SUCH_THING = "no-such-thing"
    SUBJECT_LABEL = "subject-label"
    RENAMED = "renamed"
    RETIRED = "retired"
    REDEFINED = "redefined"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: where, what, and who is touched by it.

    Shape: ``things`` are those mapped to the term, ``claims`` the short ids of claims that
           name one of them or rest on a result that does; both sorted.
    """

    place: Place
    code: Code
    severity: Severity
    term: str
    message: str
    things: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    line: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """By place, then by what was found."""
        return (self.place, self.code, self.term, self.message)


@dataclass(frozen=True, slots=True)
class Looked:
    """One ontology file that was read: its form, and how many terms it has and we have of those.

    Shape: ``absent`` counts recorded terms of its vocabulary that an excerpt does not have;
           of a whole release each of them is a finding.
    """

    file: str
    form: str
    terms: int
    ours: int
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit: how much was looked at, and what was found, in order."""

    mappings: int
    terms: int
    things: int
    findings: tuple[Finding, ...] = ()
    looked: tuple[Looked, ...] = field(default=())
