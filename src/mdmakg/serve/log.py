"""The access log: when, what path, how it ended, how much, how long. Not what was asked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Final

from mdmakg.report.faults import visible

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["AccessLog"]

_PATH: Final = 300
_QUERY: Final = 2_000


class AccessLog:
    """Write a line on standard error for each request; the query too, if that is wanted."""

    def __init__(self, app: ASGIApp, *, queries: bool) -> None:
        self.app = app
        self.queries = queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and say how it went."""
        began, told = perf_counter(), datetime.now(UTC)
        status, length = 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, length
            status = message.get("status", status)
            length += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            path = visible(scope["path"][:_PATH])
            line = (
                f"{told:%Y-%m-%dT%H:%M:%SZ} {visible(scope['method'][:20])} {path} "
                f"{status or '-'} {length} B {1000 * (perf_counter() - began):.0f} ms"
            )
            if self.queries and scope.get("query"):
                line += f" {visible(scope['query'][:_QUERY])}"
            sys.stderr.write(f"{line}\n")
