"""Who waits is served in turn: peer by peer, and what is brief before what is not known."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_store import ENDLESS, LIMITS, asking, one, until, write_store

from mdmakg.serve.app import make_app
from mdmakg.serve.fence import Openness
from mdmakg.serve.line import Lane, Line, peer_of
from mdmakg.serve.pool import Pool, PoolState
from mdmakg.serve.question import QuestionRefused, Refused, Reply
from mdmakg.serve.site import Site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.types import Message, Scope

    from mdmakg.serve.question import Question


def _ticket() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


def _served(lanes: Sequence[Lane]) -> list[int]:
    """Let each join its lane in order; list their numbers as they are served."""

    async def main() -> list[int]:
        line: Line[None] = Line()
        tickets = [_ticket() for _ in lanes]
        for lane, ticket in zip(lanes, tickets, strict=True):
            line.join(lane, ticket)
        order = []
        while (first := line.first()) is not None:
            order.append(tickets.index(first))
            line.serve()
        assert len(line) == 0
        return order

    return asyncio.run(main())


def test_one_peer_is_served_in_its_order() -> None:
    """Without others to share with, who came first goes first."""
    assert _served([Lane("a")] * 5) == [0, 1, 2, 3, 4]


def test_peers_are_served_in_turn() -> None:
    """After four of one peer, one of each other comes second and third, not last."""
    lanes = [Lane(peer) for peer in "aaaabc"]
    assert _served(lanes) == [0, 4, 5, 1, 2, 3]


@pytest.mark.parametrize(
    ("address", "peer"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:f:f:f:f", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("a name", "a name"),
    ],
)
def test_a_peer_has_half_of_its_address(address: str, peer: str) -> None:
    """Whoever has one address of IPv6 has the 2^64 beside it (RFC 4291, 2.5.4): one peer."""
    assert peer_of(address) == peer


def test_brief_ones_go_many_at_a_turn() -> None:
    """Sixteen queries that were brief go between two of which nothing is known."""
    lanes = [Lane("a"), Lane("a"), *[Lane("a", brief=True)] * 18]
    assert _served(lanes) == [0, *range(2, 18), 1, 18, 19]


def test_who_leaves_makes_room_for_those_behind() -> None:
    """A ticket that left is served no more, and its empty lane has no turn."""

    async def main() -> None:
        line: Line[None] = Line()
        first, second, third = (_ticket() for _ in range(3))
        line.join(Lane("a"), first)
        line.join(Lane("b"), second)
        line.join(Lane("b"), third)
        assert (len(line), set(line)) == (3, {first, second, third})
        assert line.leave(first)
        assert not line.leave(first)
        assert line.leave(second)
        assert line.first() is third

    asyncio.run(main())


def test_a_full_line_sends_those_away_who_are_most() -> None:
    """The last of three gives way to a newcomer; of two there is none too many for one more."""
    refusal = QuestionRefused(Refused.BUSY, "full")

    async def main() -> None:
        line: Line[None] = Line()
        with pytest.raises(QuestionRefused, match="full"):
            line.shorten(Lane("a"), refusal)
        tickets = [_ticket() for _ in range(3)]
        for ticket in tickets:
            line.join(Lane("a"), ticket)
        with pytest.raises(QuestionRefused, match="full"):
            line.shorten(Lane("a"), refusal)
        line.join(Lane("b"), _ticket())
        line.shorten(Lane("b"), refusal)
        assert [ticket.done() for ticket in tickets] == [False, False, True]
        assert tickets[2].exception() is refusal
        with pytest.raises(QuestionRefused, match="full"):
            line.shorten(Lane("b"), refusal)
        assert len(line) == 3

    asyncio.run(main())


def test_a_flood_from_one_peer_keeps_others_waiting_for_one_share(tmp_path: Path) -> None:
    """Behind forty ever new endless queries of one peer, another's is answered before most end."""

    async def main() -> None:
        pool = await Pool.start(write_store(tmp_path), LIMITS)
        try:
            flood = [
                asyncio.create_task(pool.ask(asking(f"{ENDLESS} LIMIT {n}"), peer="many"))
                for n in range(1, 41)
            ]
            await until(lambda: pool.state.waiting > 30)
            for number in range(3):
                assert (await pool.ask(one(number), peer="one")).body
            assert pool.state.waiting > 10
        finally:
            await pool.close(0)
            await asyncio.gather(*flood, return_exceptions=True)

    asyncio.run(main())


def test_a_flood_from_one_peer_does_not_fill_the_line(tmp_path: Path) -> None:
    """With the line full of one peer's queries, its last is sent away for another's first."""

    async def main() -> None:
        limits = replace(LIMITS, fair=60, waiting=4, wait=60)
        pool = await Pool.start(write_store(tmp_path), limits)
        flood: list[asyncio.Task[Reply]] = []
        try:
            for first in (1, 5):
                flood += [
                    asyncio.create_task(pool.ask(asking(f"{ENDLESS} LIMIT {n}"), peer="many"))
                    for n in range(first, first + 4)
                ]
                await until(lambda: pool.state.busy == 4)
            await until(lambda: pool.state.waiting == 4)
            other = asyncio.create_task(pool.ask(one(1), peer="one"))
            with pytest.raises(QuestionRefused, match="too many queries wait"):
                await flood[7]
            with pytest.raises(QuestionRefused, match="too many queries wait"):
                await pool.ask(one(2), peer="many")
            assert not any(task.done() for task in (other, *flood[:7]))
            for task in flood[:4]:
                task.cancel()
            assert (await other).body
        finally:
            await pool.close(0)
            await asyncio.gather(*flood, return_exceptions=True)

    asyncio.run(main())


class _Peers:
    """Answers anything, and notes who asked."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def ask(self, question: Question, *, peer: str = "") -> Reply:
        self.seen.append(peer)
        return Reply(media_type=question.results, body=b"")

    @property
    def state(self) -> PoolState:
        return PoolState(workers=1, busy=0, long=0, waiting=0, replaced=0, bounded=True)


def test_the_endpoint_says_who_asks() -> None:
    """A query of a client waits in the lane of its address."""
    pool = _Peers()
    app = make_app(Site(pool=pool, served=""), Openness())

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(_message: Message) -> None:
        return

    for address in ("192.0.2.7", "2001:db8::7"):
        scope: Scope = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": "/sparql",
            "raw_path": b"/sparql",
            "query_string": b"query=ASK{}",
            "headers": [(b"host", b"localhost")],
            "client": (address, 1234),
            "server": ("127.0.0.1", 80),
        }
        asyncio.run(app(scope, receive, send))  # type: ignore[arg-type] # a coroutine of Starlette
    assert pool.seen == ["192.0.2.7", "2001:db8::/64"]
