"""Tokens of a folded text: what two wordings are compared by."""

# the operators are the matter:
# ruff: noqa: RUF001
from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from mdmakg.passage.fold import JOINT, MINUS
from mdmakg.passage.lexicon import is_function_word, is_negation, is_number_word, is_unit

__all__ = ["SIGNS", "SUPERSCRIPTS", "Kind", "Token", "tokens"]

SIGNS = f"{MINUS}+"
SUPERSCRIPTS = "²³¹⁰⁴-⁹⁺⁻½¼¾⅐-⅞₀-₉①-⑳"


class Kind(Enum):
    """What a token is by its form."""

    NUMBER = "number"
    WORD = "word"
    OPERATOR = "operator"
    MARK = "mark"


class Token(NamedTuple):
    """A word, number, operator or mark, and its range in the folded text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def is_negation(self) -> bool:
        """Whether it denies by itself."""
        return self.kind is Kind.WORD and is_negation(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it counts, in digits or in words."""
        return self.kind is Kind.NUMBER or is_number_word(self.text)

    @property
    def is_unit(self) -> bool:
        """Whether it could be the unit of a number."""
        return self.kind in (Kind.WORD, Kind.MARK) and is_unit(self.text)

    @property
    def is_content(self) -> bool:
        """Whether it means something by itself."""
        return self.kind is Kind.NUMBER or (
            self.kind is Kind.WORD and not is_function_word(self.text)
        )

    @property
    def magnitude(self) -> str:
        """The number without its sign."""
        return self.text.lstrip(SIGNS)


_TOKEN = re.compile(
    rf"(?P<NUMBER>(?:(?<!\w)[{SIGNS}])?(?:\d+(?:[.,:]\d+)*|\.\d+)[{SUPERSCRIPTS}]*"
    rf"|[{SUPERSCRIPTS}]+)"
    rf"|(?P<WORD>[^\W\d_]+(?:['{JOINT}][^\W\d_]+)*)"
    rf"|(?P<OPERATOR>[<>]=|[<>=≤≥≠≈~±×+^{MINUS}])"
    r"|(?P<MARK>\.{3,}|\S)"
)


def tokens(folded: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Divide a folded text, or a range of it, into tokens."""
    found = _TOKEN.finditer(folded, start, len(folded) if end is None else end)
    return tuple(
        Token(Kind[m.lastgroup or "MARK"], m[0].replace(JOINT, ""), m.start(), m.end())
        for m in found
    )
