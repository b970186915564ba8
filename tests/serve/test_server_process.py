"""The server as a process: what it prints, how it stops, what survives a killed worker."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from served import process

from mdmakg.serve.place import temporary_place

MDMAKG = (sys.executable, "-m", "mdmakg")
# Of 60 numbers three times 216,000 rows, of which three add up to 176.
NUMBERS = "".join(f"<urn:n> <urn:is> {n} .\n" for n in range(60))
SLOW = "SELECT (COUNT(*) AS ?n) { ?s ?p ?a . ?s ?p ?b . ?s ?p ?c FILTER(?a + ?b + ?c = 176) }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """Write a file of numbers into an empty folder; give the folder."""
    (tmp_path / "numbers.ttl").write_text(NUMBERS)
    return tmp_path


def gone(pid: int, within: float = 10) -> bool:
    """Wait until a process is no more."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        try:  # a child that nobody has waited for yet is no more, either
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


# --- what it prints --------------------------------------------------------------


def test_the_address_is_on_stdout_and_the_log_on_stderr(numbers: Path) -> None:
    """Standard output has the address alone; a request is a line on stderr, without its query."""
    with process("--data", "numbers.ttl", cwd=numbers) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.url)
        assert server.ask("ASK { ?secret ?p ?o }").status == 200
        assert server.send("GET", "/%1B%5B31m%0Aforged").status == 404
        assert server.stop() == 0
        assert server.process.stdout is not None
        assert server.process.stdout.read() == b""
    said = b"".join(server.err).decode()
    lines = said.splitlines()
    assert lines[0] == f"serving numbers.ttl at {server.url} (Ctrl-C stops it)"
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    assert re.fullmatch(rf"{stamp} GET /sparql 200 26 B \d+ ms", lines[1])
    assert re.fullmatch(rf"{stamp} GET /\\x1b\[31m\\nforged 404 \d+ B \d+ ms", lines[2])
    assert len(lines) == 3
    assert "secret" not in said


def test_queries_are_logged_when_asked_to(numbers: Path) -> None:
    """With --log-queries a line ends with the query, on one line; with --quiet there is none."""
    with process("--data", "numbers.ttl", "--log-queries", cwd=numbers) as server:
        assert server.ask("ASK {\n}").status == 200
        assert server.stop() == 0
    assert b"".join(server.err).decode().endswith(" ms ASK {\\n}\n")
    with process("--data", "numbers.ttl", "--quiet", cwd=numbers) as server:
        assert server.ask("ASK {}").status == 200
        # The end of a terminal is told so; nothing stays behind.
        assert server.stop(signal.SIGHUP) == 0
    assert server.err == []
    assert copies(numbers) == []


def ended(*args: str, cwd: Path) -> tuple[int, str]:
    """Run a server that cannot start; give exit code and standard error."""
    run = subprocess.run(  # noqa: S603 - our own Python
        [*MDMAKG, "serve", *args], cwd=cwd, capture_output=True, check=False, timeout=30
    )
    assert run.stdout == b""
    assert b"Traceback" not in run.stderr
    return run.returncode, run.stderr.decode()


