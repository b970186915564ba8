"""Checks that hold against one another what stands in documents without any other tie.

A corpus can be judged in parts, since what a check says of a thing depends on what that
thing leads to. A check that declares ``mdmakg:joinsBy`` is the exception: it is left out
of the parts, each of which gives what it would read, and is run once over all of that.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mdmakg.check.accept import ACCEPTED, accept, acceptances
from mdmakg.check.dataset import with_short_places
from mdmakg.check.reads import read_by_all
from mdmakg.check.run import ASKED, run_checks
from mdmakg.store.flat import fill_flat
from mdmakg.store.rows import rows
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import iri_term, term_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence, Set

    from mdmakg.check.rules import RuleBook
    from mdmakg.model.check import CheckReport
    from mdmakg.vocab.term import Quad, Term

__all__ = ["for_parts", "joinable", "run_joined"]


def for_parts(rules: RuleBook) -> RuleBook:
    """Give the rules by which a part is judged: checks that join several are left to the end."""
    joined = tuple(check for check in rules.checks if check.joins_by)
    alone = tuple(check for check in rules.checks if not check.joins_by)
    return replace(rules, checks=alone, joined=joined)


def joinable(rules: RuleBook, quads: Sequence[Quad]) -> tuple[Quad, ...]:
    """Give what the checks left to the end would read of a part, in the default graph, sorted.

    Shape:  of each focus, and of what it leads to in one step, the properties that the
            queries name; and what is accepted of these checks.
    """
    reads, keys = read_by_all(_queries(rules)), _keys(rules)
    foci = {s for s, p, _, _ in quads if p in keys}
    if not foci:
        return ()
    near = foci | {o for s, p, o, _ in quads if s in foci and (reads is None or p in reads)}
    near |= set(_accepted(rules, quads))
    kept = {(s, p, o, "") for s, p, o, _ in quads if s in near and (reads is None or p in reads)}
    return tuple(sorted(kept))


def _accepted(rules: RuleBook, quads: Sequence[Quad]) -> Iterator[Term]:
    """Give the acceptances of these checks, and what they are of."""
    codes = {iri_term(check.iri) for check in rules.joined}
    check, focus = iri_term(m.acceptedCheck), iri_term(m.acceptedFocus)
    found = {s for s, p, o, _ in quads if p == check and o in codes}
    yield from found
    yield from (o for s, p, o, _ in quads if s in found and p == focus)


def run_joined(rules: RuleBook, quads: Collection[Quad], foci: Set[Term]) -> CheckReport:
    """Run the checks that were left out of the parts over what these gave.

    Shape:  only ``foci`` are looked at and counted; what is said of other things is there
            because a focus leads to them. Of acceptances it tells of those of these checks.
    Errors: as ``run_checks``.
    """
    ask = partial(rows, fill_flat(quads))
    apart = {term_text(subject) for subject in {quad[0] for quad in quads} - foci}
    found = run_checks(rules.joined, ask, apart=apart)
    codes = frozenset(check.iri for check in rules.joined)
    accepted = (one for one in acceptances(ask) if one.check in codes)
    return with_short_places(accept(found, accepted))


def _queries(rules: RuleBook) -> Iterator[str]:
    yield from (*ASKED, *ACCEPTED)
    for check in rules.joined:
        yield from (check.applies_to, check.cannot_tell, check.select)


def _keys(rules: RuleBook) -> Set[Term]:
    return {iri_term(check.joins_by) for check in rules.joined}
