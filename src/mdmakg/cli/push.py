"""``mdmakg push``: load a build, or files of RDF, into another store."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mdmakg.cli.options import Cafile, NoColor, Quiet, require_remote
from mdmakg.cli.show import note, progress, put, several
from mdmakg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.build.built import Tell
    from mdmakg.remote.address import Address, Endpoints, Protocol
    from mdmakg.remote.client import Client
    from mdmakg.remote.push import Plan, Pushed
    from mdmakg.remote.spool import Spool
    from mdmakg.remote.statements import Source, Statement

__all__ = ["push_command"]

_NAMED: Final = 5


def push_command(
    url: Annotated[str, typer.Argument(help="The store: its address for data, or for updates.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of RDF to send instead of a build.", metavar="[FILE]..."),
    ] = None,
    build: Annotated[
        Path | None,
        typer.Option("--build", "-b", help="The folder of a build.", file_okay=False),
    ] = None,
    graph: Annotated[
        str | None,
        typer.Option(help="The graph of statements that name none.", metavar="IRI"),
    ] = None,
    protocol: Annotated[str, typer.Option(help="auto, graph-store or update.")] = "auto",
    query_url: Annotated[
        str | None, typer.Option(help="Where the store answers queries.", metavar="URL")
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace/--add", help="In place of what these graphs have, or beside it."),
    ] = True,
    batch: Annotated[int, typer.Option(help="Statements of a request.", min=1)] = 1000,
    timeout: Annotated[float, typer.Option(help="Seconds that an answer may take.", min=0.1)] = 60,
    cafile: Cafile = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
    ] = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Load a build, or files of RDF, into another store, and count what arrived."""
    if build is not None and files:
        raise UsageError("push either a build or files, not both")
    require_remote()
    from mdmakg.remote.address import Address
    from mdmakg.remote.client import Client
    from mdmakg.remote.push import Plan, push
    from mdmakg.remote.secret import Secrets
    from mdmakg.remote.spool import spooled
    from mdmakg.remote.statements import Source, require_graph, statements

    client = Client(Secrets.of(os.environ), timeout, cafile)
    named = None if graph is None else require_graph(graph)
    chosen, asked = _protocol(protocol), Address.of(query_url) if query_url else None
    place = _endpoints(client, Address.of(url), chosen, asked)
    sources = map(Source.of, files) if files else _of_build(build or Path("build"))
    plan = Plan(place, batch, replace)
    with progress(quiet=quiet) as tell, spooled(_heard(statements(sources, named), tell)) as spool:
        if not spool.graphs:
            raise UsageError("there is nothing to send: no statement was read")
        if dry_run:
            told = [_listed(spool, place)]
        else:
            told = [_told(push(client, spool, plan, tell), plan)]
            told.append(_left(client, plan, spool, whole=not files))
    if dry_run and not quiet:
        put("".join(told), None)
    elif not dry_run:
        note("; ".join(told), quiet=quiet)


def _heard(found: Iterator[Statement], tell: Tell) -> Iterator[Statement]:
    """Pass statements on, and tell how many there were."""
    for number, statement in enumerate(found):
        if number % 1000 == 0:
            tell("reading", number, 1)
        yield statement


def _protocol(name: str) -> Protocol | None:
    from mdmakg.remote.address import Protocol

    if name == "auto":
        return None
    if name not in {*Protocol}:
        raise UsageError(f"--protocol is one of auto, {', '.join(Protocol)}, not {name!r}")
    return Protocol(name)


def _endpoints(
    client: Client, address: Address, protocol: Protocol | None, query: Address | None
) -> Endpoints:
    from mdmakg.remote.address import endpoints, of_program

    if protocol is None and address.path.strip("/") == "":
        address = of_program(address, client.server(address), known=bool(client.secrets.user))
    return endpoints(address, protocol, query)


def _of_build(build: Path) -> Iterator[Source]:
    """Give what a build says, found and defines, part by part where it has parts."""
    from mdmakg.build.record import statements_in
    from mdmakg.encode.ontology import ontology_nquads
    from mdmakg.remote.statements import Source

    parts = chain(statements_in(build), [ontology_nquads()])
    return (Source(str(build), part) for part in parts)


def _told(pushed: Pushed, plan: Plan) -> str:
    how = "in" if plan.replace else "added to"
    what = several(pushed.statements, "statement")
    where = several(pushed.graphs, "graph")
    return f"sent {what} {how} {where} to {plan.endpoints.data}; counted there: all arrived"


def _left(client: Client, plan: Plan, spool: Spool, *, whole: bool) -> str:
    """Say what else the store has: of a whole build that replaces, the graphs of others."""
    from mdmakg.remote.count import beside

    if not (whole and plan.replace):
        return "what other graphs it has was left as it is"
    try:
        found = beside(client, plan.endpoints.query, spool.graphs)
    except StoreError as error:
        return f"what other graphs it has was left as it is, and could not be told: {error}"
    if found is None:
        return "what other graphs it has was left as it is"
    if not found.graphs:
        return "it has no graphs of other builds"
    named = [f"{iri} ({several(n, 'statement')})" for iri, n in [*found.graphs.items()][:_NAMED]]
    more = [f"and {len(found.graphs) - _NAMED:,} more"] if len(found.graphs) > _NAMED else []
    number = f"{'' if found.whole else 'at least '}{several(len(found.graphs), 'graph')}"
    return (
        f"it also has {number} that this build has not: {', '.join([*named, *more])}; "
        "if they are of a build pushed before, DROP GRAPH <IRI> takes one away"
    )


def _listed(spool: Spool, place: Endpoints) -> str:
    width = len(f"{max(spool.graphs.values()):,}")
    lines = (f"{number:>{width},}  {graph}" for graph, number in sorted(spool.graphs.items()))
    whole = f"{several(len(spool), 'statement')} in {several(len(spool.graphs), 'graph')}"
    where = f"to {place.data} by {place.protocol}, counted at {place.query}"
    return "\n".join([*lines, f"{whole}, {where}", ""])
