"""Stores that fail, lie, stall or lead elsewhere: each is met in words, and nothing is believed."""

from __future__ import annotations

import json
import shutil
import signal
import ssl
import subprocess
import threading
import time
from base64 import b64encode
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from command_line import run, start
from fake_store import JSON, Answer, FakeStore, Sent, counted, fake_store, rows

from mdmakg.remote import client as client_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

G, H = "https://a.test/g", "https://a.test/h"
ROWS = "SELECT ?x WHERE { ?x ?y ?z }"
ONE = rows([{"x": ("uri", "urn:one")}], "x")


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have pauses between attempts be short."""
    monkeypatch.setattr(client_module, "_PAUSE", 0.01)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Write three statements of one graph and two of another."""
    lines = [f'<urn:s> <urn:p> "{n}" <{G if n < 3 else H}> .\n' for n in range(5)]
    (tmp_path / "data.nq").write_text("".join(lines))
    return tmp_path / "data.nq"


@contextmanager
def store_of(
    counts: list[dict[str, int]], put: Callable[[Sent], Answer] = lambda _: Answer(204)
) -> Iterator[FakeStore]:
    """Run a store that counts as told, one after the other, and answers data as told."""
    left = iter(counts)

    def behave(came: Sent) -> Answer:
        return counted(next(left)) if came.query else put(came)

    with fake_store(behave) as fake:
        yield fake


RIGHT = [{}, {G: 3, H: 2}]


# --- loading ---------------------------------------------------------------------


def test_what_is_sent(data: Path) -> None:
    """Graph by graph: PUT, then POST, each with its length and never in chunks."""
    with store_of(RIGHT) as fake:
        ended = run("push", f"{fake.url}/store", data, "--batch", "2")
    assert (ended.code, ended.out) == (0, "")
    assert "sent 5 statements in 2 graphs" in ended.err
    sent = {(one.method, one.path, one.body.count(b"\n")) for one in fake.data}
    g, h = ("/store?graph=https%3A%2F%2Fa.test%2F" + name for name in "gh")
    assert sent == {("PUT", g, 2), ("POST", g, 1), ("PUT", h, 2)}
    assert all(one.headers["content-length"] == str(len(one.body)) for one in fake.data)
    assert {one.headers["content-type"] for one in fake.data} == {"application/n-triples"}
    assert not any("transfer-encoding" in one.headers for one in fake.sent)


def test_a_store_that_takes_all_and_keeps_nothing(data: Path) -> None:
    """201 for everything and nothing there is an error, with what is missing where."""
    with store_of([{}, {G: 3}], lambda _: Answer(201)) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 4
    assert f"something else in 1 of 2 graphs: {H}: 2 sent, 0 there" in ended.err


def test_a_store_that_had_more(data: Path) -> None:
    """After --replace more than was sent is an error, too; after --add it may be."""
    with store_of([{G: 9}, {G: 10, H: 2}]) as fake:
        assert run("push", f"{fake.url}/store", data).code == 4
    with store_of([{G: 9}, {G: 10, H: 2}]) as fake:
        assert run("push", f"{fake.url}/store", data, "--add").code == 0
        assert {one.method for one in fake.data} == {"POST"}
    for wrong in ({G: 8, H: 2}, {G: 13, H: 2}, {G: 10, H: 1}):
        with store_of([{G: 9}, wrong]) as fake:
            assert run("push", f"{fake.url}/store", data, "--add").code == 4


def test_errors_that_pass_are_waited_for(data: Path) -> None:
    """500, 503 and a broken line are tried again with the same request."""
    answers = iter([Answer(500), Answer(503, headers={"Retry-After": "0"}), Answer(204)])
    with store_of(RIGHT, lambda _: next(answers, Answer(204))) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 0, ended.err
    assert len(fake.data) == 4
    assert len({one.body for one in fake.data}) == 2


def test_errors_that_stay(data: Path) -> None:
    """A store that fails from the beginning ends with 4; what it says is shown, harmlessly."""
    with store_of(RIGHT, lambda _: Answer(500, b"no \x1b[31mroom\n here")) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 4
    assert "status 500: no \\x1b[31mroom here; tried 4 times" in ended.err
    assert len(fake.data) == 4


def test_errors_that_no_patience_mends(data: Path) -> None:
    """A request that the store cannot take is sent once."""
    with store_of(RIGHT, lambda _: Answer(400, b"<p>", "text/html")) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert (ended.code, len(fake.data)) == (4, 1)
    assert "status 400\n" in ended.err


