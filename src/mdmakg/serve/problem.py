"""Refusals as HTTP tells them: a status, words, and what the client may do."""

from __future__ import annotations

import json
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING

from mdmakg.errors import MdmakgError
from mdmakg.serve.formats import PROBLEM, TEXT
from mdmakg.serve.negotiate import choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Problem", "read_only", "wrong_method"]


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
