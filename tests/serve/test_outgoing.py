"""Answers on their way out have a common bound."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from mdmakg.serve.app import make_app
from mdmakg.serve.fence import Openness
from mdmakg.serve.outgoing import OUTGOING, Outgoing
from mdmakg.serve.pool import PoolState
from mdmakg.serve.question import QuestionRefused, Refused, Reply
from mdmakg.serve.site import Site

if TYPE_CHECKING:
    from starlette.types import Message

    from mdmakg.serve.question import Question

LARGE = 65_537


def test_large_answers_are_counted_while_they_are_sent() -> None:
    """Of three large answers two have room; the third has it once one of them is sent."""
    outgoing = Outgoing(2 * LARGE)
    first, second, third = (bytes([n]) * LARGE for n in range(3))
    with outgoing.holding(first):
        with (
            outgoing.holding(second),
            pytest.raises(QuestionRefused, match="too many large answers") as caught,
            outgoing.holding(third),
        ):
            pass
        assert caught.value.refused == Refused.BUSY
        with outgoing.holding(third):
            assert outgoing.bytes == 2 * LARGE
    assert outgoing.bytes == 0


def test_what_is_sent_to_many_is_counted_once() -> None:
    """The explorer is the same bytes for all who read it; the last of them frees the room."""
    outgoing = Outgoing(LARGE)
    body = bytes(LARGE)
    with outgoing.holding(body):
        with outgoing.holding(body), outgoing.holding(body):
            assert outgoing.bytes == LARGE
        assert outgoing.bytes == LARGE
    assert outgoing.bytes == 0


def test_small_answers_always_have_room() -> None:
    """A page is sent however many large answers are being read."""
    outgoing = Outgoing(LARGE)
    with outgoing.holding(bytes(LARGE)), outgoing.holding(bytes(LARGE - 1)), outgoing.holding(b""):
        assert outgoing.bytes == LARGE


def test_an_answer_whose_reader_left_is_not_counted_on() -> None:
    """However an answer ends, its room is free again."""
    outgoing = Outgoing(LARGE)
    with pytest.raises(ConnectionError), outgoing.holding(bytes(LARGE)):
        raise ConnectionError
    assert outgoing.bytes == 0


class _Large:
    """Answers anything with an eighth of what may be on its way out."""

    async def ask(self, question: Question, *, peer: str = "") -> Reply:
        assert not peer
        return Reply(media_type=question.results, body=bytes(OUTGOING // 8))

    @property
    def state(self) -> PoolState:
        return PoolState(workers=1, busy=0, long=0, waiting=0, replaced=0, bounded=True)


def test_the_application_refuses_what_has_no_room() -> None:
    """With eight readers who take nothing, a ninth answer of 16 MiB is 503, and a page is sent."""
    app = make_app(Site(pool=_Large(), served=""), Openness())

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def status(path: str) -> int:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        await app(_request(path), receive, send)
        return int(sent[0]["status"])

    async def main() -> None:
        started, read = asyncio.Semaphore(0), asyncio.Event()

        async def send_slowly(_message: Message) -> None:
            started.release()
            await read.wait()

        asked = [app(_request("/sparql"), receive, send_slowly) for _ in range(8)]
        readers = [asyncio.ensure_future(one) for one in asked]
        for _ in readers:
            await started.acquire()
        assert await status("/sparql") == 503
        assert await status("/health") == 200
        read.set()
        await asyncio.gather(*readers)
        assert await status("/sparql") == 200

    asyncio.run(main())


def _request(path: str) -> dict[str, object]:
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"query=ASK{}",
        "headers": [(b"host", b"localhost")],
        "client": None,
        "server": ("127.0.0.1", 80),
    }
