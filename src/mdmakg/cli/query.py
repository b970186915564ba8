"""``mdmakg query``: a question by name, from a file, from standard input, or as SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.complete import complete_question
from mdmakg.cli.elsewhere import Elsewhere, put_elsewhere
from mdmakg.cli.options import BuildDir, Cafile, NoColor, Output, Quiet, Without
from mdmakg.cli.show import note, on_terminal, put, put_bytes
from mdmakg.cli.stale import warn_if_stale
from mdmakg.cli.stdin import read_stdin
from mdmakg.cli.why import answer_with_reasons, require_why_format
from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from mdmakg.store.ask import Answer

__all__ = ["query_command"]


def query_command(
    question: Annotated[
        str | None,
        typer.Argument(
            help="A question's name, a .rq file, - for standard input, or SPARQL.",
            autocompletion=complete_question,
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the questions that have a name.")
    ] = False,
    build: BuildDir = Path("build"),
    endpoint: Annotated[
        str | None,
        typer.Option(help="The address of a SPARQL endpoint to ask instead.", metavar="URL"),
    ] = None,
    default_graph: Annotated[
        list[str] | None,
        typer.Option(
            help="With --endpoint, a graph to ask instead of all; may be said several times.",
            metavar="IRI",
        ),
    ] = None,
    cafile: Cafile = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, csv, tsv, json, xml, ttl, nt."),
    ] = None,
    without: Without = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="Add to each row the claims, passages and lines behind it."),
    ] = False,
    timeout: Annotated[float, typer.Option(help="Seconds after which to give up.", min=0.1)] = 60,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Ask the graph of a build, or another store."""
    if listed:
        _list_questions(output)
        return
    if question is None:
        raise UsageError("what is the question? mdmakg query --list names some")
    from mdmakg.cli.answer import read_answer, require_format
    from mdmakg.store.ask import answer

    require_format(format_)
    if why:
        require_why_format(format_)
    shown = output is None and on_terminal(sys.stdout)

    def read(found: Answer) -> bytes:
        return read_answer(found, format_, on_terminal=shown)

    if endpoint is not None:
        _refuse_with_endpoint(build, without, why=why)
        elsewhere = Elsewhere(endpoint, tuple(default_graph or ()), cafile, timeout)
        put_elsewhere(elsewhere, _text_of(question), read, output, quiet=quiet)
        return
    if default_graph or cafile:
        raise UsageError("--default-graph and --cafile go with --endpoint only")
    text = _text_of(question)
    store = _store(build, tuple(without or ()), quiet=quiet)
    warn_if_stale(build, quiet=quiet)
    if why:
        form = format_ or ("table" if shown else "tsv")
        told = answer_with_reasons(store, text, build, form=form, seconds=timeout, quiet=quiet)
        put_bytes(told, output)
        return
    put_bytes(answer(store, text, read, timeout), output)


def _refuse_with_endpoint(build: Path, without: list[str] | None, *, why: bool) -> None:
    given = [("--why", why), ("--without", without), ("--build", build != Path("build"))]
    if wrong := [name for name, is_given in given if is_given]:
        raise UsageError(f"{wrong[0]} needs a build, and cannot go with --endpoint")


def _store(build: Path, without: tuple[str, ...], *, quiet: bool) -> Store:
    """Open the store of a build; without some sources, one in memory of what is left."""
    from mdmakg.build.index import open_index

    if not without:
        return open_index(build)
    from mdmakg.build.reduced import open_without

    store, left_out = open_without(build, without)
    note(f"note: {left_out}", quiet=quiet)
    return store


def _text_of(question: str) -> str:
    from mdmakg.read.files import read_text
    from mdmakg.store.questions import find_question

    if question == "-":
        return read_stdin()
    if any(mark in question for mark in "\n{"):
        return question
    if question.endswith(".rq") or _is_file(question):
        return read_text(Path(question))
    if any(mark in question for mark in " ?<"):
        return question
    return find_question(question).query


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # longer than any name may be
        return False


def _list_questions(output: Path | None) -> None:
    from mdmakg.store.questions import questions

    known = questions()
    width = max((len(one.name) for one in known), default=0)
    put("".join(f"{one.name:<{width}}  {one.question}\n" for one in known), output)
