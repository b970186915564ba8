"""Showing: data to stdout, everything else to stderr, all of it safe for a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mdmakg.errors import InputError, MdmakgError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.build.build import Tell

__all__ = ["complain", "note", "progress", "put", "put_bytes"]


def note(text: str, *, quiet: bool = False) -> None:
    """Say something to the person, not to the pipe."""
    if not quiet:
        from mdmakg.report.faults import visible

        print(visible(text), file=sys.stderr)  # noqa: T201 - this is where the program speaks


def complain(error: MdmakgError) -> None:
    """Say what went wrong: every fault with its line and caret, or the message."""
    from mdmakg.report.faults import caret, visible

    if isinstance(error, InputError):
        text = "\n".join(caret(fault) for fault in error.faults)
        number = len(error.faults)
        text += f"\n{number} fault{'s' if number != 1 else ''}; nothing was written"
    else:
        text = f"mdmakg: {visible(str(error))}"
    print(text, file=sys.stderr)  # noqa: T201 - this is where the program speaks


def put(text: str, output: Path | None) -> None:
    """Give data as text: to a file, or to stdout."""
    put_bytes(text.encode("utf-8", "backslashreplace"), output)


def put_bytes(data: bytes, output: Path | None) -> None:
    """Give data: to a file, written beside and renamed, or to stdout.

    Errors: ``StoreError`` if the file cannot be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    beside = output.with_name(f".{output.name}.new")
    try:
        beside.write_bytes(data)
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        says = f"{output}: cannot be written: {error.strerror or error}"
        raise StoreError(says) from error


@contextmanager
def progress(*, quiet: bool, stream: TextIO | None = None) -> Iterator[Tell]:
    """Show what a long job is doing, on a terminal; tell nothing elsewhere."""
    from mdmakg.build.build import silent

    shown = stream or sys.stderr
    if quiet or not shown.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(file=shown), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def tell(step: str, done: int, whole: int) -> None:
            bar.update(task, description=step, completed=done, total=whole if whole > 1 else None)

        yield tell
