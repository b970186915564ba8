"""A store that misbehaves as it is told to, and writes down what it was sent."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qs

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Answer", "FakeStore", "Sent", "counted", "fake_store", "rows"]

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Answer:
    """What is answered: after ``pause`` seconds, ``drip`` bytes at a time if not all at once."""

    status: int = 200
    body: bytes = b""
    media_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0
    drip: int = 0


@dataclass(frozen=True)
class Sent:
    """A request that came; names of headers in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The query of a form."""
        return parse_qs(self.body.decode()).get("query", [""])[0]


Behaviour: TypeAlias = "Callable[[Sent], Answer]"


@dataclass
class FakeStore:
    """A running fake: its address, what came, and the event that ends its pauses."""

    url: str
    sent: list[Sent] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def data(self) -> Sequence[Sent]:
        """The requests that brought data: all but queries and looks."""
        return [one for one in self.sent if one.method != "GET" and not one.query]


def rows(bindings: Sequence[Mapping[str, tuple[str, str]]], *names: str) -> Answer:
    """Answer with rows, each cell a type and a value."""
    told = [
        {name: {"type": kind, "value": value} for name, (kind, value) in row.items()}
        for row in bindings
    ]
    whole = {"head": {"vars": list(names)}, "results": {"bindings": told}}
    return Answer(200, json.dumps(whole).encode(), JSON)


def counted(graphs: Mapping[str, int]) -> Answer:
    """Answer as if these graphs had so many statements."""
    cells = ({"g": ("uri", g), "n": ("literal", str(n))} for g, n in graphs.items())
    return rows([*cells], "g", "n")


@contextmanager
def fake_store(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[FakeStore]:
    """Run a fake on a free port, in a thread."""
    server = _Server(("127.0.0.1", 0), _handler(behaviour))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "http" if tls is None else "https"
    fake = FakeStore(f"{scheme}://127.0.0.1:{server.server_port}")
    server.fake = fake  # type: ignore[attr-defined] # the handler's way to it
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield fake
    finally:
        fake.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_of: object) -> None:
        """Say nothing of those who went before they were answered."""


def _handler(behaviour: Behaviour) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_told: object) -> None:
            """Say nothing: what came is kept."""

        def _answer(self) -> None:
            fake: FakeStore = self.server.fake  # type: ignore[attr-defined]
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            came = Sent(self.command, self.path, headers, self.rfile.read(length))
            fake.sent.append(came)
            try:
                self._give(behaviour(came), fake.over)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def _give(self, answer: Answer, over: threading.Event) -> None:
            over.wait(answer.pause)
            self.send_response(answer.status)
            has = {"Content-Type": answer.media_type, "Content-Length": str(len(answer.body))}
            for name, value in {**has, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            step = answer.drip or len(answer.body) or 1
            for start in range(0, len(answer.body), step):
                self.wfile.write(answer.body[start : start + step])
                if answer.drip:
                    over.wait(0.05)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - names that http.server calls

    return Handler
