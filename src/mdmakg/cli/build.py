"""``mdmakg build``: the main job."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mdmakg.cli.options import (
    Cluster,
    FailOn,
    Jobs,
    NoColor,
    Off,
    Quiet,
    RuleFolder,
    Texts,
    corpus_folder,
    rules_of,
)
from mdmakg.cli.show import note, progress, put
from mdmakg.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdmakg.build.built import Built
    from mdmakg.build.order import Order

__all__ = ["build_command"]

_BUILD: Final = Path("build")


def build_command(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="A folder of document files; ./data if there is one, else ours."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write into.", file_okay=False)
    ] = _BUILD,
    texts: Texts = None,
    show_words: Annotated[
        bool,
        typer.Option(
            "--show-words",
            help="Put the words of verified passages into explorer.html, with what stands around "
            "them. Whoever gets the file can read them: ask whether you may pass them on.",
        ),
    ] = False,
    parted: Annotated[
        bool | None,
        typer.Option(
            "--parts/--whole",
            help="Build in parts, for many documents, or in one piece with pictures; "
            "if not said, in parts above 200 documents.",
        ),
    ] = None,
    store: Annotated[
        bool, typer.Option("--store/--no-store", help="Make a store to query, or only files.")
    ] = True,
    jobs: Jobs = None,
    cluster: Cluster = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Build again whenever a file changes, until Ctrl-C."),
    ] = False,
    fail_on: FailOn = "violation",
    off: Off = None,
    shapes: RuleFolder = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Turn a corpus into a checked graph: data, checks, pictures and a store."""
    from mdmakg.build.make import Way, make
    from mdmakg.build.order import Order
    from mdmakg.cli.verdict import fail_on_of
    from mdmakg.report.verdict import code_of

    if show_words and texts is None:
        raise UsageError("--show-words has no words to show without --texts")
    severity, rules = fail_on_of(fail_on), rules_of(off, shapes)
    folder, shown, which = corpus_folder(corpus)
    note(which, quiet=quiet)
    if shapes is not None:
        note(f"shapes: {shapes}", quiet=quiet)
    way = Way(parted, jobs, cluster, show_words, partial(note, quiet=quiet))
    order = Order(folder, shown, texts, rules, store)
    again = _command("mdmakg check", *_corpus(corpus, texts), *_rules(off, shapes))

    def once() -> int:
        with progress(quiet=quiet) as tell:
            built = make(order, out, way, tell)
        for told in built.notes:
            note(f"note: {told}", quiet=quiet)
        if not quiet:
            _say(built, again)
        return code_of(built.counts, severity)

    if watch:
        _watch(order, once, quiet=quiet)
    elif code := once():
        raise typer.Exit(code)


def _watch(order: Order, once: Callable[[], int], *, quiet: bool) -> None:
    """Build, and again after every change; what is wrong with a file is said and waited out."""
    from mdmakg.build.watch import changes
    from mdmakg.cli.show import complain

    places = (order.corpus, order.rules.shapes, *filter(None, [order.texts]))
    for changed in changes(places):
        if changed:
            note(f"changed: {', '.join(Path(name).name for name in changed)}", quiet=quiet)
        try:
            once()
        except InputError as error:
            complain(error)
        note("waiting for a change; Ctrl-C ends", quiet=quiet)


def _say(built: Built, again: str) -> None:
    from mdmakg.cli.summary import summary
    from mdmakg.report.faults import visible

    there = [] if built.out == _BUILD else ["--build", str(built.out)]
    query = _command("mdmakg query --list", *there)
    trace = _command("mdmakg trace CLAIM", *there)
    lines = map(visible, summary(built, again, query, trace))
    put("".join(f"{line}\n" for line in lines), None)


def _corpus(corpus: Path | None, texts: Path | None) -> list[str]:
    """Name the corpus and its texts as they were given."""
    named = [] if corpus is None else [str(corpus)]
    return named if texts is None else [*named, "--texts", str(texts)]


def _rules(off: list[str] | None, shapes: Path | None) -> list[str]:
    """Name the rules as they were given."""
    named = [part for code in off or () for part in ("--off", code)]
    return named if shapes is None else [*named, "--shapes", str(shapes)]


def _command(verb: str, *told: str) -> str:
    """Write a command to be copied into a shell."""
    return " ".join([verb, *map(shlex.quote, told)])
