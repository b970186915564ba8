"""Queries made to kill: each ends within its bounds, and the pool serves on."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from killing import KILLING
from small_store import asking, one, write_store

from mdmakg.serve.limits import Limits
from mdmakg.serve.pool import Pool
from mdmakg.serve.question import QuestionRefused, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = Limits(workers=2, long=4, seconds=1.5, fair=1.5, memory=192 * 2**20, answer=200_000)
ENDED = {Refused.TOO_LONG_RUNNING, Refused.TOO_MUCH_MEMORY, Refused.TOO_LARGE_ANSWER}


@dataclass
class _Seen:
    """What came of killing queries, with the seconds each took, and of brief ones meanwhile."""

    refused: dict[str, tuple[str, float]]
    brief: int
    bytes: int


async def _kill(pool: Pool, name: str, seen: _Seen) -> None:
    start = time.monotonic()
    try:
        reply = await pool.ask(asking(KILLING[name]))
    except QuestionRefused as error:
        seen.refused[name] = (error.refused, time.monotonic() - start)
    else:
        seen.refused[name] = (f"answered in {len(reply.body)} bytes", 0)


async def _ask_on(pool: Pool, seen: _Seen) -> None:
    """Ask brief questions without a pause, each of which must be answered."""
    while True:
        await pool.ask(one(seen.brief % 4_000))
        seen.brief += 1
        seen.bytes = max(seen.bytes, sum(_resident()))


def _resident() -> Iterator[int]:
    """Tell the bytes that each process of this one has in memory."""
    here = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    for pid in here.read_text("ascii").split() if here.exists() else ():
        try:
            pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
        except (OSError, IndexError):  # it has ended meanwhile
            continue
        yield int(pages) * os.sysconf("SC_PAGESIZE")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> _Seen:
    """Ask all killing queries, four at a time, and brief ones all the while."""

    async def main() -> _Seen:
        seen = _Seen({}, 0, 0)
        pool = await Pool.start(write_store(tmp_path_factory.mktemp("killing")), LIMITS)
        names = list(KILLING)
        brief = asyncio.create_task(_ask_on(pool, seen))
        try:
            for first in range(0, len(names), 4):
                await asyncio.gather(
                    *(_kill(pool, name, seen) for name in names[first : first + 4])
                )
            assert not brief.done()
        finally:
            brief.cancel()
            await pool.close(5)
            await asyncio.gather(brief, return_exceptions=True)
        return seen

    return asyncio.run(main())


@pytest.mark.parametrize("name", sorted(KILLING))
def test_each_is_ended(seen: _Seen, name: str) -> None:
    """A killing query ends for a reason that its client is told, and in about its time."""
    refused, seconds = seen.refused[name]
    assert refused in ENDED
    assert seconds < 10 * LIMITS.seconds


def test_others_are_answered_all_the_while(seen: _Seen) -> None:
    """Not one brief question failed beside them, and many were answered."""
    assert seen.brief > 100


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_all_of_them_have_a_bound(seen: _Seen) -> None:
    """The workers together never had more memory than each may have, and they are counted."""
    program = 64 * 2**20
    at_most = LIMITS.workers + 1 + LIMITS.long
    assert 0 < seen.bytes < at_most * (LIMITS.memory + program)
