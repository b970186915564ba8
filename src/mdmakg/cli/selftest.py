"""``mdmakg selftest``: plant faults and demand red."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mdmakg.cli.options import (
    NoColor,
    Output,
    Quiet,
    RuleFolder,
    corpus_folder,
    require_format,
    rules_of,
)
from mdmakg.cli.show import note, progress, put

if TYPE_CHECKING:
    from mdmakg.build.selftest import Tried

__all__ = ["selftest_command"]

_FORMATS = ("text", "json")


def selftest_command(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="A folder of document files; ./data if there is one, else ours."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    shapes: RuleFolder = None,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Plant one fault per check in a copy of the corpus: exactly that check must turn red."""
    from mdmakg.build.selftest import selftest

    require_format(format_, _FORMATS)
    folder, _, which = corpus_folder(corpus)
    note(which, quiet=quiet)
    with progress(quiet=quiet) as tell:
        tried = tuple(selftest(folder, rules_of(None, shapes), tell))
    put(_json(tried) if format_ == "json" else _text(tried), output)
    if not all(one.right for one in tried):
        raise typer.Exit(1)


def _text(tried: tuple[Tried, ...]) -> str:
    width = max((len(one.check) for one in tried), default=0)
    lines = [f"{one.check:<{width}}  {_says(one)}" for one in tried]
    right = sum(one.right for one in tried)
    lines += [
        "",
        f"{right} of {len(tried)} checks turned red on their fault and were alone in that.",
    ]
    return "".join(f"{line}\n" for line in lines)


def _says(one: Tried) -> str:
    if not one.planted:
        return "NO FAULT to plant: shapes/faults has none"
    others = f"; so did {', '.join(one.others)}, which should not" if one.others else ""
    return f"{'red' if one.found else 'NOT RED'}{others}"


def _json(tried: tuple[Tried, ...]) -> str:
    from mdmakg.report.wellformed import json_text

    return json_text(
        {
            "format": "mdmakg-selftest/1",
            "right": all(one.right for one in tried),
            "checks": [
                {
                    "check": one.check,
                    "planted": one.planted,
                    "red": one.found,
                    "others": list(one.others),
                }
                for one in tried
            ],
        }
    )
