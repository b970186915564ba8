"""Questions share workers: each gets its own answer, whatever becomes of the others."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_store import ENDLESS, HUGE, LIMITS, asking, children, one, until, write_store

from mdmakg.errors import StoreError
from mdmakg.serve.child import Child
from mdmakg.serve.pool import Pool
from mdmakg.serve.question import QuestionRefused, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from mdmakg.serve.limits import Limits
    from mdmakg.serve.question import Reply


bounded = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a store to be read only."""
    return write_store(tmp_path_factory.mktemp("pool"))


@asynccontextmanager
async def _pool(store: Path, **changed: float) -> AsyncIterator[Pool]:
    limits: Limits = replace(LIMITS, **changed)  # type: ignore[arg-type] # some limits are counts
    pool = await Pool.start(store, limits)
    try:
        yield pool
    finally:
        await pool.close(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)


def _value(reply: Reply) -> str:
    return str(json.loads(reply.body)["results"]["bindings"][0]["o"]["value"])


async def _refusal(asked: Awaitable[Reply]) -> QuestionRefused:
    with pytest.raises(QuestionRefused) as caught:
        await asked
    return caught.value


async def _running(pool: Pool, wanted: int) -> list[asyncio.Task[Reply]]:
    """Ask endless queries until so many run at once."""
    asked: list[asyncio.Task[Reply]] = []
    while len(asked) < wanted:
        asked.append(asyncio.create_task(pool.ask(asking(ENDLESS))))
        await until(lambda: pool.state.busy == len(asked))
    return asked


def test_each_gets_its_own_answer(store: Path) -> None:
    """Of 320 questions by 32 clients, each is answered with its own number."""

    async def client(pool: Pool, first: int) -> list[str]:
        return [_value(await pool.ask(one(first + n))) for n in range(10)]

    async def main() -> list[list[str]]:
        async with _pool(store) as pool:
            return await asyncio.gather(*(client(pool, 100 * n) for n in range(32)))

    assert asyncio.run(main()) == [[str(100 * n + k) for k in range(10)] for n in range(32)]


def test_refusals_of_the_engine_come_through(store: Path) -> None:
    """A mistake costs no worker: the same process answers what comes next."""

    async def main() -> None:
        async with _pool(store) as pool:
            refused = await _refusal(pool.ask(asking("SELECT")))
            assert refused.refused == Refused.MALFORMED
            assert "does not parse" in refused.message
            assert _value(await pool.ask(one(1))) == "1"
            assert pool.state.replaced == 0

    asyncio.run(main())


def test_time_is_limited(store: Path) -> None:
    """An endless query ends at its limit, and the pool answers on."""

    async def main() -> None:
        async with _pool(store, seconds=0.7) as pool:
            start = time.monotonic()
            refused = await _refusal(pool.ask(asking(ENDLESS)))
            assert refused.refused == Refused.TOO_LONG_RUNNING
            assert "0.7 s" in refused.message
            assert 0.7 <= time.monotonic() - start < 20
            assert _value(await pool.ask(one(1))) == "1"

    asyncio.run(main())


@bounded
def test_memory_is_limited(store: Path) -> None:
    """Who asks for too much memory is told so; another's long query runs on meanwhile."""

    async def main() -> None:
        async with _pool(store) as pool:
            other = asyncio.create_task(pool.ask(asking(ENDLESS)))
            assert (await _refusal(pool.ask(asking(HUGE)))).refused == Refused.TOO_MUCH_MEMORY
            assert not other.done()
            assert _value(await pool.ask(one(1))) == "1"

    asyncio.run(main())


def test_the_answer_is_limited(store: Path) -> None:
    """An answer that is too large is refused with advice."""

    async def main() -> None:
        async with _pool(store, answer=1_000) as pool:
            refused = await _refusal(pool.ask(asking("SELECT * { ?s ?p ?o }")))
            assert refused.refused == Refused.TOO_LARGE_ANSWER
            assert "LIMIT" in refused.message

    asyncio.run(main())


