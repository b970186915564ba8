"""The pool: a bounded number of worker processes, shared fairly among questions.

A question gets an ordinary place, or waits for one. A query that takes longer than
``brief`` goes on aside, at a low priority, and a fresh worker takes its place. Where no
place aside is free and others wait, the query that has run for longest makes way, once it
has had its ``fair`` share: whoever sends only endless queries ends their own. Those who
wait are served in turn, peer by peer, so that a flood from one keeps others waiting for
about one such share and not for all of the flood.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from mdmakg.serve.crew import Crew
from mdmakg.serve.line import Lane, Line
from mdmakg.serve.question import QuestionRefused, Refused
from mdmakg.serve.slow import SlowQuestions

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.serve.child import Child
    from mdmakg.serve.limits import Limits
    from mdmakg.serve.question import Question, Reply

__all__ = ["Pool", "PoolState"]

# A timer may go off this much before its time.
_TICK: Final = 0.001
# After these a worker is as before; after others it is not to be trusted.
_SOUND: Final = {Refused.MALFORMED, Refused.NOT_ACCEPTABLE, Refused.TOO_LARGE_ANSWER}
# These say that a query was too much; that its worker was killed says nothing of it.
_SLOW: Final = {Refused.TOO_LONG_RUNNING, Refused.TOO_MUCH_MEMORY}


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolState:
    """How a pool stands, in counts."""

    workers: int
    """Processes that start, stand ready or answer."""
    busy: int
    """Questions that are being answered."""
    long: int
    """Those of them that went aside."""
    waiting: int
    replaced: int
    """Processes that were started in place of another, so far."""
    bounded: bool
    """Whether the memory of a process is bounded; not every platform can."""


@dataclass(slots=True, eq=False)
class _Run:
    """A question that is being answered, ``since`` a time of the loop's clock."""

    question: Question
    child: Child
    answer: asyncio.Future[Reply]
    since: float
    end: asyncio.TimerHandle = field(init=False)
    look: asyncio.TimerHandle = field(init=False)

    def refuse(self, refused: Refused, message: str) -> None:
        if not self.answer.done():
            self.answer.set_exception(QuestionRefused(refused, message))


