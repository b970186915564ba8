"""Check results to assessments: what became of a claim, and whether the evidence carries it.

No curator writes these. Two tables of data, ``shapes/fidelity.tsv`` and
``shapes/support.tsv``, decide; what decided travels with each judgement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mdmakg.check.decision import read_table
from mdmakg.check.iri import result_iri
from mdmakg.check.standing import ALWAYS, FINDS, standings
from mdmakg.model.assessment import Assessment, Fidelity, Judgement, Support
from mdmakg.model.claim import CARRYING
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Collection, Set
    from pathlib import Path

    from mdmakg.check.decision import Row, Table, Word
    from mdmakg.check.standing import Standing
    from mdmakg.graph.facts import Facts
    from mdmakg.model.check import CheckReport

__all__ = ["Tables", "assess", "read_tables"]


@dataclass(frozen=True, slots=True)
class Tables:
    """The two tables that judge a claim."""

    fidelity: Table
    support: Table


def read_tables(shapes: Path, codes: Collection[str]) -> Tables:
    """Read both tables of a folder of shapes; ``codes`` are the checks that there are.

    Errors: ``InputError`` with the faults of a table.
    """
    return Tables(
        read_table(shapes / "fidelity.tsv", Fidelity, codes),
        read_table(shapes / "support.tsv", Support, codes),
    )


def assess(
    facts: Facts, report: CheckReport, tables: Tables, *, apart: Set[str] = frozenset()
) -> tuple[Assessment, ...]:
    """Judge every claim, but for those apart; ``facts`` has what was said, curated and derived."""
    return tuple(
        _assessed(standing, tables)
        for standing in standings(facts, report)
        if standing.claim not in apart
    )


Finds = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""For what a word holds of one claim, by its name and members."""


def _assessed(standing: Standing, tables: Tables) -> Assessment:
    finds = cache(lambda name, members: FINDS[name](standing, members))
    return Assessment(
        claim=standing.claim,
        fidelity=_judge(tables.fidelity, standing, finds, _held_against),
        support=_judge(tables.support, standing, finds, _carrying),
    )


def _judge(
    table: Table,
    standing: Standing,
    finds: Finds,
    otherwise: Callable[[Standing], tuple[str, ...]],
) -> Judgement:
    row = next(row for row in table.rows if _holds(row, finds))
    decided = {iri for word in row.words for iri in _deciding(word, finds)}
    rest = decided - {standing.claim} or otherwise(standing)
    because = _in_full(row.because, standing, decided)
    return Judgement(value=row.value, because=because, decided_by=tuple(sorted(rest)))


def _in_full(because: str, standing: Standing, decided: Set[str]) -> str:
    """Add to a reason in which aspects the claim drifted, or by which checks it is known."""
    codes = {result.check for result in standing.results if result_iri(result) in decided}
    nodes = {node for own in standing.drifts.values() for node in own}
    drifts = {_drift(standing.facts, node) for node in decided & nodes}
    told = "; ".join([*sorted(drifts), *sorted(codes)])
    return f"{because} ({told})" if told else because


def _drift(facts: Facts, node: str) -> str:
    was, became = facts.one(node, m.was), facts.one(node, m.became)
    return f"{facts.name(node, m.driftAspect)}: {was} → {became}"


def _holds(row: Row, finds: Finds) -> bool:
    return all(bool(finds(word.name, word.members)) != word.denied for word in row.words)


def _deciding(word: Word, finds: Finds) -> tuple[str, ...]:
    if word.denied or word.name == ALWAYS:
        return ()
    return finds(word.name, word.members)


def _held_against(standing: Standing) -> tuple[str, ...]:
    return standing.says(m.comparedWith) or standing.says(m.relaysClaim)


def _carrying(standing: Standing) -> tuple[str, ...]:
    return standing.lines_of(CARRYING)
