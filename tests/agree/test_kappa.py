"""Cohen's kappa against published tables and against the table of our own second coding."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from mdmakg.agree.kappa import ALL_ALIKE, NOTHING, agreement

if TYPE_CHECKING:
    from pathlib import Path


def pairs_of(table: list[list[int]]) -> list[tuple[str, str]]:
    """Give the pairs of codes that a table counts: rows are one coder, columns the other."""
    return [
        (str(row), str(column))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("table", "published"),
    [
        # Cohen 1968, doi 10.1037/h0026256, table 1: 200 diagnoses, kappa .492.
        # By hand: observed (88+40+12)/200 = .70, chance .6*.5 + .3*.3 + .1*.2 = .41, .29/.59.
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.492),
        # The two-by-two table of most introductions: (.70 - .50) / .50.
        ([[20, 5], [10, 15]], 0.40),
    ],
)
def test_published_kappas(table: list[list[int]], published: float) -> None:
    """Tables from the literature give the kappas printed beside them."""
    found = agreement(pairs_of(table)).kappa
    assert found is not None
    assert round(float(found), len(str(published)) - 2) == published


def test_kappa_is_exact() -> None:
    """4 of 5 the same, chance (2*1 + 2*2 + 1*1) / 25: kappa is 13/18."""
    a, b = "finding finding burden burden safety", "efficacy finding burden burden safety"
    found = agreement(zip(a.split(), b.split(), strict=True))
    assert (found.number, found.same, found.raw) == (5, 4, Fraction(4, 5))
    assert found.kappa == Fraction(13, 18)
    assert found.undefined == ""


def test_no_kappa_where_all_is_alike() -> None:
    """One code from both coders for everything: chance is 1, and kappa is never called 1."""
    found = agreement([("affirmed", "affirmed")] * 30)
    assert (found.kappa, found.raw, found.undefined) == (None, Fraction(1), ALL_ALIKE)


def test_no_kappa_of_nothing() -> None:
    """Without units there is neither raw agreement nor kappa."""
    found = agreement([])
    assert (found.kappa, found.raw, found.undefined) == (None, None, NOTHING)


def test_kappa_below_chance() -> None:
    """Coders who always differ agree less than by chance: (0 - 1/2) / (1/2) = -1."""
    assert agreement([("y", "n"), ("n", "y")]).kappa == -1


def test_kappa_where_one_coder_uses_one_code() -> None:
    """Two of three the same, chance 2/3 as well: defined, and 0."""
    assert agreement([("y", "y"), ("y", "y"), ("y", "n")]).kappa == 0


@pytest.mark.parametrize(
    "code", ["kind", "relation", "hedge", "polarity", "quantifier", "evidence"]
)
def test_the_second_coding(code: str, checkout: Path) -> None:
    """The kappas are those that docs/agreement tells of thirty claims coded twice."""
    with (checkout / "docs/agreement/second-coding.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = agreement((row[f"{code} 1"], row[f"{code} 2"]) for row in rows)
    page = (checkout / "docs/agreement/README.md").read_text("utf-8")
    label = "whether there is evidence" if code == "evidence" else code
    told = re.search(rf"^\| {label} \| (\d+) of (\d+) \| ([\d.]+) \|", page, re.M)
    assert told is not None
    assert found.kappa is not None
    assert (found.same, found.number) == (int(told[1]), int(told[2]))
    assert f"{float(found.kappa):.2f}" == told[3]
