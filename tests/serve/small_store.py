"""A small store, queries of it that are brief, and queries that never end."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdmakg.serve.limits import Limits
from mdmakg.serve.question import Question
from mdmakg.store.store import make_store

if TYPE_CHECKING:
    from collections.abc import Callable

JSON: Final = "application/sparql-results+json"
LIMITS: Final = Limits(workers=2, long=2, seconds=60, fair=0.5, wait=30, memory=256 * 2**20)

_CROSS: Final = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

ENDLESS: Final = f"SELECT (COUNT(*) AS ?n) {_CROSS}"
"""Billions of rows to count: it takes no memory and no end."""

HUGE: Final = f"SELECT * {_CROSS} ORDER BY ?c ?f ?i"
"""Billions of rows to sort: it takes all the memory that there is, within seconds."""


def write_store(folder: Path) -> Path:
    """Write 4,000 statements into a store."""
    lines = (f'<u:s{n}> <p:{n % 7}> "{n}" <u:g{n % 3}> .\n' for n in range(4_000))
    make_store(folder / "store", ["".join(lines).encode()])
    return folder / "store"


def asking(query: str) -> Question:
    """Ask a query, in whatever form its answer has."""
    return Question(query=query, results=JSON, triples="text/turtle")


def one(number: int) -> Question:
    """Ask for what is said of one thing."""
    return asking(f"SELECT ?o {{ <u:s{number}> ?p ?o }}")


def children() -> list[int]:
    """List the workers that this process started and that have not ended.

    Other tests in the same process start others: servers, and what begins workers of a build.
    """
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii")
    return [pid for pid in map(int, listed.split()) if _is_worker(pid)]


def _is_worker(pid: int) -> bool:
    try:
        return b"mdmakg.serve.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, which it does within a minute or never."""
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.01)
