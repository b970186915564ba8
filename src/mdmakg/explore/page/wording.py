"""Sentences of checks and tables as readers have them: what a check is about, not its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["because_in_words", "untold_in_words"]

_CODE: Final = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")


def because_in_words(because: str, labels: Mapping[str, str]) -> str:
    """Put labels in the place of codes of checks; ``labels`` are those that there are."""
    return _CODE.sub(lambda code: labels.get(code[0], code[0]), because)


def untold_in_words(untold: str, labels: Mapping[str, str]) -> str:
    """Put the label, in quotation marks, in the place of the code with which a sentence begins."""
    code, blank, rest = untold.partition(" ")
    return f"\u201c{labels[code]}\u201d{blank}{rest}" if code in labels else untold
