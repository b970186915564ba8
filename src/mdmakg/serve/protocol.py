"""The query operation of the SPARQL 1.1 Protocol: what a request asks.

Source: SPARQL 1.1 Protocol, section 2.1; percent-encoding and ``+`` as in
        application/x-www-form-urlencoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from mdmakg.serve.problem import Problem, read_only

__all__ = ["MAX_BODY", "MAX_GRAPHS", "Asked", "is_iri", "parameters", "read_request", "says_update"]

MAX_BODY: Final = 1_000_000
"""Bytes of a request's body; a query of the greatest length allowed, percent-encoded, fits."""
MAX_GRAPHS: Final = 100
MAX_PARAMETERS: Final = 300
MAX_IRI: Final = 1_000

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>\"{}|\\^`]*")
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query and the graphs that the request names; without one it asks what this is."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_request(method: str, query_string: bytes, content_type: str, body: bytes) -> Asked:
    """Read what a request asks.

    Errors: ``Problem`` 400 for what cannot be read, 403 for an update, 415 for a body of
            another media type or encoding.
    """
    said = parameters(query_string)
    if method == "POST":
        kind = _media_type(content_type)
        if kind == UPDATE:
            raise read_only()
        if kind == FORM:
            said = [*said, *parameters(body)]
        elif kind == QUERY:
            said = [*said, ("query", _text(body))]
        else:
            raise _unsupported(kind)
    return _asked(said, must_ask=method == "POST")


def _asked(said: list[tuple[str, str]], *, must_ask: bool) -> Asked:
    if any(name == "update" for name, _ in said):
        raise read_only()
    queries = [value for name, value in said if name == "query"]
    if len(queries) > 1:
        raise _bad(f"{len(queries)} queries in one request; one is wanted")
    if must_ask and not queries:
        raise _bad("the request has no query")
    return Asked(
        query=queries[0].removeprefix(_BOM) if queries else None,
        default_graphs=_graphs(said, "default-graph-uri"),
        named_graphs=_graphs(said, "named-graph-uri"),
    )


def _graphs(said: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(value for key, value in said if key == name))
    if len(graphs) > MAX_GRAPHS:
        raise _bad(f"{len(graphs)} times {name}; {MAX_GRAPHS} are allowed")
    for graph in graphs:
        if not is_iri(graph):
            raise _bad(f"{name} is no absolute IRI: {graph[:200]!r}")
    return graphs


def is_iri(text: str) -> bool:
    """Whether text can stand between ``<`` and ``>`` as an absolute IRI of bearable length."""
    if len(text) > MAX_IRI or _IRI.fullmatch(text) is None:
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False  # an escape that is none, a port that is no number
    return True


def says_update(query_string: bytes, content_type: str) -> bool:
    """Whether a request is an update by its address or its media type, wherever it is sent."""
    if content_type.partition(";")[0].strip().lower() == UPDATE:
        return True
    try:
        return any(name == "update" for name, _ in parameters(query_string))
    except Problem:
        return False  # refused for another reason by whoever reads it


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Decode names and values, in their order.

    Errors: ``Problem`` 400 if they are no UTF-8, wrongly encoded, or too many.
    """
    text = _text(encoded)
    if (wrong := _ESCAPE.search(text)) is not None:
        raise _bad(f"{text[wrong.start() : wrong.start() + 3]!r} is no percent-encoding")
    if text.count("&") >= MAX_PARAMETERS:
        raise _bad(f"more than {MAX_PARAMETERS} parameters")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _media_type(content_type: str) -> str:
    """Read a media type; its encoding must be UTF-8, or within it."""
    header = Message()
    header["Content-Type"] = content_type
    charset = str(header.get_param("charset") or "utf-8").lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        words = f"the body is said to be in {charset[:40]!r}; UTF-8 is wanted"
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, words)
    return content_type.partition(";")[0].strip().lower()


def _unsupported(kind: str) -> Problem:
    words = f"a body of type {kind[:80]!r} is not taken; send {FORM} or {QUERY}"
    return Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, words, headers={"Accept": f"{FORM}, {QUERY}"})


def _bad(words: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, words)


def _not_utf8() -> Problem:
    return _bad("the request is not UTF-8")
