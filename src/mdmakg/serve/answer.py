"""Answers over HTTP, sent in pieces, so that a reader who stops reading is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from mdmakg.serve.formats import HTML
from mdmakg.serve.negotiate import choose
from mdmakg.serve.pages.home import problem_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from mdmakg.serve.problem import Problem

__all__ = ["Answer", "answer_problem"]

_PIECE: Final = 65_536
_PROBLEMS: Final = ("text/plain", "application/problem+json", HTML)


class Answer(Response):
    """A body of bytes with its media type; text says that it is UTF-8."""

    def __init__(
        self,
        body: bytes,
        media_type: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            body, status_code=status, headers=dict(headers or {}), media_type=media_type
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head, then the body piece by piece; nothing waits in memory twice."""
        body = bytes(self.body)
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        for start in range(0, len(body), _PIECE):
            piece = body[start : start + _PIECE]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def answer_problem(problem: Problem, accept: str | None) -> Answer:
    """Tell a refusal as the client likes: a page for a browser, else text."""
    headers = {"Vary": "Accept", "Cache-Control": "no-store", **problem.headers}
    if choose(accept, _PROBLEMS) == HTML:
        return Answer(problem_page(problem), HTML, status=problem.status, headers=headers)
    media_type, body = problem.told(accept)
    return Answer(body, media_type, status=problem.status, headers=headers)
