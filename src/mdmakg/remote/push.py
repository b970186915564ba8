"""Load statements into another store, and count there what arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.errors import PartialError, StoppedError, StoreError
from mdmakg.remote.batch import batches, request_of
from mdmakg.remote.count import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from mdmakg.remote.address import Endpoints
    from mdmakg.remote.client import Client
    from mdmakg.remote.spool import Spool

    Tell: TypeAlias = Callable[[str, int, int], None]

__all__ = ["BATCH", "Plan", "Pushed", "push"]

BATCH: Final = 1_000
"""Statements of a request: Virtuoso takes 2,000 in an update, and no 5,000."""

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """How to send: where, how many statements at once, in place of what is there or beside."""

    endpoints: Endpoints
    batch: int = BATCH
    replace: bool = True


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent and is there."""

    statements: int
    graphs: int
    requests: int


def push(client: Client, spool: Spool, plan: Plan, tell: Tell) -> Pushed:
    """Send everything, then count it; ``tell`` hears the step, how much is done, and of what.

    Sent again it leaves the same: nothing sent has a node without a name.
    Errors: ``StoreError`` if nothing was sent, or other than what was sent is there;
            ``PartialError`` if it stopped midway, or could not be counted.
    """
    query = plan.endpoints.query
    tell("counting", 0, 1)
    before = count(client, query, spool.graphs)
    requests = _send(client, spool, plan, tell)
    tell("counting", 0, 1)
    try:
        after = count(client, query, spool.graphs)
    except StoreError as error:
        raise PartialError(f"all was sent, and could not be counted: {error}") from error
    _compare(spool.graphs, before, after, replace=plan.replace)
    return Pushed(len(spool), len(spool.graphs), requests)


def _send(client: Client, spool: Spool, plan: Plan, tell: Tell) -> int:
    protocol, sent, requests, whole = plan.endpoints.protocol, 0, 0, len(spool)
    try:
        for batch in batches(spool, protocol, plan.batch):
            request = request_of(batch, protocol, replace=plan.replace)
            client.send(plan.endpoints.data, request)
            sent += sum(len(piece.lines) for piece in batch)
            requests += 1
            tell("sending", sent, whole)
    except StoreError as error:
        if not sent:
            raise
        raise PartialError(f"{_so_far(sent, spool)}: {error}") from error
    except KeyboardInterrupt:
        raise StoppedError(f"interrupted; {_so_far(sent, spool)}") from None
    return requests


def _so_far(sent: int, spool: Spool) -> str:
    return f"{sent:,} of {len(spool):,} statements were sent; the same command again sends all"


def _compare(
    sent: Mapping[str, int], before: Mapping[str, int], after: Mapping[str, int], *, replace: bool
) -> None:
    wrong = [
        f"{graph}: {number:,} sent, {after[graph]:,} there"
        + ("" if replace else f", {before[graph]:,} before")
        for graph, number in sent.items()
        if not _is_right(number, before[graph], after[graph], replace=replace)
    ]
    if wrong:
        more = [f"… and {len(wrong) - _SHOWN:,} more"] if len(wrong) > _SHOWN else []
        which = f"{len(wrong):,} of {len(sent):,} graphs"
        listed = "; ".join([*wrong[:_SHOWN], *more])
        raise StoreError(f"the store took all, and has something else in {which}: {listed}")


def _is_right(sent: int, before: int, after: int, *, replace: bool) -> bool:
    if replace:
        return after == sent
    return max(sent, before) <= after <= before + sent
