"""A command run and measured: wall clock, processor time and memory of it and its children."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Run", "interleaved", "mdmakg", "python", "run"]


@dataclass(frozen=True)
class Run:
    """What a command took.

    Units: ``wall`` and ``cpu`` in seconds, ``peak`` in MiB: of the command itself, or of the
           largest of its children.
    """

    wall: float
    cpu: float
    peak: float
    told: str


def python(*args: object) -> list[str]:
    """Write a command of this Python."""
    return [sys.executable, *map(str, args)]


def mdmakg(*args: object) -> list[str]:
    """Write a command of the program, which says nothing and never fails on findings."""
    return python("-m", "mdmakg", *args)


def run(command: Sequence[str]) -> Run:
    """Run a command to its end.

    Errors: ``RuntimeError`` with what it said if it fails.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}\n{told}")
    wall = time.perf_counter() - start
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, told)


def interleaved(ways: Mapping[str, Callable[[], Run]], rounds: int) -> Mapping[str, Run]:
    """Run each way once a round, in turn, and give the medians of each."""
    taken: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    return {name: _median(runs) for name, runs in taken.items()}


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        median(one.wall for one in runs),
        median(one.cpu for one in runs),
        median(one.peak for one in runs),
        runs[-1].told,
    )
