"""Real stores on free ports of this machine, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PASSWORD", "RealStore", "oxigraph_server", "required_virtuoso", "virtuoso_server"]

PASSWORD = "an-evening-word"  # noqa: S105 - of a store that lives for some seconds

_INI = """\
[Database]
DatabaseFile = {folder}/store.db
ErrorLogFile = {folder}/store.log
LockFile = {folder}/store.lck
TransactionFile = {folder}/store.trx
xa_persistent_file = {folder}/store.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""


@dataclass(frozen=True)
class RealStore:
    """A store that runs: its root, where it takes data and answers queries."""

    root: str
    graph_store: str
    update: str
    query: str


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _until_it_answers(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, "the store ended before it answered"
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    pytest.fail("the store did not answer within a minute")


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[RealStore]:
    """Run the server of the package ``oxigraph``, its data in memory."""
    program, port = Path(sys.executable).with_name("oxigraph"), _free_port()
    root = f"http://127.0.0.1:{port}"
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder) as process:
        _until_it_answers(process, port, "/query")
        yield RealStore(root, f"{root}/store", f"{root}/update", f"{root}/query")


def required_virtuoso() -> str:
    """Find the program, or skip the test; where all tests must run, fail it."""
    if (found := shutil.which("virtuoso-t")) is not None:
        return found
    lacks = "no Virtuoso: install the Debian package virtuoso-opensource-7"
    if os.environ.get("CI") == "true":
        pytest.fail(lacks)
    pytest.skip(lacks)


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[RealStore]:
    """Run Virtuoso with an empty database and a password of our own."""
    program, port = required_virtuoso(), _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=_free_port(), http=port))
    command: list[str | Path] = [program, "+foreground", "+configfile", ini]
    words = ["+pwdold", "dba", "+pwddba", PASSWORD]  # it sets the password and ends
    with (folder / "first.log").open("wb") as log:
        subprocess.run(  # noqa: S603 - found on the path above
            [*command, *words], cwd=folder, check=True, timeout=60, stdout=log, stderr=log
        )
    root = f"http://127.0.0.1:{port}"
    with _running(command, folder) as process:
        _until_it_answers(process, port, "/sparql?query=ASK%7B%7D")
        crud = f"{root}/sparql-graph-crud-auth"
        yield RealStore(root, crud, f"{root}/sparql-auth", f"{root}/sparql")


@contextmanager
def _running(command: list[str | Path], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - a program of this environment
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=30)
