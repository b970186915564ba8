"""Registers of trials: of which of them a number is."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NCT", "registered"]

NCT: Final = re.compile(r"NCT[0-9]{8}")
_EUROPEAN: Final = r"[0-9]{4}-[0-9]{6}-[0-9]{2}"
_REGISTERS: Final = (
    ("nct", NCT),
    ("eudract", re.compile(_EUROPEAN)),
    ("euct", re.compile(rf"{_EUROPEAN}-[0-9]{{2}}")),
    ("isrctn", re.compile(r"ISRCTN[0-9]{8}")),
    ("actrn", re.compile(r"ACTRN[0-9]{14}")),
    ("drks", re.compile(r"DRKS[0-9]{8}")),
)
_NAMED: Final = re.compile(
    r"(?:EudraCT|EU CT|CTIS|ClinicalTrials\.gov)(?: (?:No\.?|Number|Identifier|ID))?\s?:?\s?",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"(NCT|ISRCTN|ACTRN|DRKS)[\s:-]+(?=[0-9])")


def registered(text: str) -> str:
    """Write a number with the register that it is of; empty where it is of none known here.

    Capitals, a blank within it, and the register's name before it make no other number of it.
    """
    plain = _APART.sub(r"\1", _NAMED.sub("", text.strip(), count=1).upper(), count=1)
    for scheme, pattern in _REGISTERS:
        if pattern.fullmatch(plain):
            return f"{scheme} {plain}"
    return ""
