"""On a Dask cluster: one that is there, or one of local processes."""

from __future__ import annotations

import gc
import logging
import time
from concurrent.futures import CancelledError
from contextlib import ExitStack, closing, contextmanager, suppress
from ipaddress import ip_address
from traceback import walk_tb
from typing import TYPE_CHECKING, Final, TypeVar, cast
from urllib.parse import urlsplit
from uuid import uuid4

from mdmakg.build.executor.answer import question, result_of, signed_answer
from mdmakg.build.executor.program import program_here, program_there
from mdmakg.build.executor.protocol import AHEAD, TRIES, name_of
from mdmakg.build.executor.turn import in_turn
from mdmakg.errors import StoreError, UsageError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from distributed import Client, LocalCluster, Nanny

__all__ = ["LOCAL", "Cluster", "dask_cluster"]

T = TypeVar("T")
R = TypeVar("R")

LOCAL: Final = "local"
"""The address of a cluster of processes that are started for it."""

_LOOK: Final = 5.0
_PATIENCE: Final = 60.0
_CLOSE: Final = 5.0
_FAREWELL: Final = 0.2
_UNPACKED: Final = "not enough values to unpack (expected 3"
_TIMEOUT: Final = "distributed.comm.timeouts.connect"  # Dask's own setting, 30 seconds
# What a library says on its own account of connections that come and go.
_LOUD: Final = ("distributed", "distributed.client", "tornado", "tornado.application")


@contextmanager
def dask_cluster(
    address: str, *, jobs: int | None, note: Callable[[str], None]
) -> Iterator[Cluster]:
    """Connect to a cluster, or start a local one, for as long as the block lasts.

    Errors: as ``open_executor``.
    """
    _require_address(address, jobs)
    with _silence(), ExitStack() as stack:
        if address == LOCAL:
            started = stack.enter_context(_local(jobs))
            client = stack.enter_context(_client(started.scheduler_address))
        else:
            if warned := _open_to_others(address):
                note(warned)
            client = stack.enter_context(_client(address))
        yield Cluster(client, address)


def _require_address(address: str, jobs: int | None) -> None:
    try:
        import distributed
    except ImportError:
        raise UsageError("--cluster needs Dask: pip install 'mdmakg[dask]'") from None
    del distributed
    if address == LOCAL:
        return
    if jobs is not None:
        raise UsageError("--jobs does not go with --cluster: a cluster has its own workers")
    if not _is_address(address):
        raise UsageError(
            f"--cluster {address}: is no address; one is tcp://HOST:PORT, tls://HOST:PORT or local"
        )


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("tcp", "tls") and bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False


