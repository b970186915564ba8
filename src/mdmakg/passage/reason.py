"""Why a phrase is refused: a closed list of stable codes."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Reason"]


class Reason(StrEnum):
    """What stands between a phrase and a passage of the text."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    PART_OF_WORD = "part-of-word"
    PART_OF_NUMBER = "part-of-number"
    ELIDED = "elided"
    INSERTED = "inserted"
    NEGATION = "negation"
    SIGN = "sign"
    NUMBER = "number"
    OPERATOR = "operator"
    UNIT = "unit"
    ORDER = "order"
    CASE = "case"
    WORDS = "words"
    PUNCTUATION = "punctuation"
    SPACING = "spacing"
    ABSENT = "absent"
