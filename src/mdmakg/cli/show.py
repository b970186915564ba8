"""Showing: data to stdout, everything else to stderr, all of it safe for a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mdmakg.beside import write_pieces_beside
from mdmakg.errors import InputError, MdmakgError, StoreError
from mdmakg.report.several import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.build.built import Tell

__all__ = [
    "complain",
    "hush",
    "note",
    "on_terminal",
    "progress",
    "put",
    "put_bytes",
    "put_pieces",
    "several",
]


def note(text: str, *, quiet: bool = False) -> None:
    """Say something to the person, not to the pipe."""
    if not quiet:
        from mdmakg.report.faults import visible

        _say(visible(text))


def _say(text: str) -> None:
    # Python has no sys.stderr where the shell closed it; nobody listens then.
    if sys.stderr is not None:
        with suppress(BrokenPipeError):
            print(text, file=sys.stderr)  # noqa: T201 - this is where the program speaks


def complain(error: MdmakgError) -> None:
    """Say what went wrong: every fault with its line and caret, or the message."""
    from mdmakg.report.faults import caret, visible

    if isinstance(error, InputError):
        number = len(error.faults)
        text = "\n".join(map(caret, error.faults))
        _say(f"{text}\n{number} fault{'s' if number != 1 else ''}; {error.outcome}")
    else:
        _say(f"mdmakg: {visible(str(error))}")


def put(text: str, output: Path | None) -> None:
    """Give data as text: to a file, or to stdout."""
    put_bytes(text.encode("utf-8", "backslashreplace"), output)


def put_bytes(data: bytes, output: Path | None) -> None:
    """Give data: to a file, written beside and renamed, or to stdout.

    Errors: ``StoreError`` if it cannot be written.
    """
    _put((data,), output)


def put_pieces(pieces: Iterable[str], output: Path | None) -> None:
    """Give text piece by piece, as ``put`` gives it whole; nothing of it is kept.

    Errors: ``StoreError`` if it cannot be written.
    """
    _put((piece.encode("utf-8", "backslashreplace") for piece in pieces), output)


def _put(pieces: Iterable[bytes], output: Path | None) -> None:
    if output is None or str(output) == "-":
        _to_stdout(pieces)
        return
    try:
        _to_file(pieces, output)
    except OSError as error:
        says = f"{output}: cannot be written: {error.strerror or error}"
        raise StoreError(says) from error


def _to_stdout(pieces: Iterable[bytes]) -> None:
    if sys.stdout is None:
        raise StoreError("standard output is closed")
    try:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever was reading has had enough; the exit code is still the verb's.
        hush()
    except OSError as error:
        hush()
        raise StoreError(f"standard output cannot be written: {error.strerror}") from error


def hush() -> None:
    """Write to standard output no more: what is left of it would fail again at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _to_file(pieces: Iterable[bytes], output: Path) -> None:
    target = output.resolve()
    if target.exists() and not target.is_file():
        # A pipe or a device cannot be replaced, and must not be.
        with target.open("wb") as out:
            out.writelines(pieces)
        return
    write_pieces_beside(target, pieces)


def on_terminal(stream: TextIO | None) -> bool:
    """Whether a person is looking at a stream; nobody looks at one that was closed."""
    return stream is not None and stream.isatty()


@contextmanager
def progress(*, quiet: bool) -> Iterator[Tell]:
    """Show how far a job is that takes a while, on a terminal; tell nothing elsewhere."""
    from mdmakg.build.built import silent

    if quiet or not on_terminal(sys.stderr):
        yield silent
        return
    from mdmakg.cli.bar import Bar

    bar = Bar()
    try:
        yield bar.tell
    finally:
        bar.close()
