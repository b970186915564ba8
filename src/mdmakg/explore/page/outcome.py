"""What each voice says of each outcome, to be read across from the trial to whoever retells it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mdmakg.explore.page.claim import outcomes_of, place_in_text, short_id
from mdmakg.explore.page.order import is_read
from mdmakg.export.text import shown
from mdmakg.graph.reach import closure
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.explore.page.glossary import Row
    from mdmakg.graph.facts import Facts

__all__ = ["outcome_table"]

Told: TypeAlias = "Mapping[tuple[str, str], list[str]]"
"""Outcome and voice to what that voice has on it."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What is told and reported, and for each row all that are broader and all narrower."""

    facts: Facts
    results: Told
    claims: Told
    reports: Told
    reported: frozenset[str]
    above: Mapping[str, frozenset[str]]
    below: Mapping[str, Sequence[str]]


def outcome_table(facts: Facts, sources: Sequence[str]) -> Row:
    """Make the table.

    Shape: a row per outcome, or concept in its place, that a claim bears on, a result is
           of or a report names, each followed by what is narrower; a column per voice, in
           the order of ``sources``, but none for a work that nobody read and of which no
           result is known; a cell has the results that the voice reports and the
           claims that it makes, whether the voice reports it as measured, and apart the ids
           of what it has on something narrower. ``reported`` says of a row whether a source
           that was read reports it as measured, or a result on it.
    """
    table = _read(facts)
    measured = {source for _, source in table.reports if is_read(facts, source)}
    speak = measured | {voice for _, voice in (*table.results, *table.claims)}
    voices = [source for source in sources if source in speak]
    return {
        "voices": [short_id(facts, voice) for voice in voices],
        "rows": [_row(table, row, depth, voices) for row, depth in _tree(table)],
    }


def _read(facts: Facts) -> _Table:
    results: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    claims: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for result in facts.instances(m.Result):
        for outcome in facts.all(result, m.ofOutcome):
            results[outcome, facts.one(result, m.reportedIn)].append(result)
    for claim in sorted(facts.instances(m.Claim), key=lambda one: place_in_text(facts, one)):
        for outcome in outcomes_of(facts, claim):
            claims[outcome, facts.one(claim, m.voice)].append(claim)
    reports = _reports(facts)
    told = frozenset((*results, *reports))
    rows = {outcome for outcome, _ in (*told, *claims)}
    above = {
        row: (closure(facts, [row], m.broaderOutcome, m.broaderConcept) - {row}) & rows
        for row in rows
    }
    below = {row: sorted(part for part in rows if row in above[part]) for row in rows}
    reported = frozenset(outcome for outcome, source in told if is_read(facts, source))
    return _Table(facts, results, claims, reports, reported, above, below)


def _reports(facts: Facts) -> Told:
    """Give the reports that an outcome was measured, by outcome and by who reports it."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for report in facts.instances(m.OutcomeReport):
        for outcome in facts.all(report, m.ofOutcome):
            found[outcome, facts.one(report, m.reportedIn)].append(report)
    return found


def _tree(table: _Table) -> Iterator[tuple[str, int]]:
    """Yield rows with their depths, each under the narrowest that is broader; reported ones first.

    What stands in a circle has nothing above it that could be drawn first: it comes last.
    """
    under: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(table.above, key=lambda one: _rank(table, one)):
        parent = max(table.above[row], key=lambda p: (len(table.above[p]), p), default="")
        under[parent].append(row)
    waiting = [(row, 0) for row in reversed(under[""])]
    left = dict.fromkeys(sorted(table.above))
    while waiting or left:
        row, depth = waiting.pop() if waiting else (next(iter(left)), 0)
        if row in left:
            del left[row]
            yield row, depth
            waiting.extend((one, depth + 1) for one in reversed(under[row]))


def _rank(table: _Table, row: str) -> tuple[bool, str, str]:
    known = row in table.reported or not table.reported.isdisjoint(table.below[row])
    return not known, table.facts.one(row, f.rdfs_label), row


def _row(table: _Table, row: str, depth: int, voices: Sequence[str]) -> Row:
    facts = table.facts
    return {
        "outcome": short_id(facts, row),
        "label": shown(facts.one(row, f.rdfs_label)),
        "reported": row in table.reported,
        "depth": depth,
        "broader": [short_id(facts, one) for one in sorted(table.above[row])],
        "cells": [_cell(table, row, voice) for voice in voices],
    }


def _cell(table: _Table, row: str, voice: str) -> Row | None:
    results, claims = table.results.get((row, voice), ()), table.claims.get((row, voice), ())
    narrower = [thing for part in table.below[row] for thing in _told(table, part, voice)]
    named = {
        key: [short_id(table.facts, thing) for thing in things]
        for key, things in (
            ("results", results),
            ("claims", claims),
            (
                "narrower",
                [one for one in dict.fromkeys(narrower) if one not in (*results, *claims)],
            ),
        )
        if things
    }
    measured = {"measured": True} if (row, voice) in table.reports else {}
    return {**named, **measured} or None


def _told(table: _Table, row: str, voice: str) -> Iterator[str]:
    """Yield the results and claims of a voice on a row; without a result, its reports."""
    at = (row, voice)
    yield from table.results.get(at, ()) or table.reports.get(at, ())
    yield from table.claims.get(at, ())
