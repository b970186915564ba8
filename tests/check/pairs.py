"""Every pair of directions, and every pair of numbers, as claims of the shared corpus.

Which of them contradict one another is what the pages of two checks say, in tables
that a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cases import LAMP, SOUND, Case, load

from mdmakg.model.claim import Quantifier
from mdmakg.model.outcome import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cases import Run

__all__ = ["COUNTS", "WAYS", "Pairs", "all_pairs", "found", "table"]

PAGES = Path(__file__).resolve().parents[2] / "docs" / "checks"
WAYS = tuple(way.value for way in Direction)
COUNTS = tuple(count.value for count in Quantifier)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of claims in one corpus, and those in which the check should find a fault."""

    check: str
    name: str
    document: Mapping[str, Any]
    marked: frozenset[str]

    def __str__(self) -> str:
        """Name the pairs in the output of tests."""
        return f"{self.check}: {self.name}"

    @property
    def case(self) -> Case:
        """The corpus as a case, of which no single thing is looked at."""
        return Case(
            check=self.check,
            name=self.name,
            documents={LAMP: self.document},
            without=(),
            focus="",
            expect="",
            message="",
            unsaid="",
            severity="",
            path="",
            value="",
            results=0,
            alone=False,
        )


def found(run: Run) -> frozenset[str]:
    """Name the claims at fault, or those of the lines at fault."""
    failed = (result.focus for result in run.results if result.state == "failed")
    return frozenset(focus.partition("/lamp/")[2].partition("/")[0] for focus in failed)


@cache
def table(page: str) -> Mapping[tuple[str, str], str]:
    """Read the table of a page whose rows and columns are words, with a mark in each cell."""
    lines = (PAGES / page).read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("|---|---|---|"))
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines[start - 1 :]]
    columns = [rows[0][0].rpartition(", ")[2], *rows[0][1:]]
    return {
        (row[0], column): cell
        for row in rows[2:]
        if len(row) == len(columns)
        for column, cell in zip(columns[1:], row[1:], strict=True)
    }


def _claim(voice: str, population: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """Write a claim that the lamp changes sleep in people of whom no other claim speaks."""
    proposition = {"subject": "lamp", "relation": "changes", "object": "sleep"}
    return {
        "voice": voice,
        "gloss": "The lamp changes sleep.",
        "at": "830-840 0000000000000013",
        "proposition": proposition | {"population": population},
        "kind": "efficacy",
        **more,
    }


def all_pairs() -> Iterator[Pairs]:
    """Give all pairs of numbers and of directions, between claims and along lines."""
    yield _numbers()
    yield _directions()
    yield _lines("no times", {}, {"o"})
    yield _lines("the same times", {"from": "baseline", "to": "follow-up"}, {"o", "t"})
    yield _denials()


def _pairs(check: str, name: str, claims: Mapping[str, Any], marked: Iterable[str]) -> Pairs:
    """Write claims into the shared corpus, each with its people."""
    document = load(SOUND)
    for one in claims.values():
        people = one["proposition"]["population"]
        document["concepts"][people] = {"label": people, "kind": "population"}
    document["claims"] |= claims
    return Pairs(check, name, document, frozenset(f"a-{one}" for one in marked))


def _marked(page: str, marks: Iterable[str]) -> Iterator[str]:
    return (f"{row}-{column}" for (row, column), mark in table(page).items() if mark in marks)


def _numbers() -> Pairs:
    """Affirmed of so many and denied of so many."""
    claims = {}
    for row, column in product(COUNTS, COUNTS):
        people = f"{row}-{column}"
        affirmed = {"quantifier": row, "polarity": "affirmed", "direction": "improved"}
        denied = {"quantifier": column, "polarity": "denied", "direction": "improved"}
        claims[f"a-{people}"] = _claim("column", people, affirmed)
        claims[f"b-{people}"] = _claim("page", people, denied)
    marked = _marked("claims-contradict.md", {"x"})
    return _pairs("claims-contradict", "numbers", claims, marked)


def _directions() -> Pairs:
    """Two claims of two directions."""
    claims = {}
    for row, column in product(WAYS, WAYS):
        people = f"{row}-{column}"
        claims[f"a-{people}"] = _claim("column", people, {"direction": row})
        claims[f"b-{people}"] = _claim("page", people, {"direction": column})
    marked = _marked("line-contradicts.md", {"o"})
    return _pairs("claims-contradict", "directions", claims, marked)


def _lines(name: str, times: Mapping[str, str], marks: Iterable[str]) -> Pairs:
    """A claim and the claim that is to support it."""
    claims = {}
    for row, column in product(WAYS, WAYS):
        people = f"{row}-{column}"
        line = {"to": f"b-{people}", "direction": "supports", "basis": "curator"}
        ends = {"direction": row, "evidence": [line]}
        claims[f"a-{people}"] = _claim("column", people, ends)
        claims[f"b-{people}"] = _claim("page", people, {"direction": column})
    for one in claims.values():
        one["proposition"] |= times
    marked = _marked("line-contradicts.md", marks)
    return _pairs("line-contradicts", name, claims, marked)


def _denials() -> Pairs:
    """A claim that denies of so many what its support says."""
    line = {"to": "r1", "direction": "supports", "basis": "curator"}
    denied = {"polarity": "denied", "direction": "improved", "evidence": [line]}
    claims = {f"a-{of}": _claim("column", of, {**denied, "quantifier": of}) for of in COUNTS}
    # As the page says: of all, of most, or in general.
    return _pairs("line-contradicts", "denials", claims, ("all", "most", "generic"))
