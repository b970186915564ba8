"""Where a store is: addresses of it, and which of its protocols stands at which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from mdmakg.errors import UsageError

__all__ = ["ENDINGS", "Address", "Endpoints", "Protocol", "endpoints", "of_program"]

_PORTS: Final = {"http": 80, "https": 443}
_UNUSABLE: Final = re.compile(r"[^\x21-\x7e]|[<>\"{}|\\^`]")


class Protocol(StrEnum):
    """How statements are sent."""

    GRAPH_STORE = "graph-store"
    UPDATE = "update"


ENDINGS: Final = (
    ("/sparql-graph-crud-auth", Protocol.GRAPH_STORE, "/sparql-auth"),
    ("/sparql-graph-crud", Protocol.GRAPH_STORE, "/sparql"),
    ("/sparql-auth", Protocol.UPDATE, "/sparql-auth"),
    ("/rdf-graphs/service", Protocol.GRAPH_STORE, ""),
    ("/statements", Protocol.UPDATE, ""),
    ("/store", Protocol.GRAPH_STORE, "/query"),
    ("/data", Protocol.GRAPH_STORE, "/query"),
    ("/update", Protocol.UPDATE, "/query"),
    ("/sparql", Protocol.UPDATE, "/sparql"),
)
"""How paths end, which protocol is spoken there, and what stands there for queries instead."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that requests may go to: ``http`` or ``https``, without a user in it."""

    url: str
    origin: tuple[str, str, int]
    """Scheme, host and port: what a redirect may not leave."""

    @classmethod
    def of(cls, text: str) -> Address:
        """Read an address.

        Errors: ``UsageError``, which never shows what may be a password.
        """
        parts = _split(text)
        if "@" in parts.netloc:
            raise UsageError(
                "an address may not have a user or a password in it: set MDMAKG_USER and "
                "MDMAKG_PASSWORD instead"
            )
        if _UNUSABLE.search(text) or parts.fragment or not parts.hostname:
            raise UsageError(
                f"{text}: is no address of a store, such as http://localhost:7878/store"
            )
        host, port = parts.hostname.lower(), _port(parts)
        return cls(text, (parts.scheme.lower(), host, port))

    @property
    def path(self) -> str:
        """The path, without what follows a ``?``."""
        return urlsplit(self.url).path

    @property
    def is_private(self) -> bool:
        """Whether nobody between can read along: TLS, or this machine alone."""
        scheme, host, _ = self.origin
        return scheme == "https" or _is_loopback(host)

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return _is_loopback(self.origin[1])

    def at(self, path: str) -> Address:
        """Give the address of another path of the same store."""
        return Address(urlsplit(self.url)._replace(path=path, query="").geturl(), self.origin)

    def __str__(self) -> str:
        # What follows the ? may hold a key.
        return urlsplit(self.url)._replace(query="").geturl()


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
    except ValueError:  # such as [ without ]; the text may hold a password
        raise UsageError("the address of the store cannot be read") from None
    if parts.scheme.lower() not in _PORTS:
        raise UsageError("the address of a store begins with http:// or https://")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme.lower()]
    except ValueError as error:
        raise UsageError(f"{parts.netloc}: the port is none") from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where statements are sent and how, and where they are counted."""

    protocol: Protocol
    data: Address
    query: Address


def endpoints(address: Address, protocol: Protocol | None, query: Address | None) -> Endpoints:
    """Say how a store is to be spoken to, from how its address ends unless it is said.

    Errors: ``UsageError`` where neither says it.
    """
    path = address.path.rstrip("/")
    for ending, usual, instead in ENDINGS:
        if path.endswith(ending):
            beside = address.at(path.removesuffix(ending) + instead)
            return Endpoints(protocol or usual, address, query or beside)
    if protocol is None:
        raise UsageError(
            f"{address}: how it ends does not say which protocol it speaks; "
            f"say --protocol {' or '.join(Protocol)}, and --query-url where it answers queries"
        )
    return Endpoints(protocol, address, query or address)


def of_program(address: Address, server: str, *, known: bool) -> Address:
    """Say where a store takes data, from the program that answers at its root.

    ``known`` is whether there is a user to tell it.
    Errors: ``UsageError`` for a program whose addresses are not known.
    """
    if "oxigraph" in server:
        return address.at("/store")
    if "virtuoso" in server:
        return address.at("/sparql-graph-crud-auth" if known else "/sparql-graph-crud")
    raise UsageError(
        f"{address}: what answers there does not say where it takes data; give that address, "
        f"which may end in {', '.join(ending for ending, *_ in ENDINGS)}"
    )