def test_a_worker_that_dies_is_replaced(store: Path) -> None:
    """Killed in the middle of a query, a worker takes that answer with it and no other."""

    async def main() -> None:
        async with _pool(store) as pool:
            before = set(children())
            asked = asyncio.create_task(pool.ask(asking(ENDLESS)))
            await until(lambda: pool.state.long == 1)
            fresh = pool.state.replaced
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            assert (await _refusal(asked)).refused == Refused.ENDED
            await until(lambda: pool.state.replaced > fresh and pool.state.workers == 3)
            assert [_value(await pool.ask(one(n))) for n in range(9)] == list("012345678")

    asyncio.run(main())


@bounded
def test_nothing_of_the_engine_s_words_is_told(store: Path) -> None:
    """What a dying process says of its inside stays there."""

    async def main() -> QuestionRefused:
        async with _pool(store) as pool:
            return await _refusal(pool.ask(asking(HUGE)))

    assert asyncio.run(main()).message == "the query needs too much memory"


def test_brief_queries_pass_long_ones(store: Path) -> None:
    """With every place aside taken, brief queries are answered without a pause of seconds."""

    async def main() -> None:
        async with _pool(store) as pool:
            endless = await _running(pool, 2)
            await until(lambda: pool.state.long == 2)
            start = time.monotonic()
            for n in range(50):
                assert _value(await pool.ask(one(n))) == str(n)
            assert time.monotonic() - start < 15
            assert not any(task.done() for task in endless)
            assert pool.state.workers <= 2 + 1 + 2

    asyncio.run(main())


def test_long_queries_let_others_go_first(store: Path) -> None:
    """All threads of a worker that went aside run at a lower priority than before."""

    async def main() -> set[int]:
        async with _pool(store) as pool:
            usual = {child: os.getpriority(os.PRIO_PROCESS, child) for child in children()}
            asked = asyncio.create_task(pool.ask(asking(ENDLESS)))
            await until(lambda: pool.state.long == 1)
            (aside,) = (pid for pid in usual if os.getpriority(os.PRIO_PROCESS, pid) > usual[pid])
            threads = [int(task.name) for task in Path(f"/proc/{aside}/task").iterdir()]
            asked.cancel()
            return {os.getpriority(os.PRIO_PROCESS, thread) - usual[aside] for thread in threads}

    assert asyncio.run(main()) == {15}


def test_the_longest_makes_way_when_others_wait(store: Path) -> None:
    """Six endless queries on two ordinary places and two aside: the first are ended for others."""

    async def main() -> None:
        async with _pool(store) as pool:
            start = time.monotonic()
            endless = [asyncio.create_task(pool.ask(asking(ENDLESS))) for _ in range(6)]
            refused = await _refusal(endless[0])
            assert refused.refused == Refused.BUSY
            assert "make way for others" in refused.message
            assert time.monotonic() - start >= LIMITS.fair
            assert _value(await pool.ask(one(1))) == "1"
            assert pool.state.workers <= 2 + 1 + 2

    asyncio.run(main())


def test_nobody_makes_way_for_nobody(store: Path) -> None:
    """As many endless queries as there are places run on, however long, if none waits."""

    async def main() -> None:
        async with _pool(store) as pool:
            endless = await _running(pool, 4)
            await asyncio.sleep(3 * LIMITS.fair)
            assert not any(task.done() for task in endless)
            assert pool.state.busy == 4

    asyncio.run(main())


def test_the_queue_has_an_end(store: Path) -> None:
    """One more than may wait is told at once that there is no room."""

    async def main() -> None:
        async with _pool(store, waiting=1, fair=10) as pool:
            asked = await _running(pool, 4)
            asked.append(asyncio.create_task(pool.ask(one(1))))
            await until(lambda: pool.state.waiting == 1)
            refused = await _refusal(pool.ask(one(1)))
            assert refused.refused == Refused.BUSY
            assert "too many queries wait" in refused.message
            assert not any(task.done() for task in asked)

    asyncio.run(main())


