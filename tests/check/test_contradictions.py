"""Which directions and which numbers contradict one another is what the pages say, pair by pair."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cases import CASES, LAMP, cases, load, run_case

from mdmakg.model.claim import Quantifier
from mdmakg.model.outcome import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAGES = Path(__file__).resolve().parents[2] / "docs" / "checks"
WAYS = tuple(way.value for way in Direction)
COUNTS = tuple(count.value for count in Quantifier)


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


def test_the_tables_are_whole() -> None:
    """Each table has every pair of members of its closed list."""
    assert set(table("line-contradicts.md")) == set(product(WAYS, WAYS))
    assert set(table("claims-contradict.md")) == set(product(COUNTS, COUNTS))


def claim(voice: str, population: str, more: Mapping[str, Any]) -> dict[str, Any]:
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


def found(check: str, pairs: Iterable[tuple[str, dict[str, Any]]], place: Path) -> set[str]:
    """Write claims into the shared corpus, each with its people, and give the ids at fault."""
    document = copy.deepcopy(load(CASES / f"{LAMP}.yaml"))
    for name, one in pairs:
        people = one["proposition"]["population"]
        document["concepts"][people] = {"label": people, "kind": "population"}
        document["claims"][name] = one
    any_case = next(case for case in cases() if case.check == check)
    case = replace(any_case, documents={LAMP: document}, without=())
    failed = (result for result in run_case(case, place).results if result.state == "failed")
    return {result.focus.partition("/lamp/")[2].partition("/")[0] for result in failed}


def test_numbers_that_contradict_one_another(tmp_path: Path) -> None:
    """Affirmed of so many and denied of so many: the pairs marked on the page, and no other."""
    claims = []
    for row, column in product(COUNTS, COUNTS):
        people = f"{row}-{column}"
        affirmed = {"quantifier": row, "polarity": "affirmed", "direction": "improved"}
        denied = {"quantifier": column, "polarity": "denied", "direction": "improved"}
        claims += [
            (f"a-{people}", claim("column", people, affirmed)),
            (f"b-{people}", claim("page", people, denied)),
        ]
    marked = {f"a-{r}-{c}" for (r, c), mark in table("claims-contradict.md").items() if mark}
    assert found("claims-contradict", claims, tmp_path) == marked


def test_directions_of_claims_that_contradict_one_another(tmp_path: Path) -> None:
    """Two claims of opposite directions: the pairs marked ``o`` on the page of lines."""
    claims = []
    for row, column in product(WAYS, WAYS):
        people = f"{row}-{column}"
        claims += [
            (f"a-{people}", claim("column", people, {"direction": row})),
            (f"b-{people}", claim("page", people, {"direction": column})),
        ]
    marked = {f"a-{r}-{c}" for (r, c), mark in table("line-contradicts.md").items() if mark == "o"}
    assert found("claims-contradict", claims, tmp_path) == marked


@pytest.mark.parametrize(
    ("times", "marks"),
    [({}, {"o"}), ({"from": "baseline", "to": "follow-up"}, {"o", "t"})],
    ids=["no times", "the same times"],
)
def test_directions_at_the_ends_of_lines(
    times: Mapping[str, str], marks: set[str], tmp_path: Path
) -> None:
    """A claim and the claim that is to support it: what is marked, with times and without."""
    claims = []
    for row, column in product(WAYS, WAYS):
        people = f"{row}-{column}"
        line = {"to": f"b-{people}", "direction": "supports", "basis": "curator"}
        claims += [
            (f"a-{people}", claim("column", people, {"direction": row, "evidence": [line]})),
            (f"b-{people}", claim("page", people, {"direction": column})),
        ]
    for _, one in claims:
        one["proposition"] |= times
    cells = table("line-contradicts.md").items()
    marked = {f"a-{r}-{c}" for (r, c), mark in cells if mark in marks}
    assert found("line-contradicts", claims, tmp_path) == marked


@pytest.mark.parametrize("quantifier", COUNTS)
def test_of_how_many_a_line_is_denied(quantifier: str, tmp_path: Path) -> None:
    """A claim that denies of all, most or in general what its support says is contradicted."""
    line = {"to": "r1", "direction": "supports", "basis": "curator"}
    denied = {"polarity": "denied", "direction": "improved", "evidence": [line]}
    one = claim("column", "sleepers", {**denied, "quantifier": quantifier})
    expected = {"a"} if quantifier in {"all", "most", "generic"} else set()
    assert found("line-contradicts", [("a", one)], tmp_path) == expected
