"""Every feature of a design has its place in the checks that ask whether anything was compared."""

from __future__ import annotations

import pytest

from mdmakg.bundle import folder
from mdmakg.check.checkfile import read_check
from mdmakg.derive.design import COMPARING
from mdmakg.model.study import DesignFeature

ALONE = frozenset(
    {
        DesignFeature.FOLLOW_UP,
        DesignFeature.PROOF_OF_PRINCIPLE,
        DesignFeature.SINGLE_ARM,
        DesignFeature.SEQUENTIAL_GROUPS,
        DesignFeature.OBSERVATIONAL,
        DesignFeature.OPEN_LABEL,
        DesignFeature.NON_RANDOMISED,
        DesignFeature.SINGLE_BLIND,
        DesignFeature.BLINDING_ASSESSED,
        DesignFeature.REPEATED_MEASURES,
        DesignFeature.SINGLE_SITE,
        DesignFeature.POOLED,
        DesignFeature.PHASE_1,
        DesignFeature.PHASE_2,
        DesignFeature.PHASE_3,
        DesignFeature.PHASE_4,
    }
)
"""Features that a study may have in which nothing was set against anything."""

BLINDING = [f for f in DesignFeature if f.endswith("-blind") or f is DesignFeature.OPEN_LABEL]


def test_every_feature_compares_or_need_not() -> None:
    """Whoever adds a feature says on which side it stands."""
    assert frozenset(DesignFeature) == COMPARING | ALONE
    assert not COMPARING & ALONE


@pytest.mark.parametrize("feature", BLINDING)
@pytest.mark.parametrize("query", ["select", "cannot_tell"])
def test_every_word_on_blinding_is_read(feature: DesignFeature, query: str) -> None:
    """What is said of blinding is never taken for nothing said."""
    check = read_check(folder("shapes") / "subjective-unblinded.ttl")
    assert f"/design-feature/{feature}>" in getattr(check, query)
