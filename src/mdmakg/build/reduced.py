"""The store of a build as if a source did not exist."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.build.fresh import shapes_of
from mdmakg.build.judge import judge, judged_nquads
from mdmakg.build.record import read_record
from mdmakg.build.without import without
from mdmakg.check.rules import Rules, check_files
from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.graph.facts import Facts, local_name
from mdmakg.store.store import fill_memory
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from mdmakg.vocab.term import Quad

__all__ = ["open_without"]

_FROM_TEXTS: Final = frozenset(
    map(iri_term, (m.foundDigest, m.foundAt, m.negationOutside, m.alteration))
)
"""What was read off texts, passage by passage: it does not depend on who else speaks."""

_COUNTED: Final = iri_term(m.countedCheck)
_COVERED: Final = iri_term(m.coveredBy)


def open_without(out: Path, sources: Sequence[str]) -> tuple[Store, str]:
    """Fill a store in memory with what a build says without some sources; tell what was left out.

    What follows from what is left is derived anew, by the rules of the build, but for
    what the texts showed, which a build does not keep.
    Errors: as ``open_index``; ``UsageError`` for a source that there is not.
    """
    record, derived = read_record(out)
    left = without(record, sources)
    said = tuple(parse_nquads(left.nquads))
    facts = Facts.of(said)
    judged = judge(said, facts, {}, known=_shown(facts, derived), rules=_rules(out, derived))
    report = replace(judged.report, dataset=sha256(left.nquads).hexdigest())
    checks = judged_nquads(judged.derived, report)
    return fill_memory([left.nquads, checks, ontology_nquads()]), left.says


def _rules(out: Path, derived: bytes) -> Rules:
    """Give the rules of a build: of its checks those that it counted, as it does all that ran."""
    shapes = shapes_of(out)
    _, checks = check_files(shapes)
    predicate = iri_term(m.countedCheck)
    ran = {
        local_name(term_text(check)) for _, p, check, _ in parse_nquads(derived) if p == predicate
    }
    return Rules(shapes=shapes, off=frozenset(path.stem for path in checks) - ran)


def _shown(facts: Facts, derived: bytes) -> Iterator[Quad]:
    """Give what the texts showed of things that are left, and the sentences without a word."""
    for quad in parse_nquads(derived):
        subject, predicate, value, _ = quad
        wordless = predicate == _COVERED and value == subject
        if (predicate in _FROM_TEXTS or wordless) and term_text(subject) in facts.said:
            yield quad
