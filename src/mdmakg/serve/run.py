"""Running the server: listening, saying where, and stopping well."""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from uvicorn import Config, Server

from mdmakg.errors import StoreError
from mdmakg.serve.patience import PatientProtocol
from mdmakg.serve.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from mdmakg.serve.limits import Limits
    from mdmakg.serve.stop import Stop

__all__ = ["GRACE", "address_of", "listen", "run"]

GRACE: Final = 10.0
"""Seconds that requests have to finish in when the server is told to stop."""
_CONNECTIONS: Final = 512
_HEAD_BYTES: Final = 65_536
_LAST_WORDS: Final = 2.0


def listen(host: str, port: int) -> socket.socket:
    """Take an address to listen on; port 0 takes a free one.

    Errors: ``StoreError`` if it cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            # Here, not when the server starts: two sockets may be bound to one port, but
            # only one can listen there.
            listening.listen(socket.SOMAXCONN)
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        # Another port helps where this one is taken or kept, not where the name is wrong.
        taken = getattr(error, "errno", None) in {errno.EADDRINUSE, errno.EACCES}
        advice = "; --port 0 takes a free port" if taken else ""
        raise StoreError(f"{host}, port {port}: cannot listen there: {reason}{advice}") from error
    return listening


def address_of(listening: socket.socket, host: str) -> str:
    """Give the address that a client of this machine reaches the server at."""
    port = listening.getsockname()[1]
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared with, not bound to
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _QuietServer(Server):
    """A server that leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing: who runs it tells it when to stop."""
        yield


async def run(
    listening: socket.socket,
    store: Path,
    limits: Limits,
    app_for: Callable[[Pool], ASGIApp],
    started: Callable[[], None],
    stop: Stop,
) -> None:
    """Serve until told to stop; requests are finished first.

    Errors: ``StoreError`` if the workers cannot start.
    """
    pool = await Pool.start(store, limits)
    try:
        await _serve(listening, pool, app_for(pool), stop, started)
    finally:
        await pool.close(0)


async def _serve(
    listening: socket.socket,
    pool: Pool,
    app: ASGIApp,
    stop: Stop,
    started: Callable[[], None],
) -> None:
    server = _QuietServer(_config(app))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        started()
        await stop.told.wait()
    server.should_exit = True
    await _finish(serving, pool, stop)
    await serving


async def _finish(serving: asyncio.Task[None], pool: Pool, stop: Stop) -> None:
    """Give requests their time; then end what still runs, so that it is told why."""
    waited = 0.0
    while not serving.done() and waited < GRACE and not stop.again:
        await asyncio.wait({serving}, timeout=0.1)
        waited += 0.1
    await pool.close(0)


def _config(app: ASGIApp) -> Config:
    return Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_HEAD_BYTES,
        timeout_graceful_shutdown=int(GRACE + _LAST_WORDS),
    )
