"""What is served: the pool that answers, the explorer if there is one, what was counted once."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from mdmakg.serve.formats import RESULTS
from mdmakg.serve.question import Question, QuestionRefused
from mdmakg.serve.rows import read_rows
from mdmakg.serve.void import CLASSES, COUNTS, GRAPHS, PROPERTIES, Numbers

if TYPE_CHECKING:
    from mdmakg.serve.pool import PoolState
    from mdmakg.serve.question import Reply
    from mdmakg.serve.rows import Row

__all__ = ["Answering", "Site"]

_JSON: Final = RESULTS[0].media_type


class Answering(Protocol):
    """What answers questions: the pool."""

    async def ask(self, question: Question) -> Reply:
        """Answer a question.

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
    _graphs: tuple[str, ...] | None = None
    _numbers: Numbers | None = None
    _counting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def health(self) -> dict[str, object]:
        """Say how the server does."""
        return {"status": "ok", "serves": self.served, **asdict(self.pool.state)}

    async def graphs(self) -> tuple[str, ...]:
        """List the named graphs, up to a thousand; none where that takes too long."""
        if self._graphs is None:
            async with self._counting:
                rows = await self._rows(GRAPHS)
                if rows is None:
                    return ()
                self._graphs = tuple(row["g"].value for row in rows if row["g"].is_iri)
        return self._graphs

    async def numbers(self) -> Numbers:
        """Count what there is, once; what cannot be counted in time is asked again next time."""
        async with self._counting:
            if self._numbers is not None:
                return self._numbers
            counts = {of: await self._count(query) for of, query in COUNTS.items()}
            classes = await self._counts(CLASSES)
            properties = await self._counts(PROPERTIES)
            numbers = Numbers(
                counts={of: number for of, number in counts.items() if number is not None},
                classes=classes or {},
                properties=properties or {},
            )
            if None not in counts.values() and None not in (classes, properties):
                self._numbers = numbers
            return numbers

    async def _count(self, query: str) -> int | None:
        rows = await self._rows(query)
        return None if rows is None else int(rows[0]["n"].value)

    async def _counts(self, query: str) -> dict[str, int] | None:
        rows = await self._rows(query)
        return None if rows is None else {row["of"].value: int(row["n"].value) for row in rows}

    async def _rows(self, query: str) -> list[Row] | None:
        try:
            reply = await self.pool.ask(Question(query=query, results=_JSON))
        except QuestionRefused:
            return None
        return read_rows(reply.body)
