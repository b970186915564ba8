"""In processes of this machine: each dies alone, and its item goes to the next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, LifoQueue
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from mdmakg.build.executor.answer import question, result_of
from mdmakg.build.executor.child import Child, warm
from mdmakg.build.executor.protocol import AHEAD, TRIES, name_of
from mdmakg.build.executor.turn import in_turn
from mdmakg.errors import StoppedError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

__all__ = ["Processes", "processes"]

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def processes(workers: int) -> Iterator[Processes]:
    """Give an executor whose worker processes are all ended in the end."""
    executor = Processes(workers)
    try:
        yield executor
    finally:
        executor.close()


class Processes:
    """Gives items to worker processes, one at a time to each, by a thread for each."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="mdmakg-worker")
        self._idle: LifoQueue[Child] = LifoQueue()
        self._alive: set[Child] = set()
        self._lock = Lock()
        self._room = TemporaryDirectory(prefix="mdmakg-workers-", ignore_cleanup_errors=True)
        self._closed = False

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that there are."""
        with self._lock:
            return tuple(sorted(child.pid for child in self._alive if child.pid is not None))

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Give the result of each item as it is ready; see ``Executor``."""
        warm(task.__module__)

        def submit(item: T) -> Future[R]:
            return self._threads.submit(self._ask, task, item)

        return in_turn(submit, items, lambda: AHEAD * self.workers)

    def close(self) -> None:
        """End all workers now, and wait until nothing of them is left, nor of their files."""
        with self._lock:
            self._closed = True
            children = tuple(self._alive)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.kill()
        self._threads.shutdown(wait=True)
        for child in children:
            child.bury()
        self._room.cleanup()

    def _ask(self, task: Callable[[T], R], item: T) -> R:
        """Have a worker do a task; where it dies over it, another.

        Errors: the task's own; ``WorkerError`` where all died that tried.
        """
        asked = question(task, item)
        ends = []
        for _ in range(TRIES):
            child = self._take()
            try:
                said = child.ask(asked)
            except (EOFError, OSError):
                ends.append(self._lose(child))
            else:
                self._idle.put(child)
                return cast("R", result_of(said))
        raise WorkerError(f"{name_of(item)}: {len(ends)} workers died over it; last: {ends[-1]}")

    def _take(self) -> Child:
        """Take a worker that is idle, or start one."""
        try:
            return self._idle.get_nowait()
        except Empty:
            pass
        with self._lock:
            if self._closed:
                raise StoppedError("the workers were ended")
            child = Child(self._room.name)
            self._alive.add(child)
        return child

    def _lose(self, child: Child) -> str:
        """Take leave of a worker that died; say how it ended."""
        with self._lock:
            if self._closed:
                raise StoppedError("the workers were ended")
            self._alive.discard(child)
        return child.bury()
