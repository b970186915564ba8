"""The numbers of a trial: under which it is registered, here and in other registers.

A sponsor's own number and that of a grant name no trial: many sponsors count from one, and a
grant pays for several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.imports.registers import registered
from mdmakg.imports.registry.words import FORMER, REGISTRY, SPONSORS, fold
from mdmakg.imports.stated import fits, shown
from mdmakg.model.scalar import IdentifierText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.registry.facts import Facts, Value
    from mdmakg.imports.registry.trial import Numbered, Said, Trial

__all__ = ["numbers_of", "registrations", "tell_of_others"]

_HERE: Final = "nct "


def numbers_of(trial: Trial) -> Iterator[tuple[str, Said]]:
    """Give the trial's number, then its former ones and those of other registers, each once."""
    seen = {own := f"{_HERE}{trial.nct.text}", ""}
    yield own, trial.nct
    for each in trial.numbers:
        if (number := _number(each)) not in seen:
            seen.add(number)
            yield number, each.said


def _number(numbered: Numbered) -> str:
    """Write a number with its register; empty where it is of none, or of another trial here."""
    text, kind = numbered.said.text, numbered.kind
    number, other = registered(text), f"number {text}"
    if number.startswith(_HERE) and kind != FORMER:
        return ""
    return number or (other if fold(kind) == REGISTRY and fits(IdentifierText, other) else "")


def registrations(trial: Trial, facts: Facts) -> Iterator[Value]:
    """Give the numbers as facts."""
    for number, said in numbers_of(trial):
        yield facts.fact(number, said.at, "" if number.endswith(said.text) else said.text)


def tell_of_others(trial: Trial, facts: Facts) -> None:
    """Tell of numbers that are no registrations, but for the sponsor's, which every record has."""
    for each in trial.numbers:
        why = "" if _number(each) else _why(each, trial.nct.text)
        if why:
            facts.leave(each.said.at, f"{shown(each.said.text)} {why}")


def _why(numbered: Numbered, own: str) -> str:
    """Say why a number is no registration of a trial; nothing where that needs no words."""
    number = registered(numbered.said.text)
    if number:
        another = number != f"{_HERE}{own}"
        return "is the number of another record of this register" if another else ""
    if numbered.kind == SPONSORS:
        return ""
    if fold(numbered.kind) == REGISTRY:
        return "is no number: it has spaces or is long"
    return "is of no register that is known here"
