"""What is asked of the pool, and what comes of it: a reply, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

from mdmakg.errors import MdmakgError

__all__ = ["Question", "QuestionRefused", "Refused", "Reply"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, the graphs to ask it of, and how the client wants it answered.

    Without any graph the default graph is the union of all, unless the query says
    ``FROM``; with some, they override it (SPARQL 1.1 Protocol, 2.1.4).
    ``results`` is the media type for rows and truth values, ``triples`` the one for
    a graph; empty where the client takes none of them. ``trusted`` says that this
    program wrote the query itself, without ``FROM``, and put nothing foreign into it
    but checked IRIs: what guards against the queries of others is left out.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: str = ""
    triples: str = ""
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it is sent."""

    media_type: str
    body: bytes


@unique
class Refused(StrEnum):
    """Why a question got no reply."""

    MALFORMED = "malformed"
    NOT_ACCEPTABLE = "not-acceptable"
    TOO_LONG_RUNNING = "too-long-running"
    TOO_MUCH_MEMORY = "too-much-memory"
    TOO_LARGE_ANSWER = "too-large-answer"
    ENDED = "ended"
    BUSY = "busy"
    STOPPING = "stopping"


class QuestionRefused(MdmakgError):  # noqa: N818 - it says what became of a question
    """A question that got no reply; ``message`` is for whoever asked it."""

    def __init__(self, refused: Refused, message: str) -> None:
        self.refused = refused
        self.message = message
        super().__init__(message)
