"""Clients that mean harm: foreign names, smuggled bodies, slow and endless ones, updates."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from itertools import product
from typing import TYPE_CHECKING

import pytest
from served import read_all, serving

from mdmakg.serve import body as body_limits
from mdmakg.serve import patience
from mdmakg.serve.fence import Openness
from mdmakg.serve.protocol import MAX_BODY

if TYPE_CHECKING:
    from pathlib import Path

    from served import Server

PATHS = ("/sparql", "/sparql/", "/", "/query", "/resource", "/claim/a/c1", "/health", "/assets/x")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
UPDATE = "application/sparql-update"


def status(answer: bytes) -> int:
    """Read the status of an answer as it came over the line."""
    return int(answer.split(b" ", 2)[1])


def statuses(answers: bytes) -> list[int]:
    """Read the status of each answer that came over one line."""
    return [int(part[:3]) for part in answers.split(b"HTTP/1.1 ")[1:]]


# --- updates ---------------------------------------------------------------------


@pytest.mark.parametrize(("method", "path"), list(product(METHODS, PATHS)))
def test_updates_are_refused_everywhere(graphs_server: Server, method: str, path: str) -> None:
    """By parameter or media type, by any method, on any path: 403, and nothing has changed."""
    assert graphs_server.send(method, f"{path}?update=CLEAR+ALL").status == 403
    typed = graphs_server.send(method, path, b"CLEAR ALL", {"Content-Type": UPDATE})
    assert typed.status == 403
    if method == "POST" and path.startswith("/sparql"):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert graphs_server.send(method, path, b"update=CLEAR+ALL", form).status == 403
    assert len(graphs_server.rows("SELECT * { ?s a ?t }")) == 5


def test_an_update_as_a_query_does_not_parse(graphs_server: Server) -> None:
    """An update that is sent as a query is none: 400."""
    for update in ("CLEAR ALL", "DELETE WHERE { ?s ?p ?o }", "DROP GRAPH <urn:a>"):
        assert graphs_server.ask(update).status == 400


# --- names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost", True),
        ("LOCALHOST:1", True),
        ("a.localhost", True),
        ("127.0.0.1:7373", True),
        ("[::1]:80", True),
        ("[::1]", True),
        ("192.0.2.7", True),
        ("data.example", True),
        ("Data.Example:80", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example:80#localhost", False),
        ("localhost:80:80", False),
        ("localhost:", True),
        ("localhost:x", False),
        ("[::1", False),
        ("[::1]evil.example", False),
        ("[evil.example]", False),
        ("", False),
        ("user@localhost", False),
        ("a<b.localhost", False),
        ("a b.localhost", False),
        ("a\u00e9.localhost", False),
        ("localhost\n", False),
        ("[fe80::1%< >]", False),
        ("[fe80::1%25eth0]", False),
        ("[127.0.0.1]", False),
        ("::1", False),
    ],
)
def test_only_names_of_this_server(host: str, *, answered: bool) -> None:
    """Addresses, localhost and the names that were allowed; nothing that only looks so."""
    assert Openness(names=frozenset({"data.example"})).answers_to(host) is answered


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/health", "/assets/style.css"])
def test_a_foreign_name_is_refused(graphs_server: Server, path: str) -> None:
    """DNS rebinding: a page of another name that points here gets 421 and no data."""
    answer = graphs_server.send("GET", path, headers={"Host": "evil.example"})
    assert answer.status == 421
    assert "evil.example" in answer.text


@pytest.mark.parametrize("host", [b"a<b.localhost", b"[fe80::1%< >]", b"localhost:99999"])
def test_names_that_are_none(graphs_server: Server, host: bytes) -> None:
    """What cannot stand in the address of the endpoint is refused, or does no harm there."""
    head = b"GET /sparql HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n"
    assert status(graphs_server.raw(head)) in {200, 421}


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
    ],
)
def test_one_host_is_wanted(graphs_server: Server, head: bytes) -> None:
    """No Host header, or two, is a bad request."""
    assert status(graphs_server.raw(head)) == 400


# --- framing ---------------------------------------------------------------------

POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 6\r\nContent-Length: 60\r\n\r\nASK {}",
        b"Content-Length: 6, 60\r\n\r\nASK {}",
        b"Content-Length: +6\r\n\r\nASK {}",
        b"Content-Length: -6\r\n\r\nASK {}",
        b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nZ\r\nASK {}\r\n0\r\n\r\n",
        b"Content-Length : 6\r\n\r\nASK {}",
        b" folded: x\r\nContent-Length: 6\r\n\r\nASK {}"[1:] + b"\x00",
    ],
)
def test_bodies_have_one_length(graphs_server: Server, rest: bytes) -> None:
    """A body that two readers could take for two different ones is not read: 4xx or 501, once.

    What could be smuggled behind it is never taken for a second request.
    """
    smuggled = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    if rest.startswith(b"folded"):
        answers = graphs_server.raw(POST + b"Bad\x00Name: x\r\n" + rest)
    else:
        answers = graphs_server.raw(POST + rest + smuggled)
    assert len(statuses(answers)) == 1
    assert statuses(answers)[0] in {400, 501}


def test_pipelined_requests_are_answered_in_order(graphs_server: Server) -> None:
    """Three requests at once get their own three answers."""
    one = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
    two = b"GET /nothing HTTP/1.1\r\nHost: localhost\r\n"
    last = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    answers = graphs_server.raw(b"\r\n".join((one, two, last, b"")))
    assert statuses(answers) == [200, 404, 200]


# --- targets ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "host", "wanted"),
    [
        (b"GET http://localhost/health", b"localhost", 200),
        (b"GET HTTP://127.0.0.1:80/sparql?query=ASK%7B%7D", b"localhost", 200),
        (b"GET http://localhost", b"localhost", 200),
        (b"GET http://localhost?a=b", b"evil.example", 200),
        (b"GET http://evil.example/health", b"localhost", 421),
        (b"GET http://user@localhost/health", b"localhost", 421),
        (b"GET http:///health", b"localhost", 421),
        (b"GET http://localhost/sparql?update=CLEAR", b"localhost", 403),
        (b"OPTIONS *", b"localhost", 204),
        (b"OPTIONS http://localhost/sparql", b"localhost", 204),
        (b"GET *", b"localhost", 400),
        (b"CONNECT localhost:80", b"localhost", 400),
        (b"GET ftp://localhost/", b"localhost", 400),
        (b"GET health", b"localhost", 400),
        (b"GET /sparql%0A", b"localhost", 404),
    ],
)
def test_targets_of_each_form(graphs_server: Server, line: bytes, host: bytes, wanted: int) -> None:
    """A whole address is as good as its path and outranks Host (RFC 9112, 3.2.2)."""
    head = line + b" HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n"
    assert status(graphs_server.raw(head)) == wanted


def test_a_whole_address_needs_a_host_all_the_same(graphs_server: Server) -> None:
    """RFC 9112, 3.2: a request without Host is refused, whatever its target."""
    assert status(graphs_server.raw(b"GET http://localhost/health HTTP/1.1\r\n\r\n")) == 400


# --- too much --------------------------------------------------------------------


@pytest.mark.parametrize("chunked", [False, True])
def test_ten_megabytes(graphs_server: Server, *, chunked: bool) -> None:
    """Said or found to be too large, a body gets 413; the server then answers on."""
    content = b"#" * 10_000_000
    connection = HTTPConnection(*graphs_server.place, timeout=30)
    headers = {"Content-Type": "application/sparql-query"}
    body = iter([content[:5_000_000], content[5_000_000:]]) if chunked else content
    connection.request("POST", "/sparql", body, headers, encode_chunked=chunked)
    answer = connection.getresponse()
    assert answer.status == 413
    assert f"{MAX_BODY:,}" in answer.read().decode()
    connection.close()
    assert graphs_server.ask("ASK {}").status == 200


def test_a_body_of_just_so_many_bytes(graphs_server: Server) -> None:
    """A megabyte is taken, one byte more is not."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"query=ASK%7B%7D&x=" + b"x" * (MAX_BODY - 18)
    assert graphs_server.send("POST", "/sparql", body, headers).status == 200
    assert graphs_server.send("POST", "/sparql", body + b"x", headers).status == 413


