"""Dask: same results, deaths survived, other programs refused, a lost scheduler told at once."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import dask
import pytest
from distributed import Client
from drawing import drawn_ahead
from separate_cluster import HERE, QUIET, SeparateCluster, separate_cluster
from separate_cluster import running as dask_process
from worker_tasks import FAULTS, Item, die_always, die_once, digest, pid, refuse, slow_digest

from mdmakg.build.executor.choice import open_executor
from mdmakg.build.executor.cluster import Cluster
from mdmakg.errors import InputError, StoreError, UsageError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENTS = [str(number).encode() for number in range(60)]
DIGESTS = sorted(map(digest, CONTENTS))

# Where a part's own death is meant, the cluster's patience with it is that of processes.
TWO_MORE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2"}
SOON = {"distributed.comm.timeouts.connect": "1s"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[SeparateCluster]:
    """Start a cluster of two workers, none of which a test may take away for good."""
    with separate_cluster(2, environment=TWO_MORE) as running:
        yield running


def test_a_cluster_gives_what_one_process_gives(cluster: SeparateCluster) -> None:
    """The results are those of a plain loop, worked out by other processes."""
    with open_executor(cluster=cluster.address) as executor:
        assert sorted(executor.run(digest, CONTENTS)) == DIGESTS
        assert os.getpid() not in set(executor.run(pid, range(8)))
        assert list(executor.run(digest, [])) == []


def test_items_are_drawn_as_the_cluster_needs_them(cluster: SeparateCluster) -> None:
    """With two workers no more than four items are drawn beyond the results that were taken."""
    with open_executor(cluster=cluster.address) as executor:
        assert executor.workers == 2
        assert max(drawn_ahead(executor, CONTENTS)) == 4


def test_an_error_of_a_task_comes_from_a_cluster_as_itself(cluster: SeparateCluster) -> None:
    """Faults keep their places, and the cluster works on for the next."""
    items = [Item(f"part {number}", number) for number in range(50)]
    with open_executor(cluster=cluster.address) as executor:
        with pytest.raises(InputError) as caught:
            list(executor.run(refuse, items))
        assert sorted(executor.run(digest, CONTENTS)) == DIGESTS
    assert caught.value.faults == tuple(sorted(FAULTS))


def test_nothing_is_left_on_the_workers(cluster: SeparateCluster) -> None:
    """What was given back is released, so that no worker's death makes it be done again."""
    left = []
    with (
        open_executor(cluster=cluster.address) as executor,
        Client(cluster.address, set_as_default=False) as other,
    ):
        for number, _ in enumerate(executor.run(slow_digest, CONTENTS)):
            if number % 10 == 9:
                left.append(sum(map(len, other.has_what().values())))
    # Under way, or done and on its way here: those of the window, and not one more.
    assert max(left) <= 4


def test_a_worker_killed_in_the_middle_of_a_part(cluster: SeparateCluster, tmp_path: Path) -> None:
    """Its nanny starts it anew, the part is done elsewhere, and every result is there once."""
    items = [Item(f"part {number}", number, str(tmp_path)) for number in range(20)]
    with open_executor(cluster=cluster.address) as executor:
        assert sorted(executor.run(die_once, items)) == list(range(20))
    assert (tmp_path / "7").exists()


def test_machines_that_go_away() -> None:
    """Without one, the other does the rest; without any, they are waited for, not for ever."""
    with separate_cluster(2, nannies=False) as running:
        with open_executor(cluster=running.address) as executor:
            results = executor.run(slow_digest, CONTENTS)
            first = [next(results) for _ in range(10)]
            running.kill_worker(0)
            assert sorted([*first, *results]) == DIGESTS
        with Client(running.address, set_as_default=False) as client:
            results = Cluster(client, running.address, patience=1).run(slow_digest, CONTENTS)
            next(results)
            running.kill_worker(1)
            with pytest.raises(StoreError, match=r": no worker was there for 1 s$"):
                list(results)
        with (
            dask.config.set(SOON),
            pytest.raises(StoreError, match=r": the cluster has no workers$"),
            open_executor(cluster=running.address),
        ):
            pass


