"""Statements as requests: small ones, each of which may be sent twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.remote.address import Protocol
from mdmakg.remote.client import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Piece", "batches", "request_of"]

_MOST_BYTES: Final = 1024 * 1024
"""How long a request may become, whatever the number of its statements."""

_MOST_GRAPHS: Final = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """Some statements of one graph; ``first`` if none of that graph come before."""

    graph: str
    lines: Sequence[str]
    first: bool


def batches(
    graphs: Iterable[tuple[str, Sequence[str]]], protocol: Protocol, most: int
) -> Iterator[Sequence[Piece]]:
    """Cut graphs into batches of up to ``most`` statements.

    Shape: by the Graph Store Protocol a batch is of one graph; an update may hold several.
    """
    held: list[Piece] = []
    for piece in _pieces(graphs, most):
        if held and (protocol is Protocol.GRAPH_STORE or not _have_room(held, piece, most)):
            yield held
            held = []
        held.append(piece)
    if held:
        yield held


def _have_room(held: Sequence[Piece], piece: Piece, most: int) -> bool:
    together = [*held, piece]
    return (
        len(together) <= _MOST_GRAPHS
        and sum(len(one.lines) for one in together) <= most
        and sum(map(_size, together)) <= _MOST_BYTES
    )


def _size(piece: Piece) -> int:
    return sum(map(_bytes, piece.lines))


def _bytes(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode())


def _pieces(graphs: Iterable[tuple[str, Sequence[str]]], most: int) -> Iterator[Piece]:
    for graph, lines in graphs:
        start = 0
        while start < len(lines):
            end = _end(lines, start, most)
            yield Piece(graph, lines[start:end], first=start == 0)
            start = end


def _end(lines: Sequence[str], start: int, most: int) -> int:
    """Say where a piece ends: one statement at least, however long it is."""
    size = 0
    for end in range(start, min(start + most, len(lines))):
        size += _bytes(lines[end])
        if size > _MOST_BYTES and end > start:
            return end
    return min(start + most, len(lines))


def request_of(batch: Sequence[Piece], protocol: Protocol, *, replace: bool) -> Request:
    """Make the request that sends a batch.

    With ``replace`` a graph is emptied by the request that brings its first statements.
    Source: SPARQL 1.1 Graph Store HTTP Protocol, 5.3 and 5.5; SPARQL 1.1 Update, 3.1.1
            and 3.1.3; SPARQL 1.1 Protocol, 2.2.2.
    """
    if protocol is Protocol.UPDATE:
        return Request("POST", _update(batch, replace=replace), "application/sparql-update")
    (piece,) = batch
    method = "PUT" if replace and piece.first else "POST"
    body = "".join(f"{line}\n" for line in piece.lines).encode()
    return Request(method, body, "application/n-triples", {"graph": piece.graph})


def _update(batch: Sequence[Piece], *, replace: bool) -> bytes:
    cleared = [f"CLEAR SILENT GRAPH <{one.graph}> ;\n" for one in batch if replace and one.first]
    within = (f"GRAPH <{one.graph}> {{\n{_block(one.lines)}}}\n" for one in batch)
    return f"{''.join(cleared)}INSERT DATA {{\n{''.join(within)}}}\n".encode()


def _block(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
