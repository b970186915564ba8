"""A request's body, read within bounds of size and time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from mdmakg.serve.problem import Problem
from mdmakg.serve.protocol import MAX_BODY

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive

__all__ = ["BODY_SECONDS", "drain", "read_body", "wait_for_hang_up"]

BODY_SECONDS: Final = 10.0
"""Within which a body must have come."""
_LINGER_SECONDS: Final = 2.0
_LINGER_BYTES: Final = 16_000_000


async def read_body(request: Request) -> bytes:
    """Read a body.

    Errors: ``Problem`` 415 for one that is packed; 413 for one that is too large, said or
            found to be; 408 for one that does not come.
    """
    packed = request.headers.get("Content-Encoding", "identity").strip().lower()
    if packed != "identity":
        raise _packed(packed)
    if int(request.headers.get("Content-Length", "0")) > MAX_BODY:
        raise _too_large()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request.receive)
    except TimeoutError:
        words = f"the body did not come within {BODY_SECONDS:g} s"
        close = {"Connection": "close"}
        raise Problem(HTTPStatus.REQUEST_TIMEOUT, words, headers=close) from None


async def _read(receive: Receive) -> bytes:
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Problem(HTTPStatus.BAD_REQUEST, "the client left")
        part = message.get("body", b"")
        parts.append(part)
        length += len(part)
        if length > MAX_BODY:
            raise _too_large()
        if not message.get("more_body", False):
            return b"".join(parts)


def _packed(how: str) -> Problem:
    words = f"the body is packed by {how[:40]!r}; it is wanted as it is"
    wanted = {"Accept-Encoding": "identity"}  # RFC 9110, 15.5.16
    return Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, words, headers=wanted)


def _too_large() -> Problem:
    words = f"the body is larger than the {MAX_BODY:,} bytes that are allowed"
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words, headers={"Connection": "close"})


async def drain(receive: Receive) -> None:
    """Take what a client is still sending, for a while.

    A connection that is closed on unread data is reset, and the client may lose the
    answer that says why.
    """
    taken = 0
    try:
        async with asyncio.timeout(_LINGER_SECONDS):
            while taken < _LINGER_BYTES:
                message = await receive()
                taken += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
    except TimeoutError:
        return


async def wait_for_hang_up(receive: Receive) -> None:
    """Return when the client has gone; a request that was read whole has nothing else to say."""
    while (await receive())["type"] != "http.disconnect":
        pass
