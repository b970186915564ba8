"""A question that was slow before is asked by few at a time."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_store import ENDLESS, LIMITS, asking, children, one, until, write_store

from mdmakg.serve.pool import Pool
from mdmakg.serve.question import QuestionRefused, Refused
from mdmakg.serve.slow import SlowQuestions

if TYPE_CHECKING:
    from pathlib import Path


def test_as_many_as_allowed_are_asked_at_once() -> None:
    """Of three that were slow, two may be asked; the third once one of them is answered."""
    slow = SlowQuestions(2)
    for number in range(3):
        slow.note(one(number), slow=True)
    with slow.admitted(one(0)):
        with (
            slow.admitted(one(1)),
            pytest.raises(QuestionRefused, match="took long before") as caught,
            slow.admitted(one(2)),
        ):
            pass
        assert caught.value.refused == Refused.BUSY
        with slow.admitted(one(2)):
            pass


def test_others_are_not_counted() -> None:
    """What was never slow, or is no longer, is asked by as many as like."""
    slow = SlowQuestions(1)
    slow.note(one(1), slow=True)
    slow.note(one(1), slow=False)
    slow.note(one(2), slow=True)
    with slow.admitted(one(2)), slow.admitted(one(1)), slow.admitted(one(1)), slow.admitted(one(3)):
        pass


def test_the_oldest_is_forgotten() -> None:
    """Memory is bounded: after 4,096 others a slow question is like any."""
    slow = SlowQuestions(1)
    slow.note(asking(ENDLESS), slow=True)
    for number in range(4_095):
        slow.note(one(number), slow=True)
    with slow.admitted(one(1)), pytest.raises(QuestionRefused), slow.admitted(asking(ENDLESS)):
        pass
    slow.note(one(4_095), slow=True)
    with slow.admitted(one(1)), slow.admitted(asking(ENDLESS)):
        pass


def test_a_worker_that_is_killed_says_nothing_of_its_query(tmp_path: Path) -> None:
    """A query whose worker was killed from outside in its first moments is not taken for slow."""

    async def main() -> None:
        pool = await Pool.start(write_store(tmp_path), replace(LIMITS, long=1, brief=60, fair=60))
        try:
            asked = [asyncio.create_task(pool.ask(asking(ENDLESS))) for _ in range(2)]
            await until(lambda: pool.state.busy == 2)
            for pid in children():
                os.kill(pid, signal.SIGKILL)
            told = await asyncio.gather(*asked, return_exceptions=True)
            whys = [error.refused for error in told if isinstance(error, QuestionRefused)]
            assert whys == [Refused.ENDED] * 2
            await until(lambda: pool.state.replaced == 3)
            again = [asyncio.create_task(pool.ask(asking(ENDLESS))) for _ in range(2)]
            await until(lambda: pool.state.busy + sum(task.done() for task in again) == 2)
            assert not any(task.done() for task in again)
            for task in again:
                task.cancel()
            await asyncio.gather(*again, return_exceptions=True)
        finally:
            await pool.close(0)

    asyncio.run(main())


def test_a_flood_of_one_slow_question_leaves_room(tmp_path: Path) -> None:
    """Sent by twenty at once, all but two are told to come back, and no place is lost to them."""

    async def main() -> None:
        pool = await Pool.start(write_store(tmp_path), replace(LIMITS, seconds=1.0))
        try:
            with pytest.raises(QuestionRefused) as first:
                await pool.ask(asking(ENDLESS))
            assert first.value.refused == Refused.TOO_LONG_RUNNING
            flood = [asyncio.create_task(pool.ask(asking(ENDLESS))) for _ in range(20)]
            await asyncio.sleep(0)
            assert pool.state.busy + pool.state.waiting == 2
            assert (await pool.ask(one(7))).body
            told = await asyncio.gather(*flood, return_exceptions=True)
            whys = [error.refused for error in told if isinstance(error, QuestionRefused)]
            assert sorted(whys) == [Refused.BUSY] * 18 + [Refused.TOO_LONG_RUNNING] * 2
        finally:
            await pool.close(0)

    asyncio.run(main())
