"""The numbers of a trial: under which it is registered, here and in other registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.imports.registers import registration
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import IdentifierText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.registry.facts import Facts, Value

__all__ = ["registrations"]


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
