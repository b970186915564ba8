"""The crew: worker processes that stand ready, each replaced as soon as it leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from mdmakg.errors import StoreError
from mdmakg.serve.child import Child

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mdmakg.serve.limits import Limits

__all__ = ["Crew"]

# One worker stands by, so that nobody waits for one to start.
_STANDING_BY: Final = 1
_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 10.0


class Crew:
    """The workers of a pool.

    Those in ordinary service, ready or answering, are kept at their number; those
    that went aside or are ending are counted apart. ``freed`` is called whenever one
    becomes ready.
    """

    def __init__(self, store: Path, limits: Limits, freed: Callable[[], None]) -> None:
        self._store = store
        self._limits = limits
        self._freed = freed
        self._ready: list[Child] = []
        self._serving: set[Child] = set()
        self._apart: set[Child] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._open = True
        self.replaced = 0
        """How many were started in place of another."""
        self.bounded = False
        """Whether the memory of a worker is bounded; not every platform can."""

    async def muster(self) -> None:
        """Start the first workers, and wait until they are ready.

        Errors: ``StoreError`` where one does not become so.
        """
        wanted = self._limits.workers + _STANDING_BY
        starts = [self._start_one() for _ in range(wanted)]
        begun = await asyncio.gather(*starts, return_exceptions=True)
        failures = [one for one in begun if isinstance(one, BaseException)]
        if failures:
            raise failures[0]

    @property
    def size(self) -> int:
        """How many processes there are that start, stand ready or answer."""
        going_on = sum(child.alive for child in self._apart)
        return len(self._serving) + going_on + len(self._starting)

    def take(self) -> Child | None:
        """Take a worker that is ready; none if there is none."""
        while self._ready:
            if (child := self._ready.pop()).alive:
                return child
        return None

    def give_back(self, child: Child) -> None:
        """Take back a worker that has answered."""
        if child in self._serving and child.alive:
            self._ready.append(child)
            self._freed()

    def set_aside(self, child: Child) -> None:
        """Let a worker that answers go on outside of ordinary service."""
        child.step_aside()
        self._leave(child)

    def dismiss(self, child: Child) -> None:
        """End a worker, whatever it does."""
        child.kill()
        self._leave(child)

    async def disband(self) -> None:
        """End all workers, and wait until nothing of them is left."""
        self._open = False
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        everyone = self._serving | self._apart
        await asyncio.gather(*(child.end() for child in everyone))

    def _leave(self, child: Child) -> None:
        if child in self._serving:
            self._serving.discard(child)
            self._apart.add(child)
        self._refill()

    def _lost(self, child: Child) -> None:
        """Note that a process has ended, of itself or not."""
        self._serving.discard(child)
        self._apart.discard(child)
        if child in self._ready:
            self._ready.remove(child)
        self._refill()

    def _refill(self) -> None:
        wanted = self._limits.workers + _STANDING_BY - len(self._serving) - len(self._starting)
        for _ in range(wanted if self._open else 0):
            task = asyncio.get_running_loop().create_task(self._replace())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        """Start a worker; after a pause that grows, if none can be started."""
        pause = _FIRST_PAUSE
        while self._open:
            try:
                await self._start_one()
            except StoreError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self.replaced += 1
                return

    async def _start_one(self) -> None:
        child = await Child.start(self._store, self._limits, self._lost)
        self.bounded = child.bounded
        self._serving.add(child)
        self.give_back(child)
