"""Which executor a build is given."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mdmakg.build.executor.here import Here
from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdmakg.build.executor.protocol import Executor

__all__ = ["cores", "open_executor", "workers_for"]

# Where there is less, the program is done before its workers have started.
_WORTH_WORKERS: Final = 4


def _unheard(_note: str) -> None:
    """Hear nothing."""


@contextmanager
def open_executor(
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    items: int | None = None,
    note: Callable[[str], None] = _unheard,
) -> Iterator[Executor]:
    """Give an executor, which ends with the block.

    Units:  ``jobs`` are worker processes; if not given, as many as pay for ``items``
            items on the cores that this process may use. ``cluster`` is the address of
            a Dask scheduler, or ``local``; ``note`` hears what is odd about it.
    Errors: ``UsageError`` for an address that is none, for ``jobs`` on a cluster that
            has workers of its own, or without Dask; ``StoreError`` if the cluster does
            not answer, has no workers, or runs another program.
    """
    if cluster is not None:
        from mdmakg.build.executor.cluster import dask_cluster

        with dask_cluster(cluster, jobs=jobs, note=note) as far:
            yield far
        return
    workers = workers_for(jobs, items)
    if workers == 1:
        yield Here()
        return
    from mdmakg.build.executor.processes import processes

    with processes(workers) as near:
        yield near


def workers_for(jobs: int | None, items: int | None) -> int:
    """Say how many workers some items are worth; ``None`` is not known.

    Errors: ``UsageError`` for fewer than one job.
    """
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs {jobs}: at least one is needed")
    if jobs is None and items is not None and items < _WORTH_WORKERS:
        return 1
    wanted = cores() if jobs is None else jobs
    return wanted if items is None else max(1, min(wanted, items))


def cores() -> int:
    """Count the processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux says which
        return os.cpu_count() or 1