class Pool:
    """Workers on one store, and the questions that they answer or that wait."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._limits = limits
        self._crew = Crew(store, limits, self._grant)
        # The oldest comes first in each.
        self._ordinary: dict[_Run, None] = {}
        self._aside: dict[_Run, None] = {}
        self._waiting: Line[Child] = Line()
        self._granted = 0
        self._slow = SlowQuestions(limits.long)
        self._closing = False
        self._quiet = asyncio.Event()

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> Self:
        """Start the workers of a store, and wait until they are ready.

        Errors: ``StoreError`` where the store cannot be read or a worker does not start.
        """
        pool = cls(store, limits)
        try:
            await pool._crew.muster()
        except BaseException:
            await pool._crew.disband()
            raise
        return pool

    @property
    def state(self) -> PoolState:
        """How it stands now."""
        return PoolState(
            workers=self._crew.size,
            busy=len(self._ordinary) + len(self._aside),
            long=len(self._aside),
            waiting=len(self._waiting),
            replaced=self._crew.replaced,
            bounded=self._crew.bounded,
        )

    async def ask(self, question: Question, *, peer: str = "") -> Reply:
        """Answer a question; whoever is cancelled meanwhile does not want it any more.

        Peers that wait for a place are given one in turn.
        Errors: ``QuestionRefused``.
        """
        with self._slow.admitted(question):
            lane = Lane(peer, self._slow.was_brief(question))
            run = self._begin(question, await self._place(lane))
            try:
                return await asyncio.shield(run.answer)
            except asyncio.CancelledError:
                self._abandon(run)
                raise

    async def close(self, grace: float) -> None:
        """Refuse new questions, finish those that were asked, and end what is left.

        Units: ``grace`` in seconds, after which they are refused too.
        """
        self._closing = True
        try:
            async with asyncio.timeout(grace):
                await self._finished()
        except TimeoutError:
            self._refuse_all()
        finally:
            await self._crew.disband()

    async def _finished(self) -> None:
        while self._waiting or self._granted or self._ordinary or self._aside:
            self._quiet.clear()
            await self._quiet.wait()

    def _refuse_all(self) -> None:
        refusal = (Refused.STOPPING, "the server stops")
        for run in (*self._ordinary, *self._aside):
            run.refuse(*refusal)
        for ticket in self._waiting:
            if not ticket.done():
                ticket.set_exception(QuestionRefused(*refusal))

    async def _place(self, lane: Lane) -> Child:
        """Give a worker for one question, at once or after a wait."""
        if self._closing:
            raise QuestionRefused(Refused.STOPPING, "the server stops")
        child = None if self._waiting else self._free()
        return child if child is not None else await self._wait_for_place(lane)

    def _has_place(self) -> bool:
        return len(self._ordinary) + self._granted < self._limits.workers

    def _free(self) -> Child | None:
        return self._crew.take() if self._has_place() else None

    async def _wait_for_place(self, lane: Lane) -> Child:
        if len(self._waiting) >= self._limits.waiting:
            refusal = QuestionRefused(Refused.BUSY, "too many queries wait already")
            self._waiting.shorten(lane, refusal)
        loop = asyncio.get_running_loop()
        ticket: asyncio.Future[Child] = loop.create_future()
        self._waiting.join(lane, ticket)
        timer = loop.call_later(self._limits.wait, _give_up, ticket)
        self._make_room()
        try:
            child = await ticket
        except BaseException:
            self._return(ticket)
            raise
        finally:
            timer.cancel()
        self._granted -= 1
        return child

    def _return(self, ticket: asyncio.Future[Child]) -> None:
        """Take back the ticket of who does not wait any more, and the place it may have won."""
        if (
            not self._waiting.leave(ticket)
            and not ticket.cancelled()
            and ticket.exception() is None
        ):
            self._granted -= 1
            self._crew.give_back(ticket.result())
        self._quiet.set()

    def _grant(self) -> None:
        """Give the free places to those whose turn it is."""
        while (ticket := self._waiting.first()) is not None:
            if ticket.done():
                self._waiting.leave(ticket)
            elif (child := self._free()) is not None:
                self._granted += 1
                self._waiting.serve()
                ticket.set_result(child)
            else:
                return

    def _begin(self, question: Question, child: Child) -> _Run:
        loop, limits = asyncio.get_running_loop(), self._limits
        run = _Run(question, child, child.ask(question), loop.time())
        says = f"the query took longer than {limits.seconds:g} s and was ended"
        too_long = partial(run.refuse, Refused.TOO_LONG_RUNNING, says)
        run.end = loop.call_at(run.since + limits.seconds, too_long)
        run.look = loop.call_at(run.since + limits.brief, self._look, run)
        run.answer.add_done_callback(lambda _: self._settled(run))
        self._ordinary[run] = None
        return run

    def _abandon(self, run: _Run) -> None:
        """End a query that nobody waits for any more, unless it is answered in a moment.

        A worker takes longer to start than most queries to answer.
        """
        wait = self._limits.brief if run in self._ordinary else 0.0
        run.end.cancel()
        run.end = asyncio.get_running_loop().call_later(
            wait, run.refuse, Refused.ENDED, "whoever asked is gone"
        )

    def _settled(self, run: _Run) -> None:
        """Learn from what came of a query, and free its place."""
        run.end.cancel()
        run.look.cancel()
        error = run.answer.exception()
        refused = error.refused if isinstance(error, QuestionRefused) else None
        sound = error is None or refused in _SOUND
        age = asyncio.get_running_loop().time() - run.since
        slow = age >= self._limits.fair or refused in _SLOW
        if slow or sound:
            self._slow.note(run.question, slow=slow, brief=age < self._limits.brief)
        self._leave(run, sound=sound)

    def _look(self, run: _Run) -> None:
        """Look after a query that is not brief, until it is aside."""
        self._make_room()
        if run in self._ordinary:
            run.look.cancel()
            run.look = asyncio.get_running_loop().call_later(self._limits.brief, self._look, run)

    def _make_room(self) -> None:
        """Let what is not brief go on aside, as far as there are places or others can give way."""
        now = asyncio.get_running_loop().time() + _TICK
        for run in [run for run in self._ordinary if self._is_long(run, now - run.since)]:
            if len(self._aside) >= self._limits.long and not self._evict():
                return
            del self._ordinary[run]
            self._aside[run] = None
            self._crew.set_aside(run.child)
        self._grant()

    def _is_long(self, run: _Run, age: float) -> bool:
        """Tell whether a query takes long, and not just the machine, which has much to do."""
        if age < self._limits.brief:
            return False
        return age >= self._limits.fair or run.child.spent() >= self._limits.brief / 2

    def _evict(self) -> bool:
        """End what has run for longest, if others want its place and it had its share."""
        run = next(iter(self._aside))
        age = asyncio.get_running_loop().time() - run.since
        if not self._waiting or self._has_place() or age < self._limits.fair:
            return False
        run.refuse(Refused.BUSY, f"the query had to make way for others after {age:.1f} s")
        del self._aside[run]
        self._crew.dismiss(run.child)
        return True

    def _leave(self, run: _Run, *, sound: bool) -> None:
        """Free the place of a query; a worker that went aside has served its time."""
        if run in self._ordinary and sound:
            del self._ordinary[run]
            self._crew.give_back(run.child)
        else:
            self._ordinary.pop(run, None)
            self._aside.pop(run, None)
            self._crew.dismiss(run.child)
        self._make_room()
        self._quiet.set()


def _give_up(ticket: asyncio.Future[Child]) -> None:
    if not ticket.done():
        ticket.set_exception(QuestionRefused(Refused.BUSY, "no place became free in time"))
