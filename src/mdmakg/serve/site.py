"""What is served: the pool that answers, the explorer if there is one, what was counted once."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from mdmakg.export.void import Numbers
from mdmakg.serve.counts import CLASSES, COUNTS, GRAPHS, PROPERTIES
from mdmakg.serve.formats import RESULTS
from mdmakg.serve.outgoing import Outgoing
from mdmakg.serve.problem import problem_of
from mdmakg.serve.question import Question, QuestionRefused, Refused
from mdmakg.serve.rows import read_rows

if TYPE_CHECKING:
    from mdmakg.serve.pool import PoolState
    from mdmakg.serve.question import Reply
    from mdmakg.serve.rows import Row

__all__ = ["Answering", "Site"]

_JSON: Final = RESULTS[0].media_type
_FOR_NOW: Final = {Refused.BUSY, Refused.STOPPING, Refused.ENDED}
"""Refusals that another moment mends."""


class Answering(Protocol):
    """What answers questions: the pool."""

    async def ask(self, question: Question, *, peer: str = "") -> Reply:
        """Answer a question of a peer, or of our own.

        Errors: ``QuestionRefused``.
        """

    @property
    def state(self) -> PoolState:
        """How it stands, in counts."""


@dataclass(slots=True, kw_only=True)
class Site:
    """What the paths of the server share; numbers and graphs are asked for once."""

    pool: Answering
    served: str
    """What is served, in words."""
    explorer: bytes | None = None
    outgoing: Outgoing = field(default_factory=Outgoing)
    _graphs: tuple[str, ...] | None = None
    _numbers: Numbers | None = None
    _listing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _counting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def health(self) -> dict[str, object]:
        """Say how the server does."""
        return {"status": "ok", "serves": self.served, **asdict(self.pool.state)}

    async def graphs(self) -> tuple[str, ...]:
        """List the named graphs, up to a thousand; none if that is too much, for now.

        Errors: ``Problem`` if the moment is bad.
        """
        async with self._listing:
            if self._graphs is None and (rows := await self._rows(GRAPHS)) is not None:
                self._graphs = tuple(row["g"].value for row in rows if row["g"].is_iri)
        return self._graphs or ()

    async def numbers(self) -> Numbers:
        """Count what there is, once; what takes too long to count stays untold.

        Errors: ``Problem`` if the moment is bad.
        """
        async with self._counting:
            if self._numbers is None:
                counts = {of: await self._rows(query) or () for of, query in COUNTS.items()}
                self._numbers = Numbers(
                    counts={of: int(row["n"].value) for of, rows in counts.items() for row in rows},
                    classes=await self._counts(CLASSES),
                    properties=await self._counts(PROPERTIES),
                )
        return self._numbers

    async def _counts(self, query: str) -> dict[str, int]:
        rows = await self._rows(query) or ()
        return {row["of"].value: int(row["n"].value) for row in rows}

    async def _rows(self, query: str) -> list[Row] | None:
        """Ask for rows; None if the query is too much for the limits."""
        try:
            reply = await self.pool.ask(Question(query=query, results=_JSON))
        except QuestionRefused as refusal:
            if refusal.refused in _FOR_NOW:
                raise problem_of(refusal) from refusal
            return None
        return read_rows(reply.body)