def test_a_store_that_stops_midway(data: Path) -> None:
    """Where some was taken and the rest was not, the exit code is 5, and what to do is said."""
    answers = iter([Answer(204), Answer(413, b"enough")])
    with store_of(RIGHT, lambda _: next(answers)) as fake:
        ended = run("push", f"{fake.url}/store", data, "--batch", "2")
    assert ended.code == 5
    assert "2 of 5 statements were sent; the same command again sends all" in ended.err
    assert "413: enough" in ended.err


def test_a_store_that_cannot_count_is_sent_nothing(data: Path) -> None:
    """Before anything is sent the store must be able to count."""
    for answer in (Answer(200, b"<html>", "text/html"), Answer(404), ONE):
        with fake_store(lambda came, answer=answer: answer) as fake:  # type: ignore[misc]
            ended = run("push", f"{fake.url}/store", data)
        assert (ended.code, fake.data) == (4, [])
    yes = Answer(200, b'{"head":{},"boolean":true}', JSON)
    with fake_store(lambda _: yes) as fake:
        assert "it does not count" in run("push", f"{fake.url}/store", data).err
    broken = Answer(200, b'{"head":{"vars":["g","n"]},"results":{"bindings":[1]}}', JSON)
    with fake_store(lambda _: broken) as fake:
        assert "cannot be read" in run("push", f"{fake.url}/store", data).err
        asked = run("query", ROWS, "--endpoint", fake.url)
        assert (asked.code, asked.out) == (4, "")
    many = rows([{"g": ("uri", G), "n": ("literal", "many")}], "g", "n")
    with fake_store(lambda _: many) as fake:
        assert "it does not count: 'many'" in run("push", f"{fake.url}/store", data).err


def test_a_store_that_cannot_count_afterwards(data: Path) -> None:
    """What was sent and could not be counted is not taken for arrived."""
    left = iter([counted({}), Answer(404)])
    with fake_store(lambda came: next(left) if came.query else Answer(204)) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 5
    assert "all was sent, and could not be counted" in ended.err


def test_nobody_there(data: Path) -> None:
    """Where nothing listens, that is said."""
    with fake_store(lambda _: Answer()) as fake:
        url = fake.url
    ended = run("push", f"{url}/store", data)
    assert ended.code == 4
    assert "cannot be reached: Connection refused; tried 4 times" in ended.err


def test_a_dry_run_asks_nobody(data: Path) -> None:
    """What would be sent is said, and no request is made."""
    with fake_store(lambda _: Answer(500)) as fake:
        ended = run(
            "push", f"{fake.url}/update", data, "--dry-run", "--query-url", "http://b.test/"
        )
    assert (ended.code, fake.sent) == (0, [])
    assert ended.out.splitlines() == [
        f"3  {G}",
        f"2  {H}",
        f"5 statements in 2 graphs, to {fake.url}/update by update, counted at http://b.test/",
    ]


def test_an_interruption_says_how_far_it_came(data: Path) -> None:
    """Ctrl-C midway tells what was sent; nothing is claimed of the rest."""
    waits = threading.Event()
    first = iter([Answer(204)])

    def put(_came: Sent) -> Answer:
        if (answer := next(first, None)) is None:
            waits.set()
        return answer or Answer(204, pause=30)

    with store_of(RIGHT, put) as fake:
        process = start("push", f"{fake.url}/store", data, "--batch", "2", cwd=data.parent)
        assert waits.wait(20)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"interrupted; 2 of 5 statements were sent" in err


# --- who asks --------------------------------------------------------------------


def test_a_store_that_wants_to_know_who_asks(data: Path) -> None:
    """Without user or token, the variables to set are named."""
    with fake_store(lambda _: Answer(401, headers={"WWW-Authenticate": "Basic"})) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert (ended.code, len(fake.sent)) == (4, 1)
    assert "set MDMAKG_USER and MDMAKG_PASSWORD, or MDMAKG_TOKEN" in ended.err


