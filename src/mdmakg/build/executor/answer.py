"""What travels between a parent and its workers, as bytes: a question, and its answer."""

from __future__ import annotations

import pickle
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from mdmakg.build.executor.program import program_here
from mdmakg.errors import MdmakgError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Answer", "answer", "question", "result_of", "signed_answer"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """What came of a task: its result, or the error that it raised."""

    value: R | None = None
    error: Exception | None = None

    def result(self) -> R:
        """Give the result, or raise the error."""
        if self.error is not None:
            raise self.error
        return cast("R", self.value)


def question(task: Callable[[T], R], item: T) -> bytes:
    """Write a task and its item.

    Errors: those of ``pickle``, where either cannot travel.
    """
    return pickle.dumps((task, item), pickle.HIGHEST_PROTOCOL)


def answer(asked: bytes) -> bytes:
    """Do the task that was asked; pickle what came of it."""
    try:
        task, item = pickle.loads(asked)  # noqa: S301 - from the parent's own pipe
        return pickle.dumps(Answer(value=task(item)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # all of them are the caller's
        return pickle.dumps(Answer(error=_to_travel(error)), pickle.HIGHEST_PROTOCOL)


def signed_answer(asked: bytes) -> tuple[str, bytes]:
    """Answer as ``answer`` does, and say which program that was."""
    return program_here(), answer(asked)


def result_of(said: bytes) -> object:
    """Give the result of an answer, or raise its error."""
    answered: Answer[object] = pickle.loads(said)  # noqa: S301 - from a worker of our own
    return answered.result()


def _to_travel(error: Exception) -> Exception:
    """Give an error as it can be pickled: itself, with its trace where it is no planned one."""
    if not isinstance(error, MdmakgError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # an error's own code may fail in any way
        again = None
    return error if type(again) is type(error) else WorkerError(f"{type(error).__name__}: {error}")
