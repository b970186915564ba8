"""Which directions and which numbers contradict one another is what the pages say, pair by pair."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from cases import run_case
from pairs import COUNTS, WAYS, Pairs, all_pairs, found, table

if TYPE_CHECKING:
    from pathlib import Path


def test_the_tables_are_whole() -> None:
    """Each table has every pair of members of its closed list."""
    assert set(table("line-contradicts.md")) == set(product(WAYS, WAYS))
    assert set(table("claims-contradict.md")) == set(product(COUNTS, COUNTS))


@pytest.mark.parametrize("pairs", tuple(all_pairs()), ids=str)
def test_what_the_pages_mark_is_found_and_nothing_else(pairs: Pairs, tmp_path: Path) -> None:
    """The pairs marked on the page, and no other; ``o`` whatever the times, ``t`` at the same."""
    assert pairs.marked
    assert found(run_case(pairs.case, tmp_path)) == pairs.marked
