"""Which executor: as asked for, or as pays for what there is to do."""

from __future__ import annotations

import os
import sys

import dask
import distributed  # noqa: F401 - before its settings are changed, which it would make anew
import pytest
from worker_tasks import pid

from mdmakg.build.executor.choice import cores, open_executor, workers_for
from mdmakg.build.executor.cluster import dask_cluster
from mdmakg.build.executor.here import Here
from mdmakg.build.executor.processes import Processes
from mdmakg.build.executor.protocol import name_of
from mdmakg.errors import StoreError, UsageError

CORES = len(os.sched_getaffinity(0))


@pytest.mark.parametrize(
    ("jobs", "items", "workers"),
    [
        (None, 0, 1),
        (None, 3, 1),
        (None, 4, min(4, CORES)),
        (None, 10_000, CORES),
        (None, None, CORES),
        (1, 10_000, 1),
        (6, 10_000, 6),
        (6, None, 6),
        (6, 2, 2),
        (6, 0, 1),
    ],
)
def test_how_many_workers(jobs: int | None, items: int | None, workers: int) -> None:
    """As many as were asked for, but no more than items; one, where there is little to do."""
    assert workers_for(jobs, items) == workers


def test_cores_are_those_that_may_be_used() -> None:
    """What the system keeps from this process is not counted."""
    allowed = os.sched_getaffinity(0)
    assert cores() == len(allowed)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)


def test_no_jobs_is_no_number() -> None:
    """Fewer than one worker does nothing."""
    with pytest.raises(UsageError, match=r"^--jobs 0: "), open_executor(jobs=0):
        pass


def test_one_worker_is_this_process() -> None:
    """Nothing is started for what this process does as fast."""
    with open_executor(jobs=1) as executor:
        assert isinstance(executor, Here)
        assert set(executor.run(pid, range(3))) == {os.getpid()}


def test_two_workers_are_processes() -> None:
    """They are others than this one, and as many as asked for."""
    with open_executor(jobs=2) as executor:
        assert isinstance(executor, Processes)
        assert executor.workers == 2


def test_without_dask_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library is missing, the message says how to get it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    says = r"pip install 'mdmakg\[dask\]'"
    with pytest.raises(UsageError, match=says), open_executor(cluster="tcp://127.0.0.1:9"):
        pass


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("tcp://127.0.0.1:9", False),
        ("tcp://[::1]:9", False),
        ("tcp://localhost:9", False),
        ("tls://192.0.2.1:9", False),
        ("tcp://192.0.2.1:9", True),
        ("tcp://scheduler.invalid:9", True),
    ],
)
def test_a_cluster_open_to_others_is_noted(address: str, warned: bool) -> None:  # noqa: FBT001 - a row of a table
    """Who goes over a network without encryption is told so, before anything is sent."""
    notes: list[str] = []

    def note(text: str) -> None:
        notes.append(text)
        raise StoreError("nothing is to be sent there by a test")

    soon = {"distributed.comm.timeouts.connect": "50ms"}
    with (
        dask.config.set(soon),
        pytest.raises(StoreError),
        dask_cluster(address, jobs=None, note=note),
    ):
        pass
    assert [text.startswith(f"{address}: neither encrypted") for text in notes] == [True] * warned


def test_items_are_named_shortly() -> None:
    """By their name where they have one, else by what can be seen of them at once."""

    class Named:
        name = "part 3"

    assert name_of(Named()) == "part 3"
    assert name_of(7) == "7"
    assert len(name_of(b"x" * 10_000)) < 100
    assert len(name_of("x" * 10_000)) < 100