def test_a_port_that_is_taken(numbers: Path) -> None:
    """Exit code 4, and which port it was."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, said = ended("--data", "numbers.ttl", "--port", port, cwd=numbers)
    assert code == 4
    assert f"127.0.0.1, port {port}: cannot listen there: Address already in use" in said
    assert "--port 0 takes a free port" in said


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((), 2, "there is no whole build here"),
        (("--build", "nowhere"), 2, "there is no whole build here"),
        (("--build", "build", "--data", "numbers.ttl"), 2, "not both"),
        (("--data", "nowhere.ttl"), 3, "nowhere.ttl:1:1:"),
        (("--data", "bad.ttl"), 3, "bad.ttl:2:"),
        (("--data", "bad.ttl"), 3, "1 fault; nothing is served\n"),
        (("--data", "numbers.ttl", "--host", "no.such.host.invalid"), 4, "cannot listen there"),
        (("--data", "numbers.ttl", "--host", "192.0.2.1"), 4, "cannot listen there"),
        (("--data", "numbers.ttl", "--memory", "1"), 2, "memory"),
        (("--data", "numbers.ttl", "--allow-origin", "https://a.b/"), 2, "without a path"),
        (("--data", "numbers.ttl", "--port", "70000"), 2, "65535"),
    ],
)
def test_what_cannot_be_served(numbers: Path, args: tuple[str, ...], code: int, words: str) -> None:
    """No build, broken data, an address that is none: exit code and words, no traceback."""
    (numbers / "bad.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n")
    ended_with, said = ended(*args, cwd=numbers)
    assert ended_with == code, said
    assert words in said
    assert "--port 0" not in said


def test_without_the_extra(numbers: Path) -> None:
    """Where Starlette is not installed, one line says what to install."""
    hide = (
        "import importlib.util as u; real = u.find_spec\n"
        "import sys; sys.modules['starlette'] = None\n"
        "u.find_spec = lambda name, package=None: None if name == 'starlette' else real(name)\n"
        "sys.argv = ['mdmakg', 'serve', '--data', 'numbers.ttl']\n"
        "from mdmakg.cli import main; main()\n"
    )
    run = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", hide], cwd=numbers, capture_output=True, check=False, timeout=30
    )
    assert run.returncode == 2
    assert run.stderr.decode() == "mdmakg: mdmakg serve needs more: pip install 'mdmakg[serve]'\n"


# --- how it stops ----------------------------------------------------------------


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_requests_are_finished_first(numbers: Path, number: signal.Signals, code: int) -> None:
    """Told to stop while it answers, the server answers, then ends; no worker is left."""
    with process("--data", "numbers.ttl", cwd=numbers) as server:
        workers = server.workers()
        assert len(workers) >= 2
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(server.ask, SLOW, "text/csv")
            server.until(busy=1)
            assert server.stop(number) == code
            assert answer.result().status == 200
            assert answer.result().text.split() == ["n", "3"]
        assert all(gone(pid) for pid in workers)
    assert b"Traceback" not in b"".join(server.err)


def test_whoever_insists_is_not_kept_waiting(numbers: Path) -> None:
    """A second signal ends a query that would run for long; its client is told why."""
    with process("--data", "numbers.ttl", cwd=numbers) as server:
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(server.ask, ENDLESS)
            server.until(busy=1)
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            assert server.stop() == 0
            assert time.monotonic() - began < 5
            told = answer.result()
        assert told.status == 503
        assert "retry-after" in told.headers


def test_no_worker_outlives_a_killed_server(numbers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed with SIGKILL in the middle of a query, the server leaves no process behind.

    The copy of its data stays until the next server starts.
    """
    with process("--data", "numbers.ttl", cwd=numbers) as server:
        threading.Thread(target=ask_in_vain, args=(server,), daemon=True).start()
        server.until(busy=1)
        workers = server.workers()
        server.process.kill()
        server.process.wait(timeout=10)
        assert workers
        assert all(gone(pid) for pid in workers)
    left = copies(numbers)
    assert len(left) == 1
    monkeypatch.setattr(tempfile, "tempdir", str(numbers))
    with temporary_place() as place:
        assert copies(numbers) == [place] != left


def ask_in_vain(server: object) -> None:
    """Ask what is never answered."""
    from http.client import HTTPException

    from served import Server

    assert isinstance(server, Server)
    try:
        server.ask(ENDLESS)
    except (OSError, HTTPException):
        return


def test_told_to_stop_while_data_are_read(tmp_path: Path) -> None:
    """The exit code is that of later; the copy of the data is gone."""
    (tmp_path / "many.nt").write_text(
        "".join(f'<urn:{n}> <urn:p> "{n}" .\n' for n in range(100_000))
    )
    with subprocess.Popen(  # noqa: S603 - our own Python
        [*MDMAKG, "serve", "--data", "many.nt", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
    ) as server:
        end = time.monotonic() + 20
        while not copies(tmp_path):
            assert time.monotonic() < end
            time.sleep(0.01)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    assert copies(tmp_path) == []


def copies(folder: Path) -> list[Path]:
    """List the copies of data that servers made in a folder."""
    return list(folder.glob("mdmakg-serve-*"))


# --- what survives ---------------------------------------------------------------


def test_a_killed_worker_is_nobody_elses_affair(numbers: Path) -> None:
    """Of clients at work when a worker is killed, only its own is told so; then all is well."""
    with process("--data", "numbers.ttl", cwd=numbers) as server:
        with ThreadPoolExecutor(8) as threads:
            victim = threads.submit(server.ask, ENDLESS)
            server.until(long=1)
            answers = [threads.submit(server.ask, SLOW, "text/csv") for _ in range(2)]
            quick = [
                threads.submit(server.ask, "SELECT ?o { ?s ?p ?o } LIMIT 1", "text/csv")
                for _ in range(40)
            ]
            os.kill(server.aside()[0], signal.SIGKILL)
            assert [one.result().status for one in (*answers, *quick)] == [200] * 42
        assert victim.result().status == 500
        for _ in range(20):
            assert server.ask("ASK {}").status == 200


def test_a_client_that_leaves_frees_its_place(numbers: Path) -> None:
    """A query whose client hangs up is ended, well before its time is over."""
    with process("--data", "numbers.ttl", cwd=numbers) as server:
        with socket.create_connection(server.place) as line:
            path = f"/sparql?query={quote(ENDLESS)}"
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            server.until(busy=1)
        server.until(busy=0, seconds=10)