def test_a_wait_has_an_end(store: Path) -> None:
    """Who waits for longer than is allowed is told so, and the place in the queue is free again."""

    async def main() -> None:
        async with _pool(store, wait=2, fair=10) as pool:
            asked = await _running(pool, 4)
            refused = await _refusal(pool.ask(one(1)))
            assert refused.refused == Refused.BUSY
            assert "in time" in refused.message
            assert pool.state.waiting == 0
            asked[0].cancel()
            await until(lambda: pool.state.busy == 3)
            assert _value(await pool.ask(one(1))) == "1"

    asyncio.run(main())


def test_who_hangs_up_frees_the_place(store: Path) -> None:
    """A query that nobody waits for any more is ended with its worker."""

    async def main() -> None:
        async with _pool(store) as pool:
            asked = asyncio.create_task(pool.ask(asking(ENDLESS)))
            await until(lambda: pool.state.long == 1)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            await until(lambda: pool.state.busy == 0 and len(children()) == 3)
            assert _value(await pool.ask(one(1))) == "1"

    asyncio.run(main())


def test_who_hangs_up_early_costs_no_worker(store: Path) -> None:
    """Forty questions that are left at once are answered by the same processes, to nobody."""

    async def main() -> None:
        async with _pool(store, brief=20, fair=30) as pool:
            before = children()
            for number in range(40):
                asked = asyncio.create_task(pool.ask(one(number)))
                await asyncio.sleep(0)
                assert pool.state.busy == 1
                asked.cancel()
                await until(lambda: pool.state.busy == 0)
            assert (pool.state.replaced, children()) == (0, before)
            assert _value(await pool.ask(one(7))) == "7"

    asyncio.run(main())


def test_who_hangs_up_early_on_an_endless_query_leaves_it_a_moment(store: Path) -> None:
    """A query that nobody waits for is not run on: its worker is replaced, and nobody waits."""

    async def main() -> None:
        async with _pool(store, fair=30) as pool:
            asked = asyncio.create_task(pool.ask(asking(ENDLESS)))
            await until(lambda: pool.state.busy == 1)
            asked.cancel()
            await until(lambda: pool.state.busy == 0)
            await until(lambda: pool.state.replaced == 1)
            assert _value(await pool.ask(one(1))) == "1"

    asyncio.run(main())


def test_who_hangs_up_while_waiting_leaves_the_queue(store: Path) -> None:
    """Those behind move up, also where the place was just won."""

    async def main() -> None:
        async with _pool(store, fair=10) as pool:
            running = await _running(pool, 4)
            first, second, third = (asyncio.create_task(pool.ask(one(n))) for n in (1, 2, 3))
            await until(lambda: pool.state.waiting == 3)
            second.cancel()
            await until(lambda: pool.state.waiting == 2)
            running[-1].cancel()
            await until(lambda: pool.state.waiting < 2)
            first.cancel()
            assert _value(await third) == "3"

    asyncio.run(main())


def test_close_finishes_what_was_asked(store: Path) -> None:
    """Those that were asked are answered, those that come later refused, and no process stays."""

    async def main() -> None:
        async with _pool(store) as pool:
            asked = [asyncio.create_task(pool.ask(one(n))) for n in range(40)]
            await asyncio.sleep(0)
            closing = asyncio.create_task(pool.close(10))
            await asyncio.sleep(0)
            assert (await _refusal(pool.ask(one(1)))).refused == Refused.STOPPING
            assert [_value(await task) for task in asked] == [str(n) for n in range(40)]
            await closing
            assert children() == []

    asyncio.run(main())


def test_close_does_not_wait_for_ever(store: Path) -> None:
    """Past the grace, what still runs or waits is refused, and its workers ended."""

    async def main() -> None:
        async with _pool(store, fair=10) as pool:
            asked = [asyncio.create_task(pool.ask(asking(ENDLESS))) for _ in range(6)]
            await until(lambda: pool.state.waiting == 2)
            start = time.monotonic()
            await pool.close(0.3)
            assert time.monotonic() - start < 15
            for task in asked:
                assert (await _refusal(task)).refused == Refused.STOPPING
            assert children() == []

    asyncio.run(main())


def test_a_store_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    """A pool without a store does not start, and leaves no process behind."""
    with pytest.raises(StoreError, match="the store cannot be read"):
        asyncio.run(Pool.start(tmp_path / "none", LIMITS))
    assert children() == []


