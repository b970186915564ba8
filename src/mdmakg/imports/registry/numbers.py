"""The numbers of a trial: under which it is registered, here and in other registers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import IdentifierText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.registry.facts import Facts, Value

__all__ = ["NCT", "registration", "registrations"]

NCT: Final = re.compile(r"NCT[0-9]{8}")
_REGISTERS: Final = (
    ("nct", NCT),
    ("eudract", re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}")),
    ("euct", re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}")),
    ("isrctn", re.compile(r"ISRCTN[0-9]{8}")),
    ("actrn", re.compile(r"ACTRN[0-9]{14}")),
    ("drks", re.compile(r"DRKS[0-9]{8}")),
)
_NAMED: Final = re.compile(r"(?:EudraCT|EU CT|CTIS)(?: (?:No\.?|Number))?:? ?", re.IGNORECASE)


def registrations(facts: Facts) -> Iterator[Value]:
    """Give the trial's number, then its former ones and those that others gave it, each once."""
    nct = facts.trial.nct
    seen: set[str] = set()
    for said in (nct, *facts.trial.numbers):
        number = registration(said.text)
        if number in seen:
            continue
        seen.add(number)
        if fits(IdentifierText, number):
            yield facts.fact(number, said.at, "" if number.endswith(said.text) else said.text)
        else:
            facts.leave(said.at, f"{shown(said.text)} is no number: it has spaces or is long")


def registration(text: str) -> str:
    """Write a number with its register, or as that of any other where it is of none of these."""
    plain = _NAMED.sub("", text, count=1)
    for scheme, pattern in _REGISTERS:
        if pattern.fullmatch(plain):
            return f"{scheme} {plain}"
    return f"number {text}"
