"""Of which other study the participants of a result that is left out are, and how that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lamp_corpus import SLEEP, facts_of, lamps, result

from mdmakg.pool.pool import pool_outcome

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {"from": {"work": "table", "how": "record"}}
NUMBER = {"registrations": [{"value": "nct NCT00000001", **RECORD}]}
UNKNOWN = {"registrations": [{"value": "number 0815", **RECORD}]}
COHORT = {"cohort": "nurses-of-one-ward"}


def reasons(
    tmp_path: Path, results: dict[str, Any], **studies: dict[str, Any]
) -> dict[str, tuple[str, str]]:
    """Pool four trials, of which some have more said of them; give rules and reasons by result."""
    document = lamps(results, trials=4)
    for number, more in studies.items():
        document["studies"][f"trial-{number.removeprefix('t')}"] |= more
    answer = pool_outcome(facts_of(tmp_path, document), SLEEP)
    return {
        out.effect.id.removeprefix("lamps:"): (out.rule, out.why.partition("; ")[2])
        for out in answer.left_out
    }


@pytest.mark.parametrize(
    ("of_one", "of_two", "told"),
    [
        (NUMBER, NUMBER, "has the registration NCT00000001 too"),
        (COHORT, COHORT, "is of the same cohort"),
        ({}, {"follows-up": "trial-1"}, "is of the same participants"),
        ({**NUMBER, **COHORT}, {**NUMBER, **COHORT}, "has the registration NCT00000001 too"),
    ],
)
def test_two_studies_of_one_number_name_each_other(
    tmp_path: Path, of_one: dict[str, Any], of_two: dict[str, Any], told: str
) -> None:
    """Neither is chosen, and each reason says which other study there is and what both have."""
    results = {f"r{n}": result(n) for n in (1, 2, 3, 4)}
    assert reasons(tmp_path, results, t1=of_one, t2=of_two) == {
        "r1": ("one-result", f"Lamp trial 2 {told}"),
        "r2": ("one-result", f"Lamp trial 1 {told}"),
    }


def test_a_number_of_no_known_register_joins_none(tmp_path: Path) -> None:
    """Others give such numbers, too: both are chosen."""
    results = {f"r{n}": result(n) for n in (1, 2, 3, 4)}
    assert reasons(tmp_path, results, t1=UNKNOWN, t2=UNKNOWN) == {}


def test_results_of_one_study_name_no_other(tmp_path: Path) -> None:
    """Two results of one study are left out for themselves."""
    results = {"r1": result(1), "r5": result(1), "r2": result(2), "r3": result(3)}
    told = reasons(tmp_path, results)
    assert told == {"r1": ("one-result", ""), "r5": ("one-result", "")}


def test_what_gives_way_to_a_primary_names_whose_that_is(tmp_path: Path) -> None:
    """A result that its own source calls not primary gives way to none."""
    results = {
        "r1": result(1, **{"primary-time-point": "yes"}),
        "r2": result(2),
        "r5": result(1, **{"primary-time-point": "no"}),
        "r3": result(3),
    }
    assert reasons(tmp_path, results, t1=NUMBER, t2=NUMBER) == {
        "r2": ("primary-time-point", "Lamp trial 1 has the registration NCT00000001 too"),
        "r5": ("primary-time-point", ""),
    }
