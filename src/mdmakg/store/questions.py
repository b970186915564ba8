"""The competency questions of a folder: one ``.rq`` file each, with its sentence on top."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.bundle import folder as bundled
from mdmakg.errors import Fault, InputError, Place, UsageError
from mdmakg.store.guard import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Question", "find_question", "questions", "read_question"]

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = ("question", "asked by", "answer")
_KEYED = re.compile(rf"({'|'.join(_KEYS)}):(.*)")


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A competency question; ``answer`` says what its columns and an empty answer mean."""

    name: str
    question: str
    asked_by: str
    answer: str
    query: str


def questions(folder: Path | None = None) -> tuple[Question, ...]:
    """List the questions of a folder, or the bundled ones, in order of their names.

    Errors: ``InputError`` with the faults of every file that is not a question.
    """
    found: list[Question] = []
    faults: list[Fault] = []
    for path in _files(folder or bundled("queries")):
        try:
            found.append(read_question(path))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(found)


def find_question(name: str, folder: Path | None = None) -> Question:
    """Find a question by its name.

    Errors: ``UsageError`` if there is none, with the names that are near.
    """
    by_name = {path.stem: path for path in _files(folder or bundled("queries"))}
    if name not in by_name:
        raise UsageError(f"there is no question {name!r}; {_near(name, by_name)}")
    return read_question(by_name[name])


def _near(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=3, cutoff=0.5)
    return f"near it: {', '.join(near)}" if near else "mdmakg query --list names them"


def _files(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.suffix == ".rq"))
    except OSError as error:
        says = f"the questions cannot be read: {error.strerror}; a folder of .rq files is wanted"
        raise _refused(folder, "question-folder", says) from error


def read_question(path: Path) -> Question:
    """Read one question.

    Errors: ``InputError`` for a file that cannot be read, is too long, has a
    name of another form, or lacks one of its three comments.
    """
    if _NAME.fullmatch(path.stem) is None:
        says = "a question is named in lower case: letters and digits, joined by single hyphens"
        raise _refused(path, "question-name", says)
    query = _text(path)
    said = _comments(query)
    missing = [key for key in _KEYS if not said.get(key)]
    if missing:
        says = f"the comments on top lack {' and '.join(f'# {key}: …' for key in missing)}"
        raise _refused(path, "question-comments", says)
    return Question(path.stem, said["question"], said["asked by"], said["answer"], query)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            # A character takes four bytes at most: a file cut here is too long in any case.
            read = file.read(4 * MAX_LENGTH + 1)
        text = read.decode(errors="strict" if len(read) <= 4 * MAX_LENGTH else "ignore")
    except OSError as error:
        raise _refused(path, "question-file", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refused(path, "question-utf8", "this is not UTF-8 text") from error
    if len(read) > 4 * MAX_LENGTH or len(text) > MAX_LENGTH:
        says = f"the query is longer than the {MAX_LENGTH:,} characters that are allowed"
        raise _refused(path, "question-length", says)
    return text


def _comments(query: str) -> Mapping[str, str]:
    """Read the keyed comments on top; a comment without a key goes on with the one above it."""
    said: dict[str, str] = {}
    last = ""
    for line in query.splitlines():
        if not line.startswith("#"):
            break
        words = line[1:].strip()
        if keyed := _KEYED.fullmatch(words):
            last, words = keyed[1], keyed[2].strip()
        if last:
            said[last] = f"{said.get(last, '')} {words}".strip()
    return said


def _refused(path: Path, code: str, message: str) -> InputError:
    return InputError([Fault(Place(str(path)), code, message)])
