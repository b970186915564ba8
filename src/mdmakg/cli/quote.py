"""``mdmakg quote``: an anchor for a phrase, or why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.options import NoColor, Quiet
from mdmakg.cli.show import note, put
from mdmakg.cli.stdin import read_stdin
from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from mdmakg.passage.find import Refused, Several

__all__ = ["quote_command"]


def quote_command(
    text: Annotated[str, typer.Argument(help="A file of text, or - for standard input.")],
    phrase: Annotated[
        str | None, typer.Argument(help="The words to find, or - for standard input.")
    ] = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="List the anchors of all sentences instead.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--show", help="With --sentences, show the words as well.")
    ] = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Find a phrase in a text and print a ready anchor (exit 0), or say why not (exit 1)."""
    if sentences == (phrase is not None):
        raise UsageError("give a phrase to find, or --sentences")
    if text == phrase == "-":
        raise UsageError("text and phrase cannot both be standard input")
    words = _read(text)
    if phrase is None:
        _list_sentences(words, show=show)
    else:
        _anchor(words, read_stdin() if phrase == "-" else phrase, quiet=quiet)


def _read(name: str) -> str:
    from mdmakg.read.files import read_text

    return read_stdin() if name == "-" else read_text(Path(name))


def _list_sentences(words: str, *, show: bool) -> None:
    from mdmakg.passage.digest import anchor
    from mdmakg.passage.sentences import sentences
    from mdmakg.report.faults import visible

    lines: list[str] = []
    for span in sentences(words):
        shown = f"  # {visible(span.of(words))}" if show else ""
        lines.append(f"- {anchor(words, span.start, span.end)}{shown}\n")
    put("".join(lines), None)


def _anchor(words: str, phrase: str, *, quiet: bool) -> None:
    from mdmakg.passage.digest import anchor
    from mdmakg.passage.find import Found, Refused, find

    answer = find(words, phrase)
    if isinstance(answer, Found):
        put(anchor(words, answer.at.start, answer.at.end) + "\n", None)
        for negation in answer.negations:
            says = f"note: the sentence has {negation.of(words)!r} outside this passage"
            note(says, quiet=quiet)
        return
    if isinstance(answer, Refused):
        _refuse(words, answer)
    else:
        _several(words, answer)
    raise typer.Exit(1)


def _refuse(words: str, answer: Refused) -> None:
    from mdmakg.passage.digest import anchor

    note(f"{answer.reason}: {answer.words}")
    if (near := answer.nearest) is not None:
        note(f"nearest: {anchor(words, near.start, near.end)}")
        note(f"  {near.of(words)}")


def _several(words: str, answer: Several) -> None:
    from mdmakg.passage.digest import anchor

    found = f"{len(answer.places)} places{'' if answer.whole else ' or more'}"
    note(f"several: it stands at {found}; which is meant is yours to say")
    for place in answer.places:
        around = words[max(place.start - 30, 0) : place.end + 30]
        note(f"{anchor(words, place.start, place.end)}  {around}")
