"""The words of ClinicalTrials.gov, in both of its forms, and ours for them.

Source: the enumerations of API v2, and ``public.xsd`` of 2018-08-22 for XML; a word of
        either is folded to letters, digits and ``_`` before it is looked up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mdmakg.model.outcome import FigureKind, Measure, OutcomeRole
from mdmakg.model.study import ArmRole, DesignFeature

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACTUAL",
    "ARM_ROLES",
    "BEGUN",
    "BOUNDS",
    "DESIGN",
    "ENDED",
    "EXPECTED",
    "FORMER",
    "LEVELS",
    "MARGINS",
    "NO_NUMBER",
    "PARAMETERS",
    "REGISTRY",
    "ROLES",
    "SILENT",
    "SPONSORS",
    "SPREADS",
    "STATUS",
    "TOTALS",
    "VALUES",
    "fold",
    "year_first",
]

_OTHER: Final = re.compile(r"[^A-Z0-9]+")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Fold a word of the register: upper case, and ``_`` for all but letters and digits.

    What stands in brackets behind it is a remark: ``Double (Participant, Investigator)``.
    """
    return _OTHER.sub("_", re.split(r"[(\[]", word, maxsplit=1)[0].upper()).strip("_")


REGISTRY: Final = "REGISTRY"
"""The type of a number that another register gave."""

FORMER: Final = "former"
SPONSORS: Final = "sponsor's"
"""Our words for numbers that stand in a field of their own, and so have no type."""

DESIGN: Final[Mapping[str, DesignFeature]] = {
    "RANDOMIZED": DesignFeature.RANDOMISED,
    "NON_RANDOMIZED": DesignFeature.NON_RANDOMISED,
    "SINGLE_GROUP": DesignFeature.SINGLE_ARM,
    "SINGLE_GROUP_ASSIGNMENT": DesignFeature.SINGLE_ARM,
    "PARALLEL": DesignFeature.PARALLEL_GROUPS,
    "PARALLEL_ASSIGNMENT": DesignFeature.PARALLEL_GROUPS,
    "CROSSOVER": DesignFeature.CROSSOVER,
    "CROSSOVER_ASSIGNMENT": DesignFeature.CROSSOVER,
    "FACTORIAL": DesignFeature.FACTORIAL,
    "FACTORIAL_ASSIGNMENT": DesignFeature.FACTORIAL,
    "SEQUENTIAL": DesignFeature.SEQUENTIAL_GROUPS,
    "SEQUENTIAL_ASSIGNMENT": DesignFeature.SEQUENTIAL_GROUPS,
    "NONE": DesignFeature.OPEN_LABEL,
    "OPEN_LABEL": DesignFeature.OPEN_LABEL,
    "SINGLE": DesignFeature.SINGLE_BLIND,
    "SINGLE_BLIND": DesignFeature.SINGLE_BLIND,
    "DOUBLE": DesignFeature.DOUBLE_BLIND,
    "DOUBLE_BLIND": DesignFeature.DOUBLE_BLIND,
    "TRIPLE": DesignFeature.TRIPLE_BLIND,
    "QUADRUPLE": DesignFeature.QUADRUPLE_BLIND,
    "OBSERVATIONAL": DesignFeature.OBSERVATIONAL,
    "PHASE1": DesignFeature.PHASE_1,
    "PHASE_1": DesignFeature.PHASE_1,
    "PHASE2": DesignFeature.PHASE_2,
    "PHASE_2": DesignFeature.PHASE_2,
    "PHASE3": DesignFeature.PHASE_3,
    "PHASE_3": DesignFeature.PHASE_3,
    "PHASE4": DesignFeature.PHASE_4,
    "PHASE_4": DesignFeature.PHASE_4,
}
"""Features of the design, by the words for allocation, model, masking, phase and type."""

SILENT: Final = frozenset({"NA", "N_A", "INTERVENTIONAL"})
"""Words that say of the design nothing that a feature would."""

ARM_ROLES: Final[Mapping[str, ArmRole]] = {
    "EXPERIMENTAL": ArmRole.INVESTIGATIONAL,
    "ACTIVE_COMPARATOR": ArmRole.COMPARATOR,
    "PLACEBO_COMPARATOR": ArmRole.COMPARATOR,
    "SHAM_COMPARATOR": ArmRole.COMPARATOR,
    "NO_INTERVENTION": ArmRole.COMPARATOR,
    "OTHER": ArmRole.NOT_STATED,
}

STATUS: Final[Mapping[str, str]] = {
    "ACTIVE_NOT_RECRUITING": "active, not recruiting",
    "COMPLETED": "completed",
    "ENROLLING_BY_INVITATION": "enrolling by invitation",
    "NOT_YET_RECRUITING": "not yet recruiting",
    "RECRUITING": "recruiting",
    "SUSPENDED": "suspended",
    "TERMINATED": "terminated",
    "WITHDRAWN": "withdrawn",
    "AVAILABLE": "available",
    "NO_LONGER_AVAILABLE": "no longer available",
    "TEMPORARILY_NOT_AVAILABLE": "temporarily not available",
    "APPROVED_FOR_MARKETING": "approved for marketing",
    "WITHHELD": "withheld",
    "UNKNOWN": "unknown",
    "UNKNOWN_STATUS": "unknown",
}

