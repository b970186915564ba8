"""How ``mdmakg serve`` bears load: beside Oxigraph's own server, and under attack.

One run, three times the seconds given (60 if none are; the variable MDMAKG_BENCH_SECONDS
says otherwise) and a few more. First 32 clients ask point queries of both servers in
turn, slice by slice, of the same store, so that whatever else the machine does falls on
both. Then the same clients ask ours while another sends nothing but killing queries,
four at a time; and at last, for a shorter time, forty at a time and each text a new one,
which is printed and not judged: from one address, a flood of what nobody has seen before
keeps others waiting. Requests a second and latencies are printed. Exit code 1 where any
other point query fails or none was asked, where the processes of our server together take
more memory than their limits allow, or where that cannot be told.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import TYPE_CHECKING, Any, TextIO, cast
from urllib.parse import quote
from urllib.request import Request, urlopen

from mdmakg.serve.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS = float(os.environ.get("MDMAKG_BENCH_SECONDS", "60"))
CLIENTS = 32
ATTACKS = 4
CROWD = 40
PATIENCE = 30.0  # seconds that a client waits for an answer
SLICES = 6
MEBIBYTE = 2**20
PROGRAM = 96 * MEBIBYTE  # what a process maps beside its own memory
SERVER = 512 * MEBIBYTE  # what the server itself may hold: answers on their way out

OK = 200
PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 0
MDMAKG = (sys.executable, "-m", "mdmakg")
OXIGRAPH = (Path(sys.executable).with_name("oxigraph"), "serve-read-only", "--union-default-graph")

SUBJECTS = "SELECT DISTINCT ?s { ?s a <https://w3id.org/mdmakg/Claim> }"
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
KILLING = (
    f"SELECT (COUNT(*) AS ?n) {CROSS}",
    f"SELECT * {CROSS} ORDER BY ?c ?f ?i",
    "SELECT (COUNT(*) AS ?n) { ?x (!<x:>)* ?y . ?z (!<x:>)* ?u }",
    f"SELECT (COUNT(DISTINCT *) AS ?n) {CROSS}",
    "SELECT * {" + "OPTIONAL { ?a ?b ?c " * 45 + "}" * 46,
    f"SELECT * {CROSS}",
    "ASK { <u:none> " + "/".join(["<p:1>"] * 800) + " ?o }",
    f"CONSTRUCT {{ <x:a> ?b <x:c> }} WHERE {CROSS}",
    f"SELECT (GROUP_CONCAT(?c) AS ?n) {CROSS}",
    f"SELECT ?c ?f ?i (COUNT(*) AS ?n) {CROSS} GROUP BY ?c ?f ?i",
)


@dataclass
class Taken:
    """Seconds that answers took, how long was asked in all, and what was no answer."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, other: dict[str, Any]) -> None:
        """Add what a client process tells."""
        self.latencies += other["latencies"]
        self.seconds += other["seconds"]
        self.failures.update(other["failures"])

    def __str__(self) -> str:
        said = sorted(self.latencies) or [0.0]
        at = [f"p{part} {said[len(said) * part // 100] * 1000:7.1f} ms" for part in (50, 95, 99)]
        rate = f"{len(self.latencies) / self.seconds:7.0f} requests/s"
        failed = f"{self.failures.total()} failed"
        return f"{rate}  {'  '.join(at)}  longest {said[-1] * 1000:.0f} ms  {failed}"