def test_basic_authentication(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """User and password go with a request once the store has asked for them."""
    monkeypatch.setenv("MDMAKG_USER", "ines")
    monkeypatch.setenv("MDMAKG_PASSWORD", "lämp-light")
    wanted = "Basic " + b64encode("ines:lämp-light".encode()).decode()
    left = iter(RIGHT)

    def behave(came: Sent) -> Answer:
        if came.headers.get("authorization") != wanted:
            return Answer(401, headers={"WWW-Authenticate": 'Basic realm="here"'})
        return counted(next(left)) if came.query else Answer(204)

    with fake_store(behave) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 0, ended.err
    assert "authorization" not in fake.sent[0].headers


def test_a_challenge_without_an_end_is_not_waited_for(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Digest authentication needs the headers of a refusal, and nothing of what follows them."""
    monkeypatch.setenv("MDMAKG_USER", "ines")
    monkeypatch.setenv("MDMAKG_PASSWORD", "lamp-light")
    asks = {"WWW-Authenticate": 'Digest realm="here", nonce="n", qop="auth"'}
    known: set[str] = set()
    left = iter(RIGHT)

    def behave(came: Sent) -> Answer:
        if not came.headers.get("authorization", "").startswith('Digest username="ines"'):
            endless = came.path in known
            known.add(came.path)
            return Answer(401, b" " * 100_000 if endless else b"", headers=asks, drip=1)
        return counted(next(left)) if came.query else Answer(204)

    with fake_store(behave) as fake:
        started = time.monotonic()
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 0, ended.err
    assert time.monotonic() - started < 30


def test_a_token_and_what_a_store_makes_of_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is sent, and not shown even where the store echoes it."""
    monkeypatch.setenv("MDMAKG_TOKEN", "t0ken-of-mine")

    def behave(came: Sent) -> Answer:
        return Answer(403, f"no: {came.headers['authorization']}".encode())

    with fake_store(behave) as fake:
        ended = run("push", f"{fake.url}/store", data)
    assert ended.code == 4
    assert fake.sent[0].headers["authorization"] == "Bearer t0ken-of-mine"
    assert "does not take what MDMAKG_TOKEN says: no: Bearer ***" in ended.err
    assert "t0ken" not in ended.err


# --- elsewhere -------------------------------------------------------------------


def test_redirects_to_another_host_are_not_followed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither data nor secrets go where a store points to."""
    monkeypatch.setenv("MDMAKG_TOKEN", "t0ken-of-mine")
    with fake_store(lambda _: ONE) as other:

        def away(_came: Sent) -> Answer:
            return Answer(307, headers={"Location": f"{other.url}/store"})

        with fake_store(away) as fake:
            ended = run("push", f"{fake.url}/store", data)
            asked = run("query", ROWS, "--endpoint", f"{fake.url}/query")
    assert (ended.code, asked.code, other.sent) == (4, 4, [])
    assert f"redirects to {other.url}/store, which is not followed" in ended.err


@pytest.mark.parametrize("location", ["", "http://me:s3cret@a.test/", "ftp://a.test/"])
def test_redirects_to_nowhere(location: str) -> None:
    """A redirect that is no address ends the request, without being shown."""
    with fake_store(lambda _: Answer(308, headers={"Location": location})) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/query")
    assert ended.code == 4
    assert "redirect" in ended.err
    assert "s3cret" not in ended.err


def test_redirects_within_a_store_are_followed() -> None:
    """Those that keep the method are, a few times; others name the address to give."""

    def behave(came: Sent) -> Answer:
        return ONE if came.path == "/sparql/" else Answer(308, headers={"Location": "/sparql/"})

    with fake_store(behave) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/sparql", "-f", "csv")
    assert (ended.code, ended.out.split()) == (0, ["x", "urn:one"])
    with fake_store(lambda _: Answer(302, headers={"Location": "/there"})) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/sparql")
        assert f"redirects to {fake.url}/there" in ended.err
    with fake_store(lambda _: Answer(307, headers={"Location": "/sparql"})) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/sparql")
    assert (ended.code, len(fake.sent)) == (4, 4)
    assert "again and again" in ended.err


# --- answers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer", [Answer(200, pause=30), Answer(200, b" " * 100_000, JSON, drip=1)]
)
def test_a_slow_store(answer: Answer, here: Path) -> None:
    """Whoever says nothing, or little for ever, is given up after the time that was set."""
    with fake_store(lambda came: answer if came.query else Answer()) as fake:
        process = start("query", ROWS, "--endpoint", fake.url, "--timeout", "0.8", cwd=here)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (4, b"")
    assert b"0.8 s" in err or b"took too long" in err


def test_a_store_that_drips_while_data_are_sent(data: Path) -> None:
    """So is one that drips its answer to data, after some attempts."""
    drip = Answer(200, b" " * 100_000, drip=1)
    with store_of(RIGHT, lambda _: drip) as fake:
        ended = run("push", f"{fake.url}/store", data, "--timeout", "0.2")
    assert ended.code == 4
    assert "the answer took too long; tried 4 times" in ended.err


def test_a_huge_answer(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than an answer may have is not read."""
    monkeypatch.setattr("mdmakg.remote.ask.MOST", 1000)
    with fake_store(lambda _: Answer(200, b" " * 5000, JSON)) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/query")
    assert ended.code == 4
    assert "more than 1,000 bytes" in ended.err
    with store_of(RIGHT, lambda _: Answer(200, b" " * 2_000_000)) as fake:
        assert "more than 1,048,576 bytes" in run("push", f"{fake.url}/store", data).err


def test_a_packed_answer_is_not_unpacked() -> None:
    """What could grow a thousandfold was not asked for, and is not read."""
    packed = Answer(200, b"x", JSON, {"Content-Encoding": "gzip"})
    with fake_store(lambda came: packed if came.query else Answer()) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/query")
    assert ended.code == 4
    assert "packed (gzip)" in ended.err
    assert fake.sent[-1].headers["accept-encoding"] == "identity"


def test_an_answer_that_breaks_off() -> None:
    """Fewer bytes than promised are no answer."""
    short = Answer(200, b"{", JSON, {"Content-Length": "100", "Connection": "close"})
    with fake_store(lambda came: short if came.query else Answer()) as fake:
        ended = run("query", ROWS, "--endpoint", f"{fake.url}/query", "--timeout", "5")
    assert ended.code == 4


def test_another_kind_of_answer() -> None:
    """A page, yes for rows, and rows for yes are told as that."""
    page = Answer(200, b"<html>", "text/html")
    with fake_store(lambda _: page) as fake:
        ended = run("query", ROWS, "--endpoint", fake.url)
    assert (ended.code, ended.out) == (4, "")
    assert "its answer is text/html" in ended.err
    yes = Answer(200, json.dumps({"head": {}, "boolean": True}).encode(), JSON)
    with fake_store(lambda _: yes) as fake:
        assert "rows were asked for" in run("query", ROWS, "--endpoint", fake.url).err
    with fake_store(lambda _: ONE) as fake:
        assert "yes or no was asked for" in run("query", "ASK {}", "--endpoint", fake.url).err


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, ONE.body, JSON, {"X-SPARQL-MaxRows": "10000"}),
        Answer(200, ONE.body, JSON, {"X-SQL-State": "S1TAT"}),
        Answer(206, ONE.body, JSON),
    ],
)
def test_an_answer_that_was_cut(answer: Answer, tmp_path: Path) -> None:
    """What came is given, and the exit code says that it is not all."""
    with fake_store(lambda _: answer) as fake:
        ended = run("query", ROWS, "--endpoint", fake.url, "-f", "csv", "-o", tmp_path / "out")
    assert ended.code == 5
    assert "LIMIT" in ended.err
    assert (tmp_path / "out").read_text().split() == ["x", "urn:one"]


