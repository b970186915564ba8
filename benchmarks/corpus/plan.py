"""Who passes on whom: groups of at most six documents, and the works that they name.

Documents stand in blocks of ten. The fifth of a block passes on one to three of the four
before it, and names the block's one work, as does the first that it passes on. The tenth
passes on either one of the four before it and the fifth, which makes a chain, or one to
three of the four before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from benchmarks.corpus.dice import Dice

__all__ = ["BLOCK", "PER_WORKS_FILE", "Block", "block_of", "cited_by", "document_id", "work_of"]

BLOCK: Final = 10
PER_WORKS_FILE: Final = 50
_FIFTH: Final = 4
_TENTH: Final = 9
_SHARED_WORK: Final = 10


@dataclass(frozen=True, slots=True)
class Block:
    """Ten documents: whom the fifth and the tenth pass on, and who names the block's work."""

    fifth: tuple[int, ...]
    tenth: tuple[int, ...]
    readers: frozenset[int]


@lru_cache(maxsize=16)
def block_of(seed: int, number: int) -> Block:
    """Plan a block; documents are counted from the first of the corpus.

    Every tenth work is named by two groups.
    """
    dice, first = Dice(seed, "block", number), BLOCK * number
    fifth = dice.some(range(first, first + _FIFTH), dice.between(1, 3))
    others = range(first + _FIFTH + 1, first + _TENTH)
    if number % _SHARED_WORK == _SHARED_WORK - 1:
        tenth = dice.some(others, 1)
    elif dice.chance(0.5):
        tenth = (*dice.some(others, 1), first + _FIFTH)
    else:
        tenth = dice.some(others, dice.between(1, 3))
    readers = {first + _FIFTH, fifth[0]}
    if number % _SHARED_WORK == _SHARED_WORK - 1:
        readers.add(first + _TENTH)
    return Block(fifth, tenth, frozenset(readers))


def cited_by(seed: int, number: int) -> tuple[int, ...]:
    """Give the earlier documents that a document passes on: none of most."""
    block = block_of(seed, number // BLOCK)
    return {_FIFTH: block.fifth, _TENTH: block.tenth}.get(number % BLOCK, ())


def work_of(seed: int, number: int) -> int | None:
    """Give the work that a document names, if it names one."""
    block = number // BLOCK
    return block if number in block_of(seed, block).readers else None


def document_id(number: int) -> str:
    """Give the id of a document: ``doc-000012``."""
    return f"doc-{number:06}"