async def _response(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one response: its status and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if length := re.search(r"\ncontent-length: *(\d+)", head):
        return status, await reader.readexactly(int(length[1]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return status, body


def _get(path: str, query: str) -> bytes:
    target = f"{path}?query={quote(query, safe='')}"
    accept = "Accept: application/sparql-results+json, text/turtle;q=0.5"
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{accept}\r\n\r\n".encode()


async def _ask_points(told: Taken, port: int, targets: list[bytes], until: float) -> None:
    """Ask one point query after the other over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for target in itertools.cycle(targets):
            if (start := time.perf_counter()) >= until:
                return
            async with asyncio.timeout(PATIENCE):
                writer.write(target)
                status, body = await _response(reader)
            if status == OK and b'"bindings":[{' in body:
                told.latencies.append(time.perf_counter() - start)
            else:
                told.failures[str(status)] += 1
    except (OSError, EOFError, ValueError) as error:
        told.failures[type(error).__name__] += 1
    finally:
        writer.close()


async def _ask_to_kill(told: Taken, port: int, targets: list[bytes], until: float) -> None:
    """Send one killing query after the other; what comes of them is counted, nothing more."""
    for target in itertools.cycle(targets):
        if (start := time.perf_counter()) >= until:
            return
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with asyncio.timeout(until - start):
                writer.write(target)
                status, _ = await _response(reader)
                told.failures[str(status)] += 1
        except (OSError, EOFError, ValueError):
            told.failures["no answer"] += 1
        finally:
            writer.close()


async def _clients(task: dict[str, Any]) -> Taken:
    """Ask from as many connections as a task says, each beginning elsewhere in its queries."""
    told = Taken(seconds=task["seconds"])
    targets = [_get(task["path"], query) for query in task["queries"]]
    ask = _ask_to_kill if task["kill"] else _ask_points
    step = max(1, len(targets) // task["clients"])
    until = time.perf_counter() + task["seconds"]
    async with asyncio.TaskGroup() as group:
        for number in range(task["clients"]):
            first = number * step % len(targets)
            turned = targets[first:] + targets[:first]
            group.create_task(ask(told, task["port"], turned, until))
    return told


@contextmanager
def asking(
    server: Server, queries: Sequence[str], seconds: float, *, kill: int = 0
) -> Iterator[subprocess.Popen[str]]:
    """Ask from a process of its own, which prints what it took; or kill, so many at a time."""
    task = {
        "port": server.port,
        "path": server.path,
        "queries": queries,
        "seconds": seconds,
        "clients": kill or CLIENTS,
        "kill": bool(kill),
    }
    with subprocess.Popen(
        [sys.executable, __file__, "client"], stdin=PIPE, stdout=PIPE, text=True
    ) as client:
        cast("TextIO", client.stdin).write(json.dumps(task))
        cast("TextIO", client.stdin).close()
        try:
            yield client
        finally:
            client.kill()


def told_by(client: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for a client, and take what it tells."""
    told: dict[str, Any] = json.loads(cast("TextIO", client.stdout).read())
    return told


@dataclass(frozen=True)
class Server:
    """A server on this machine, and where it takes queries."""

    process: subprocess.Popen[bytes]
    port: int
    path: str

    def get(self, query: str) -> Any:
        """Ask one query."""
        target = f"http://127.0.0.1:{self.port}{self.path}?query={quote(query)}"
        asked = Request(target, headers={"Accept": "application/sparql-results+json"})
        with urlopen(asked, timeout=30) as response:  # noqa: S310 - as above
            return json.loads(response.read())


@contextmanager
def serving(command: Sequence[str | Path], port: int, path: str) -> Iterator[Server]:
    """Start a server, and wait until it answers."""
    process = subprocess.Popen([*command], stdout=DEVNULL, stderr=DEVNULL)
    server = Server(process, port, path)
    try:
        for _ in range(200):
            try:
                server.get("ASK {}")
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def compare(ours: Server, theirs: Server, queries: Sequence[str]) -> Taken:
    """Ask both in turn; print what each took; give what ours did."""
    taken = {"mdmakg serve": Taken(), "oxigraph serve-read-only": Taken()}
    for _ in range(SLICES):
        for told, server in zip(taken.values(), (ours, theirs), strict=True):
            with asking(server, queries, SECONDS / SLICES) as client:
                told.add(told_by(client))
    for name, told in taken.items():
        print(f"{name:<26}{told}")
    return taken["mdmakg serve"]


def attack(
    server: Server, queries: Sequence[str], killing: Sequence[str], seconds: float, many: int
) -> tuple[Taken, int, int]:
    """Ask while others kill; print it; give what was taken, most memory and most processes."""
    told, killed = Taken(), Taken()
    with watching(server.process.pid) as seen:
        with (
            asking(server, killing, seconds, kill=many) as killer,
            asking(server, queries, seconds) as client,
        ):
            told.add(told_by(client))
            killed.add(told_by(killer))
        server.get("ASK {}")
    print(f"{'mdmakg serve, attacked':<26}{told}")
    said = ", ".join(f"{count} of {status}" for status, count in sorted(killed.failures.items()))
    print(f"  killing queries, {many} at a time, by status: {said}")
    return told, max(map(sum, seen), default=0), max(map(len, seen), default=0)


@contextmanager
def watching(pid: int) -> Iterator[list[list[int]]]:
    """Note ten times a second the bytes in memory of each process of a tree."""
    seen: list[list[int]] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            seen.append(list(_resident(pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _resident(pid: int) -> Iterator[int]:
    """Tell the bytes in memory of a process and of all that it started, where they can be told."""
    try:
        yield int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _resident(int(child))
    except (OSError, IndexError):
        return


def main() -> int:
    """Measure, print, and judge."""
    limits = Limits()
    most = SERVER + (limits.workers + 1 + limits.long) * (limits.memory + PROGRAM)
    ours, theirs = free_port(), free_port()
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "build"
        subprocess.run([*MDMAKG, "build", "--quiet", "--fail-on", "never", "-o", out], check=True)
        store = out / "store" / json.loads((out / "manifest.json").read_text("utf-8"))["store"]
        # So brief that each kind of killing query has its turn.
        timeout = min(limits.seconds, max(1.0, SECONDS / 6))
        serve: list[str | Path] = [
            *MDMAKG,
            "serve",
            "-b",
            out,
            "--port",
            str(ours),
            "--timeout",
            str(timeout),
        ]
        with (
            serving(serve, ours, "/sparql") as us,
            serving(
                [*OXIGRAPH, "-l", store, "-b", f"127.0.0.1:{theirs}"], theirs, "/query"
            ) as them,
        ):
            rows = us.get(SUBJECTS)["results"]["bindings"]
            queries = [f"SELECT ?p ?o {{ <{row['s']['value']}> ?p ?o }}" for row in rows]
            print(f"{CLIENTS} clients, {SECONDS:g} s each, point queries of {len(rows)} claims")
            alone = compare(us, them, queries)
            attacked, memory, processes = attack(us, queries, KILLING, SECONDS, ATTACKS)
            new = [f"{query} #{n}" for n in range(CROWD) for query in KILLING]
            _, crowded, _ = attack(us, queries, new, max(1.0, SECONDS / 6), CROWD)
    print(
        f"  most memory {memory / MEBIBYTE:.0f} MiB in {processes} processes,"
        f" {crowded / MEBIBYTE:.0f} MiB in the crowd;"
        f" at most {most / MEBIBYTE:.0f} MiB are allowed"
    )
    faults = [*judge((alone, attacked), (memory, crowded), most)]
    print("\n".join(faults) or "no point query failed")
    return int(bool(faults))


def judge(taken: Sequence[Taken], memory: Sequence[int], most: int) -> Iterator[str]:
    """Say what is wrong; what was not measured is.

    Units: ``memory`` and ``most`` in bytes.
    """
    if failed := sum(told.failures.total() for told in taken):
        yield f"{failed} point queries failed; none is wanted"
    if not all(told.latencies for told in taken):
        yield "no point query was answered: nothing was measured"
    if not all(memory):
        yield "the memory of processes cannot be told here: it was not judged"
    if max(memory) > most:
        yield "the processes took more memory than is allowed"


def client() -> None:
    """Be a client: read a task, do it, tell what it took."""
    told = asyncio.run(_clients(json.load(sys.stdin)))
    print(json.dumps(vars(told)))


if __name__ == "__main__":
    if sys.argv[1:] == ["client"]:
        client()
    else:
        SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
        sys.exit(main())
