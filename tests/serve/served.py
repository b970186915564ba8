"""A server on a free port of this machine, in a thread or a process, and a plain client."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from queue import Queue
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from mdmakg.serve.fence import Openness
from mdmakg.serve.limits import Limits
from mdmakg.serve.serving import Serving, serve
from mdmakg.serve.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Process", "Response", "Server", "process", "serving", "started"]

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Response:
    """What a server answered; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Server:
    """A running server."""

    url: str

    @property
    def place(self) -> tuple[str, int]:
        """Its address and port."""
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        assert parts.port is not None
        return parts.hostname, parts.port

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = 30,
    ) -> Response:
        """Send a request and read the whole answer."""
        connection = HTTPConnection(*self.place, timeout=seconds)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Response(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Response:
        """Get a path; ``accept="…"`` is a header."""
        return self.send("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def ask(self, query: str, accept: str = "", **options: Any) -> Response:
        """Ask a query."""
        headers = {"Accept": accept} if accept else {}
        return self.send("GET", f"/sparql?query={quote(query)}", headers=headers, **options)

    def rows(self, query: str) -> list[dict[str, str]]:
        """Give the rows of a query, as plain values."""
        answer = self.ask(query, JSON)
        assert answer.status == 200, answer.text
        told = json.loads(answer.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in told]

    def raw(self, request: bytes, seconds: float = 30) -> bytes:
        """Send bytes and read until the server closes."""
        with socket.create_connection(self.place, timeout=seconds) as line:
            line.sendall(request)
            return read_all(line)

    def health(self) -> dict[str, Any]:
        """Say how it does."""
        told: dict[str, Any] = json.loads(self.get("/health").body)
        return told

    def until(self, seconds: float = 20, **counts: int) -> None:
        """Wait until its health has these counts, or more where more than none is wanted."""
        end = time.monotonic() + seconds
        while not all(_is(self.health()[name], wanted) for name, wanted in counts.items()):
            assert time.monotonic() < end, f"not within {seconds} s: {counts}; {self.health()}"
            time.sleep(0.02)


def _is(found: int, wanted: int) -> bool:
    return found >= wanted if wanted else found == 0


@dataclass
class Process(Server):
    """A server in a process of its own, and what it said on standard error."""

    process: subprocess.Popen[bytes]
    err: list[bytes] = field(default_factory=list)

    def workers(self) -> list[int]:
        """List the processes that it started."""
        return list(niceness(self.process.pid))

    def aside(self) -> list[int]:
        """List those that answer a long query: they have a low priority."""
        return [pid for pid, nice in niceness(self.process.pid).items() if nice > 0]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; give its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


def read_all(line: socket.socket) -> bytes:
    """Read until the other end closes."""
    parts: list[bytes] = []
    while True:
        try:
            part = line.recv(65536)
        except ConnectionResetError:
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def niceness(pid: int) -> dict[int, int]:
    """Give the priorities of the processes that a process started and that still are."""
    listed = subprocess.run(  # noqa: S603 - a fixed command
        ["/bin/ps", "--ppid", str(pid), "-o", "pid=,ni="], capture_output=True, check=False
    )
    rows = (line.split() for line in listed.stdout.splitlines())
    return {int(child): int(nice) for child, nice in rows if nice != b"-"}


def started(*args: str | Path, cwd: Path) -> Process:
    """Start a server as a process and wait until it says where it is."""
    process = subprocess.Popen(  # noqa: S603 - our own Python
        [sys.executable, "-m", "mdmakg", "serve", "--port", "0", *map(str, args)],
        cwd=cwd,
        # Where the copy of the data stays behind when a server is killed.
        env={**os.environ, "TMPDIR": str(cwd)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    url = process.stdout.readline().decode().strip()
    assert url, process.communicate()[1].decode()
    server = Process(url, process)
    threading.Thread(target=_listen, args=(server,), daemon=True).start()
    return server


def _listen(server: Process) -> None:
    """Keep what it says on standard error, so that it never waits for a reader."""
    assert server.process.stderr is not None
    server.err.extend(iter(server.process.stderr.readline, b""))


@contextmanager
def process(*args: str | Path, cwd: Path) -> Iterator[Process]:
    """Have a server for a while; it must stop well at the end, if it has not been stopped."""
    server = started(*args, cwd=cwd)
    try:
        yield server
        if server.process.poll() is None:
            assert server.stop() == 0
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.wait(timeout=10)
        for stream in (server.process.stdout, server.process.stderr):
            assert stream is not None
            stream.close()


@contextmanager
def serving(
    *,
    build: Path | None = None,
    files: tuple[Path, ...] = (),
    limits: Limits | None = None,
    openness: Openness | None = None,
) -> Iterator[Server]:
    """Have a server for a while, in a thread of this process; its workers are processes."""
    wanted = Serving(
        build=build,
        files=files,
        host="127.0.0.1",
        port=0,
        limits=limits or Limits(),
        openness=openness or Openness(),
        log=False,
    )
    where: Queue[str] = Queue()
    loops: list[asyncio.AbstractEventLoop] = []
    told: list[str] = []
    stop = Stop()

    def stopping() -> Stop:
        loops.append(asyncio.get_running_loop())
        return stop

    with ThreadPoolExecutor(1) as threads:
        ended = threads.submit(serve, wanted, where.put, stopping, told.append)
        ended.add_done_callback(lambda _ended: where.put(""))
        url = where.get()
        if not url:
            ended.result()
        try:
            yield Server(url)
        finally:
            loops[0].call_soon_threadsafe(stop.tell)
            ended.result(timeout=30)
