"""What two coders agree and disagree on, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fractions import Fraction

    from mdmakg.agree.kappa import Agreement
    from mdmakg.agree.match import Pair
    from mdmakg.errors import Place

__all__ = [
    "CODES",
    "EVIDENCE",
    "LINE",
    "NONE",
    "Coded",
    "Comparison",
    "DocumentPair",
    "Measure",
    "Said",
]

CODES: Final = ("kind", "relation", "hedge", "polarity", "quantifier", "direction")
"""The codes of a claim itself that are compared; ``direction`` is the one claimed."""

EVIDENCE: Final = "evidence"
LINE: Final = "evidence direction"
NONE: Final = "(none)"
"""What stands for a code that was not given."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A code that one coder gave: to which claim, which, and where it stands."""

    claim: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """What both coders said of one thing; ``of`` is the target of an evidence line."""

    code: str
    a: Said
    b: Said
    of: str = ""

    @property
    def differs(self) -> bool:
        """Whether the coders disagree."""
        return self.a.value != self.b.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How far the coders agree on one code."""

    code: str
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPair:
    """Two encodings of one text: which claims are the same and which only one coder has.

    ``covered`` is the overlap of all core passages of either, whoever is matched.
    """

    a: str
    b: str
    claims_a: int
    claims_b: int
    pairs: tuple[Pair, ...]
    only_a: tuple[tuple[str, Place], ...]
    only_b: tuple[tuple[str, Place], ...]
    covered: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that two coders agree and disagree on.

    ``lines`` counts evidence lines to one target: of both coders, of either alone.
    """

    least: Fraction
    documents: tuple[DocumentPair, ...]
    alone_a: tuple[str, ...]
    alone_b: tuple[str, ...]
    measures: tuple[Measure, ...]
    lines: tuple[int, int, int]
    disagreements: tuple[Coded, ...]
