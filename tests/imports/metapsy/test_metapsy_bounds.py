"""Numbers of a table that cannot be what their column says."""

from __future__ import annotations

import pytest
from imported import from_text, left
from test_metapsy_tables import HEAD, ROW, results, table

FIGURES = (
    *("n_arm1", "mean_arm1", "sd_arm2", "event_arm1", "totaln_arm2", "baseline_n_arm1"),
    *("baseline_sd_arm2", "n_change_arm1", "sd_change_arm2", ".event_arm1", ".totaln_arm2"),
)


def with_cell(column: str, cell: str) -> tuple[str, list[str]]:
    """Import the invented row with another cell; give its results in words, and what is told."""
    cells = {**dict(zip(HEAD, ROW, strict=True)), column: cell}
    document, left_out = from_text(table(tuple(cells.values()), head=tuple(cells)))
    return str(results(document)), left(left_out)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        *((column, "-1", "is below 0") for column in FIGURES if column != "mean_arm1"),
        (".g_se", "-0.2", "is below 0"),
        ("time_days", "-7", "is below 0"),
        ("dose_weeks", "-0.5", "is below 0"),
        ("n_dosing_sessions", "-1e-3", "is below 0"),
        ("mean_age", "-30", "is below 0"),
        ("percent_women", "-1", "is below 0"),
        ("percent_women", "100.1", "is above 100"),
        ("cumulative_dose_arm1", "-25", "is below 0"),
        ("dose_arm1", "-25 mg", "is below 0"),
    ],
)
def test_what_nothing_can_hold_is_left_out(column: str, cell: str, why: str) -> None:
    """The cell alone is told, with its column, and stands in no result."""
    said, told = with_cell(column, cell)
    assert told == [f"lamps.csv:2:1#{column}: {cell!r} {why}"]
    assert cell not in said


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("mean_arm1", "-1.25"),
        ("baseline_m_arm1", "-1.25"),
        ("mean_change_arm2", "-1.25"),
        (".g", "-1.25"),
        (".log_rr", "-1.25"),
        ("n_arm1", "0"),
        (".g_se", "0"),
        ("percent_women", "100"),
        ("time_days", "0"),
    ],
)
def test_what_is_at_a_bound_or_has_none_is_taken(column: str, cell: str) -> None:
    """Means and differences have signs, and a bound is itself possible."""
    said, told = with_cell(column, cell)
    assert told == []
    assert f"'{cell}" in said
