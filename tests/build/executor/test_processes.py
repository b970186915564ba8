"""Worker processes: same results, a bounded number under way, deaths survived, none left."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from multiprocessing import Pipe
from pathlib import Path

import pytest
from drawing import drawn_ahead
from living import alive
from worker_tasks import (
    FAULTS,
    Item,
    big,
    die_always,
    die_once,
    digest,
    fail_strangely,
    leave,
    make_folder,
    pid,
    refuse,
    slow_digest,
    stumble,
)

from mdmakg.build.executor.answer import answer, question, result_of
from mdmakg.build.executor.child import serve
from mdmakg.build.executor.here import Here
from mdmakg.build.executor.processes import processes
from mdmakg.errors import InputError, WorkerError

CONTENTS = [str(number).encode() for number in range(50)]


def test_processes_give_what_this_one_gives() -> None:
    """The results are those of a plain loop, whatever their order."""
    with processes(2) as executor:
        assert sorted(executor.run(digest, CONTENTS)) == sorted(map(digest, CONTENTS))


def test_here_keeps_the_order() -> None:
    """In this process, results come one by one in the order of the items."""
    assert list(Here().run(digest, CONTENTS)) == list(map(digest, CONTENTS))


def test_an_executor_runs_twice() -> None:
    """The workers of a first run do the second, too."""
    with processes(2) as executor:
        first = set(executor.run(pid, range(20)))
        second = set(executor.run(pid, range(20)))
    assert len(first) == 2
    assert os.getpid() not in first
    assert first == second


def test_nothing_to_do() -> None:
    """No items, no results, and no process is started for them."""
    with processes(2) as executor:
        assert list(executor.run(digest, [])) == []
        assert executor.pids == ()


def test_results_larger_than_a_pipe() -> None:
    """Two megabytes there and back do not make both ends wait for one another."""
    with processes(2) as executor:
        assert sorted(executor.run(big, range(6))) == [big(number) for number in range(6)]
        back = executor.run(digest, (big(number) for number in range(6)))
        assert sorted(back) == sorted(digest(big(number)) for number in range(6))


def test_items_are_drawn_as_they_are_needed() -> None:
    """With two workers no more than four items are drawn beyond the results that were taken."""
    with processes(2) as executor:
        assert max(drawn_ahead(executor, CONTENTS)) == 4


def test_an_error_of_a_task_arrives_as_itself() -> None:
    """Faults keep their places, lines and codes; the exit code is theirs."""
    items = [Item(f"part {number}", number) for number in range(50)]
    with processes(2) as executor, pytest.raises(InputError) as caught:
        list(executor.run(refuse, items))
    assert caught.value.faults == tuple(sorted(FAULTS))
    assert caught.value.outcome == "nothing was built"
    assert str(caught.value) == "\n".join(map(str, sorted(FAULTS)))
    assert caught.value.exit_code == 3


def test_what_was_not_begun_is_cancelled() -> None:
    """After an error no further item is drawn, and the next run has only its own results."""
    items = iter([Item(f"part {number}", number) for number in range(500)])
    with processes(2) as executor:
        with pytest.raises(InputError):
            list(executor.run(refuse, items))
        assert next(items).number < 20
        assert sorted(executor.run(digest, CONTENTS)) == sorted(map(digest, CONTENTS))


def test_a_mistake_of_the_program_says_where_it_was() -> None:
    """An error that nobody planned arrives as itself, with the worker's trace as a note."""
    with processes(1) as executor, pytest.raises(ZeroDivisionError) as caught:
        list(executor.run(stumble, [Item("three", 3)]))
    assert "worker_tasks.py" in "".join(caught.value.__notes__)


def test_an_error_that_cannot_travel_is_told() -> None:
    """Its kind and its words arrive."""
    with processes(1) as executor, pytest.raises(WorkerError, match=r"^StrangeError: odd thing$"):
        list(executor.run(fail_strangely, [1]))


def test_what_cannot_be_pickled_is_an_error_here() -> None:
    """An item that cannot travel costs no worker its life."""
    with processes(1) as executor, pytest.raises((pickle.PicklingError, TypeError)):
        list(executor.run(digest, [threading.Lock()]))  # type: ignore[arg-type] # wrong on purpose


def test_a_worker_that_dies_costs_nothing(tmp_path: Path) -> None:
    """Killed in the middle of an item, it is replaced, and every result is there once."""
    items = [Item(f"part {number}", number, str(tmp_path)) for number in range(20)]
    with processes(2) as executor:
        assert sorted(executor.run(die_once, items)) == list(range(20))
    assert (tmp_path / "7").exists()


def test_workers_killed_from_outside_cost_nothing() -> None:
    """Every worker is killed, twice, while they work: the results are complete."""
    with processes(2) as executor:
        results = []
        for number, result in enumerate(executor.run(slow_digest, CONTENTS)):
            results.append(result)
            if number in (8, 20):
                for worker in executor.pids:
                    os.kill(worker, signal.SIGKILL)
        assert len(executor.pids) == 2
    assert sorted(results) == sorted(map(digest, CONTENTS))


def test_an_item_that_kills_is_named(tmp_path: Path) -> None:
    """After three deaths it is given up: exit code 4, its name, and how they died."""
    items = [Item(f"part {number}", number, str(tmp_path)) for number in range(20)]
    with processes(2) as executor, pytest.raises(WorkerError) as caught:
        list(executor.run(die_always, items))
    assert str(caught.value) == (
        "part 7: 3 workers died over it; last: killed by SIGKILL, as where memory runs out"
    )
    assert caught.value.exit_code == 4
    assert len(list(tmp_path.glob("*.trace"))) == 3


def test_a_worker_that_ends_itself_is_told_with_its_code() -> None:
    """An exit is a death, too."""
    with processes(1) as executor, pytest.raises(WorkerError, match=r"last: exit code 5$"):
        list(executor.run(leave, [Item("part 5", 5)]))


def test_none_is_left() -> None:
    """At the end of the block its processes are no more, also in the middle of their work."""
    with processes(2) as executor:
        next(executor.run(slow_digest, CONTENTS))
        workers = executor.pids
    assert len(workers) == 2
    assert not any(map(alive, workers))


def test_no_file_of_theirs_is_left() -> None:
    """What a worker puts among temporary files goes with it, though it is killed."""
    with processes(2) as executor:
        (made,) = executor.run(make_folder, ["a"])
        assert Path(made).is_dir()
    assert not Path(made).exists()
    assert not Path(made).parent.exists()


def test_a_worker_answers_until_its_pipe_ends() -> None:
    """The worker's end, in this process: an answer for each message, then it returns."""
    ours, theirs = Pipe()
    said: list[bytes] = []

    def talk() -> None:
        said.append(ours.recv_bytes())
        ours.close()

    before = signal.getsignal(signal.SIGINT)
    ours.send_bytes(question(digest, b"a"))
    talking = threading.Thread(target=talk)
    talking.start()
    try:
        serve(theirs)
    finally:
        signal.signal(signal.SIGINT, before)
        theirs.close()
        talking.join()
    assert result_of(said[0]) == digest(b"a")


def test_answers_say_what_came_of_a_task() -> None:
    """A result, an error of the task, and a message that is none are told apart."""
    assert result_of(answer(question(digest, b"a"))) == digest(b"a")
    with pytest.raises(InputError) as caught:
        result_of(answer(question(refuse, Item("five", 5))))
    assert caught.value.faults == tuple(sorted(FAULTS))
    with pytest.raises(pickle.UnpicklingError):
        result_of(answer(b"nonsense"))
