"""What is to be served and how, put together and run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.serve.app import make_app
from mdmakg.serve.data import serve_data
from mdmakg.serve.log import AccessLog
from mdmakg.serve.run import address_of, listen, run
from mdmakg.serve.site import Site
from mdmakg.store.questions import questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

    from mdmakg.serve.fence import Openness
    from mdmakg.serve.limits import Limits
    from mdmakg.serve.pool import Pool
    from mdmakg.serve.stop import Stop

__all__ = ["Serving", "serve"]

# Where the explorer leaves room for what only a server has.
_MARK: Final = b"<!--mdmakg:served-->"
_LINK: Final = b'<li><a href="/query">Ask in SPARQL</a></li>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What to serve, a build or files of RDF, where, within which limits, and to whom."""

    build: Path | None
    files: tuple[Path, ...] = ()
    host: str
    port: int
    limits: Limits
    openness: Openness
    log: bool = True
    log_queries: bool = False

    @property
    def served(self) -> str:
        """Say what is served."""
        return str(self.build or ", ".join(map(str, self.files)))


def serve(
    serving: Serving,
    started: Callable[[str], None],
    stopping: Callable[[], Stop],
    tell: Callable[[str], None],
) -> Stop:
    """Serve until told to stop; return what told it.

    ``started`` is called with the address once the server answers there, ``stopping``
    in the running loop, for what will tell it to stop. Before that the data are read,
    which Ctrl-C ends as it does anything; ``tell`` is told what is odd about them.
    Errors: ``UsageError`` if there is no such build, ``InputError`` for data that cannot
            be read, ``StoreError`` if the address is taken or no worker starts.
    """
    with (
        listen(serving.host, serving.port) as listening,
        serve_data(serving.build, serving.files, tell) as store,
    ):
        app_for = _app_for(serving)
        address = address_of(listening, serving.host)

        async def until_stopped() -> Stop:
            stop = stopping()
            await run(listening, store, serving.limits, app_for, lambda: started(address), stop)
            return stop

        return asyncio.run(until_stopped())


def _app_for(serving: Serving) -> Callable[[Pool], ASGIApp]:
    explorer = _explorer(serving.build)
    offered = questions() if serving.build is not None else ()

    def app_for(pool: Pool) -> ASGIApp:
        site = Site(pool=pool, served=serving.served, explorer=explorer)
        app = make_app(site, serving.openness, offered)
        return AccessLog(app, queries=serving.log_queries) if serving.log else app

    return app_for


def _explorer(build: Path | None) -> bytes | None:
    """Read a build's explorer, once: it stays that of the store that is served."""
    path = None if build is None else build / "explorer.html"
    if path is None or not path.is_file():
        return None
    return path.read_bytes().replace(_MARK, _LINK, 1)
