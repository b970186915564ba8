"""The line of those who wait: each peer in a lane of its own, served in turn.

Who sends many queries then waits for itself and not for others, as far as peers differ
by their addresses. Queries that were brief before stand in a lane apart, and more of
them are let through at a turn, since they hardly keep anybody waiting.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

__all__ = ["Lane", "Line", "peer_of"]

T = TypeVar("T")

_BRIEF_AT_A_TURN: Final = 16


def peer_of(address: str) -> str:
    """Name who asks by an address: one of IPv6 by its first half, since each has all of those."""
    try:
        number = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if number.version == 4 or number.ipv4_mapped is not None:  # noqa: PLR2004 - IPv4
        return address
    return str(ip_network((number, 64), strict=False))


class Lane(NamedTuple):
    """Where a query waits: beside those of the same peer, brief ones apart."""

    peer: str = ""
    brief: bool = False


class Line(Generic[T]):
    """Tickets in their lanes; the first of all is the one whose turn it is."""

    def __init__(self) -> None:
        # The lane whose turn it is comes first, and none is empty.
        self._lanes: OrderedDict[Lane, deque[asyncio.Future[T]]] = OrderedDict()
        self._served = 0  # of the first lane, at this turn

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values()))

    def __iter__(self) -> Iterator[asyncio.Future[T]]:
        """Go through all tickets, in no order that matters."""
        return (ticket for lane in [*self._lanes.values()] for ticket in [*lane])

    def join(self, lane: Lane, ticket: asyncio.Future[T]) -> None:
        """Wait at the end of a lane."""
        self._lanes.setdefault(lane, deque()).append(ticket)

    def first(self) -> asyncio.Future[T] | None:
        """Give the ticket whose turn it is."""
        return next((lane[0] for lane in self._lanes.values()), None)

    def serve(self) -> None:
        """Let the first go, and give the next lane its turn."""
        lane, tickets = next(iter(self._lanes.items()))
        tickets.popleft()
        self._served += 1
        if not tickets:
            self._end(lane)
        elif self._served >= (_BRIEF_AT_A_TURN if lane.brief else 1):
            self._lanes.move_to_end(lane)
            self._served = 0

    def leave(self, ticket: asyncio.Future[T]) -> bool:
        """Wait no more; say whether that was so before."""
        for lane, tickets in self._lanes.items():
            if ticket in tickets:
                tickets.remove(ticket)
                if not tickets:
                    self._end(lane)
                return True
        return False

    def shorten(self, lane: Lane, refusal: Exception) -> None:
        """Send away who came last to the longest lane, for a newcomer to a shorter one.

        Errors: ``refusal``, for a newcomer to one that is no shorter.
        """
        longest = max(self._lanes.values(), key=len, default=deque())
        if len(longest) <= len(self._lanes.get(lane, ())) + 1:
            raise refusal
        if not longest[-1].done():
            longest[-1].set_exception(refusal)
        longest.pop()

    def _end(self, lane: Lane) -> None:
        if next(iter(self._lanes)) == lane:
            self._served = 0
        del self._lanes[lane]
