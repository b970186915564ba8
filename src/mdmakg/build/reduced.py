"""The store of a build as if a source did not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.build.index import read_record
from mdmakg.build.judge import judge, judged_nquads
from mdmakg.build.without import without
from mdmakg.encode.dataset import parse_nquads, to_nquads
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.graph.facts import Facts
from mdmakg.store.store import fill_memory
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Quad, Store

__all__ = ["open_without"]

_FROM_TEXTS: Final = frozenset({m.foundDigest, m.foundAt, m.negationOutside, m.alteration})
"""What was read off texts, passage by passage: it does not depend on who else speaks."""


def open_without(out: Path, sources: Sequence[str]) -> tuple[Store, str]:
    """Fill a store in memory with what a build says without some sources; tell what was left out.

    What follows from what is left is derived anew, but for what the texts showed,
    which a build does not keep.
    Errors: as ``open_index``; ``UsageError`` for a source that there is not.
    """
    said, derived = read_record(out)
    left = without(said, sources)
    facts = Facts.of(parse_nquads(left.nquads))
    judged = judge(left.nquads, facts, {}, known=to_nquads(_shown(facts, derived)))
    checks = judged_nquads(judged.derived, judged.report)
    return fill_memory([left.nquads, checks, ontology_nquads()]), left.says


def _shown(facts: Facts, derived: bytes) -> Iterator[Quad]:
    """Give what the texts showed of things that are left, and the sentences without a word."""
    for quad in parse_nquads(derived):
        subject, predicate = str(quad.subject)[1:-1], quad.predicate.value
        wordless = predicate == m.coveredBy and quad.object == quad.subject
        if subject in facts.said and (predicate in _FROM_TEXTS or wordless):
            yield quad
