"""What every request passes before anything answers it, and every answer carries.

A read-only server on loopback is still within reach of every page that its user has open
in a browser. So a request must name this server by an address or a name that is known to
be its own: a foreign name that was made to point here (DNS rebinding) is refused. Other
origins may read answers only if ``--allow-origin`` names them.
"""

from __future__ import annotations

import re
import sys
import traceback
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Final, Self

from starlette.datastructures import Headers, MutableHeaders

from mdmakg.errors import UsageError
from mdmakg.serve.answer import answer_problem
from mdmakg.serve.body import drain
from mdmakg.serve.negotiate import accepted
from mdmakg.serve.problem import Problem, read_only
from mdmakg.serve.protocol import says_update
from mdmakg.serve.target import read_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Fence", "Openness"]

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_MOST_HEADERS: Final = 100
_HOST: Final = re.compile(
    r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{0,5})?"
)

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
# A browser sends neither path nor slash.
_ORIGIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._\[\]:-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """To whom the server answers: the names it goes by, the origins that may read it."""

    names: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    @classmethod
    def of(cls, host: str, names: Iterable[str], origins: Iterable[str]) -> Self:
        """Read what the command line allows; ``host`` is where the server listens.

        Errors: ``UsageError`` for a name or an origin that no client could ever send.
        """
        names, origins = list(names), list(origins)
        for name in names:
            if _NAME.fullmatch(name) is None:
                raise UsageError(f"--allow-host {name!r}: a name alone is wanted, without a port")
        for origin in origins:
            if origin != "*" and _ORIGIN.fullmatch(origin) is None:
                words = "an origin is wanted, such as https://example.org, without a path; or *"
                raise UsageError(f"--allow-origin {origin!r}: {words}")
        return cls(
            names=frozenset(name.lower() for name in (host, *names)),
            origins=frozenset(origin.lower() for origin in origins),
        )

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server; an address cannot be pointed elsewhere.

        It stands in IRIs that are made for the client, so no other sign passes than
        those of names and addresses.
        """
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        if found["six"]:
            return _is_address(found["six"], IPv6Address)
        name = found["name"].lower()
        return (
            name == "localhost"
            or name.endswith(".localhost")
            or _is_address(name, IPv4Address)
            or name in self.names
        )

    def allowed_origin(self, origin: str | None) -> str | None:
        """Give what Access-Control-Allow-Origin says; None: nothing."""
        if "*" in self.origins:
            return "*"
        return origin if origin is not None and origin in self.origins else None


def _is_address(name: str, kind: Callable[[str], object]) -> bool:
    try:
        kind(name)
    except ValueError:
        return False
    return True


class Fence:
    """Refuse what no page or endpoint should see; put the headers of safety on every answer."""

    def __init__(self, app: ASGIApp, openness: Openness) -> None:
        self.app = app
        self.openness = openness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._complete(MutableHeaders(scope=message), Headers(scope=scope))
            await send(message)

        try:
            read_target(scope)
            _look(scope, Headers(scope=scope), self.openness)
            await self.app(scope, receive, guarded)
        except Problem as problem:
            await _refuse(problem, scope, receive, guarded)
        except Exception as error:
            if started:
                raise  # the server says so, and cuts the line
            _report(error)
            words = "the server failed; its log says more"
            await _refuse(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, words), scope, receive, guarded)

    def _complete(self, answer: MutableHeaders, asked: Headers) -> None:
        for name, value in _HEADERS.items():
            answer.setdefault(name, value)
        allowed = self.openness.allowed_origin(asked.get("Origin"))
        answer["Cross-Origin-Resource-Policy"] = "cross-origin" if allowed else "same-origin"
        if allowed is not None:
            answer["Access-Control-Allow-Origin"] = allowed
        if self.openness.origins - {"*"}:
            answer.add_vary_header("Origin")


def _look(scope: Scope, headers: Headers, openness: Openness) -> None:
    """Refuse by what stands at the head of a request.

    Errors: ``Problem``.
    """
    if len(headers) > _MOST_HEADERS:
        raise Problem(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too many headers")
    hosts = headers.getlist("Host")
    if len(hosts) != 1:
        raise _closing(HTTPStatus.BAD_REQUEST, "one Host header is wanted")
    if not openness.answers_to(hosts[0]):
        words = f"this server does not go by {hosts[0][:200]!r}; --allow-host names more names"
        raise _closing(HTTPStatus.MISDIRECTED_REQUEST, words)
    if "Transfer-Encoding" in headers and "Content-Length" in headers:
        # Whoever stands between could read another body than we do (RFC 9112, 6.1).
        raise _closing(HTTPStatus.BAD_REQUEST, "Content-Length beside Transfer-Encoding")
    if says_update(scope["query_string"], headers.get("Content-Type", "")):
        raise read_only()


def _closing(status: HTTPStatus, words: str) -> Problem:
    return Problem(status, words, headers={"Connection": "close"})


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    answer = answer_problem(problem, accepted(Headers(scope=scope)))
    closes = problem.headers.get("Connection") == "close"

    async def lingering(message: Message) -> None:
        last = message["type"] == "http.response.body" and not message.get("more_body", False)
        if last and closes:
            await drain(receive)
        await send(message)

    await answer(scope, receive, lingering)


def _report(error: Exception) -> None:
    """Say on standard error what failed."""
    for line in traceback.format_exception(error):
        sys.stderr.write(line)