def test_a_part_that_kills_on_a_cluster_is_named(cluster: SeparateCluster, tmp_path: Path) -> None:
    """It is given up, with its name, after as many deaths as the scheduler allows."""
    items = [Item("part 7", 7, str(tmp_path))]
    says = r"^part 7: 3 workers died over it; last: tcp://127"
    with (
        open_executor(cluster=cluster.address) as executor,
        pytest.raises(WorkerError, match=says),
    ):
        list(executor.run(die_always, items))
    assert len(list(tmp_path.glob("*.trace"))) == 3


def test_a_scheduler_that_is_killed_is_told_at_once() -> None:
    """In the middle of the work: exit code 4, its address, and nobody waits for it."""
    with separate_cluster(1, nannies=False) as running:
        started = 0.0
        with (
            pytest.raises(StoreError, match=r"^tcp://127\.0\.0\.1:\d+: the scheduler .* gone$"),
            open_executor(cluster=running.address) as executor,
        ):
            for number, _ in enumerate(executor.run(slow_digest, CONTENTS)):
                if number == 9:
                    running.kill_scheduler()
                    started = time.monotonic()
        assert time.monotonic() - started < 10


def test_no_cluster_there() -> None:
    """Where nobody listens, the address is named after the time that Dask's settings give it."""
    with (
        dask.config.set(SOON),
        pytest.raises(StoreError, match=r"^tcp://127\.0\.0\.1:9: the cluster cannot be reached"),
        open_executor(cluster="tcp://127.0.0.1:9"),
    ):
        pass


def _of_another_version(folder: Path) -> str:
    """Have a process that looks there first take mdmakg for another version."""
    other = folder / "mdmakg-9.9.9.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: mdmakg\nVersion: 9.9.9\n")
    return str(folder)


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    """Its address, what it runs, and what is here."""
    found = {"PYTHONPATH": _of_another_version(tmp_path)}
    with separate_cluster(1, of_workers=found, nannies=False) as cluster:
        says = r"^tcp://\S+: this worker runs mdmakg 9\.9\.9 \(\w+\) on Python \S+, and here is "
        with pytest.raises(StoreError, match=says), open_executor(cluster=cluster.address):
            pass


def test_what_a_worker_of_another_version_did_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that comes in the middle, and works before anybody has looked what it runs."""
    monkeypatch.setattr("mdmakg.build.executor.cluster._LOOK", 60)
    with separate_cluster(1, nannies=False) as cluster:
        end = ("--host", "127.0.0.1", "--local-directory", str(tmp_path), "--no-nanny", *QUIET)
        found = {"PYTHONPATH": f"{_of_another_version(tmp_path)}{os.pathsep}{HERE}"}
        with open_executor(cluster=cluster.address) as executor:
            results = executor.run(slow_digest, CONTENTS)
            next(results)
            with dask_process("worker", cluster.address, *end, env=found):
                with Client(cluster.address, set_as_default=False) as client:
                    client.wait_for_workers(2, timeout=30)
                cluster.kill_worker(0)
                with pytest.raises(
                    StoreError, match=r": a worker runs mdmakg 9\.9\.9 .*, here is "
                ):
                    list(results)


def test_a_local_cluster(tmp_path: Path) -> None:
    """Started for the build, with a death in the middle, and gone after it."""
    items = [Item(f"part {number}", number, str(tmp_path)) for number in range(20)]
    with open_executor(cluster="local", jobs=2) as executor:
        assert executor.workers == 2
        workers = set(executor.run(pid, range(12)))
        assert sorted(executor.run(die_once, items)) == list(range(20))
    assert len(workers) == 2
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, signal.SIGCONT)


@pytest.mark.parametrize(
    "address", ["", "elsewhere", "http://127.0.0.1:1", "tcp://", "tcp://127.0.0.1", "tcp://a:b"]
)
def test_what_is_no_address(address: str) -> None:
    """It is refused before anything is tried."""
    with pytest.raises(UsageError, match="is no address"), open_executor(cluster=address):
        pass


def test_a_cluster_has_its_own_number_of_workers() -> None:
    """How many processes to start is asked of a local cluster only."""
    with (
        pytest.raises(UsageError, match="--jobs does not go with --cluster"),
        open_executor(cluster="tcp://127.0.0.1:9", jobs=2),
    ):
        pass
