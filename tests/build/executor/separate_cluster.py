"""A Dask cluster of separate processes on the loopback, to be killed in part or whole.

For a look from outside, ``python tests/build/executor/separate_cluster.py 2`` starts one of
two workers, prints its address and the numbers of its processes, and ends it with Ctrl-C.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from distributed import Client

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE: Final = Path(__file__).parent
DASK: Final = (sys.executable, "-m", "dask")
QUIET: Final = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
"""What keeps the port that is opened for HTTP, dashboard or not, to this machine."""

_START: Final = 30.0


@dataclass
class SeparateCluster:
    """A scheduler and its workers, each with a process group of its own."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill_scheduler(self) -> None:
        """End the scheduler as a power cut would."""
        kill(self.scheduler)

    def kill_worker(self, number: int) -> None:
        """End a worker, and the nanny that would start it anew, if it has one."""
        kill(self.workers[number])


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all its children, and wait for its end."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def separate_cluster(
    workers: int = 2,
    *,
    environment: Mapping[str, str] | None = None,
    of_workers: Mapping[str, str] | None = None,
    nannies: bool = True,
) -> Iterator[SeparateCluster]:
    """Start a cluster, give it once its workers are there, and kill what is left of it.

    ``environment`` is added to that of all its processes, ``of_workers`` to theirs alone.
    Without ``nannies`` nobody starts a worker anew.
    Tasks of the tests beside this module are found there.
    """
    common = environment or {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        file = folder / "scheduler.json"
        # Where the tests are killed, so that nobody ends it, it ends by itself.
        at = ("--host", "127.0.0.1", "--port", "0", "--idle-timeout", "120", *QUIET)
        scheduler = stack.enter_context(
            running("scheduler", *at, "--scheduler-file", str(file), env=common)
        )
        cluster = SeparateCluster(_address(file, scheduler), scheduler)
        local = str(folder / "workers")
        one = ("--host", "127.0.0.1", "--nthreads", "1", *QUIET)
        end = ("--local-directory", local, "--death-timeout", "60")
        alone = () if nannies else ("--no-nanny",)
        theirs = {**common, **(of_workers or {})}
        for _ in range(workers):
            beginning = running("worker", cluster.address, *one, *end, *alone, env=theirs)
            cluster.workers.append(stack.enter_context(beginning))
        _wait_for(cluster)
        yield cluster


def _wait_for(cluster: SeparateCluster) -> None:
    """Wait until all workers are there, so that tests know how many."""
    if not cluster.workers:
        return
    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(len(cluster.workers), timeout=_START)


@contextmanager
def running(
    *command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask for as long as the block lasts; the tests' tasks are found there."""
    quiet = subprocess.DEVNULL
    whole = {**os.environ, "PYTHONPATH": str(HERE), **(env or {})}
    with subprocess.Popen(  # noqa: S603 - our own Python
        [*DASK, *command], env=whole, cwd=cwd, stdout=quiet, stderr=quiet, process_group=0
    ) as process:
        try:
            yield process
        finally:
            kill(process)


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """Read where the scheduler listens, once it has written so."""
    end = time.monotonic() + _START
    while time.monotonic() < end:
        try:
            return str(json.loads(file.read_text())["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            assert scheduler.poll() is None, "the scheduler did not start"
            time.sleep(0.05)
    raise TimeoutError("the scheduler did not say where it is")


if __name__ == "__main__":
    with separate_cluster(int(sys.argv[1])) as started:
        print(started.address, flush=True)  # noqa: T201 - for whoever started it
        print(started.scheduler.pid, *(worker.pid for worker in started.workers), flush=True)  # noqa: T201
        with suppress(KeyboardInterrupt):
            signal.pause()
