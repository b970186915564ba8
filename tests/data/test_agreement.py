"""The table of agreement between two coders, from the codings themselves."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CODES = ("kind", "relation", "hedge", "polarity", "quantifier", "evidence")


def _rows(checkout: Path) -> list[dict[str, str]]:
    with (checkout / "docs/agreement/second-coding.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _kappa(pairs: list[tuple[str, str]]) -> float:
    """Source: Cohen 1960, observed against chance agreement from the marginal counts."""
    number = len(pairs)
    observed = sum(one == other for one, other in pairs) / number
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    chance = sum(first[code] * second[code] for code in first) / number**2
    return (observed - chance) / (1 - chance)


def test_kappa_of_a_textbook_table() -> None:
    """20 and 15 agreements in 50, with 5 and 10 the other ways, give 0.40."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert round(_kappa(pairs), 2) == 0.40


@pytest.mark.parametrize("code", CODES)
def test_the_table_says_what_the_codings_give(code: str, checkout: Path) -> None:
    """Each row of the page has the count, the kappa and the differing claims of the two codings."""
    rows = _rows(checkout)
    pairs = [(row[f"{code} 1"], row[f"{code} 2"]) for row in rows]
    same = sum(one == other for one, other in pairs)
    shown = {"evidence": "whether there is evidence"}.get(code, code)
    page = (checkout / "docs/agreement/README.md").read_text("utf-8")
    assert f"| {shown} | {same} of 30 | {_kappa(pairs):.2f} |" in page
    line = next(line for line in page.splitlines() if line.startswith(f"| {shown} |"))
    differing = {row["claim"] for row in rows if row[f"{code} 1"] != row[f"{code} 2"]}
    assert all(claim in line for claim in differing)
    assert line.count(":c") == len(differing)