def _open_to_others(address: str) -> str:
    """Say what is to be said where anyone on the network can have the cluster work."""
    parts = urlsplit(address)
    if parts.scheme != "tcp" or _is_loopback(parts.hostname or ""):
        return ""
    return (
        f"{address}: neither encrypted nor authenticated: whoever reaches it reads the documents "
        "and runs programs on its workers; use tls:// outside a network of your own"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _silence() -> Iterator[None]:
    """Have Dask keep its log to itself: what matters of it is raised as an error."""
    loggers = [logging.getLogger(name) for name in _LOUD]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def _local(jobs: int | None) -> Iterator[LocalCluster]:
    """Start a scheduler here and workers beside it, on the loopback."""
    import dask
    from distributed import LocalCluster

    from mdmakg.build.executor.choice import cores

    try:
        with dask.config.set({"distributed.scheduler.allowed-failures": TRIES - 1}):
            cluster = LocalCluster(
                n_workers=jobs or cores(),
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
                worker_class=_curt_nanny(),
            )
    except (OSError, RuntimeError) as error:
        raise StoreError(f"a local cluster cannot be started: {error}") from error
    with cluster:
        yield cluster


def _curt_nanny() -> type[Nanny]:
    """Give a keeper of a worker that ends it without a farewell of four seconds.

    A worker has nothing to put in order, and Ctrl-C is not to wait.
    """
    from distributed import Nanny

    class CurtNanny(Nanny):  # type: ignore[misc] # its library is not read
        async def close(self, timeout: float = _FAREWELL, reason: str = "done") -> object:
            return await super().close(timeout=timeout, reason=reason)

        async def kill(self, *args: object, **options: object) -> None:
            # Of so short a time little is left to see a worker go that had to be killed.
            with suppress(TimeoutError):
                await super().kill(*args, **options)

    return CurtNanny


@contextmanager
def _client(address: str) -> Iterator[Client]:
    client = _connected(address)
    try:
        yield client
    finally:
        # What ended the block matters more than a scheduler that does not say goodbye.
        with suppress(TimeoutError):
            client.close(timeout=_CLOSE)


def _connected(address: str) -> Client:
    """Connect to a scheduler; certificates for ``tls://`` are those of Dask's configuration.

    Errors: ``StoreError`` if it does not answer, or not to us.
    """
    from distributed import Client

    try:
        return Client(address, set_as_default=False)
    except (OSError, TypeError, ValueError, RuntimeError) as error:
        # Dask raises the last three where certificates are missing or are none.
        says = str(error)
    # The half-made client takes a lock as it is collected, in whatever thread that happens,
    # also in one for which the holder of that lock waits: so it happens here and now.
    gc.collect()
    raise StoreError(f"{address}: the cluster cannot be reached: {says}")


class Cluster:
    """Gives items to the workers of a cluster, whoever of them is there."""

    def __init__(self, client: Client, address: str, patience: float = _PATIENCE) -> None:
        self._client = client
        self._futures = client.get_executor(pure=False)
        self._address = address
        self._threads: dict[str, int] = {}
        self._patience = patience
        self._looked = self._seen = time.monotonic()
        self._wait_for_workers()

    @property
    def workers(self) -> int:
        """How many items are worked on at once, as far as is known."""
        return sum(self._threads.values())

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Give the result of each item as it is ready; see ``Executor``."""

        def submit(item: T) -> Future[tuple[str, bytes]]:
            # Equal keys would be one and the same work, also of another build.
            key = f"{name_of(item)}-{uuid4().hex}"
            asked = question(task, item)
            future = self._futures.submit(signed_answer, asked, key=key)
            return cast("Future[tuple[str, bytes]]", future)

        from distributed.scheduler import KilledWorker

        try:
            with closing(in_turn(submit, items, self._most, _is_half_told)) as answers:
                for runs, said in answers:
                    # Workers come at any time, and may have worked before they are looked at.
                    if runs != (here := program_here()):
                        raise StoreError(f"{self._address}: a worker runs {runs}, here is {here}")
                    yield cast("R", result_of(said))
        except CancelledError:
            raise self._lost() from None
        except KilledWorker as error:
            raise WorkerError(_named(error)) from error

    def _most(self) -> int:
        """Say how many items may be under way.

        Errors: ``StoreError`` if the scheduler is gone, or all workers are for too long.
        """
        if self._client.status != "running":
            raise self._lost()
        if time.monotonic() - self._looked > min(_LOOK, self._patience):
            self._look()
            if time.monotonic() - self._seen > self._patience:
                says = f"{self._address}: no worker was there for {self._patience:.0f} s"
                raise StoreError(says)
        return AHEAD * max(1, self.workers)

    def _look(self) -> None:
        """See which workers there are; those that are new must run the same program."""
        try:
            there = self._client.nthreads()
        except OSError:
            raise self._lost() from None
        if new := sorted(set(there) - set(self._threads)):
            self._require_same(new)
        self._threads = there
        self._looked = time.monotonic()
        if there:
            self._seen = self._looked

    def _wait_for_workers(self) -> None:
        import dask

        try:
            self._client.wait_for_workers(1, timeout=dask.config.get(_TIMEOUT))
        except TimeoutError:
            raise StoreError(f"{self._address}: the cluster has no workers") from None
        self._look()

    def _require_same(self, workers: list[str]) -> None:
        """Refuse workers that would give other bytes than we.

        Errors: ``StoreError`` that names one, and what it runs.
        """
        there = program_there()
        here = there()
        for worker, runs in self._client.run(there, workers=workers, on_error="return").items():
            # One that could not be asked may have died since, and be replaced.
            if not isinstance(runs, OSError) and runs != here:
                raise StoreError(f"{worker}: this worker runs {runs}, and here is {here}")

    def _lost(self) -> StoreError:
        return StoreError(f"{self._address}: the scheduler of the cluster is gone")


def _is_half_told(error: BaseException | None) -> bool:
    """Whether Dask took an answer for an error: where a worker dies as it has given it.

    Source: distributed 2025.3 to 2026, ``cfexecutor._cascade_future``, which looks at the
            state of a future after it has its result, and unpacks that as an error.
    """
    if not isinstance(error, ValueError) or not str(error).startswith(_UNPACKED):
        return False
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    return bool(frames) and frames[-1].f_code.co_name == "_cascade_future"


def _named(error: Exception) -> str:
    """Say which item killed its workers."""
    key, worker, allowed = error.args
    name = str(key).rpartition("-")[0]
    return f"{name}: {allowed + 1} workers died over it; last: {worker.address}"
