"""What a build is called where others list it."""

from __future__ import annotations

from typing import Final

from mdmakg.vocab.mdmakg import BASE

__all__ = ["DESCRIPTION", "TITLE", "dataset_iri"]

TITLE: Final = "Claims and the evidence offered for them"
DESCRIPTION: Final = (
    "What documents claim, the passages where they do, the studies and results offered as "
    "evidence, and what checks found when claims were held against that evidence."
)


def dataset_iri(digest: str) -> str:
    """Name a dataset by its SHA-256: another dataset has another name."""
    return f"{BASE}dataset/{digest}"
