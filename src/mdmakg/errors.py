"""What can go wrong, and where.

::

    MdmakgError
    ├── UsageError        2   asked for what cannot be asked
    ├── InputError        3   input cannot be read; carries every fault found
    ├── StoreError        4   the store or a remote failed
    │   ├── OvertimeError 4   a query took longer than it may
    │   └── WorkerError   4   workers died over one part of a build
    ├── PartialError      5   some of what was asked was done
    └── StoppedError    130   stopped from outside

Every exception that leaves the library is one of these. The number is the exit
code of the command line; nothing else decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Fault",
    "InputError",
    "MdmakgError",
    "OvertimeError",
    "PartialError",
    "Place",
    "StoppedError",
    "StoreError",
    "UsageError",
    "WorkerError",
]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file.

    Units: ``line`` and ``column`` count from 1, columns in code points.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with an input: where, a stable code, what, and the line it is on.

    ``line`` is the source line for the caret, without its newline; empty where
    there is none to show (a missing file, a binary one).
    """

    place: Place
    code: str
    message: str
    line: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.message}"


class MdmakgError(Exception):
    """Anything this library raises on purpose."""

    exit_code: ClassVar[int] = 1


class UsageError(MdmakgError):
    """What was asked cannot be asked: an unknown format, claim or question."""

    exit_code = 2


class InputError(MdmakgError):
    """Input could not be read; ``faults`` has every fault of every file, in order of place.

    ``outcome`` says what that means for what was asked.
    """

    exit_code = 3

    def __init__(self, faults: Iterable[Fault], outcome: str = "nothing was written") -> None:
        self.faults = tuple(sorted(set(faults)))
        self.outcome = outcome
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...], str]]:
        """Travel between processes with the faults, not with the message made of them."""
        return type(self), (self.faults, self.outcome)


class NothingError(MdmakgError):
    """Of what was given nothing could be taken; what and why was said before."""

    exit_code = 3


class StoreError(MdmakgError):
    """The store, or a remote one, could not do what was asked."""

    exit_code = 4


class OvertimeError(StoreError):
    """A query took longer than it may, and was given up."""


class WorkerError(StoreError):
    """One part of a build ended every worker that it was given to."""


class PartialError(MdmakgError):
    """Some of what was asked was done; the message says what was not."""

    exit_code = 5


class StoppedError(MdmakgError):
    """Stopped from outside, by Ctrl-C or a signal."""

    exit_code = 130
