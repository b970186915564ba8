"""Passages of a text: sentences, folding, finding, verifying."""

from __future__ import annotations

from mdmakg.passage.digest import anchor, digest16, sha256
from mdmakg.passage.find import (
    LONGEST_PHRASE,
    MOST_PLACES,
    Answer,
    Found,
    Refused,
    Several,
    find,
)
from mdmakg.passage.fold import Folded, fold
from mdmakg.passage.negation import negations_outside
from mdmakg.passage.reason import Reason
from mdmakg.passage.sentences import sentences
from mdmakg.passage.span import Range
from mdmakg.passage.verify import State, Verdict, uncovered, verify

__all__ = [
    "LONGEST_PHRASE",
    "MOST_PLACES",
    "Answer",
    "Folded",
    "Found",
    "Range",
    "Reason",
    "Refused",
    "Several",
    "State",
    "Verdict",
    "anchor",
    "digest16",
    "find",
    "fold",
    "negations_outside",
    "sentences",
    "sha256",
    "uncovered",
    "verify",
]