def test_heads_are_bounded(graphs_server: Server) -> None:
    """A head of more than 64 KiB, or of more than 100 lines, is refused."""
    long = b"GET /?" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    # The server may close while the head is still being sent.
    with suppress(BrokenPipeError, ConnectionResetError, IndexError):
        assert status(graphs_server.raw(long)) == 400
    many = b"".join(b"X-%d: x\r\n" % n for n in range(150))
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + many + b"\r\n"
    assert status(graphs_server.raw(head)) == 431
    assert graphs_server.ask("ASK {}").status == 200


# --- too slow --------------------------------------------------------------------


def test_slow_heads_are_dropped(graphs_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says nothing, or goes on saying a little, is dropped when the time for a head is over."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.5)
    with (
        socket.create_connection(graphs_server.place, timeout=10) as silent,
        socket.create_connection(graphs_server.place, timeout=10) as slow,
    ):
        began = time.monotonic()
        slow.sendall(b"GET / HTTP/1.1\r\n")
        with suppress(OSError):  # until it is dropped
            for _ in range(40):
                slow.sendall(b"X: x\r\n")
                time.sleep(0.05)
        assert read_all(silent) == read_all(slow) == b""
        assert time.monotonic() - began < 5
    assert graphs_server.ask("ASK {}").status == 200


def test_a_slow_second_head_is_dropped(
    graphs_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for a second request on a line whose first was answered."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.5)
    with socket.create_connection(graphs_server.place, timeout=10) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 200"
        time.sleep(0.3)
        line.sendall(b"GET / HTTP/1.1\r\n")
        began = time.monotonic()
        read_all(line)
        assert time.monotonic() - began < 3


UNREAD = (b"GET /health", b"GET /sparql", b"POST /query", b"POST /nothing", b"PUT /sparql")


@pytest.mark.parametrize("sent", [1, 10])
def test_bodies_that_nobody_reads_hold_no_line(
    graphs_server: Server, monkeypatch: pytest.MonkeyPatch, sent: int
) -> None:
    """A byte of a body, or all of it, after its answer: the line is closed, not kept for ever."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.4)
    with ExitStack() as stack:
        lines = [
            stack.enter_context(socket.create_connection(graphs_server.place, timeout=15))
            for _ in UNREAD
        ]
        for line, start in zip(lines, UNREAD, strict=True):
            head = b" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n"
            line.sendall(start + head)
            assert line.recv(9) == b"HTTP/1.1 "
            line.sendall(b"x" * sent)
        for line in lines:
            read_all(line)  # a line that is kept runs into the time-out


def test_a_body_after_its_answer_is_passed_over(graphs_server: Server) -> None:
    """The line is good for the next request."""
    with socket.create_connection(graphs_server.place, timeout=10) as line:
        line.sendall(b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
        first = line.recv(65536)
        line.sendall(b"some body")
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert statuses(first + read_all(line)) == [405, 200]


def test_slow_bodies_are_refused(graphs_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not come gets 408."""
    monkeypatch.setattr(body_limits, "BODY_SECONDS", 0.3)
    monkeypatch.setattr(body_limits, "_LINGER_SECONDS", 0.1)
    assert status(graphs_server.raw(POST + b"Content-Length: 60\r\n\r\nASK")) == 408


def test_readers_who_do_not_read_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that asks for much and takes nothing of it loses its line."""
    dropped = threading.Event()
    drop = patience.PatientProtocol._drop

    def drop_and_tell(line: patience.PatientProtocol) -> None:
        drop(line)
        dropped.set()

    monkeypatch.setattr(patience, "READER_SECONDS", 0.2)
    monkeypatch.setattr(patience.PatientProtocol, "_drop", drop_and_tell)
    (tmp_path / "long.nt").write_text(f'<urn:a> <urn:b> "{"x" * 12_000_000}" .\n')
    with (
        serving(files=(tmp_path / "long.nt",)) as server,
        socket.socket() as line,
    ):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(20)
        line.connect(server.place)
        path = "/sparql?query=SELECT*%7B%3Fs%3Fp%3Fo%7D"
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert dropped.wait(20)
        assert len(read_all(line)) < 12_000_000
        assert server.health()["status"] == "ok"


# --- paths -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/..%2Fapp.py",
        "/assets/%2e%2e/app.py",
        "/assets//etc/passwd",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/assets/style.css%00.js",
        "/assets/",
        "/explorer.html",
        "/.well-known/../health",
        "/%",
        "/%ff",
        "/a%0d%0aSet-Cookie:%20x=1",
    ],
)
def test_no_path_leads_out(graphs_server: Server, path: str) -> None:
    """What is no page of the server is asked for as an IRI, and is not there."""
    accept = {"Accept": "application/problem+json, */*;q=0.5"}
    answer = graphs_server.send("GET", path, headers=accept)
    assert answer.status == 404
    assert json.loads(answer.body)["code"] == "not-found"
    assert "set-cookie" not in answer.headers
    assert "root:" not in answer.text


def test_every_answer_is_guarded(graphs_server: Server) -> None:
    """Pages, data, refusals alike: a policy, no sniffing, no referrer, no name of any software."""
    for path in ("/", "/query", "/sparql", "/nothing", "/sparql?query=ASK", "/assets/query.js"):
        for accept in ("*/*", "text/html"):
            headers = graphs_server.get(path, accept=accept).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "server" not in headers
