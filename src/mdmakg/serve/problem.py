"""Refusals as HTTP tells them: a status, words, and what the client may do.

Source: SPARQL 1.1 Protocol, 2.1.7: 400 for a query that does not parse, 500 for one that
        the service refuses. A query that would run too long again is no case for 503 or
        504, which invite clients to repeat it; those that only come at a bad time are.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mdmakg.errors import MdmakgError
from mdmakg.serve.formats import PROBLEM, RESULTS, TEXT, TRIPLES
from mdmakg.serve.negotiate import choose
from mdmakg.serve.question import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.serve.question import QuestionRefused

__all__ = [
    "RETRY_AFTER",
    "STATUS",
    "Problem",
    "not_acceptable",
    "problem_of",
    "read_only",
    "wrong_method",
]

RETRY_AFTER: Final = 2
"""Seconds."""

STATUS: Final = {
    Refused.MALFORMED: HTTPStatus.BAD_REQUEST,
    Refused.NOT_ACCEPTABLE: HTTPStatus.NOT_ACCEPTABLE,
    Refused.TOO_LONG_RUNNING: HTTPStatus.INTERNAL_SERVER_ERROR,
    Refused.TOO_MUCH_MEMORY: HTTPStatus.INTERNAL_SERVER_ERROR,
    Refused.TOO_LARGE_ANSWER: HTTPStatus.INTERNAL_SERVER_ERROR,
    Refused.ENDED: HTTPStatus.INTERNAL_SERVER_ERROR,
    Refused.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Refused.STOPPING: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Problem(MdmakgError):  # noqa: N818 - the word of RFC 9457
    """A request that is not answered, with the status and the words that say why.

    ``code`` names the reason for programs; ``headers`` go with the answer.
    """

    def __init__(
        self,
        status: HTTPStatus,
        words: str,
        *,
        code: str = "",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.code = code or status.name.lower().replace("_", "-")
        self.headers = headers

    def told(self, accept: str | None) -> tuple[str, bytes]:
        """Give media type and body: plain text, or a problem document if it is liked better.

        Source: RFC 9457, problem details.
        """
        if choose(accept, (TEXT, PROBLEM)) == PROBLEM:
            told = {
                "title": self.status.phrase,
                "status": self.status.value,
                "detail": self.words,
                "code": self.code,
            }
            return PROBLEM, json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        return TEXT, f"{self.words}\n".encode("utf-8", "replace")


def read_only() -> Problem:
    """Refuse an update."""
    return Problem(
        HTTPStatus.FORBIDDEN,
        "this endpoint is read only: it answers SPARQL queries and takes no update",
        code="read-only",
    )


def wrong_method(method: str, allowed: Iterable[str]) -> Problem:
    """Refuse a method."""
    words = f"{method[:40]} is not answered here"
    return Problem(HTTPStatus.METHOD_NOT_ALLOWED, words, headers={"Allow": ", ".join(allowed)})


def problem_of(refusal: QuestionRefused) -> Problem:
    """Say over HTTP why a question was not answered."""
    if refusal.refused is Refused.NOT_ACCEPTABLE:
        return not_acceptable()
    status = STATUS[refusal.refused]
    headers = {}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER)
    return Problem(status, refusal.message, code=refusal.refused.value, headers=headers)


def not_acceptable() -> Problem:
    """Refuse a client that takes no format of ours, and list those."""
    words = "no format that the client takes suits this answer"
    rows = ", ".join(form.media_type for form in RESULTS)
    graphs = ", ".join(form.media_type for form in TRIPLES)
    listed = f"{words}\nrows and truth values: {rows}\ngraphs: {graphs}"
    return Problem(HTTPStatus.NOT_ACCEPTABLE, listed)
