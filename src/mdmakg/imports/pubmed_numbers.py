"""The numbers in PubMed's records: those of the work, and those of the trials in registers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdmakg.imports.pubmed_terms import DATA_BANKS, TRIAL_REGISTERS
from mdmakg.imports.registers import registered
from mdmakg.imports.stated import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.imports.element import Spot
    from mdmakg.imports.stated import Notes, Stated

__all__ = ["identifiers", "registrations"]

_SCHEMES: Final = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}


def identifiers(record: Spot, article: Spot, inner: Spot, notes: Notes) -> Iterator[Stated]:
    """Give each identifier once, the PubMed number first."""
    met: set[str] = set()
    for spot, scheme in _numbers(record, article, inner):
        for taken in _taken(spot, scheme, notes):
            if taken.value not in met:
                met.add(taken.value)
                yield taken
    schemes = [value.partition(" ")[0] for value in met]
    if schemes.count("pmid") > 1:
        notes.leave("the record has several PubMed numbers")


def _numbers(record: Spot, article: Spot, inner: Spot) -> Iterator[tuple[Spot, str]]:
    if (pmid := article.one("PMID")) is not None:
        yield pmid, "pmid"
    for outer in (record.one("PubmedData"), record.one("PubmedBookData"), article):
        if outer is None:
            continue
        for spot in outer.each("ArticleIdList/ArticleId"):
            if (scheme := _SCHEMES.get(spot.attribute("IdType"))) is not None:
                yield spot, scheme
    for spot in inner.each("ELocationID"):
        if spot.attribute("EIdType") == "doi" and spot.attribute("ValidYN") != "N":
            yield spot, "doi"


def _taken(spot: Spot, scheme: str, notes: Notes) -> Iterator[Stated]:
    if scheme == "doi":
        yield from notes.dois(spot.text, spot.path, spot.where)
        return
    taken = notes.identifier(scheme, spot.text, spot.path, spot.where)
    if taken is not None:
        yield taken


def registrations(inner: Spot, notes: Notes) -> Iterator[Stated]:
    """Give each registration once; of a bank that is no known register, tell the numbers."""
    met: set[str] = set()
    for bank in inner.each("DataBankList/DataBank"):
        name = bank.text_at("DataBankName")
        scheme = TRIAL_REGISTERS.get(name)
        if scheme is None:
            if name not in DATA_BANKS:
                notes.leave(f"{shown(name)} is no register that is known here", bank.where)
            continue
        for spot in bank.each("AccessionNumberList/AccessionNumber"):
            of, _, number = registered(spot.text).partition(" ")
            if not of:
                of, number = scheme, _without_spaces(spot.text)
            taken = notes.identifier(of, number, spot.path, spot.where)
            if taken is not None and taken.value not in met:
                met.add(taken.value)
                yield taken


def _without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)
