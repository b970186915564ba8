"""What the server counts once: kept when it could be counted, or never will be."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef
from served import serving
from starlette.requests import Request

from mdmakg.serve.counts import GRAPHS
from mdmakg.serve.endpoint import while_there
from mdmakg.serve.limits import Limits
from mdmakg.serve.pool import PoolState
from mdmakg.serve.problem import Problem
from mdmakg.serve.question import Question, QuestionRefused, Refused, Reply
from mdmakg.serve.site import Site

if TYPE_CHECKING:
    from pathlib import Path

VOID = "http://rdfs.org/ns/void#"
NONE = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'


class Moody:
    """A pool that refuses the first question for a reason, and answers the next with no rows."""

    state = PoolState(workers=1, busy=0, long=0, waiting=0, replaced=0, bounded=True)

    def __init__(self, refused: Refused) -> None:
        self.refused = refused
        self.asked = 0

    async def ask(self, question: Question, *, peer: str = "") -> Reply:
        """Refuse once."""
        self.asked += 1
        if self.asked == 1:
            raise QuestionRefused(self.refused, "not now")
        return Reply(media_type=question.results, body=NONE)


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (Refused.BUSY, HTTPStatus.SERVICE_UNAVAILABLE),
        (Refused.STOPPING, HTTPStatus.SERVICE_UNAVAILABLE),
        (Refused.ENDED, HTTPStatus.INTERNAL_SERVER_ERROR),
    ],
)
def test_a_bad_moment_is_told_and_passes(refused: Refused, status: HTTPStatus) -> None:
    """Whoever comes then is told so; the next is answered, and what was found is kept."""
    pool = Moody(refused)
    site = Site(pool=pool, served="x")
    with pytest.raises(Problem) as told:
        asyncio.run(site.graphs())
    assert told.value.status == status
    assert asyncio.run(site.graphs()) == ()
    assert asyncio.run(site.graphs()) == ()
    assert pool.asked == 2


def test_a_count_that_is_too_much_is_not_tried_again() -> None:
    """Seven counts that the limits forbid would be forbidden next time as well."""
    pool = Moody(Refused.TOO_LONG_RUNNING)
    site = Site(pool=pool, served="x")
    assert asyncio.run(site.numbers()) == asyncio.run(site.numbers())
    assert pool.asked == 7


def test_graphs_that_came_too_late_are_asked_for_again() -> None:
    """A machine with much to do has them another time: they are not none for ever."""
    pool = Moody(Refused.TOO_LONG_RUNNING)
    site = Site(pool=pool, served="x")
    assert [asyncio.run(site.graphs()) for _ in range(3)] == [()] * 3
    assert pool.asked == 2


def test_graphs_do_not_wait_for_counts() -> None:
    """While numbers are counted, the list of graphs is at hand."""

    class Counting(Moody):
        async def ask(self, question: Question, *, peer: str = "") -> Reply:
            if question.query != GRAPHS:
                await asyncio.Event().wait()
            return await super().ask(question)

    async def both() -> tuple[str, ...]:
        site = Site(pool=Counting(Refused.TOO_LARGE_ANSWER), served="x")
        counting = asyncio.ensure_future(site.numbers())
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(5):
                return await site.graphs()
        finally:
            counting.cancel()

    assert asyncio.run(both()) == ()


def test_who_leaves_waits_for_no_count() -> None:
    """A count that nobody wants any more is given up."""

    async def leave() -> str:
        async def hang_up() -> dict[str, str]:
            return {"type": "http.disconnect"}

        request = Request({"type": "http"}, hang_up)
        counting = asyncio.ensure_future(asyncio.Event().wait())
        with pytest.raises(Problem, match="left"):
            await while_there(request, asyncio.wait_for(counting, 5))
        await asyncio.wait({counting})
        return "given up" if counting.cancelled() else "counted"

    assert asyncio.run(leave()) == "given up"


def test_what_cannot_be_counted_is_left_out(tmp_path: Path) -> None:
    """With no room for any answer, VoID has no numbers and the description no named graphs."""
    (tmp_path / "a.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    with serving(files=(tmp_path / "a.nq",), limits=Limits(answer=30)) as server:
        told = Graph().parse(data=server.get("/.well-known/void").body, format="turtle")
        assert set(told.predicates()) == {
            URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            URIRef(VOID + "sparqlEndpoint"),
        }
        assert "urn:g" not in server.get("/sparql").text
        assert server.get("/", accept="text/html").status == 200
