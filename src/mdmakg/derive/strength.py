"""How strongly the wording of each claim speaks of cause, by a table that is data.

``shapes/causal-strength.tsv`` has tab-separated columns ``relation``, ``kind``,
``hedge`` and ``strength``. The first row that matches decides; ``*`` matches all,
and the last row is ``*`` throughout, so that no claim falls through.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mdmakg.encode.derived import derived
from mdmakg.encode.scope import whole
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.claim import ClaimKind, Hedge, Relation
from mdmakg.read.files import lines_of, read_text
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdmakg.graph.facts import Facts
    from mdmakg.vocab.term import Quad

__all__ = ["StrengthTable", "derive_strengths", "read_strengths"]

_ANY: Final = "*"
_STRENGTHS: Final = ("0", "1", "2", "3")
_COLUMNS: Final = ("relation", "kind", "hedge", "strength")
_ALLOWED: Final = (
    frozenset({_ANY, *Relation}),
    frozenset({_ANY, *ClaimKind}),
    frozenset({_ANY, *Hedge}),
    frozenset(_STRENGTHS),
)

Cells = tuple[str, ...]
Numbered = tuple[int, str]


@dataclass(frozen=True, slots=True)
class StrengthTable:
    """Rows in their order: relation, kind and hedge, and the strength that they give."""

    rows: tuple[Cells, ...]

    def strength(self, relation: str, kind: str, hedge: str) -> int:
        """Give the strength, 0 to 3, of a wording."""
        asked = (relation, kind, hedge)
        return next(int(row[-1]) for row in self.rows if _covers(row, asked))


def derive_strengths(facts: Facts, table: StrengthTable) -> Iterator[Quad]:
    """State the causal strength of every claim.

    Source: the scale of four steps in studies of exaggeration; Yu, Li and Wang 2019
            (no relation, correlation, conditional cause, cause).
    """
    strength = cache(table.strength)
    for claim in facts.instances(m.Claim):
        relation = facts.name(facts.one(claim, m.proposition), m.relation)
        kind, hedge = facts.name(claim, m.claimKind), facts.name(claim, m.hedge)
        yield derived(claim, m.causalStrength, whole(strength(relation, kind, hedge)))


def read_strengths(path: Path) -> StrengthTable:
    """Read the table.

    Errors: ``InputError`` with every fault of the file: a word of no list, a row that
            can never decide, a last row that does not match everything.
    """
    file = f"shapes/{path.name}"
    numbered = enumerate(lines_of(read_text(path, shown_as=file)), start=1)
    lines = [(n, line) for n, line in numbered if line.strip() and not line.startswith("#")]
    faults = [*_head_faults(file, lines), *_row_faults(file, lines)]
    if faults:
        raise InputError(faults)
    return StrengthTable(tuple(tuple(line.split("\t")) for _, line in lines[1:]))


def _covers(row: Cells, other: Cells) -> bool:
    """Whether a row matches all that another does."""
    return all(mine in {_ANY, its} for mine, its in zip(row[:-1], other, strict=False))


def _head_faults(file: str, lines: list[Numbered]) -> Iterator[Fault]:
    number, head = lines[0] if lines else (1, "")
    if tuple(head.split("\t")) != _COLUMNS:
        yield _fault(file, (number, head), f"the columns are {', '.join(_COLUMNS)}")


def _row_faults(file: str, lines: list[Numbered]) -> Iterator[Fault]:
    above: list[Cells] = []
    for number, line in lines[1:]:
        cells = tuple(line.split("\t"))
        if len(cells) != len(_COLUMNS):
            yield _fault(file, (number, line), f"a row has {len(_COLUMNS)} columns")
            continue
        yield from _cell_faults(file, (number, line), cells)
        if any(_covers(row, cells) for row in above):
            yield _fault(file, (number, line), "a row above it always decides before this one")
        above.append(cells)
    if not above or above[-1][:-1] != (_ANY,) * (len(_COLUMNS) - 1):
        says = f"the last row is {_ANY} throughout, or a claim could fall through"
        yield _fault(file, lines[-1] if lines else (1, ""), says)


def _cell_faults(file: str, line: Numbered, cells: Cells) -> Iterator[Fault]:
    for column, cell, allowed in zip(_COLUMNS, cells, _ALLOWED, strict=True):
        if cell not in allowed:
            says = f"{column} {cell!r} is none of {', '.join(sorted(allowed))}"
            yield _fault(file, line, says, cell)


def _fault(file: str, line: Numbered, says: str, near: str = "") -> Fault:
    number, text = line
    column = max(text.find(near), 0) + 1
    return Fault(Place(file, number, column), "causal-strength", says, text)