ENDED: Final = frozenset({"COMPLETED", "TERMINATED"})
"""Status of a study of which it is known how many were enrolled, and when it ended."""

BEGUN: Final = ENDED | {
    "RECRUITING",
    "ENROLLING_BY_INVITATION",
    "ACTIVE_NOT_RECRUITING",
    "SUSPENDED",
}
"""Status of a study that has enrolled somebody."""

ACTUAL: Final = "ACTUAL"
"""Type of a date or a number that has come to pass."""

EXPECTED: Final = frozenset({"ESTIMATED", "ANTICIPATED", "ESTIMATE"})
"""Types of a date or a number that has not come to pass."""

ROLES: Final[Mapping[str, OutcomeRole]] = {
    "PRIMARY": OutcomeRole.PRIMARY,
    "SECONDARY": OutcomeRole.SECONDARY,
    "OTHER": OutcomeRole.EXPLORATORY,
    "OTHER_PRE_SPECIFIED": OutcomeRole.EXPLORATORY,
    "POST_HOC": OutcomeRole.EXPLORATORY,
}

NO_NUMBER: Final = frozenset({"", "NA", "N/A"})
"""What stands where there is no number; nothing is lost with it."""

VALUES: Final[Mapping[str, FigureKind]] = {
    "MEAN": FigureKind.MEAN,
    "MEDIAN": FigureKind.MEDIAN,
    "COUNT_OF_PARTICIPANTS": FigureKind.EVENTS,
}
"""What the value of a group is; every other parameter is an amount, its name written with it."""

SPREADS: Final[Mapping[str, FigureKind]] = {
    "STANDARD_DEVIATION": FigureKind.STANDARD_DEVIATION,
    "STANDARD_ERROR": FigureKind.STANDARD_ERROR,
    "STANDARD_ERROR_OF_MEAN": FigureKind.STANDARD_ERROR,
    "STANDARD_ERROR_OF_THE_MEAN": FigureKind.STANDARD_ERROR,
}

BOUNDS: Final[Mapping[str, FigureKind]] = {
    "INTER_QUARTILE_RANGE": FigureKind.QUARTILES,
    "FULL_RANGE": FigureKind.RANGE,
}
"""What a lower and an upper limit are; those of confidence have their level in ``LEVELS``."""

LEVELS: Final[Mapping[str, str]] = {
    "CONFIDENCE_80": "80 %",
    "CONFIDENCE_90": "90 %",
    "CONFIDENCE_95": "95 %",
    "CONFIDENCE_975": "97.5 %",
    "CONFIDENCE_99": "99 %",
    "CONFIDENCE_OTHER": "",
    "80_CONFIDENCE_INTERVAL": "80 %",
    "90_CONFIDENCE_INTERVAL": "90 %",
    "95_CONFIDENCE_INTERVAL": "95 %",
    "97_5_CONFIDENCE_INTERVAL": "97.5 %",
    "99_CONFIDENCE_INTERVAL": "99 %",
}

MARGINS: Final[Mapping[str, str]] = {
    "NON_INFERIORITY": "tested for non-inferiority",
    "EQUIVALENCE": "tested for equivalence",
    "NON_INFERIORITY_OR_EQUIVALENCE": "tested for non-inferiority or equivalence",
    "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY": "tested for non-inferiority or equivalence",
}
"""Our words for tests whose p-value is not that of a difference; all other types are of one."""

PARAMETERS: Final[Mapping[str, Measure]] = {
    "MEAN_DIFFERENCE": Measure.MEAN_DIFFERENCE,
    "ODDS_RATIO": Measure.ODDS_RATIO,
    "RISK_DIFFERENCE": Measure.RISK_DIFFERENCE,
    "RISK_RATIO": Measure.RISK_RATIO,
    "RISK_RATIO_LOG": Measure.LOG_RISK_RATIO,
    "HAZARD_RATIO": Measure.HAZARD_RATIO,
}
"""What an estimate is, by the word for it up to its brackets."""

TOTALS: Final = (
    ("Death from any cause", None, "deaths"),
    ("Any serious adverse event", True, "serious"),
    ("Any other adverse event", False, "other"),
)
"""Our words for the totals of a table of harms, whether they are serious, the register's word."""

_MONTHS: Final = {
    "January": "01",
    "February": "02",
    "March": "03",
    "April": "04",
    "May": "05",
    "June": "06",
    "July": "07",
    "August": "08",
    "September": "09",
    "October": "10",
    "November": "11",
    "December": "12",
}
_DATE: Final = re.compile(r"([A-Z][a-z]+) (?:([0-9]{1,2}), )?([0-9]{4})")


def year_first(date: str) -> str:
    """Turn ``May 2, 2021`` or ``May 2021`` into ``2021-05-02`` or ``2021-05``; others stay."""
    match = _DATE.fullmatch(date)
    if match is None or match[1] not in _MONTHS:
        return date
    month, day, year = _MONTHS[match[1]], match[2], match[3]
    return f"{year}-{month}-{int(day):02}" if day else f"{year}-{month}"
