"""How a refusal by the engine's limits is told over HTTP.

Source: SPARQL 1.1 Protocol, 2.1.7: 400 for a query that does not parse, 500 for one that
        the service refuses. A query that would run too long again is no case for 503 or
        504, which invite clients to repeat it; those that only come at a bad time are.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from mdmakg.serve.formats import RESULTS, TRIPLES
from mdmakg.serve.problem import Problem
from mdmakg.serve.question import Refused

if TYPE_CHECKING:
    from mdmakg.serve.question import QuestionRefused

__all__ = ["RETRY_AFTER", "STATUS", "not_acceptable", "told"]

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


def told(refusal: QuestionRefused) -> Problem:
    """Say over HTTP why a question was not answered."""
    if refusal.refused is Refused.NOT_ACCEPTABLE:
        return not_acceptable()
    status = STATUS[refusal.refused]
    headers = {}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER)
    return Problem(status, refusal.message, code=refusal.refused.value, headers=headers)


def not_acceptable() -> Problem:
    """List what there is."""
    words = "no format that the client takes suits this answer"
    rows = ", ".join(form.media_type for form in RESULTS)
    graphs = ", ".join(form.media_type for form in TRIPLES)
    listed = f"{words}\nrows and truth values: {rows}\ngraphs: {graphs}"
    return Problem(HTTPStatus.NOT_ACCEPTABLE, listed)