def test_a_store_that_comes_back_is_served_again(store: Path, tmp_path: Path) -> None:
    """Workers that cannot start are tried again, with pauses, until they can."""

    async def main() -> None:
        here = write_store(tmp_path)
        async with _pool(here, wait=60) as pool:
            here.rename(tmp_path / "away")
            for pid in children():
                os.kill(pid, signal.SIGKILL)
            await asyncio.sleep(0.5)
            asked = asyncio.create_task(pool.ask(one(1)))
            await asyncio.sleep(0.1)
            assert not asked.done()
            (tmp_path / "away").rename(here)
            assert _value(await asked) == "1"

    asyncio.run(main())


LYING = """
import os, sys, time
from mdmakg.serve.frame import Frame, pack, read_frame
def say(frame):
    sys.stdout.buffer.write(pack(frame))
    sys.stdout.buffer.flush()
{first}
while (frame := read_frame(sys.stdin.buffer)) is not None:
    {then}
"""
READY = "say(Frame(0, {'ready': True}))"
ANSWER = "say(Frame({}, {{'type': 'text/csv'}}, b'x' * {}))"


def _lying(monkeypatch: pytest.MonkeyPatch, place: Path, first: str, then: str) -> None:
    (place / "lying.py").write_text(LYING.format(first=first, then=then), "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(place))
    monkeypatch.setattr("mdmakg.serve.child._MODULE", "lying")


@pytest.mark.parametrize(
    "then",
    [
        ANSWER.format("frame.number + 1", 1),
        ANSWER.format("frame.number", 200_000),
        "say(Frame(frame.number, {}, b'x'))",
        "say(Frame(frame.number, {'type': 7}, b'x'))",
        "say(Frame(frame.number, {'refused': 'on a whim'}, b'x'))",
        "say(Frame(frame.number, {'refused': ['busy']}, b'x'))",
        "sys.stdout.buffer.write(b'no frame, but long enough to be taken for one'); break",
        "break",
    ],
)
def test_a_worker_that_lies_is_ended(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    """An answer to another question, one too long, or none is never taken for the answer."""
    _lying(monkeypatch, tmp_path, READY, then)

    async def main() -> None:
        ended: list[Child] = []
        child = await Child.start(store, replace(LIMITS, answer=100_000), ended.append)
        assert (await _refusal(child.ask(one(1)))).refused == Refused.ENDED
        await until(lambda: ended == [child])
        assert not child.alive
        assert (await _refusal(child.ask(one(1)))).refused == Refused.ENDED

    asyncio.run(main())


def test_an_answer_that_nobody_asked_for_ends_the_worker(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second answer to a question could be taken for the first to the next."""
    say = ANSWER.format("frame.number", 1)
    _lying(monkeypatch, tmp_path, READY, f"{say}; {say}")

    async def main() -> None:
        ended: list[Child] = []
        child = await Child.start(store, LIMITS, ended.append)
        assert (await child.ask(one(1))).body == b"x"
        await until(lambda: ended == [child])

    asyncio.run(main())


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ("sys.exit('no room for me')", "did not become ready: no room for me"),
        ("time.sleep(60)", "a worker did not become ready"),
        ("say(Frame(0, {}, b'not today'))", "not today"),
    ],
)
def test_a_worker_that_does_not_become_ready_is_said(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, says: str
) -> None:
    """One that ends, sleeps or gives up at its start is no worker; its last words say why."""
    _lying(monkeypatch, tmp_path, first, "pass")
    monkeypatch.setattr("mdmakg.serve.child._START", 1.0)
    with pytest.raises(StoreError, match=says):
        asyncio.run(Child.start(store, LIMITS, lambda _: None))
    assert children() == []


def test_a_program_that_is_none_is_said(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an interpreter there is no worker, and the message says so."""
    monkeypatch.setattr("sys.executable", str(store / "python"))
    with pytest.raises(StoreError, match="a worker cannot be started"):
        asyncio.run(Child.start(store, LIMITS, lambda _: None))
