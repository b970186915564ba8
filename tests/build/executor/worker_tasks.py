"""Tasks for workers: each is found by its name in the worker's own process."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mdmakg.errors import Fault, InputError, Place

FAULTS = (
    Fault(Place("b.yaml", 2, 3), "wrong-type", "is no number", "n: two"),
    Fault(Place("a.yaml", 9, 1), "unknown-key", "has no meaning here"),
)


@dataclass(frozen=True)
class Item:
    """An item with a name, a number and a folder to leave traces in."""

    name: str
    number: int
    folder: str = ""


def digest(content: bytes) -> bytes:
    """Give the SHA-256 of something: pure, and the same wherever it is done."""
    return sha256(content).digest()


def slow_digest(content: bytes) -> bytes:
    """Take a twentieth of a second about it."""
    time.sleep(0.05)
    return digest(content)


def big(number: int) -> bytes:
    """Give more bytes than any pipe holds."""
    return number.to_bytes(4, "big") * 500_000


def pid(_item: object) -> int:
    """Give the number of the process that works."""
    time.sleep(0.02)
    return os.getpid()


def refuse(item: Item) -> int:
    """Find two faults with the fifth item."""
    if item.number == 5:
        raise InputError(FAULTS, "nothing was built")
    return item.number


def stumble(item: Item) -> float:
    """Fail as a mistake in the program does."""
    return 1 / (item.number - 3)


class StrangeError(Exception):
    """An error that cannot be made again from what it says."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def fail_strangely(_item: object) -> None:
    """Raise what cannot travel."""
    raise StrangeError("odd", "thing")


def die_once(item: Item) -> int:
    """End its own process the first time that item 7 comes."""
    trace = Path(item.folder) / str(item.number)
    if item.number == 7 and not trace.exists():
        trace.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item.number


def die_always(item: Item) -> int:
    """End its process whenever item 7 comes, and leave a trace each time."""
    if item.number == 7:
        (Path(item.folder) / f"{os.getpid()}.trace").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item.number


def leave(item: Item) -> int:
    """End the process as a program ends itself."""
    os._exit(item.number)


def mark_and_wait(item: Item) -> int:
    """Say which process works on the item, and go on for longer than any test."""
    (Path(item.folder) / f"{os.getpid()}.trace").touch()
    time.sleep(600)
    return item.number


def make_folder(_item: object) -> str:
    """Make a folder among temporary files, and leave it there."""
    return tempfile.mkdtemp()
