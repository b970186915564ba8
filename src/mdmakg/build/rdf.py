"""Checking RDF that was made from a corpus, here or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.check.dataset import check_dataset
from mdmakg.derive.passages import derive_passages
from mdmakg.encode.dataset import from_rdf, parse_nquads, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.read.files import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.model.check import CheckReport

__all__ = ["check_rdf"]

_MOST = 256 * 1024 * 1024


def check_rdf(path: Path) -> CheckReport:
    """Check one file of statements; what it was made from is not at hand.

    Errors: ``InputError`` if it cannot be read or is not RDF.
    """
    nquads = from_rdf(read_bytes(path, limit=_MOST), str(path))
    facts = Facts.of(parse_nquads(nquads))
    return check_dataset(nquads, to_nquads(derive_passages(facts, {})))
