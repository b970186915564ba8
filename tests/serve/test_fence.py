"""What the fence and the log do around an application, whatever that does."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest

from mdmakg.errors import StoreError, UsageError
from mdmakg.serve.fence import Fence, Openness
from mdmakg.serve.log import AccessLog
from mdmakg.serve.run import address_of, listen

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send


def request(app: Any, path: str = "/", **more: Any) -> list[dict[str, Any]]:
    """Send a request to an application; give the messages that it sent."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "query_string": b"secret=1", "headers": [(b"host", b"localhost")], **more,
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def failing(*, after_start: bool) -> Callable[..., Any]:
    """Make an application that fails, before or after it began to answer."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        if after_start:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        message = "the secret of the house"
        raise RuntimeError(message)

    return app


def test_a_failure_shows_nothing_of_itself(capfd: pytest.CaptureFixture[str]) -> None:
    """500 in words that tell nothing; what failed is on standard error."""
    start, *rest = request(Fence(failing(after_start=False), Openness()))
    assert start["status"] == 500
    body = b"".join(message.get("body", b"") for message in rest)
    assert body == b"the server failed; its log says more\n"
    assert "RuntimeError: the secret of the house" in capfd.readouterr().err


def test_a_failure_in_the_middle_cuts_the_answer() -> None:
    """What has begun cannot be taken back: the line is cut, so that half is not taken for all."""
    with pytest.raises(RuntimeError):
        request(Fence(failing(after_start=True), Openness()))


def test_the_log_has_a_line_for_what_failed(capfd: pytest.CaptureFixture[str]) -> None:
    """An answer that was cut is logged with what had been said of it; never with its query."""
    with pytest.raises(RuntimeError):
        request(AccessLog(failing(after_start=True), queries=True), "/a\nb\x1b")
    with pytest.raises(RuntimeError):
        request(AccessLog(failing(after_start=False), queries=False))
    first, second = capfd.readouterr().err.splitlines()
    assert r" GET /a\nb\x1b 200 0 B " in first
    assert " GET / - 0 B " in second
    assert "secret" not in first + second


def test_the_log_has_queries_when_asked_to(capfd: pytest.CaptureFixture[str]) -> None:
    """On one line, cut where it is very long, and only if it is wanted."""

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        scope["query"] = "ASK {\n}" + "x" * 5_000
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"four"})

    request(AccessLog(app, queries=True))
    request(AccessLog(app, queries=False))
    with_query, without = capfd.readouterr().err.splitlines()
    assert r" 200 4 B " in with_query
    assert r" ms ASK {\n}xxx" in with_query
    assert len(with_query) < 2_200
    assert without.endswith(" ms")


def test_what_is_no_request_passes() -> None:
    """Messages of the server about itself are none of the fence's affair."""
    seen = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    request(Fence(app, Openness()), type="lifespan")
    assert seen == ["lifespan"]


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:{}/"), ("0.0.0.0", "http://localhost:{}/"),  # noqa: S104 - to be told apart
     ("localhost", "http://localhost:{}/")],
)  # fmt: skip
def test_the_address_is_one_that_can_be_opened(host: str, address: str) -> None:
    """With the port that was taken, and a name for "every address"."""
    with listen(host, 0) as listening:
        assert address_of(listening, host) == address.format(listening.getsockname()[1])


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_addresses_of_version_6() -> None:
    """They stand in brackets."""
    try:
        listening = listen("::1", 0)
    except StoreError:
        pytest.skip("this machine has no IPv6 loopback")
    with listening:
        assert address_of(listening, "::1") == f"http://[::1]:{listening.getsockname()[1]}/"


def test_a_name_that_is_none() -> None:
    """A label of more than 63 letters is no name; it is an error like any other."""
    with pytest.raises(StoreError, match="cannot listen there"):
        listen("x" * 64 + ".example", 0)


def test_who_is_let_in() -> None:
    """Names and origins as the command line has them, in any case of letters."""
    openness = Openness.of("::", ["Data.Example"], ["https://Example.org:8080", "*"])
    assert openness.answers_to("data.example:80")
    assert openness.origins == {"https://example.org:8080", "*"}


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("name:8080", ""),
        ("http://name", ""),
        ("a b", ""),
        ("", "https://example.org/"),
        ("", "https://example.org/path"),
        ("", "example.org"),
        ("", "https://user@example.org"),
        ("", "null"),
    ],
)
def test_what_could_never_match(name: str, origin: str) -> None:
    """A name with a port or an origin with a slash is no wish that can be met: it is told."""
    with pytest.raises(UsageError, match=re.escape(repr(name or origin))):
        Openness.of("127.0.0.1", [name] if name else [], [origin] if origin else [])