def test_hostile_values_are_shown_as_text() -> None:
    """What a store says reaches no terminal as an escape."""
    nasty = rows([{"x": ("literal", "a\x1b[31mb")}], "x")
    with fake_store(lambda _: nasty) as fake:
        ended = run("query", ROWS, "--endpoint", fake.url, "-f", "table")
    assert "a\\x1b[31mb" in ended.out
    assert "\x1b" not in ended.out


def test_a_question_that_may_not_be_asked_is_not_sent() -> None:
    """SERVICE and broken queries are refused here, before anybody is asked."""
    with fake_store(lambda _: ONE) as fake:
        for query, says in (
            ("SELECT * { SERVICE <http://a.test/> { ?s ?p ?o } }", "not allowed"),
            ("SELECT WHERE", "does not parse"),
        ):
            ended = run("query", query, "--endpoint", fake.url)
            assert (ended.code, ended.out) == (2, "")
            assert says in ended.err
    assert fake.sent == []


# --- TLS -------------------------------------------------------------------------


def test_certificates_are_verified(tmp_path: Path) -> None:
    """A certificate that nobody vouches for is refused, unless --cafile does."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(  # noqa: S603 - found on the path above
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with fake_store(lambda _: ONE, context) as fake:
        refused = run("query", ROWS, "--endpoint", fake.url)
        taken = run("query", ROWS, "--endpoint", fake.url, "--cafile", certificate, "-f", "csv")
        absent = run("query", ROWS, "--endpoint", fake.url, "--cafile", tmp_path / "none")
    assert refused.code == 4
    assert "certificate cannot be verified; --cafile FILE" in refused.err
    assert (taken.code, taken.out.split()) == (0, ["x", "urn:one"])
    assert absent.code == 2
