"""``mdmakg serve``: the explorer, and a SPARQL endpoint, on this machine."""

from __future__ import annotations

import signal
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from mdmakg.cli.options import NoColor, Quiet
from mdmakg.cli.show import note, put
from mdmakg.errors import StoppedError, UsageError

__all__ = ["serve_command"]

PORT = 7373
MEBIBYTE = 1024 * 1024


def serve_command(
    build: Annotated[
        Path | None,
        typer.Option("--build", "-b", help="The folder of a build.", file_okay=False),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option("--data", help="A file of RDF to serve instead; may be said several times."),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="The port to listen on; 0 takes a free one.", min=0, max=65535)
    ] = PORT,
    timeout: Annotated[
        float, typer.Option(help="Seconds after which a query is ended.", min=0.1)
    ] = 30,
    memory: Annotated[
        int, typer.Option(help="Mebibytes that a worker process may take.", min=1)
    ] = 512,
    workers: Annotated[
        int | None,
        typer.Option(help="Brief queries answered at once; the number of processors.", min=1),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name that this server goes by, too; may be said several times."),
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(help="An origin whose pages may read answers; * for all."),
    ] = None,
    log_queries: Annotated[
        bool, typer.Option("--log-queries", help="Write queries into the log.")
    ] = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Serve a build, or any RDF: pages for people, SPARQL for programs."""
    if build is not None and data:
        raise UsageError("serve either a build or files of data, not both")
    _require_extra()
    from mdmakg.serve.fence import Openness
    from mdmakg.serve.limits import Limits
    from mdmakg.serve.serving import Serving, serve
    from mdmakg.serve.stop import Stop, ending

    limits = Limits(seconds=timeout, memory=memory * MEBIBYTE)
    serving = Serving(
        build=None if data else build or Path("build"),
        files=tuple(data or ()),
        host=host,
        port=port,
        limits=limits if workers is None else replace(limits, workers=workers),
        openness=Openness.of(host, allow_host or (), allow_origin or ()),
        log=not quiet,
        log_queries=log_queries,
    )

    def started(address: str) -> None:
        note(f"serving {serving.served} at {address} (Ctrl-C stops it)", quiet=quiet)
        put(f"{address}\n", None)

    def tell(told: str) -> None:
        note(f"note: {told}", quiet=quiet)

    with ending():
        stopped = serve(serving, started, Stop.by_signals, tell)
    if stopped.by is signal.SIGINT:
        raise StoppedError("stopped; what was being answered was answered first")


def _require_extra() -> None:
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise UsageError("mdmakg serve needs more: pip install 'mdmakg[serve]'")
