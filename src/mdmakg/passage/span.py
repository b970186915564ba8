"""A range of a text: where a sentence or a passage stands."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Range"]


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Where something stands in a text.

    Units: Unicode code points from 0, end exclusive, in the UTF-8 text read
    without newline translation.
    """

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def of(self, text: str) -> str:
        """Cut this range out of its text."""
        return text[self.start : self.end]

    def within(self, text: str) -> bool:
        """Whether the text has this range, and it is not empty."""
        return 0 <= self.start < self.end <= len(text)

    def touches(self, other: Range) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Range) -> bool:
        """Whether all of ``other`` lies inside."""
        return self.start <= other.start and other.end <= self.end
