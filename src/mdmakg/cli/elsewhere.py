"""An answer of another store's, for ``mdmakg query --endpoint``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.cli.options import require_remote
from mdmakg.cli.show import note, put_bytes
from mdmakg.errors import PartialError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mdmakg.store.ask import Answer

__all__ = ["Elsewhere", "put_elsewhere"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A store to ask: its address, the graphs if not all, whom to trust, for how long."""

    url: str
    default_graphs: Sequence[str]
    cafile: Path | None
    seconds: float


def put_elsewhere(
    store: Elsewhere,
    query: str,
    read: Callable[[Answer], bytes],
    output: Path | None,
    *,
    quiet: bool,
) -> None:
    """Ask another store, and give what it told.

    Errors: as ``ask_endpoint``; ``PartialError``, after all that came was given, if more
            was not told.
    """
    require_remote()
    from mdmakg.remote.address import Address
    from mdmakg.remote.ask import Question, ask_endpoint
    from mdmakg.remote.client import Client
    from mdmakg.remote.secret import Secrets
    from mdmakg.remote.statements import require_graph

    endpoint = Address.of(store.url)
    client = Client(Secrets.of(os.environ), store.seconds, store.cafile)
    question = Question(query, [require_graph(one) for one in store.default_graphs])
    told = ask_endpoint(client, endpoint, question, read, store.seconds)
    put_bytes(told.content, output)
    if told.note:
        note(f"note: {told.note}", quiet=quiet)
    if told.cut:
        raise PartialError(f"{endpoint}: {told.cut}; ask for a part, with LIMIT and OFFSET")
