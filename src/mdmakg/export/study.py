"""What is told of a study to others: whether it is a trial, and how many took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.model.study import DesignFeature
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdmakg.graph.facts import Facts

__all__ = ["features_of", "is_trial", "participants"]

_OF_TRIALS: Final = frozenset(
    {
        DesignFeature.SINGLE_ARM,
        DesignFeature.PARALLEL_GROUPS,
        DesignFeature.CROSSOVER,
        DesignFeature.FACTORIAL,
        DesignFeature.SEQUENTIAL_GROUPS,
        DesignFeature.OPEN_LABEL,
        DesignFeature.RANDOMISED,
        DesignFeature.QUASI_RANDOMISED,
        DesignFeature.NON_RANDOMISED,
        DesignFeature.SINGLE_BLIND,
        DesignFeature.DOUBLE_BLIND,
        DesignFeature.TRIPLE_BLIND,
        DesignFeature.QUADRUPLE_BLIND,
        DesignFeature.CONTROLLED,
        DesignFeature.PHASE_1,
        DesignFeature.PHASE_2,
        DesignFeature.PHASE_3,
        DesignFeature.PHASE_4,
    }
)
"""The features that a study has which gives people something to test it."""


def is_trial(facts: Facts, study: str) -> bool:
    """Whether the authors say of a study what only a trial has, and not that it only observed."""
    features = features_of(facts, study)
    return not features.isdisjoint(_OF_TRIALS) and DesignFeature.OBSERVATIONAL not in features


def features_of(facts: Facts, study: str) -> frozenset[str]:
    """Give the features of a study's design, as its authors report them."""
    return frozenset(map(local_name, facts.all(study, m.studyDesign)))


def participants(facts: Facts, reports: Mapping[str, Sequence[str]], studies: Sequence[str]) -> str:
    """Give how many were analysed, else enrolled, of one study, if its reports agree on a number.

    ``reports`` are those of each study, whoever makes them. A number in words that are no exact
    one (``about 20``) agrees with none.
    """
    told = reports.get(studies[0], ()) if len(studies) == 1 else ()
    for way in (m.analysed, m.enrolled):
        sizes = {words for report in told if (words := quantity_text(facts, report, way))}
        if sizes:
            only = sizes.pop()
            return only if not sizes and only.isascii() and only.isdigit() else ""
    return ""
