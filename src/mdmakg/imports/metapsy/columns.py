"""The columns of the Metapsy standard that are read: what must be there, and what is a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ARMS", "BIAS", "FIGURES", "KEYS", "KNOWN", "LABELS", "NUMBERS", "REQUIRED"]

ARMS: Final = ("1", "2")

REQUIRED: Final = ("study", "condition_arm1", "condition_arm2", "outcome_type", "instrument")
"""Without these nothing can be said of what a row compares."""

LABELS: Final = (
    *(f"{name}_arm{arm}" for name in ("condition", "multi", "drug") for arm in ARMS),
    *("outcome_type", "instrument", "instrument_symptom", "diagnosis"),
)
"""What things are called by, alone or joined."""

FIGURES: Final = (
    ("n", "n_arm"),
    ("mean", "mean_arm"),
    ("standard-deviation", "sd_arm"),
    ("events", "event_arm"),
    ("of", "totaln_arm"),
    ("baseline-n", "baseline_n_arm"),
    ("baseline-mean", "baseline_m_arm"),
    ("baseline-standard-deviation", "baseline_sd_arm"),
    ("change-n", "n_change_arm"),
    ("change-mean", "mean_change_arm"),
    ("change-standard-deviation", "sd_change_arm"),
)
"""A figure of an arm, and the column that has it, without the arm's number."""

_EFFECTS: Final = (".g", ".g_se", ".ge_se", ".log_rr", ".log_rr_se")
_TIMES: Final = ("time_days", "time_weeks", "dose_days", "dose_weeks")
_REPEATED: Final = tuple(f".{name}{arm}" for name in ("event_arm", "totaln_arm") for arm in ARMS)
_FLAGS: Final = ("primary_instrument", "primary_timepoint", "post_crossover")
_OF_ROWS: Final = ("n_dosing_sessions", "mean_age", "percent_women", "year")
_DOSES: Final = tuple(f"cumulative_dose_arm{arm}" for arm in ARMS)
_TEXTS: Final = (
    *(f"{name}_arm{arm}" for name in ("condition", "drug", "dose", "name") for arm in ARMS),
    *(f"multi_arm{arm}" for arm in ARMS),
    *("study", "outcome_type", "instrument", "rating", "instrument_symptom"),
    *("cov_time_point", "study_time_point", "diagnosis", "target_group", "design", "blinding"),
    *("doi", "registration_number", "full_ref", ".id"),
)

BIAS: Final = ("d1", "d2", "d3", "d4", "d5", "rob")
"""Domains of risk of bias, and the judgement over all."""

NUMBERS: Final = (
    *(f"{column}{arm}" for _, column in FIGURES for arm in ARMS),
    *(*_EFFECTS, *_TIMES, *_REPEATED, *_OF_ROWS, *_DOSES),
)

KEYS: Final[Mapping[str, str]] = {
    **{f"{column}{arm}": key for key, column in FIGURES for arm in ARMS},
    **dict.fromkeys((".g_se", ".ge_se", ".log_rr_se"), "standard-error"),
    **dict.fromkeys(_TIMES, "by"),
    **dict.fromkeys(_REPEATED, "events"),  # and of how many, of the same bounds
    **dict.fromkeys(_DOSES, "cumulative-dose"),
    "n_dosing_sessions": "dosing-sessions",
    "mean_age": "mean-age",
    "percent_women": "women",
}
"""The key of a document file that a column is for, by which a number has its bounds."""

KNOWN: Final = frozenset((*NUMBERS, *_TEXTS, *_FLAGS, *BIAS))
